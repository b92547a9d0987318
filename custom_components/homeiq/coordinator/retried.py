"""What a person has changed stays as it was changed when HomeIQ learns again, with its figures of today."""

from collections.abc import Mapping, Sequence

from ..learn import judge
from ..model.event import EventColumns
from ..model.home import Home
from ..model.suggestion import Suggestion
from ..model.words import Words


def with_adjusted(
    found: Sequence[Suggestion],
    adjusted: Mapping[str, Suggestion],
    history: EventColumns,
    home: Home,
    words: Words,
    now: float,
) -> tuple[Suggestion, ...]:
    """Return what a run found, with the suggestions that a person has changed as they were changed."""
    patterns = [suggestion.pattern for suggestion in adjusted.values()]
    if not patterns:
        return tuple(found)
    judged = {one.signature: one for one in judge(patterns, history, home, words, now=now)}
    kept = [judged.pop(one.signature, one) for one in found]
    return (*kept, *judged.values())
