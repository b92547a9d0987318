"""The simulated home of ``scripts/demo``: its devices as real entities, and the life that goes on in it.

What is in the home, how it stood at the end of its history and what happens next is in one JSON file that the demo
wrote into the configuration folder.
"""

from pathlib import Path

from homeassistant.config_entries import SOURCE_IMPORT
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.typing import ConfigType

from .entity import DemoHomeConfigEntry, Simulation
from .life import async_live
from .script import DOMAIN, Script

CONFIG_SCHEMA = cv.empty_config_schema(DOMAIN)

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.CLIMATE,
    Platform.COVER,
    Platform.DEVICE_TRACKER,
    Platform.FAN,
    Platform.LIGHT,
    Platform.LOCK,
    Platform.MEDIA_PLAYER,
    Platform.SENSOR,
    Platform.SWITCH,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Set the home up by itself: nobody has to click for a demo."""
    hass.async_create_task(hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_IMPORT}))
    return True


async def async_setup_entry(hass: HomeAssistant, entry: DemoHomeConfigEntry) -> bool:
    """Make the entities, and let life go on once Home Assistant has started."""
    script = await hass.async_add_executor_job(Script.read, Path(hass.config.path(f"{DOMAIN}.json")))
    entry.runtime_data = Simulation(script=script)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)

    async def live(hass: HomeAssistant) -> None:
        entry.async_create_background_task(hass, async_live(entry.runtime_data), f"{DOMAIN} life")

    entry.async_on_unload(async_at_started(hass, live))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: DemoHomeConfigEntry) -> bool:
    """Take the entities away."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
