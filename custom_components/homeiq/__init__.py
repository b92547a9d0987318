"""HomeIQ learns the habits of a home and offers them as automations.

Files at the top are doors: Home Assistant knocks on them by name. Folders are stages, and an event walks through them:
``capture`` hears it, ``store`` keeps it, ``mine`` and ``suggest`` learn from it (``learn`` composes the two), ``apply``
asks Home Assistant about automations, ``enrich`` brings in the home's AI, ``telemetry`` measures. ``past`` answers what
was when; ``model`` and ``settings`` are what all of them speak. Only the ``coordinator`` knows all stages.
"""

from pathlib import Path

from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE, EVENT_HOMEASSISTANT_FINAL_WRITE, Platform
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import ConfigEntryError
from homeassistant.helpers import config_validation as cv, issue_registry as ir
from homeassistant.helpers.typing import ConfigType

from .const import DATABASE_FILE, DOMAIN
from .coordinator import HomeIQConfigEntry, HomeIQCoordinator
from .coordinator.tables import Tables
from .http_api import async_setup_http
from .services import async_setup_services
from .settings import Settings, SettingsError
from .store.influx.target import Target

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)
PLATFORMS = (Platform.BINARY_SENSOR, Platform.BUTTON, Platform.EVENT, Platform.SENSOR, Platform.SWITCH, Platform.TODO)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register actions and addresses, once for the process."""
    async_setup_services(hass)
    async_setup_http(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: HomeIQConfigEntry) -> bool:
    """Open the database, listen, and show what is known."""
    try:
        settings = Settings.from_options(entry.options)
    except SettingsError as err:
        raise ConfigEntryError(str(err)) from err
    target = Target.from_data(entry.data["influxdb"]) if "influxdb" in entry.data else None
    coordinator = HomeIQCoordinator(hass, entry, settings, await Tables.async_open(hass, settings, target))
    entry.runtime_data = coordinator
    try:
        await coordinator.async_start()
        await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    except BaseException:
        await coordinator.async_stop()
        raise
    coordinator.async_schedule()
    _listen_for_the_stop(hass, entry)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: HomeIQConfigEntry) -> bool:
    """Take the entities away, write what waits, and close the database."""
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return False
    await entry.runtime_data.async_stop()
    return True


async def async_remove_entry(hass: HomeAssistant, entry: HomeIQConfigEntry) -> None:
    """Delete the database, and take back what was asked: the home's history leaves with HomeIQ."""
    for domain, issue_id in list(ir.async_get(hass).issues):
        if domain == DOMAIN:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
    path = hass.config.path(DATABASE_FILE)
    await hass.async_add_executor_job(_delete, [Path(path + suffix) for suffix in ("", "-wal", "-shm")])


def _delete(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _listen_for_the_stop(hass: HomeAssistant, entry: HomeIQConfigEntry) -> None:
    """Home Assistant doesn't unload entries when it stops."""
    coordinator = entry.runtime_data

    async def final_write(_event: Event) -> None:
        await coordinator.async_flush()

    async def close(_event: Event) -> None:
        await coordinator.async_stop()

    # Not async_listen_once: unloading after it fired would log an error.
    entry.async_on_unload(hass.bus.async_listen(EVENT_HOMEASSISTANT_FINAL_WRITE, final_write))
    entry.async_on_unload(hass.bus.async_listen(EVENT_HOMEASSISTANT_CLOSE, close))
