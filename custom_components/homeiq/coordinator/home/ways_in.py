"""The home with what is known of its ways in, for every door at which something is made of a habit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
import time

from homeassistant.core import HomeAssistant

from ...capture.registries import read_home
from ...capture.scope import EntityScope
from ...model.habits.kept_back import KeptBack
from ...model.home import Home
from ...settings import Settings
from ...suggest.words.kept_back import kept_back
from ..telling.language import locale_of, read_words

_FRESH = 1.0  # seconds for which what was told is told again, in a home that is as it was


class WaysIn:
    """Knows what is kept back for safety."""

    def __init__(
        self,
        hass: HomeAssistant,
        settings: Settings,
        home: Callable[[], Home],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Look at this home.

        Args:
            hass: Home Assistant.
            settings: what the owner has excluded is not told of.
            home: returns it with what was seen to open something.
            clock: seconds that never run backwards.
        """
        self._hass = hass
        self._settings = settings
        self._home = home
        self._clock = clock
        self._known: tuple[Home, str, tuple[KeptBack, ...]] | None = None
        self._there: Home | None = None
        self._looked_at = float("-inf")

    async def async_kept_back(self) -> tuple[KeptBack, ...]:
        """Return what is never suggested because it may let somebody in, and why.

        It is told with every first page of habits, and nothing is decided by it: what scripts and automations forward
        is looked at once a second at most.
        """
        there, now, locale = read_home(self._hass), self._clock(), locale_of(self._hass)
        is_fresh = there is self._there and now - self._looked_at < _FRESH
        if self._known and self._known[1] == locale and is_fresh:
            return self._known[2]
        self._there, self._looked_at = there, now
        home = self._home()
        # Names are looked up in many languages: once for a home as it is.
        if self._known and self._known[:2] == (home, locale):
            return self._known[2]
        scope = EntityScope(self._hass, self._settings.scope)
        wanted = frozenset(filter(scope.wants, home.entities))
        found = await self._hass.async_add_executor_job(partial(_kept_back, home, locale, wanted))
        self._known = (home, locale, found)
        return found


def _kept_back(home: Home, language: str, wanted: frozenset[str]) -> tuple[KeptBack, ...]:
    return kept_back(home, read_words(language), wanted.__contains__)
