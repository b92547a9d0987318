"""The last weeks of a habit, day by day: what its automation would have done, beside what people did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a day says of an automation. Of several things it is the worst, which stands first here."""

    WRONG = "w"
    """It would have run, and nobody wanted that."""
    MISSED = "m"
    """A person did it, and it would not have."""
    SAVED = "s"
    """It would have spared an act."""
    IDLE = "i"
    """It would have found it done already."""
    NOTHING = "-"
    """Nothing that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """The last weeks in short; of days that are over.

    Attributes:
        first_day: days since 1970-01-01.
        letters: the marks of it and the days after it, one letter each.
        saved: runs of these days that would have spared an act.
        idle: runs that would have found it done already.
        wrong: runs that nobody wanted.
        missed: acts of people that it would not have done.
    """

    first_day: int
    letters: str
    saved: int
    idle: int
    wrong: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDay:
    """A day.

    Attributes:
        by_hand: when people did it, local minutes after midnight, ascending.
        would_run: when the automation would have run, likewise.
    """

    by_hand: tuple[int, ...]
    would_run: tuple[int, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """How many acts followed within a time.

    Attributes:
        up_to: seconds; more than those of the one before.
    """

    up_to: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What a sensor measured when people did it, and when they did not, beside the limits that the habit asks for.

    Attributes:
        entity_id: the sensor.
        unit: in which it measures; empty where nobody knows.
        above: the lower limit; None where there is none.
        below: the upper one.
        did: what it measured at the newest firings that people answered, the oldest first; of what answers the sensor
            itself, when they did it.
        did_not: at those that they did not; of what answers the sensor itself, the furthest that it got on days on
            which nobody did it.
    """

    entity_id: str
    unit: str
    above: float | None
    below: float | None
    did: tuple[float, ...]
    did_not: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WasSet:
    """What people set an entity to when they did it.

    Attributes:
        attribute: as Home Assistant's states name it, such as ``brightness``.
        values: in its unit, after the newest acts, the oldest first.
    """

    entity_id: str
    attribute: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """All that there is to look at of a habit.

    Attributes:
        first_day: days since 1970-01-01.
        days: it and the days after it, without a gap.
        hours: acts by hand on all days of the history, by weekday and hour: 7 times 24, Monday first.
        delays: how long after the trigger people acted, where they answered one; the shortest first.
        axes: what sensors have to do with it, where it asks for what they measure, or answers that.
        was_set: what its entities were set to by hand, where that is known.
    """

    first_day: int
    days: tuple[DiaryDay, ...]
    hours: tuple[int, ...]
    delays: tuple[Delays, ...] = ()
    axes: tuple[Axis, ...] = ()
    was_set: tuple[WasSet, ...] = ()
