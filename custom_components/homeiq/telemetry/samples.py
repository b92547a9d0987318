"""The figures of the last day, a sample every quarter of an hour, for lines. In memory, and bounded."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
import math

from .families import Family

EVERY = 900.0  # seconds
POINTS = 96  # a day of them
SERIES = 256  # lines; what comes on top has none
_DIGITS = 5  # that a line can show

type Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a figure was at each sample; of what is counted, how much was added since the sample before.

    Attributes:
        points: None where it was not known.
    """

    points: tuple[float | None, ...]

    @property
    def is_flat(self) -> bool:
        """Whether there is nothing to see in it."""
        return len({point for point in self.points if point is not None}) <= 1


class Samples:
    """A ring of samples."""

    def __init__(self) -> None:
        """Begin at nothing."""
        # One more than there are points: what is counted is told by differences.
        self._at: deque[float] = deque(maxlen=POINTS + 1)
        self._lines: dict[Key, array[float]] = {}

    @property
    def at(self) -> tuple[float, ...]:
        """When the points of all lines were, UTC epoch seconds."""
        return tuple(self._at)[1:]

    def is_due(self, now: float) -> bool:
        """Tell whether it is time for the next one; also where the clock was set back."""
        return not self._at or not 0 <= now - self._at[-1] < EVERY

    def take(self, families: Iterable[Family], now: float) -> None:
        """Take a sample.

        Args:
            families: all figures; of histograms how often.
            now: UTC epoch seconds.
        """
        known = len(self._at)
        self._at.append(now)
        for line in self._lines.values():
            line.append(math.nan)
        for key, value in _values(families):
            if key not in self._lines and len(self._lines) < SERIES:
                self._lines[key] = array("d", [math.nan] * (known + 1))
            if key in self._lines:
                self._lines[key][-1] = value
        for line in self._lines.values():
            del line[: -len(self._at)]

    def line(self, family: Family, label: str) -> Line | None:
        """Return the line of a series; None where there is none, or nothing to see in it."""
        values = self._lines.get((family.name, label))
        if values is None:
            return None
        points = (after if family.kind == "gauge" else _added(before, after) for before, after in pairwise(values))
        line = Line(points=tuple(_rounded(point) for point in points))
        return None if line.is_flat else line


def _values(families: Iterable[Family]) -> Iterator[tuple[Key, float]]:
    for family in families:
        for label, value in family.values.items():
            yield (family.name, label), value
        for label, buckets in family.buckets.items():
            yield (family.name, label), float(buckets.count)


def _added(before: float, after: float) -> float:
    """Return what was added; what is lower than before was begun anew, and what was not there had counted nothing."""
    return after if math.isnan(before) or after < before else after - before


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else float(f"{value:.{_DIGITS}g}")
