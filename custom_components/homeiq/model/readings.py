"""Readings: what sensors measured, thinned to what habits can go by, and in which units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

_LARGEST = float(np.finfo(np.float32).max)
_LAST = np.iinfo(np.uint32).max  # the last second that fits, in 2106


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Readings:
    """What one sensor measured.

    Attributes:
        time: uint32[n], UTC epoch seconds, ascending; rounded up, so that nothing is known before it was measured.
        value: float32[n], in the sensor's unit; NaN from when it was away.
    """

    time: NDArray[np.uint32]
    value: NDArray[np.float32]

    @classmethod
    def of(cls, time: NDArray[np.float64], value: NDArray[np.float64]) -> Self:
        """Return readings made of epoch seconds, ascending, and numbers."""
        return cls(time=_seconds(time), value=narrowed(value))

    def before(self, times: NDArray[np.float64]) -> NDArray[np.float32]:
        """Return what was last measured before each of the times, float32[m]; NaN where nothing was.

        Args:
            times: float64[m], UTC epoch seconds.

        Examples:
            >>> one = Readings.of(np.array([10.0, 20.0]), np.array([1.5, 2.5]))
            >>> one.before(np.array([10.0, 20.0, 20.5])).tolist()
            [nan, 1.5, 2.5]
        """
        return np.append(np.float32(np.nan), self.value)[np.searchsorted(self.time, _seconds(times), "left")]

    def between(self, since: float, until: float) -> Self:
        """Return what was measured from a moment to before another one, UTC epoch seconds.

        Examples:
            >>> Readings.of(np.array([10.0, 20.0, 30.0]), np.array([1.0, 2.0, 3.0])).between(10.5, 30.0).value.tolist()
            [2.0]
        """
        begin, end = np.searchsorted(self.time, _seconds(np.array([since, until]))).tolist()
        return type(self)(time=self.time[begin:end], value=self.value[begin:end])

    def since(self, moment: float) -> Self:
        """Return what was measured from a moment on, and the last one before it, which is still so then.

        Examples:
            >>> Readings.of(np.array([10.0, 20.0, 30.0]), np.array([1.0, 2.0, 3.0])).since(25.0).value.tolist()
            [2.0, 3.0]
        """
        start = max(int(np.searchsorted(self.time, _seconds(np.array([moment]))[0], "left")) - 1, 0)
        return type(self)(time=self.time[start:], value=self.value[start:])

    def in_order(self) -> Self:
        """Return the same readings by time; of one second, the last one counts.

        Examples:
            >>> Readings.of(np.array([20.0, 10.0, 20.0]), np.array([1.0, 2.0, 3.0])).in_order().value.tolist()
            [2.0, 1.0, 3.0]
        """
        if (self.time[1:] >= self.time[:-1]).all():
            return self
        order = np.argsort(self.time, kind="stable")
        return type(self)(time=self.time[order], value=self.value[order])

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """Return the readings of all parts in the order of time; at one second the later part counts."""
        if len(parts) == 1:
            return parts[0]
        time = np.concatenate([one.time for one in parts])
        return cls(time=time, value=np.concatenate([one.value for one in parts])).in_order()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTold:
    """A unit that something was told in, from a moment on.

    Attributes:
        name: of the sensor, or of a number of the weather, as the history has it.
        since: UTC epoch seconds; the first one is that of all that was before as well.
        was: the one that was heard before; empty where none was, or nobody asks.
    """

    name: str
    since: float
    unit: str
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEra:
    """A stretch of the past in which something measured in another unit than now: ``now = then * factor + offset``.

    Attributes:
        until: its end, UTC epoch seconds; it begins where the one before ends.
        factor: None where nobody can turn the one unit into the other.
    """

    until: float
    factor: float | None = 1.0
    offset: float = 0.0


def narrowed(value: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return numbers as readings have them; what is too large for that is no measurement.

    Examples:
        >>> narrowed(np.array([1.5, 1e308, -np.inf])).tolist()
        [1.5, nan, nan]
    """
    return np.where(np.abs(value) <= _LARGEST, value, np.nan).astype(np.float32)


def merged_readings(parts: Sequence[Mapping[str, Readings]]) -> dict[str, Readings]:
    """Return the readings of all parts by entity."""
    found: dict[str, list[Readings]] = {}
    for part in parts:
        for name, readings in part.items():
            found.setdefault(name, []).append(readings)
    return {name: Readings.merged(several) for name, several in found.items()}


def _seconds(time: NDArray[np.float64]) -> NDArray[np.uint32]:
    return np.ceil(np.clip(time, 0, _LAST)).astype(np.uint32)
