"""Closing the database when Home Assistant stops, which doesn't unload entries then."""

from __future__ import annotations

from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE, EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import Event, HomeAssistant, callback

from .coordinator import HomeIQConfigEntry

PATIENCE = 15.0  # for another process that holds the database, seconds; Home Assistant gives the end 30 in all


@callback
def async_listen_for_the_stop(hass: HomeAssistant, entry: HomeIQConfigEntry) -> None:
    """Write what waits when Home Assistant stops, and close, unless the entry is unloaded before."""
    coordinator = entry.runtime_data

    async def final_write(_event: Event) -> None:
        # Each part writes once more, and what can't be written has to be kept elsewhere before the time is over.
        coordinator.hurry(PATIENCE)
        await coordinator.async_flush()

    async def close(_event: Event) -> None:
        coordinator.hurry(PATIENCE)
        await coordinator.async_stop()

    # Not async_listen_once: unloading after it fired would log an error.
    entry.async_on_unload(hass.bus.async_listen(EVENT_HOMEASSISTANT_FINAL_WRITE, final_write))
    entry.async_on_unload(hass.bus.async_listen(EVENT_HOMEASSISTANT_CLOSE, close))
