"""Records as the JSON that the database keeps: whatever goes in comes back equal."""

from __future__ import annotations

from collections.abc import Callable
import json

from ...model.decisions.edit import Edit
from ...model.habits.diary import Diary
from ...model.habits.pattern import Between, Dark, Idle, NumberIs, Pattern, SomebodyHome, StateIs
from ...model.habits.suggestion import Suggestion
from ...model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand
from ...model.opener import Opening
from ..records import Records

RECORDS = Records(
    {
        AtTime: "time",
        AtSun: "sun",
        OnChange: "change",
        Crosses: "crossing",
        LeftOn: "left_on",
        OnDemand: "demand",
        Dark: "dark",
        Between: "between",
        StateIs: "state",
        Idle: "idle",
        SomebodyHome: "somebody",
        NumberIs: "number",
    }
)
"""What tells triggers apart, and conditions. The words are stored."""

to_json = RECORDS.to_json
pattern_from_json = RECORDS.reader(Pattern)
suggestion_from_json = RECORDS.reader(Suggestion)
edit_from_json = RECORDS.reader(Edit)
opening_from_json = RECORDS.reader(Opening)
diary_from_json = RECORDS.reader(Diary)


class Bodies:
    """Suggestions by the texts they are stored as: one that is read again and says the same is the same object.

    So nothing is read, nor written as JSON, twice for as long as it is there. For one thread.
    """

    def __init__(self) -> None:
        """Know none."""
        self._known: dict[str, Suggestion] = {}

    def reading(self) -> Callable[[str], Suggestion]:
        """Return what reads texts; what it does not meet is known no longer once it is asked for again."""
        before, self._known = self._known, {}

        def read(body: str) -> Suggestion:
            found = self._known.get(body) or before.get(body) or suggestion_from_json(json.loads(body))
            self._known[body] = found
            return found

        return read


def diary_text(suggestion: Suggestion) -> str | None:
    """Write the diary of a suggestion as a text; None where nobody has worked it out."""
    return json.dumps(to_json(suggestion.diary), separators=(",", ":")) if suggestion.diary else None
