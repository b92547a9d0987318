"""Questions under Repairs, where only the owner can decide: a habit has moved, an automation works against one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ...const import DOMAIN
from ...model.existing import Conflict, ConflictKind
from ...model.habits.suggestion import Suggestion
from ...model.overview import HomeData

MOVED = "habit_moved"
AGAINST = "automation_against"
SWITCHED_OFF = "automation_switched_off"
_MOST = 3  # questions at once: the best suggestions first, the others wait until these are answered
_ASKED_OF = {
    ConflictKind.UNDOES: AGAINST,
    ConflictKind.LOOP: AGAINST,
    ConflictKind.DISABLED: SWITCHED_OFF,
}


class Questions:
    """Asks for as long as a question stands, and takes it back when it is settled."""

    def __init__(self, hass: HomeAssistant, data: Callable[[], HomeData]) -> None:
        """Ask about what is shown.

        Args:
            hass: Home Assistant.
            data: what is shown now.
        """
        self._hass = hass
        self._data = data
        self._seen: Sequence[Suggestion] | None = None
        self._asked: frozenset[str] = frozenset()

    @callback
    def async_look(self) -> None:
        """Ask what is to be asked now, if the suggestions have changed."""
        suggestions = self._data().suggestions
        if suggestions is self._seen:
            return
        self._seen = suggestions
        # Only what was asked since the start: to delete another issue is to forget that its owner ignores it.
        before, self._asked = self._asked, frozenset(self._async_ask(suggestions))
        for issue_id in before - self._asked:
            ir.async_delete_issue(self._hass, DOMAIN, issue_id)

    @callback
    def _async_ask(self, suggestions: Sequence[Suggestion]) -> Iterator[str]:
        waiting = 0
        for suggestion, key, conflict in _questions(suggestions):
            if waiting == _MOST:
                return
            issue = self._async_create(suggestion, key, conflict)
            # What its owner ignores takes nobody's place.
            waiting += issue.dismissed_version is None
            yield issue.issue_id

    @callback
    def _async_create(self, suggestion: Suggestion, key: str, conflict: Conflict | None) -> ir.IssueEntry:
        told: dict[str, str] = {
            "title": suggestion.title,
            "reason": suggestion.reason if conflict else suggestion.full_reason,
            "name": conflict.name if conflict else "",
            "conflict": conflict.text if conflict else "",
        }
        about = {
            "question": key,
            "signature": suggestion.signature,
            "entity_id": conflict.entity_id if conflict else "",
        }
        issue_id = f"{key}_{suggestion.signature}"
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id,
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=key,
            translation_placeholders=told,
            data={**told, **about},
        )
        return ir.async_get(self._hass).issues[DOMAIN, issue_id]


def _questions(suggestions: Sequence[Suggestion]) -> Iterator[tuple[Suggestion, str, Conflict | None]]:
    """Find what needs the owner: one question a suggestion, about the gravest."""
    for suggestion in suggestions:
        if suggestion.moved_from:
            yield suggestion, MOVED, None
        elif conflict := next((one for one in suggestion.conflicts if one.kind in _ASKED_OF), None):
            yield suggestion, _ASKED_OF[conflict.kind], conflict
