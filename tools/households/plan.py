"""What household to make up: everything that is not given is drawn from the seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from .place import PLACES, Place

RATES = (120, 300, 800, 1500, 2000, 3000, 6000, 15_000, 50_000)
RATE_SHARES = (0.07, 0.12, 0.2, 0.2, 0.2, 0.1, 0.06, 0.03, 0.02)
FIRST = date(2023, 1, 9)
STARTS = 700  # days among which a seed chooses the first one, so that each season and change of clocks comes up
HABITLESS = 8.0  # how much looser a life without habits is
UNSTEADY = 2.0  # how much looser the days of a messy life are
AFTER = 28  # days that are lived on after the history, for judging only


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """What can be turned to see how much depends on it; 1 leaves it as it is.

    Attributes:
        looseness: factor on how far people stray from their times.
        noise: factor on how much is done without habit, and on what merely looks like one.
        events: factor on the events a day.
        rooms: factor on the number of rooms that not every home has.
        residents: factor on the number of people.
        delays: factor on how long people take to answer what happened.
    """

    looseness: float = 1.0
    noise: float = 1.0
    events: float = 1.0
    rooms: float = 1.0
    residents: float = 1.0
    delays: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdPlan:
    """A household to make up.

    Attributes:
        days: how long its history is.
        null: the rhythm of a home without any habit.
        events_per_day: None draws 120 to 50,000.
        messy: lives as messy as real ones, with so many times as many habits that deserve something as real homes
            have; 0 is tidy, people never err and mostly keep to what they mean to do.
    """

    seed: int = 0
    days: int = 56
    null: bool = False
    events_per_day: int | None = None
    messy: float = 0.0
    place: Place | None = None
    start: date | None = None
    knobs: Knobs = field(default_factory=Knobs)

    def __post_init__(self) -> None:
        """Refuse what can't be lived.

        Raises:
            ValueError: no days or no events.
        """
        if self.days < 1 or (self.events_per_day is not None and self.events_per_day < 1):
            raise ValueError("a household needs at least one day and one event a day")

    @property
    def where(self) -> Place:
        """Where it lives."""
        return self.place or PLACES[int(self.random("place").integers(len(PLACES)))]

    @property
    def first_day(self) -> date:
        """The local day on which the history begins."""
        return self.start or FIRST + timedelta(days=int(self.random("start").integers(STARTS)))

    @property
    def looseness(self) -> float:
        """How far the times of a day stray; who has no habits goes to bed at no time in particular either."""
        return self.knobs.looseness * (HABITLESS if self.null else UNSTEADY if self.messy else 1.0)

    @property
    def rate(self) -> int:
        """How many events a day are asked for; a large home may have more by living in it."""
        asked = self.events_per_day or int(self.random("rate").choice(RATES, p=RATE_SHARES))
        return max(1, round(asked * self.knobs.events))

    def random(self, purpose: str) -> np.random.Generator:
        """Return the random numbers for one purpose."""
        return np.random.default_rng([self.seed, 7919, *purpose.encode()])
