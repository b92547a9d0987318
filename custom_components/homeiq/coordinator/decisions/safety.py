"""Which suggestions would let somebody in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from homeassistant.core import HomeAssistant

from ...apply.refusal import is_unsafe
from ...model.habits.suggestion import Suggestion
from ...model.home import Home


class Safety:
    """Judges suggestions by what is written of them; each is looked at once for a home as it is."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Have judged nothing."""
        self._hass = hass
        self._home: Home | None = None
        # By identity: a suggestion is no key, and one that says the same is read as the same object.
        self._judged: dict[int, tuple[Suggestion, bool]] = {}

    async def async_unsafe(self, suggestions: Sequence[Suggestion], home: Home) -> frozenset[str]:
        """Return the signatures of those that would let somebody in."""
        judged = self._judged if home == self._home else {}
        if new := [one for one in suggestions if id(one) not in judged]:
            judged = judged | await self._hass.async_add_executor_job(_judged, new, home)
        # Another home may have been judged by meanwhile; what is found here is of this one.
        self._home, self._judged = home, {id(one): judged[id(one)] for one in suggestions}
        return frozenset(one.signature for one, is_forbidden in self._judged.values() if is_forbidden)


def _judged(suggestions: Iterable[Suggestion], home: Home) -> dict[int, tuple[Suggestion, bool]]:
    """Judge suggestions, in a worker thread, as names are looked up in many languages."""
    return {id(one): (one, is_unsafe(one.automation, home)) for one in suggestions}
