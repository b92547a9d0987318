"""What a person has changed stays as it was changed when HomeIQ learns again, with its figures of today."""

from __future__ import annotations

from collections.abc import Mapping

from ...learn.judging import judge
from ...learn.one_past import past_of
from ...model.event import EventColumns
from ...model.habits.known import Known
from ...model.habits.suggestion import Suggestion
from ...model.home import Home
from ...model.words import Words
from ...suggest.objections import Objections

type Judged = tuple[Suggestion, Suggestion]
"""A changed suggestion as it was, and with its figures of today."""


def judged_anew(
    adjusted: Mapping[str, Suggestion], known: Known, history: EventColumns, home: Home, words: Words, now: float
) -> tuple[tuple[Judged, ...], tuple[Suggestion, ...]]:
    """Try changed suggestions on today's history.

    Returns:
        The pairs of those that are as they were changed, and what objections leave of the others.
    """
    objections = Objections(known.decisions, home)
    limited = ((one, objections.limit(one.pattern)) for one in adjusted.values())
    wanted = [(one, pattern) for one, pattern in limited if pattern and pattern.signature not in known.dismissed]
    past = past_of(history.where(history.time <= now), home) if wanted else None
    judged = judge([pattern for _, pattern in wanted], past, words, now=now) if past else ()
    pairs = [(one, new) for (one, _), new in zip(wanted, judged, strict=True)]
    return (
        tuple((one, new) for one, new in pairs if one.signature == new.signature),
        tuple(new for one, new in pairs if one.signature != new.signature),
    )
