"""Home Assistant's core, with nothing in it but what is measured."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from homeassistant import loader
from homeassistant.auth import auth_manager_from_config
from homeassistant.config_entries import ConfigEntries
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)


@asynccontextmanager
async def bare_core(folder: Path) -> AsyncIterator[HomeAssistant]:
    """Run a core with its registries, its users and its bus, and no integration, with its files in a folder."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    hass = HomeAssistant(str(folder))
    hass.config_entries = ConfigEntries(hass, {})
    loader.async_setup(hass)
    await fr.async_load(hass)
    await lr.async_load(hass)
    await ar.async_load(hass)
    dr.async_setup(hass)
    await dr.async_load(hass)
    await er.async_load(hass)
    hass.auth = await auth_manager_from_config(hass, [], [])
    # Who waits for the start to be over, as the recorder does, has nothing to wait for.
    hass.set_state(CoreState.running)
    try:
        yield hass
    finally:
        await hass.async_stop(force=True)
