"""Days off by the calendar that the owner named: it may be one of holidays or of workdays, and does not say which."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from ...model.habits.pattern import WORKDAYS

LEAST = 900.0  # seconds of something in it that a day has to have; what ends at midnight is told a little later
KNOWN = 5  # days from Monday to Friday before today that have to be known to tell which sort it is
_MOSTLY = 0.5  # share of these from which on it is one of workdays


def days_with(rows: Iterable[tuple[float, str]], until: float, zone: tzinfo) -> Mapping[date, bool]:
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
    found: dict[date, float] = {}
    for (begin, state), (end, _) in pairwise([*rows, (until, "")]):
        for day, seconds in _parts(begin, end, zone) if state in {"on", "off"} else ():
            found[day] = found.get(day, 0.0) + (seconds if state == "on" else 0.0)
    return {day: seconds >= LEAST for day, seconds in found.items()}


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
