"""Days off by what the owner named: a sensor of workdays, or a calendar.

A calendar may be one of holidays or of workdays, and does not say which.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from math import inf

from ...model.habits.pattern import WORKDAYS, Pattern, StateIs

LEAST = 900.0  # seconds of something in it that a day has to have; what ends at midnight is told a little later
KNOWN = 5  # days from Monday to Friday before today that have to be known to tell which sort it is
_MOSTLY = 0.5  # share of these from which on it is one of workdays

_SAID = frozenset({"on", "off"})

type Told = tuple[float, str]
"""When something came to which state, UTC epoch seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTold:
    """What is told of one day.

    Attributes:
        entity_id: who tells.
        is_off: whether it is a day off from Monday to Friday.
        states: in the order of time, the one at its begin too.
        until: so far they are known, UTC epoch seconds; nothing is known from there on.
    """

    entity_id: str
    is_off: bool
    states: Sequence[Told]
    until: float = inf

    def has(self, pattern: Pattern, moment: float) -> bool:
        """Tell whether a habit may have its time on such a day; where nobody knows, it may.

        What is done on workdays as the week has them is nothing of a day off.

        Args:
            pattern: the habit.
            moment: when its time is, UTC epoch seconds.
        """
        if self.is_off and pattern.weekdays == WORKDAYS:
            return False
        state = self.state_at(moment)
        asked = {
            one.state for one in pattern.conditions if isinstance(one, StateIs) and one.entity_id == self.entity_id
        }
        return state not in _SAID or asked <= {state}

    def state_at(self, moment: float) -> str | None:
        """Return the state just before a moment; None where nobody knows."""
        place = bisect_right(self.states, (moment, "")) - 1
        return self.states[place][1] if place >= 0 and moment < self.until else None


def days_on(rows: Iterable[Told], until: float, zone: tzinfo) -> Mapping[date, bool]:
    """Return for each local day that is known whether a sensor was on for most of it. The arguments are as below.

    Examples:
        >>> from datetime import UTC
        >>> told = days_on([(0.0, "off"), (90_000.0, "on"), (172_900.0, "off")], 200_000.0, UTC)
        >>> [(str(day), is_on) for day, is_on in told.items()]
        [('1970-01-01', False), ('1970-01-02', True), ('1970-01-03', False)]
    """
    return {day: on > off for day, (on, off) in _seconds(rows, until, zone).items()}


def days_with(rows: Iterable[Told], until: float, zone: tzinfo) -> Mapping[date, bool]:
    """Return for each local day that is known whether a calendar had something on it.

    Args:
        rows: when it came to which state, UTC epoch seconds, in the order of time.
        until: so far it is known.
        zone: the home's.

    Examples:
        >>> from datetime import UTC
        >>> told = days_with([(0.0, "off"), (90_000.0, "on"), (172_801.0, "off")], 180_000.0, UTC)
        >>> [(str(day), has) for day, has in told.items()]
        [('1970-01-01', False), ('1970-01-02', True), ('1970-01-03', False)]
    """
    return {day: on >= LEAST for day, (on, _) in _seconds(rows, until, zone).items()}


def _seconds(rows: Iterable[Told], until: float, zone: tzinfo) -> Mapping[date, tuple[float, float]]:
    """Return for how long something was on, and off, on each day on which it was either."""
    found: dict[date, tuple[float, float]] = {}
    for (begin, state), (end, _) in pairwise([*rows, (until, "")]):
        for day, seconds in _parts(begin, end, zone) if state in _SAID else ():
            on, off = found.get(day, (0.0, 0.0))
            found[day] = (on + seconds, off) if state == "on" else (on, off + seconds)
    return found


def _parts(begin: float, end: float, zone: tzinfo) -> Iterator[tuple[date, float]]:
    """Yield the local days of a stretch, and how many of its seconds are in each."""
    day, at = datetime.fromtimestamp(begin, zone).date(), begin
    while at < end:
        day += timedelta(days=1)
        midnight = datetime.combine(day, time(), zone).timestamp()
        yield day - timedelta(days=1), min(end, midnight) - at
        at = midnight


def is_day_off(days: Mapping[date, bool], day: date) -> bool:
    """Tell whether a day is one off; where nobody can tell, it is none.

    A calendar that has something on most days from Monday to Friday is one of workdays, any other one of holidays.

    Args:
        days: whether the calendar had something on each that is known.
        day: one from Monday to Friday.
    """
    if day not in days:
        return False
    before = [has for one, has in days.items() if one < day and one.weekday() in WORKDAYS]
    if len(before) < KNOWN:
        return False
    is_of_workdays = sum(before) >= _MOSTLY * len(before)
    return days[day] != is_of_workdays
