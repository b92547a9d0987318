"""Work that goes on by itself, and is cut off and waited for before the database closes."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..const import LOGGER
from ..store.errors import DatabaseError


class Background:
    """The tasks of one entry."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
        """Begin with none."""
        self._hass = hass
        self._entry = entry
        self._tasks: set[asyncio.Task[None]] = set()

    @callback
    def async_spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Start some work."""
        task = self._entry.async_create_background_task(self._hass, _until_it_fails(work, name), f"homeiq {name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def async_cancel(self) -> None:
        """Cut off all work and wait until it has ended."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel("HomeIQ is unloading")
        await asyncio.gather(*tasks, return_exceptions=True)


async def _until_it_fails(work: Coroutine[Any, Any, None], name: str) -> None:
    try:
        await work
    except DatabaseError as err:
        LOGGER.warning("Work in the background (%s) was cut off by the database: %s", name, err)
