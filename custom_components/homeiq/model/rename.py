"""Entities that were given another id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from .event import EventColumns, EventRow
from .habits.value import MARK


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """What was renamed at a moment.

    Attributes:
        at: UTC epoch seconds.
        renames: new entity ids by old ones.
    """

    at: float
    renames: Mapping[str, str]


def with_todays_names(history: EventColumns, renamed: Sequence[Renamed]) -> EventColumns:
    """Return a history that was kept elsewhere, with the ids that its entities have now.

    Args:
        history: with the ids of then.
        renamed: in order of time.
    """
    for batch in renamed:
        history = _moved(history, batch.renames, batch.at)
    return EventColumns.joined([history])


def rows_renamed(rows: Iterable[EventRow], renames: Sequence[Mapping[str, str]]) -> Iterable[EventRow]:
    """Return rows of a time before some renames with the ids that came of these, as do their values.

    Args:
        rows: with the ids of then.
        renames: new entity ids by old ones, in the order in which they came.
    """
    return rows_with_todays_names(rows, [Renamed(at=inf, renames=one) for one in renames]) if renames else rows


def rows_with_todays_names(rows: Iterable[EventRow], renamed: Sequence[Renamed]) -> Iterator[EventRow]:
    """Return rows that were kept elsewhere, one by one, with the ids that their entities have now, as do their values.

    Args:
        rows: with the ids of then.
        renamed: in order of time.
    """
    for time, name, state, cause in rows:
        entity_id, mark, value = name.partition(MARK)
        for batch in renamed:
            if time < batch.at:
                entity_id = batch.renames.get(entity_id, entity_id)
        yield time, entity_id + mark + value, state, cause


def with_names_of_then(history: EventColumns, renamed: Sequence[Renamed]) -> EventColumns:
    """Return a history with the ids that its entities had when it happened, as it was written elsewhere then.

    Args:
        history: with the ids of now.
        renamed: in order of time.
    """
    for batch in reversed(renamed):
        history = _moved(history, {new: old for old, new in batch.renames.items()}, batch.at)
    return EventColumns.joined([history])


def _moved(history: EventColumns, names: Mapping[str, str], until: float) -> EventColumns:
    """Return a history of which what was before a moment has other names."""
    known = [number for number, name in enumerate(history.entities) if name in names]
    if not known:
        return history
    moved = np.arange(len(history.entities), dtype=np.int32)
    moved[known] = np.arange(len(known)) + len(history.entities)
    entity = np.where(history.time < until, moved[history.entity], history.entity)
    others = (names[history.entities[number]] for number in known)
    return replace(history, entity=entity, entities=(*history.entities, *others))
