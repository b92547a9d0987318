"""The last weeks of a suggestion, as a strip of letters with its counts, for other programs."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.day import date_of
from ...model.habits.diary import Recent


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A letter a day.

    Attributes:
        first: the first day, by ISO 8601.
        letters: ``s`` saved, ``i`` done already, ``w`` unwanted, ``m`` missed, ``-`` not counted; of several the worst,
            which is in the order w, m, s, i.
    """

    first: str
    letters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """What happened on the days of a strip.

    Attributes:
        saved: runs that spared an act.
        idle: runs that found it done already.
        wrong: runs that nobody wanted.
        missed: acts that it would not have done.
    """

    saved: int
    idle: int
    wrong: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """The last weeks.

    Attributes:
        days: how many the strip has.
    """

    strip: Strip
    counts: RunCounts
    days: int


def lately_of(recent: Recent) -> Lately:
    """Return the last weeks as they are told."""
    return Lately(
        strip=Strip(first=date_of(recent.first_day).isoformat(), letters=recent.letters),
        counts=RunCounts(saved=recent.saved, idle=recent.idle, wrong=recent.wrong, missed=recent.missed),
        days=len(recent.letters),
    )
