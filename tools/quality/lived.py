"""How a home that was made up lived on, whichever simulator made it up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tools.households.place import Clock, Place
from tools.households.world import Act, Row
from tools.simulate.plan import Afterlife, Simulated, SimulationPlan


class LivedOn(Protocol):
    """A home's life, from the beginning of its history to some weeks after it.

    Attributes:
        rows: all that was recorded of what people and machines did, in time order, beyond the history's end as well.
        acts: what was done by hand, in time order, beyond the history's end as well.
        groups: what each group and each helper stands for.
        home_days: days on which somebody was there at all.
        begin: of the history, UTC epoch seconds; ``end`` likewise, when it is judged.
    """

    @property
    def rows(self) -> Sequence[Row]:
        """What was recorded."""

    @property
    def acts(self) -> Sequence[Act]:
        """What was done."""

    @property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """What stands for what."""

    @property
    def home_days(self) -> frozenset[int]:
        """Days lived in."""

    @property
    def begin(self) -> float:
        """When the history begins."""

    @property
    def end(self) -> float:
        """When the history ends."""

    @property
    def clock(self) -> Clock:
        """Its clock, until the end of the weeks after."""

    @property
    def place(self) -> Place:
        """Where it is."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MessyLife:
    """A messy home of the first simulator."""

    rows: Sequence[Row] = field(repr=False)
    acts: Sequence[Act] = field(repr=False)
    groups: Mapping[str, tuple[str, ...]]
    home_days: frozenset[int]
    begin: float
    end: float
    clock: Clock = field(repr=False)
    place: Place


def lived_on(plan: SimulationPlan, simulated: Simulated, after: Afterlife) -> MessyLife:
    """Return how a messy home of the first simulator lived on."""
    place = Place(*plan.place)
    days = (after.until - plan.first_day).days
    clock = Clock(place, plan.first_day, days)
    return MessyLife(
        rows=list(_rows(simulated, after)),
        acts=[Act(*each) for each in after.done],
        groups={name: entity.members for name, entity in simulated.home.entities.items() if entity.members},
        home_days=after.home_days,
        begin=clock.at(0, 0),
        end=clock.at(plan.days, 0),
        clock=clock,
        place=place,
    )


def _rows(simulated: Simulated, after: Afterlife) -> Iterator[Row]:
    for each in (*simulated.events, *after.events):
        parent = each.parent_id or (each.context if each.automation else None)
        yield Row(each.time, each.entity_id, each.state, each.user_id, parent)
