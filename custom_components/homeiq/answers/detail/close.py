"""One suggestion for whoever looks closely: its days, its hours, its parts in words, and what may be changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from typing import Any

from ...model.day import date_of
from ...model.decisions.adjustment import changeable
from ...model.existing import clashes_of
from ...model.habits.diary import Axis, Diary
from ...model.habits.suggestion import Suggestion
from ...suggest.words.in_words import InWords
from ..record import told
from .settable import Limits, settable

_HOURS = 24


def closely_to_json(
    suggestion: Suggestion, diary: Diary | None, said: InWords, limits: Limits, warmth: str
) -> dict[str, Any]:
    """Write what there is to look at.

    Args:
        suggestion: open or accepted.
        diary: its days; None where no run has looked at them.
        said: its parts.
        limits: how far each thing may be set.
        warmth: the home's unit of temperature.
    """
    settings = [*map(told, settable(suggestion.pattern, diary, limits, warmth))]
    return {
        **(_diary(diary) if diary else {}),
        **({"settings": settings} if settings else {}),
        "parts": told(said),
        "clashes": [
            {"entity_id": one.entity_id, "kind": one.kind.value, "title": one.name, "says": one.text}
            for one in clashes_of(suggestion.conflicts)
        ],
        "changeable": [*changeable(suggestion.pattern)],
    }


def _diary(diary: Diary) -> dict[str, Any]:
    delays = {"delays": [*map(told, diary.delays)]} if diary.delays else {}
    axes = {"axes": [*map(_axis, diary.axes)]} if diary.axes else {}
    return {
        "points": [*_points(diary)],
        "hours": [[*day] for day in batched(diary.hours, _HOURS, strict=True)],
        **delays,
        **axes,
    }


def _axis(axis: Axis) -> dict[str, Any]:
    limits = {"above": axis.above, "below": axis.below}
    return {
        "entity_id": axis.entity_id,
        "unit": axis.unit,
        **{name: limit for name, limit in limits.items() if limit is not None},
        "did": [*axis.did],
        "did_not": [*axis.did_not],
    }


def _points(diary: Diary) -> Iterator[dict[str, Any]]:
    for number, day in enumerate(diary.days, diary.first_day):
        yield {
            "day": date_of(number).isoformat(),
            "by_hand": [*day.by_hand],
            "would_run": [*day.would_run],
            "mark": day.mark.value,
        }
