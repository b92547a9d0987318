"""The past as a question saw it, for a moment: whoever moves a slider asks of the same one again and again.

To tell machines from people in all of it takes many times as long as to try one habit on it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from homeassistant.core import callback

from ...model.home import Home
from ...past.timeline import Timeline
from ..background import Background

KEPT = 60.0  # seconds after the last question; a large home's takes tens of megabytes
OLDEST = 300.0  # seconds; what happened since then is not in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """What a past rests on beside the time: where any of it is another, the past is too.

    Attributes:
        home: as it is.
        span: what counts of the history, without its end.
        edition: of the history; another one whenever something may be gone.
        sensors: whose measurements are in it.
    """

    home: Home
    span: object
    edition: int
    sensors: frozenset[str]


class KeptPast:
    """Keeps one past at most.

    Attributes:
        is_short: memory is short now, so that none is kept.
    """

    def __init__(self, background: Background, clock: Callable[[], float] = monotonic) -> None:
        """Keep none yet.

        Args:
            background: lets it go.
            clock: seconds that never run backwards.
        """
        self.is_short = False
        self._background = background
        self._clock = clock
        self._kept: tuple[Footing, float, Timeline] | None = None
        self._turn = asyncio.Lock()

    @property
    def kept(self) -> Timeline | None:
        """The past that is kept now."""
        return self._kept[2] if self._kept else None

    @callback
    def async_heed(self, *, is_short: bool) -> None:
        """Let go of what is kept while memory is short, and keep none until there is enough again."""
        self.is_short = is_short
        if is_short:
            self._drop()

    async def async_get(self, footing: Footing, make: Callable[[], Awaitable[Timeline]]) -> Timeline:
        """Return the past that stands on this footing, made now where it is not kept.

        Args:
            footing: what it rests on.
            make: makes it; who asks meanwhile waits for the same one.
        """
        # Of those who move a slider each displaces the one before: none would be there until the first past is made.
        return await self._background.async_see_through(self._async_made(footing, make), "past that is asked again")

    async def _async_made(self, footing: Footing, make: Callable[[], Awaitable[Timeline]]) -> Timeline:
        async with self._turn:
            kept = self._kept
            if kept is None or kept[0] != footing or self._clock() - kept[1] > OLDEST:
                # Never two of them at once.
                self._drop()
                kept = (footing, self._clock(), await make())
            if self.is_short:
                return kept[2]
            self._kept = kept
            self._background.async_later(KEPT, self._drop, "past that is kept")
            return kept[2]

    @callback
    def _drop(self) -> None:
        self._kept = None
