"""Let a household live, and return what was recorded, what was done and what there is to find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.simulate.truth import Truth

from .answers import ANSWERS
from .beginning import beginning
from .body import live, use_devices
from .chatter import Chatter
from .daily import DAILY
from .dwelling import draw_dwelling
from .household import Household
from .loose_ends import live_loosely
from .machines import install
from .mess.messily import RESTLESS, live_messily
from .people import draw_people
from .place import Clock, Place
from .plan import AFTER, HouseholdPlan
from .trouble import interrupt
from .truth import derive
from .world import Act, Row, World


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lived:
    """A household's life.

    Attributes:
        rows: all that was recorded of what people and machines did, in time order, beyond the history's end as well.
        chatter: what sensors said, during the history.
        acts: what was done by hand, in time order, beyond the history's end as well.
        groups: what each group and each helper stands for.
        home_days: days on which somebody was there at all.
        begin: of the history, UTC epoch seconds; ``end`` likewise, when it is judged.
    """

    plan: HouseholdPlan
    place: Place
    rows: list[Row] = field(repr=False)
    chatter: Chatter = field(repr=False)
    acts: list[Act] = field(repr=False)
    truth: Truth
    groups: Mapping[str, tuple[str, ...]]
    rooms: frozenset[str]
    begin: float
    end: float
    clock: Clock = field(repr=False)
    home_days: frozenset[int] = field(repr=False)

    @property
    def history(self) -> list[Row]:
        """The rows that a detector may see."""
        return [row for row in self.rows if row.time < self.end]

    @property
    def events(self) -> int:
        """How many events the history has."""
        return sum(row.time < self.end for row in self.rows) + len(self.chatter.time)

    def home_json(self) -> dict[str, Any]:
        """Return where it is and what is in it, as is written beside a simulated home."""
        return {
            "time_zone": self.place.time_zone,
            "latitude": self.place.latitude,
            "longitude": self.place.longitude,
            "entities": {name: self._told(name) for name in sorted(self._names())},
        }

    def _names(self) -> set[str]:
        return {row.entity for row in self.history}.union(self.chatter.entities)

    def _told(self, entity: str) -> dict[str, Any]:
        """Tell of an entity; what isn't called after a room is in none, as happens in many homes."""
        kind = "motion" if entity.endswith("_motion") else CLASSES.get(entity)
        room = entity.partition(".")[2].partition("_")[0]
        return {
            "device_class": kind,
            "area": room if room in self.rooms else None,
            "members": self.groups.get(entity, ()),
        }


HABITUAL, HABITLESS = 0.75, 0.35  # how often who sits down in the study turns the computer on
CLASSES = {
    "cover.garage_door": "garage",
    "cover.bedroom": "shutter",
    "cover.living": "blind",
    "cover.guest": "blind",
    "binary_sensor.front_door": "door",
    "binary_sensor.patio_door": "door",
}
"""Device classes, where one matters."""


def live_through(plan: HouseholdPlan) -> Lived:
    """Let a household live through its history and four weeks more."""
    days = plan.days + AFTER
    clock = Clock(plan.where, plan.first_day, days)
    home = _settle(plan, clock)
    world = home.world
    live(world, plan, days, _holiday(plan))
    use_devices(world)
    if not plan.null:
        for wish, share in (*DAILY, *ANSWERS):
            if home.rng.random() < share:
                wish(home)
    home.confounders += install(home)
    live_loosely(home)
    if plan.messy:
        live_messily(home)
    world.run()
    begin, end = clock.at(0, 0), clock.at(plan.days, 0)
    until = clock.at(days, 0) if plan.messy else end
    rows, _ = interrupt(beginning(world.rows, begin), plan, begin, until)
    living = sum(row.time < end for row in rows)
    return Lived(
        plan=plan,
        place=plan.where,
        rows=rows,
        chatter=Chatter(plan, begin, end, max(0, plan.rate * plan.days - living)),
        acts=sorted(world.acts),
        truth=derive(home),
        groups=_stands_for(home),
        rooms=home.world.dwelling.rooms,
        begin=begin,
        end=end,
        clock=clock,
        home_days=frozenset(world.home_days),
    )


def _settle(plan: HouseholdPlan, clock: Clock) -> Household:
    """Build the house and let its people move in."""
    world = World(
        clock=clock,
        dwelling=draw_dwelling(plan),
        people=draw_people(plan),
        rng=plan.random("world"),
        computing=HABITLESS if plan.null else HABITUAL,
        restless=RESTLESS if plan.messy else 0.0,
    )
    return Household(
        world=world,
        plan=plan,
        rng=plan.random("wishes"),
        history=plan.days,
        intentions=[],
        taken=set(),
        confounders=[],
        reminders=[],
    )


def _stands_for(home: Household) -> dict[str, tuple[str, ...]]:
    dwelling = home.world.dwelling
    return dwelling.groups | {echo: dwelling.groups[group] for group, echo in dwelling.echoes.items()}


def _holiday(plan: HouseholdPlan) -> frozenset[int]:
    """Draw the days on which everybody is away: one household in three goes for one or two weeks."""
    rng = plan.random("holiday")
    if plan.days < 28 or rng.random() > 0.33:  # noqa: PLR2004 - of a short history too little would be left
        return frozenset()
    first = int(rng.integers(7, plan.days - 20))
    return frozenset(range(first, first + int(rng.integers(7, 15))))
