"""What people want HomeIQ to forget: entities, a span of time, or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ..event import EventColumns, EventRow
from ..habits.value import MARK


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """A part of the past that must not come back. Times are UTC epoch seconds.

    Attributes:
        begin: of the span, included.
        until: its end, excluded.
        entities: what is forgotten of it, with everything that these were set to; None is all.
    """

    begin: float
    until: float
    entities: frozenset[str] | None = None

    def names(self, entity_id: str) -> bool:
        """Tell whether an entity, or a value of it, is meant."""
        return self.entities is None or entity_id.partition(MARK)[0] in self.entities


def without_forgotten(history: EventColumns, forgotten: Iterable[Forgotten]) -> EventColumns:
    """Return a history that was kept elsewhere without what is forgotten."""
    keep = np.ones(len(history), dtype=np.bool_)
    for one in forgotten:
        is_named = np.array([one.names(name) for name in history.entities], dtype=np.bool_)
        if is_named.any():
            keep &= ~((history.time >= one.begin) & (history.time < one.until) & is_named[history.entity])
    return history if keep.all() else history.where(keep)


def rows_without(rows: Iterable[EventRow], forgotten: Iterable[Forgotten]) -> Iterator[EventRow]:
    """Return rows that come from elsewhere, one by one, without what is forgotten."""
    parts = tuple(forgotten)
    return (row for row in rows if not any(one.begin <= row[0] < one.until and one.names(row[1]) for one in parts))
