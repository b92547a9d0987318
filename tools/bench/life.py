"""Changes of state, written at a steady rate or as fast as they can be."""

import asyncio
from time import perf_counter

from homeassistant.core import HomeAssistant

from .states import entities

ENTITIES = 500
_TICK = 0.01  # seconds between two handfuls
_BREATH = 100  # writes between two chances for the event loop to do something else, where there is no rate


class Life:
    """Lets one entity after the other change its state, and never writes one that is no change.

    Attributes:
        written: how many changes there were.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Live in a core."""
        self.written = 0
        self._set = hass.states.async_set
        self._home = entities(ENTITIES)

    async def write(self, count: int, rate: float | None = None) -> None:
        """Write so many changes.

        Args:
            count: how many.
            rate: changes a second; None is as fast as it goes.
        """
        if rate is None:
            await self._hurry(count)
        else:
            await self._pace(count, rate)

    async def _hurry(self, count: int) -> None:
        for number in range(count):
            self._change()
            if number % _BREATH == 0:
                await asyncio.sleep(0)

    async def _pace(self, count: int, rate: float) -> None:
        begin, written = perf_counter(), 0
        while written < count:
            # By the clock, so that a late handful is made up for.
            due = min(count, 1 + int((perf_counter() - begin) * rate))
            for _ in range(due - written):
                self._change()
            written = due
            await asyncio.sleep(_TICK)

    def _change(self) -> None:
        entity = self._home[self.written % ENTITIES]
        self._set(entity.entity_id, entity.states[self.written // ENTITIES % 2], entity.attributes)
        self.written += 1
