"""HomeIQ learns the habits of a home and offers them as automations.

Files at the top are doors: Home Assistant knocks on them by name. Folders are stages, and an event walks through them:
``capture`` hears it, ``store`` keeps it, ``mine`` and ``suggest`` learn from it (``learn`` composes the two), ``apply``
asks Home Assistant about automations, ``enrich`` brings in the home's AI, ``telemetry`` measures. ``past`` answers what
was when, ``answers`` writes what is known for other programs; ``model`` and ``settings`` are what all of them speak.
Only the ``coordinator`` knows all stages.
"""

from __future__ import annotations

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType

from .const import DOMAIN
from .coordinator import HomeIQConfigEntry, HomeIQCoordinator
from .coordinator.closing import async_listen_for_the_stop
from .coordinator.file.backups import async_release
from .coordinator.file.opening import async_delete_database
from .coordinator.file.tables import Tables
from .coordinator.health.notices import told_while_waiting
from .coordinator.keeping.intake import Ears
from .coordinator.telling.repairs import async_forget_issues
from .correlation import apart
from .http_api import async_setup_http
from .panel import async_hide_panel, async_setup_panel, async_show_panel
from .services import async_offer_choices, async_setup_services
from .settings import Settings, SettingsError, known_of
from .store.influx.target import Target
from .websocket_api import async_go_live, async_setup_websocket

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)
PLATFORMS = (Platform.BINARY_SENSOR, Platform.BUTTON, Platform.EVENT, Platform.SENSOR, Platform.SWITCH, Platform.TODO)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register actions, addresses and commands, once for the process."""
    async_setup_services(hass)
    async_setup_http(hass)
    async_setup_websocket(hass)
    await async_setup_panel(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: HomeIQConfigEntry) -> bool:
    """Open the database, listen, and show what is known."""
    # Whatever led to it, such as a request that found the database damaged: what begins here goes on for all.
    with apart(), told_while_waiting(hass):
        await _async_set_up(hass, entry)
    return True


async def _async_set_up(hass: HomeAssistant, entry: HomeIQConfigEntry) -> None:
    try:
        settings = Settings.from_options(known_of(entry.options))
    except SettingsError as err:
        raise ConfigEntryError(str(err)) from err
    target = Target.from_data(entry.data["influxdb"]) if "influxdb" in entry.data else None
    ears = Ears.of(hass, settings)
    tables = await Tables.async_open(hass, settings, target, ears.attributes)
    coordinator = HomeIQCoordinator(hass, entry, settings, ears, tables)
    entry.runtime_data = coordinator
    try:
        await coordinator.async_start()
        await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    except BaseException:
        coordinator.guard.async_condemn()
        await coordinator.async_stop()
        raise
    coordinator.async_schedule()
    await async_offer_choices(hass, entry)
    async_go_live(hass, entry)
    await async_show_panel(hass, entry)
    async_listen_for_the_stop(hass, entry)


async def async_unload_entry(hass: HomeAssistant, entry: HomeIQConfigEntry) -> bool:
    """Take the entities away, write what waits, and close the database."""
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return False
    await entry.runtime_data.async_stop()
    return True


async def async_remove_entry(hass: HomeAssistant, entry: HomeIQConfigEntry) -> None:
    """Delete the database, and take back what was asked: the home's history leaves with HomeIQ."""
    async_forget_issues(hass)
    await async_hide_panel(hass)
    await async_release(hass)
    await async_delete_database(hass)
