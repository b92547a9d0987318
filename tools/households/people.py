"""Who lives in a household, and how each spends a day: as stays in rooms, in minutes of the local day."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .plan import HouseholdPlan

NAMES = ("alex", "robin", "kim")
AWAY = "away"


class Stay(NamedTuple):
    """A person is in a room, doing something, from a moment on; UTC epoch seconds."""

    begin: float
    end: float
    person: int
    room: str
    activity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who lives there. Times are minutes of the local day.

    Attributes:
        work: ``office``, ``shift`` (early and late weeks in turn), ``desk`` (at home) or ``none``.
        steady: standard deviation of getting up on a day of work, minutes.
        app: how often the app is used instead of a wall switch, 0 to 1.
    """

    index: int
    work: str
    workdays: frozenset[int]
    wake_work: float
    wake_free: float
    bed: float
    steady: float
    app: float

    @property
    def entity(self) -> str:
        """The entity that tells whether the person is home."""
        return f"person.{NAMES[self.index]}"

    @property
    def user(self) -> str:
        """The user id in the app."""
        return f"user-{NAMES[self.index]}"

    def day_kind(self, weekday: int, week: int) -> str:
        """Return what sort of day it is for this person: ``office``, ``desk``, ``early``, ``late`` or ``free``."""
        if weekday not in self.workdays or self.work == "none":
            return "free"
        if self.work == "shift":
            return "late" if week % 2 else "early"
        return self.work


def draw_people(plan: HouseholdPlan) -> tuple[Person, ...]:
    """Draw one to three people."""
    rng = plan.random("people")
    count = min(3, max(1, round(int(rng.choice([1, 2, 3], p=[0.35, 0.45, 0.2])) * plan.knobs.residents)))
    return tuple(_draw_person(index, rng, plan) for index in range(count))


def _draw_person(index: int, rng: np.random.Generator, plan: HouseholdPlan) -> Person:
    work = str(rng.choice(["office", "shift", "desk", "none"], p=[0.5, 0.12, 0.2, 0.18]))
    if plan.null and work == "desk":
        work = "none"  # who works at home lives by the clock
    workdays = frozenset(range(4) if rng.random() < 0.1 else range(5))  # noqa: PLR2004 - one in ten has Fridays off
    wake = rng.uniform(340, 440)
    steady = rng.uniform(70, 90) if plan.null else rng.uniform(5, 14)
    return Person(
        index=index,
        work=work,
        workdays=workdays,
        wake_work=wake,
        wake_free=wake + rng.uniform(60, 150),
        bed=rng.uniform(1300, 1395),
        steady=steady * plan.knobs.looseness,
        app=float(rng.choice([0.1, 0.5, 0.9])),
    )


class Diary:
    """Writes one day of one person: where from when on."""

    def __init__(self, rng: np.random.Generator, rooms: frozenset[str], wake: float, looseness: float) -> None:
        """Begin with getting up, at a minute of the day."""
        self._rng = rng
        self.looseness = looseness
        self._rooms = rooms
        self.now = wake
        self.entries: list[tuple[float, str, str]] = []

    def spend(self, room: str, activity: str, low: float, high: float) -> None:
        """Spend between so many minutes in a room; in the living room where there is no such room."""
        self.entries.append((self.now, room if room in self._rooms or room == AWAY else "living", activity))
        self.now += float(self._rng.uniform(low, high))

    def until(self, end: float, choices: tuple[tuple[str, str, float, float, float], ...]) -> None:
        """Fill the time with choices: room, activity, shortest, longest, weight."""
        weights = np.array([choice[4] for choice in choices])
        while self.now < end:
            room, activity, low, high, _ = choices[int(self._rng.choice(len(choices), p=weights / weights.sum()))]
            self.spend(room, activity, low, high)
        self.now = max(end, self.entries[-1][0] + 1)


IDLE = (
    ("living", "relax", 15, 80, 3),
    ("study", "hobby", 20, 110, 2.2),
    ("kitchen", "snack", 4, 14, 2.5),
    ("bathroom", "toilet", 3, 7, 1.6),
    ("bedroom", "tidy", 5, 25, 1),
    ("laundry", "wash_clothes", 5, 12, 0.5),
    ("garden", "outside", 10, 60, 0.7),
    (AWAY, "errand", 30, 150, 0.7),
)
EVENING = (
    ("living", "tv", 35, 110, 3),
    ("study", "hobby", 20, 70, 1),
    ("kitchen", "snack", 3, 9, 2),
    ("bathroom", "toilet", 3, 6, 1.4),
    ("living", "relax", 15, 50, 1.2),
    ("laundry", "wash_clothes", 4, 9, 0.3),
)
DESK = (
    ("study", "work", 50, 120, 3),
    ("kitchen", "snack", 4, 15, 1.6),
    ("bathroom", "toilet", 3, 6, 1.4),
)


def write_day(
    person: Person, kind: str, rooms: frozenset[str], rng: np.random.Generator, looseness: float
) -> list[tuple[float, str, str]]:
    """Return the day as minute, room and activity, from getting up to sleeping.

    Args:
        looseness: factor on how far the times of the day stray.
    """
    diary = Diary(rng, rooms, _wake(person, kind, rng, looseness), looseness)
    diary.spend("bathroom", "wash", 8, 18)
    diary.spend("kitchen", "breakfast", 12, 28)
    if kind in _WORK:
        _WORK[kind](diary, rng)
    dinner = 1110 + rng.normal(0, 40 * looseness)
    diary.until(dinner, IDLE)
    if diary.now < dinner + 100:
        diary.spend("kitchen", "cook", 25, 50)
        diary.spend("living", "eat", 15, 30)
    bed = person.bed + rng.normal(0, 14 * looseness) + (35 if kind == "free" else 0)
    diary.until(min(max(bed, 1180), 1650), EVENING)
    diary.spend("bathroom", "wash", 6, 13)
    diary.spend("bedroom", "read", 6, 20)
    diary.spend("bedroom", "sleep", 1, 2)
    return diary.entries


def _wake(person: Person, kind: str, rng: np.random.Generator, looseness: float) -> float:
    if kind == "early":
        return float(rng.normal(285, 6 * looseness))
    if kind in {"office", "desk"}:
        return float(rng.normal(person.wake_work, person.steady))
    return float(np.clip(rng.normal(person.wake_free, 32 * looseness), 330, 720))


def _office(diary: Diary, rng: np.random.Generator) -> None:
    diary.spend("bedroom", "dress", 6, 12)
    diary.spend(AWAY, "job", 500, 610)


def _early(diary: Diary, rng: np.random.Generator) -> None:
    diary.spend(AWAY, "job", 520, 570)


def _late(diary: Diary, rng: np.random.Generator) -> None:
    diary.until(770, IDLE)
    diary.spend(AWAY, "job", 540, 580)


def _desk(diary: Diary, rng: np.random.Generator) -> None:
    diary.until(730 + float(rng.normal(0, 25 * diary.looseness)), DESK)
    diary.spend("kitchen", "lunch", 20, 45)
    diary.until(1000 + float(rng.normal(0, 40 * diary.looseness)), DESK)


_WORK: dict[str, Callable[[Diary, np.random.Generator], None]] = {
    "early": _early,
    "late": _late,
    "office": _office,
    "desk": _desk,
}
