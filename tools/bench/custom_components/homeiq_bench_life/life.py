"""The life of that home, and what its event loop feels meanwhile."""

import asyncio
from collections.abc import Mapping
from cProfile import Profile
import gc
from io import StringIO
import pstats
from time import perf_counter
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.util.json import JsonObjectType

from .stalls import Stalls

_TICK = 0.01  # seconds between two handfuls
_LINES = 60  # of a profile
_FULL = 2  # the generation in which all objects are looked at


class Life:
    """Changes states, and notes how late it is each time."""

    def __init__(self, hass: HomeAssistant, names: list[str], rate: float) -> None:
        """Live as some entities, at so many changes a second."""
        self._hass = hass
        self._names = names
        self._rate = rate
        self._written = 0
        self._late: list[float] = []
        self._collected: list[float] = []
        self._collecting_since = 0.0
        self._profile: Profile | None = None
        gc.callbacks.append(self._note_collection)
        self._stalls: Stalls | None = None

    async def async_live(self) -> None:
        """Change one state after the other, without end."""
        begin = perf_counter()
        while True:
            # By the clock, so that a late handful is made up for.
            due = int((perf_counter() - begin) * self._rate)
            for number in range(self._written, due):
                turn, place = divmod(number, len(self._names))
                state = "on" if turn % 2 else "off"
                self._hass.states.async_set(self._names[place], state, {"device_class": "motion"})
            self._written = due
            asleep = perf_counter()
            await asyncio.sleep(_TICK)
            self._late.append(perf_counter() - asleep - _TICK)

    def _note_collection(self, phase: str, about: Mapping[str, Any]) -> None:
        """Note how long a full collection of garbage takes: nothing else is done meanwhile, whoever has left it."""
        if about["generation"] != _FULL:
            return
        if phase == "start":
            self._collecting_since = perf_counter()
        else:
            self._collected.append(perf_counter() - self._collecting_since)

    async def async_watch(self, _call: ServiceCall) -> JsonObjectType:
        """Tell how late the loop was, at the most in 99 of 100 cases, and how much was written so far."""
        late, self._late = sorted(self._late), []
        collected, self._collected = self._collected, []
        return {
            "lag_p99_ms": 1000 * late[len(late) * 99 // 100] if late else 0.0,
            "written": self._written,
            "collections": len(collected),
            "collection_ms": 1000 * max(collected, default=0.0),
        }

    async def async_objects(self, _call: ServiceCall) -> JsonObjectType:
        """Count the objects that are left out of full collections, and those that are looked through."""
        return {"left_out": gc.get_freeze_count(), "looked_through": len(gc.get_objects())}

    async def async_profile(self, _call: ServiceCall) -> JsonObjectType:
        """Begin to look where time goes; the next time, tell it."""
        if self._profile is None:
            self._profile = Profile()
            self._profile.enable()
            return {}
        profile, self._profile = self._profile, None
        profile.disable()
        text = StringIO()
        statistics = pstats.Stats(profile, stream=text).strip_dirs()
        statistics.sort_stats("tottime").print_stats(_LINES)
        statistics.sort_stats("cumulative").print_stats(_LINES)
        return {"text": text.getvalue()}

    async def async_stalls(self, _call: ServiceCall) -> JsonObjectType:
        """Begin to look for whom the loop waits; the next time, tell it."""
        if self._stalls is None:
            self._stalls = Stalls()
            self._stalls.begin()
            return {}
        stalls, self._stalls = self._stalls, None
        return {"text": await stalls.end()}
