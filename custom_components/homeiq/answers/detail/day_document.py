"""A day against the usual one, as a document. Minutes are local, of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...model.habits.pattern import Pattern
from ...model.things.brought import otherwise_of
from ...suggest.days.still_on import StillOn
from ...suggest.days.today import Course, Done, HabitToday
from ..record import told


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Day:
    """A day, or all days of a kind.

    Attributes:
        date: by ISO 8601, or ``workday`` or ``weekend``.
        sunrise: minute; left out on a day that has none.
        sunset: likewise.
        things: by their usual time.
        still_on: what is in use for longer than it usefully was, now.
    """

    date: str
    sunrise: int | None
    sunset: int | None
    things: Sequence[HabitToday]
    still_on: Sequence[StillOn] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HabitAside:
    """What is told of a habit besides.

    Attributes:
        title: what is done, in the home's language.
        areas: where.
        forming: whether it was kept well, but not on days enough yet.
    """

    title: str
    areas: tuple[str, ...]
    forming: bool
    otherwise: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A habit of such a day, and how it goes.

    Attributes:
        usual: when it is done mostly; as usual is anything from ``first`` to ``last``.
        weekdays: on which it is done.
        done: when it was done on that day.
        course: ``usual``, ``early``, ``late``, ``due`` or ``missing``.
        otherwise: those of the entities that come to another state, and to which; left out where none does.
    """

    signature: str
    title: str
    areas: tuple[str, ...]
    entities: tuple[str, ...]
    state: str
    weekdays: tuple[int, ...]
    usual: int
    first: int
    last: int
    done: tuple[Done, ...]
    course: Course
    forming: bool
    otherwise: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """What is still on.

    Attributes:
        since: UTC epoch seconds.
        usually: so many seconds it usefully was in use at most.
    """

    entity_id: str
    state: str
    areas: tuple[str, ...]
    since: float
    usually: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDocument:
    """The day."""

    date: str
    sunrise: int | None
    sunset: int | None
    order: tuple[str, ...]
    rows: dict[str, DayRow]
    counts: dict[str, int]
    still_on: dict[str, Lasting] = field(default_factory=dict)


def day_to_json(day: Day, tell: Callable[[Pattern], HabitAside]) -> dict[str, Any]:
    """Write a day.

    Args:
        day: the day.
        tell: says what a habit does, and where.
    """
    rows = [_row(one, tell(one.usually.pattern)) for one in day.things]
    counts = Counter(one.course for one in day.things)
    return told(
        DayDocument(
            date=day.date,
            sunrise=day.sunrise,
            sunset=day.sunset,
            order=tuple(one.signature for one in rows),
            rows={one.signature: one for one in rows},
            counts={course.value: counts[course] for course in Course},
            still_on={one.pattern.signature: _lasting(one, tell(one.pattern)) for one in day.still_on},
        )
    )


def for_reader(document: dict[str, Any], reads: Callable[[Iterable[str]], bool]) -> dict[str, Any]:
    """Return what somebody may know of a day: of habits with entities that they may not read, nothing.

    Args:
        document: a day as ``day_to_json`` writes it; it is left as it is.
        reads: tells whether they may read entities.
    """
    rows = {name: row for name, row in document["rows"].items() if reads(row["entities"])}
    courses = Counter(row["course"] for row in rows.values())
    return {
        **document,
        "order": [name for name in document["order"] if name in rows],
        "rows": rows,
        "counts": {course.value: courses[course] for course in Course},
        "still_on": {name: one for name, one in document["still_on"].items() if reads([one["entity_id"]])},
    }


def _row(thing: HabitToday, said: HabitAside) -> DayRow:
    usually = thing.usually
    pattern = usually.pattern
    return DayRow(
        signature=pattern.signature,
        title=said.title,
        areas=said.areas,
        entities=pattern.entities,
        state=pattern.entity_state,
        weekdays=tuple(sorted(pattern.weekdays)),
        usual=usually.typical,
        first=usually.first,
        last=usually.last,
        done=thing.done,
        course=thing.course,
        forming=said.forming,
        otherwise=otherwise_of(pattern),
    )


def _lasting(one: StillOn, said: HabitAside) -> Lasting:
    return Lasting(
        entity_id=one.trigger.entity_id,
        state=one.trigger.to,
        areas=said.areas,
        since=one.since,
        usually=one.trigger.for_seconds,
    )
