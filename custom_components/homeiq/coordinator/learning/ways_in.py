"""The home with what is known of its ways in, for every door at which something is made of a habit."""

from collections.abc import Callable
from functools import partial

from homeassistant.core import HomeAssistant

from ...capture.scope import EntityScope
from ...model.habits.kept_back import KeptBack
from ...model.home import Home
from ...settings import Settings
from ...suggest.words.kept_back import kept_back
from ..telling.language import locale_of, read_words


class WaysIn:
    """Knows what is kept back for safety."""

    def __init__(self, hass: HomeAssistant, settings: Settings, home: Callable[[], Home]) -> None:
        """Look at this home; ``home`` returns it with what was seen to open something."""
        self._hass = hass
        self._settings = settings
        self._home = home
        self._known: tuple[Home, str, tuple[KeptBack, ...]] | None = None

    async def async_kept_back(self) -> tuple[KeptBack, ...]:
        """Return what is never suggested because it may let somebody in, and why."""
        home, locale = self._home(), locale_of(self._hass)
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
