"""Local days and local clock times, daylight saving included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ...model.day import DAY, apart

_HOUR = 3600.0
_SLOTS = 48  # half hours of a day
_LONGEST_TURN = 3 * _HOUR  # what a clock is put on or back by at most
_MONDAY = 4  # 1970-01-05, in days since the epoch, was one


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calendar:
    """A time zone over a stretch of time, tabulated by the hour.

    Every offset change of the zones in use falls on a full or half hour UTC, so a half-hourly table is exact.

    Attributes:
        start: UTC epoch seconds of the table's first half hour.
        offsets: float64[n], seconds east of UTC.
    """

    start: float
    offsets: NDArray[np.float64]

    @classmethod
    def covering(cls, zone: str, since: float, until: float) -> Self:
        """Tabulate a zone from a day before ``since`` to a day after ``until`` (UTC epoch seconds)."""
        start = np.floor(since / _HOUR) * _HOUR - 48 * _HOUR
        count = len(np.arange(start, until + 48 * _HOUR, _HOUR / 2))
        first, slot = divmod(round(start / (_HOUR / 2)), _SLOTS)
        days = [_offsets(zone, first + day) for day in range(-(-(slot + count) // _SLOTS))]
        return cls(start=float(start), offsets=np.concatenate(days)[slot : slot + count])

    def local(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Shift UTC epoch seconds to seconds on the local wall clock. Times beyond the table take its nearest end."""
        slot = ((times - self.start) / (_HOUR / 2)).astype(np.int64)
        return times + self.offsets.take(slot, mode="clip")

    def day(self, times: NDArray[np.float64]) -> NDArray[np.int64]:
        """Number the local days of UTC epoch seconds: days since 1970-01-01.

        Examples:
            >>> Calendar.covering("Europe/Berlin", 0.0, 0.0).day(np.array([0.0, 82800.0])).tolist()
            [0, 1]
        """
        return np.floor(self.local(times) / (24 * _HOUR)).astype(np.int64)

    def minute(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Read the local clock at UTC epoch seconds: minutes after midnight, 0 (included) to 1440 (excluded).

        Examples:
            >>> Calendar.covering("Europe/Berlin", 0.0, 0.0).minute(np.array([0.0, 82800.0])).tolist()
            [60.0, 0.0]
        """
        return np.mod(self.local(times), 24 * _HOUR) / 60

    def moment(self, days: NDArray[np.int64], minute: float) -> NDArray[np.float64]:
        """Find the UTC epoch seconds at which the clock shows ``minute`` on local days.

        A time that the clock skips in spring comes out an hour later, one that it shows twice is either.

        Examples:
            >>> Calendar.covering("Europe/Berlin", 0.0, 0.0).moment(np.array([0, 1]), 60).tolist()
            [0.0, 86400.0]
        """
        wall = np.asarray(days * 24 * _HOUR + minute * 60, dtype=np.float64)
        guess = wall - (self.local(wall) - wall)
        return np.asarray(wall - (self.local(guess) - guess))

    def shown(self, days: NDArray[np.int64], minute: float) -> NDArray[np.float64]:
        """Find all UTC epoch seconds at which the clock shows ``minute`` on local days, ascending.

        So a time trigger of Home Assistant fires: never on a day whose clock skips that time, and twice on one whose
        clock shows it twice.

        Examples:
            Clocks in Berlin are put on on 2026-03-29, and back on 2026-10-25.

            >>> berlin = Calendar.covering("Europe/Berlin", 1.77e9, 1.80e9)
            >>> len(berlin.shown(np.array([20540, 20541, 20542]), 2 * 60 + 30))
            2
            >>> np.diff(berlin.shown(np.array([20751]), 2 * 60 + 30)).tolist()
            [3600.0]
        """
        wall = np.asarray(days * 24 * _HOUR + minute * 60, dtype=np.float64)
        near = self.moment(days, minute)
        offsets = np.array([self.local(near + turn) - (near + turn) for turn in (-_LONGEST_TURN, _LONGEST_TURN)])
        times = wall - offsets
        return np.unique(times[self.local(times) == wall])


@lru_cache(maxsize=2000)  # days: a few hundred kilobytes, and tomorrow needs all but one of them again
def _offsets(zone: str, day: int) -> NDArray[np.float64]:
    """Return how many seconds east of UTC a zone is in each half hour of a day, float64[48].

    Args:
        zone: its name.
        day: in UTC, since 1970-01-01.
    """
    tz = ZoneInfo(zone)
    stamps = (day * 24 * _HOUR + slot * _HOUR / 2 for slot in range(_SLOTS))
    hours = [datetime.fromtimestamp(stamp, UTC).astimezone(tz).utcoffset() for stamp in stamps]
    return np.array([0.0 if hour is None else hour.total_seconds() for hour in hours])


def weekday(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the weekdays of local days, 0 is Monday.

    Examples:
        1970 began on a Thursday.

        >>> weekday(np.array([0, 4])).tolist()
        [3, 0]
    """
    return np.mod(days - _MONDAY, 7)


def by_weekday(days: NDArray[np.int64]) -> tuple[int, ...]:
    """Count distinct local days by weekday, Monday first.

    Examples:
        >>> by_weekday(np.array([4, 5, 11]))
        (2, 1, 0, 0, 0, 0, 0)
    """
    return tuple(np.bincount(weekday(days), minlength=7).tolist())


def falls_on(days: NDArray[np.int64], weekdays: Iterable[int]) -> NDArray[np.bool_]:
    """Tell which local days are one of some weekdays, bool[n].

    Examples:
        >>> falls_on(np.array([0, 2]), {5, 6}).tolist()
        [False, True]
    """
    among = np.zeros(7, dtype=np.bool_)
    among[list(weekdays)] = True
    return among[weekday(days)]


def round_median(minutes: NDArray[np.float64]) -> float:
    """Return the median of clock times, the short way round midnight; of at least one.

    Examples:
        >>> round(round_median(np.array([1430.0, 10.0, 20.0])), 6)
        10.0
    """
    turns = np.exp(2j * np.pi * minutes / DAY)
    middle = float(np.angle(turns.sum())) / (2 * np.pi) * DAY
    return float(np.mod(middle + np.median(apart(minutes, middle)), DAY))
