"""Patterns: what was found in the history, before anybody asks whether it deserves to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..home import HOME_ZONE
from ..things import AT_REST, SETTINGS
from ..things.brought import BroughtTo, brings, state_of
from ..things.set_state import SetState, reported, set_state_of
from .rung import Rung
from .trigger import Kind, Trigger, has_moment, kind_of, watches
from .value import value_name

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dark:
    """The sun is below the horizon (``dark`` false: above)."""

    dark: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The local time is in a band, which may span midnight. Minutes after midnight, the end excluded."""

    after: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StateIs:
    """An entity is in a state."""

    entity_id: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """An entity has been in a state for a while; the trigger's own entity: it had been, until it changed."""

    entity_id: str
    state: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SomebodyHome:
    """Somebody is home (``home`` false: nobody), in a home of several persons."""

    home: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberIs:
    """A sensor measures more than something, less than something, or between the two; neither is included.

    Attributes:
        above: in the sensor's unit; None where there is no such limit.
        below: likewise.
        attribute: of the entity, where it is not its state that is measured.
    """

    entity_id: str
    above: float | None = None
    below: float | None = None
    attribute: str = ""

    def __post_init__(self) -> None:
        """Refuse what nothing or everything is."""
        if self.above is None and self.below is None:
            raise ValueError("a number has no limit")
        if self.above is not None and self.below is not None and self.above >= self.below:
            raise ValueError("nothing lies between its limits")

    @property
    def measured(self) -> str:
        """The name under which the history has what it measures."""
        return value_name(self.entity_id, self.attribute) if self.attribute else self.entity_id


def asked_of(condition: NumberIs) -> dict[str, str]:
    """Return what is asked for its number as Home Assistant names it: an entity, or one of its attributes."""
    attribute = {"attribute": condition.attribute} if condition.attribute else {}
    return {"entity_id": condition.entity_id, **attribute}


def limits_of(condition: NumberIs) -> dict[str, float]:
    """Return the limits that there are, as Home Assistant names and its editor writes them: 40 without a point."""
    limits = {"above": condition.above, "below": condition.below}
    return {name: int(limit) if limit == int(limit) else limit for name, limit in limits.items() if limit is not None}


def presence_asked(condition: SomebodyHome) -> dict[str, Any]:
    """Return the condition as Home Assistant has it: it counts the persons in the zone of the home."""
    if condition.home:
        return {"condition": "numeric_state", "entity_id": HOME_ZONE, "above": 0}
    return {"condition": "state", "entity_id": HOME_ZONE, "state": "0"}


type Condition = Dark | Between | StateIs | Idle | SomebodyHome | NumberIs


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a pattern in the history it was found in.

    Attributes:
        opportunities: how often the trigger came while the action was still to be done; for a time, the eligible days.
        hits: how often the action followed by hand.
        support_days: on how many distinct local days it did.
        eligible_days: on how many distinct local days it could have.
        chance: share of opportunities at which it would have followed anyway, 0 to 1.
        lower_bound: lower Wilson bound of ``confidence``, 0 to 1.
        spread_seconds: median absolute distance of the action from its usual moment.
        window_seconds: how far from the moment, or how long after the trigger, an action still counts as a hit.
        first_day: the first local day on which the action followed, days since 1970-01-01; 0 is unknown.
        last_day: the last one.
        by_weekday: on how many distinct days it followed, Monday first; empty is unknown.
        opportunities_without: how often the trigger came where the conditions are left out; 0 without conditions.
        hits_without: how often the action followed then.
        days_needed: on how many distinct days it has to be seen before it may be shown; 0 is unknown.
        early_seconds: how long before the middle of people's times, or of their delays, the automation acts.
    """

    opportunities: int
    hits: int
    support_days: int
    eligible_days: int
    chance: float
    lower_bound: float
    spread_seconds: float
    window_seconds: float
    first_day: int = 0
    last_day: int = 0
    by_weekday: tuple[int, ...] = ()
    opportunities_without: int = 0
    hits_without: int = 0
    days_needed: int = 0
    early_seconds: int = 0

    @property
    def confidence(self) -> float:
        """Share of the opportunities that the action followed, 0 to 1."""
        return self.hits / self.opportunities if self.opportunities else 0.0

    @property
    def lift(self) -> float:
        """How many times likelier than by chance; infinite where chance never does it."""
        return self.confidence / self.chance if self.chance else float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTo:
    """What people set an entity to when they bring it to a pattern's state.

    Attributes:
        attribute: as Home Assistant's states name it, such as ``brightness``, in its unit.
        value: the median.
        spread: interquartile range of the values; 0 where nearly all are the same.
    """

    entity_id: str
    attribute: str
    value: float
    spread: float

    @property
    def as_data(self) -> float:
        """The value as an action's data has it, rounded no finer than the habit is."""
        setting = SETTINGS[self.attribute]
        step = setting.coarse if self.spread else setting.fine
        # Twice, because a multiple of 0.05 is seldom one in binary.
        number = max(setting.least, round(round(self.value * setting.scale / step) * step, 2))
        return int(number) if number == int(number) else number

    @property
    def as_told(self) -> float:
        """The same as an attribute tells it."""
        scale = SETTINGS[self.attribute].scale
        return self.as_data if scale == 1 else round(self.as_data / scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One habit: when this, then that.

    Attributes:
        signature: stable name of the habit from night to night.
        entities: everything acted on, sorted.
        state: the state that the entities are brought to, or what is set while they stay in one (``SetState``); where
            these are several states, the one that most are.
        weekdays: 0 is Monday.
        values: what the entities are set to, where that is always much the same; sorted by entity and attribute.
        rung: how far it may be trusted; None where it was not tried.
        otherwise: the entities that are brought to another state, and to which; sorted by entity.
    """

    signature: str
    trigger: Trigger
    entities: tuple[str, ...]
    state: str
    weekdays: frozenset[int] = EVERY_DAY
    conditions: tuple[Condition, ...] = ()
    evidence: Evidence
    values: tuple[SetTo, ...] = ()
    rung: Rung | None = None
    otherwise: tuple[BroughtTo, ...] = ()

    def state_of(self, entity_id: str) -> str:
        """Return the state that an entity is brought to; of what it does not act on, that of most."""
        return state_of(self, entity_id)

    @property
    def brings(self) -> tuple[tuple[str, str], ...]:
        """Each entity with the state that it is brought to, in the order of the entities."""
        return brings(self)

    @property
    def uses(self) -> bool:
        """Whether something is brought to use, or moved; what is not is put to rest."""
        return any(state not in AT_REST for _, state in self.brings)

    @property
    def kind(self) -> Kind:
        """What sets it off."""
        return kind_of(self.trigger)

    @property
    def sets(self) -> SetState | None:
        """What is set while the entities stay as they are; None where they are brought to a state."""
        return set_state_of(self.state)

    @property
    def entity_state(self) -> str:
        """The state that the entities are in once it is done, as they report it; of several states, that of most."""
        return reported(self.state)

    def entity_state_of(self, entity_id: str) -> str:
        """Return the state that an entity is in once it is done, as it reports it."""
        return reported(self.state_of(entity_id))

    @property
    def involved(self) -> frozenset[str]:
        """Every entity that it acts on, and the one that sets it off."""
        return frozenset({*self.entities, self.trigger.entity_id} if watches(self.trigger) else self.entities)

    @property
    def named(self) -> frozenset[str]:
        """Every entity that its automation would name: those involved, those that it asks, and those that it sets."""
        asked = (one.entity_id for one in self.conditions if isinstance(one, StateIs | Idle | NumberIs))
        return self.involved.union(asked, (one.entity_id for one in self.values))


def is_use_at_moment(pattern: Pattern) -> bool:
    """Tell whether something comes to use, or is moved, by the clock or the sun, whoever is home.

    What puts to rest or locks is welcome in an empty house as well.
    """
    asks = any(isinstance(one, SomebodyHome) for one in pattern.conditions)
    return has_moment(pattern.trigger) and pattern.uses and not asks
