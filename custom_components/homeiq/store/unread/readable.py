"""Rows that can't be read cost themselves, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

# What reading a row raises that makes no sense: broken JSON, a missing field, a word that means nothing, a wrong type.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)

LARGEST = 1e11
"""A moment or a measure that is larger is none: in UTC epoch seconds it would be the year 5138."""


class UnreadRows:
    """Which rows could not be read, by table: each is counted once, however often it is met, in whatever thread."""

    def __init__(self) -> None:
        """Begin with none."""
        self._met: dict[str, set[Any]] = {}

    @property
    def counts(self) -> dict[str, int]:
        """How many, by table."""
        return {table: len(keys) for table, keys in self._met.copy().items()}

    def read[R](self, table: str, rows: Iterable[tuple[Any, ...]], make: Callable[..., R]) -> Iterator[R]:
        """Make something of each row that can be read.

        Args:
            table: where they are from.
            rows: the first column is the key; all are handed to ``make``.
            make: takes the columns; what it raises makes the row unreadable.
        """
        for row in rows:
            try:
                _check_numbers(row)
                made = make(*row)
            except UNREADABLE:
                self._met.setdefault(table, set()).add(row[0])
            else:
                yield made


def _check_numbers(row: tuple[Any, ...]) -> None:
    """Look for a number that nobody noted: a flipped bit makes a moment of no calendar.

    Raises:
        ValueError: there is one.
    """
    # What is not a number is not smaller either.
    if any(isinstance(one, float) and not abs(one) <= LARGEST for one in row):
        raise ValueError(row)
