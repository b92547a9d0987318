"""What to simulate, and what comes out of it: the words between the simulator and its callers."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from .home import SimulatedHome
from .truth import Truth


class SimulatedEvent(NamedTuple):
    """An entity reached a state.

    Attributes:
        time: UTC epoch seconds.
        user_id: who did it through the app; None for a wall switch or a sensor.
        parent_id: the context that set the automation off; None for one that the clock set off.
        automation: the automation that did it.
        context: the id that all changes of one act share.
    """

    time: float
    entity_id: str
    state: str
    user_id: str | None = None
    parent_id: str | None = None
    automation: str | None = None
    context: str = ""


class Done(NamedTuple):
    """Somebody did something, UTC epoch seconds; ``why`` names the intention, empty where there was none."""

    time: float
    entity_id: str
    state: str
    why: str


class Place(NamedTuple):
    """Where a home stands."""

    time_zone: str
    latitude: float
    longitude: float


PLACES = (
    Place("Europe/Berlin", 52.5, 13.4),
    Place("Europe/London", 51.5, -0.1),
    Place("Europe/Helsinki", 60.2, 24.9),
    Place("Europe/Lisbon", 38.7, -9.1),
    Place("America/New_York", 40.7, -74.0),
    Place("America/Los_Angeles", 34.1, -118.2),
    Place("America/Phoenix", 33.4, -112.1),
    Place("America/Sao_Paulo", -23.5, -46.6),
    Place("Africa/Johannesburg", -26.2, 28.0),
    Place("Asia/Kolkata", 28.6, 77.2),
    Place("Asia/Tokyo", 35.7, 139.7),
    Place("Australia/Sydney", -33.9, 151.2),
    Place("Pacific/Auckland", -36.8, 174.8),
)
FIRST_START = date(2025, 1, 1)
STARTS = 500  # days after the first start among which a seed chooses, so that every season comes up
AFTER = 28  # days that a messy home lives on after its history, for judging only


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """What can be turned to see how much depends on it; 1 leaves it as it is.

    Attributes:
        looseness: factor on how far habits stray from their times.
        noise: factor on how often things are used without a habit.
        delays: factor on how long people take to answer what happened.
    """

    looseness: float = 1.0
    noise: float = 1.0
    delays: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationPlan:
    """What to simulate. What is None is drawn from the seed.

    Attributes:
        null: no habits and no consequences, only the rhythm and the rates of a home.
        messy: a life as messy as real ones; how many times as many habits as there deserve something.
        events_per_day: roughly how many events a day the home has, its chatty sensors included.
        residents: one or two.
        rooms: how many rooms beside those that every home has, 0 to 4.
    """

    seed: int = 0
    days: int = 56
    null: bool = False
    messy: float = 0.0
    events_per_day: int = 2000
    time_zone: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    start: date | None = None
    residents: int | None = None
    rooms: int | None = None
    knobs: Knobs = field(default_factory=Knobs)

    def __post_init__(self) -> None:
        """Refuse what can't be lived.

        Raises:
            ValueError: no days, no events, too many residents or rooms, or less mess than none.
        """
        if self.days < 1 or self.events_per_day < 1:
            raise ValueError("a home needs at least one day and one event a day")
        if self.residents not in {None, 1, 2} or self.rooms not in {None, 0, 1, 2, 3, 4}:
            raise ValueError("a home has one or two residents and up to four extra rooms")
        if self.messy < 0:
            raise ValueError("a home can't be tidier than tidy")

    @property
    def place(self) -> Place:
        """Where the home stands; the coordinates of a zone that is not known here are the seed's."""
        drawn = PLACES[int(self.generator("place").integers(len(PLACES)))]
        if self.time_zone is not None:
            drawn = next((place for place in PLACES if place.time_zone == self.time_zone), drawn)
        return Place(
            drawn.time_zone if self.time_zone is None else self.time_zone,
            drawn.latitude if self.latitude is None else self.latitude,
            drawn.longitude if self.longitude is None else self.longitude,
        )

    @property
    def first_day(self) -> date:
        """The local day on which the history begins."""
        return self.start or FIRST_START + timedelta(days=int(self.generator("start").integers(STARTS)))

    def generator(self, purpose: str) -> np.random.Generator:
        """Return the random numbers for one purpose, so that one draw more here changes nothing there."""
        return np.random.default_rng([self.seed, *purpose.encode()])


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterlife:
    """How a home lived on.

    Attributes:
        events: after the history, in time order.
        done: what people did, before the history's end as well.
        home_days: days on which somebody was there at all, counted from the first.
        until: the local day at whose beginning it ends.
    """

    events: list[SimulatedEvent] = field(repr=False)
    done: list[Done] = field(repr=False)
    home_days: frozenset[int]
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A home's history, in time order, and the truth about it; of a messy one also how it went on."""

    events: list[SimulatedEvent] = field(repr=False)
    truth: Truth
    home: SimulatedHome
    afterlife: Afterlife | None = None
