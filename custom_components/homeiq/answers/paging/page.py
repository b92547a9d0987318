"""A page of the patterns, and how it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.habits.pattern import Pattern
from ..detail.reach import Reach
from ..findings import pattern_to_json
from ..record import told
from .behind import Behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A pattern on a page.

    Attributes:
        patterns: among which it stands.
        place: where.
        reach: how far it has come.
        areas: the rooms it acts in.
    """

    patterns: Sequence[Pattern]
    place: int
    reach: Reach
    areas: tuple[str, ...]

    @property
    def pattern(self) -> Pattern:
        """The pattern, read now where it is packed."""
        return self.patterns[self.place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page.

    Attributes:
        rows: best first, but what is forming with the nearest first where nothing else is wanted.
        total: how many there are on all pages.
        kinds: how many there are of each kind, whatever kinds are wanted.
        stands: likewise where they stand.
        areas: likewise in which room.
        following: where the next page begins; None where this is the last one.
    """

    rows: tuple[Row, ...]
    total: int
    kinds: Mapping[str, int]
    stands: Mapping[str, int]
    areas: Mapping[str, int]
    following: Behind | None


def row_to_json(row: Row) -> dict[str, Any]:
    """Write a pattern as a list has it, with how far it has come."""
    return pattern_to_json(row.pattern) | told(row.reach) | {"stand": row.reach.stand.value, "areas": list(row.areas)}


def page_to_json(page: Page, write: Callable[[Row], Any]) -> dict[str, Any]:
    """Write a page as JSON.

    Args:
        page: the page.
        write: returns a row as JSON.
    """
    return {
        "patterns": [*map(write, page.rows)],
        "next_cursor": None if page.following is None else page.following.cursor,
        "total": page.total,
        "kinds": dict(page.kinds),
        "stands": dict(page.stands),
        "areas": dict(page.areas),
    }
