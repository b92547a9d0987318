"""What the newest answer to "what is offered?" rests on: read as a whole, and told of what is stored meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
import time

from homeassistant.core import HomeAssistant, callback

from ...capture.scope import EntityScope
from ...model.decisions.grounds import Grounds
from ...model.habits.suggestion import Decision, Suggestion
from ...model.home import Home
from ...settings import Settings
from ...suggest.offered import compared, is_in_force, missing, offered
from ..file.tables import Tables
from ..home.existing import ExistingWatch
from ..home.guarded_home import guarded_home
from .safety import Safety

RECENT = 7 * 86400.0  # how long what was accepted is still shown, seconds


class Basis:
    """Knows what was found and what people have said, the home, and which suggestions would let somebody in.

    Attributes:
        grounds: as they were read last, with what was stored since.
    """

    def __init__(self, hass: HomeAssistant, settings: Settings, tables: Tables, existing: ExistingWatch) -> None:
        """Know nothing until it is read.

        Args:
            hass: Home Assistant.
            settings: habits of what the owner has excluded are not offered, however old they are.
            tables: what was found, and what people have said to it.
            existing: what the home does already.
        """
        self._hass = hass
        self._wants = EntityScope(hass, settings.scope).wants
        self._tables = tables
        self._existing = existing
        self._safety = Safety(hass)
        self.grounds = Grounds()
        self._home = Home()
        self._unsafe: frozenset[str] = frozenset()
        self._taken = 0

    async def async_read(self) -> None:
        """Read all of it anew.

        Raises:
            DatabaseUnusableError: it can't be read; what is known stays.
        """
        while True:
            taken = self._taken
            grounds = await self._tables.findings.grounds(time.time() - RECENT)
            home = guarded_home(self._hass, grounds.openings)
            # What was found before it was known for a way in, by its name, class or deeds, is not shown either.
            unsafe = await self._safety.async_unsafe(grounds.candidates, home)
            # Somebody may have decided meanwhile, and what was read may be from before that.
            if taken == self._taken:
                self.grounds, self._home, self._unsafe = grounds, home, unsafe
                return

    @callback
    def async_take(self, grounds: Grounds) -> None:
        """Know what was stored a moment ago, before it is read back."""
        self._taken += 1
        self.grounds = grounds

    @callback
    def async_decided(self) -> Mapping[str, Decision]:
        """Return what was decided and still holds, by the signatures of suggestions."""
        now = time.time()
        return {name: one for name, one in self.grounds.said.decisions.items() if is_in_force(one, now)}

    @callback
    def async_home(self) -> Home:
        """Return the home as it is now, with what was seen to open something when that was read last."""
        return guarded_home(self._hass, self.grounds.openings)

    @callback
    def async_is_judged(self, suggestion: Suggestion) -> bool:
        """Tell whether it is known of a suggestion, if it were offered, that it lets nobody in."""
        return any(one is suggestion for one in self.grounds.candidates)

    @callback
    def async_missing(self, suggestion: Suggestion) -> tuple[str, ...]:
        """Return the entities that a suggestion would name and that are no longer in the home, as it is now."""
        return missing(suggestion, self.async_home())

    @callback
    def async_offered(self, now: float) -> tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]:
        """Return what is open to be decided on, best first, and what would be if all that it names were in the home.

        Args:
            now: UTC epoch seconds; what is snoozed until then is open again.
        """
        grounds, existing = self.grounds, self._existing
        answer = offered(grounds.found, grounds.said, existing.comparison, self._home, existing.words, now=now)
        open_ones = [one for one in answer if self._may_be_offered(one)]
        away = tuple(one for one in open_ones if missing(one, self._home))
        return tuple(one for one in open_ones if one not in away), away

    def _may_be_offered(self, one: Suggestion) -> bool:
        is_wanted = all(map(self._wants, one.pattern.named))
        # What is compared in a unit of before is told anew in a moment.
        is_of_now = self.grounds.turned.isdisjoint(compared(one.pattern))
        return is_wanted and one.signature not in self._unsafe and is_of_now
