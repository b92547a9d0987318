"""Patterns: what was found in the history, before anybody asks whether it deserves to be shown."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})


class Kind(StrEnum):
    """What sets a habit off."""

    ROUTINE = "routine"
    SUN = "sun"
    FOLLOW_UP = "follow_up"
    SCENE = "scene"
    LEFT_ON = "left_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTime:
    """A time of day.

    Attributes:
        minute: local minutes after midnight, 0 to 1439.
    """

    minute: int

    def __post_init__(self) -> None:
        """Refuse a time that no clock shows."""
        if not 0 <= self.minute < 24 * 60:
            raise ValueError(f"minute {self.minute} is not within a day")

    @property
    def clock(self) -> str:
        """The time as ``HH:MM``."""
        return f"{self.minute // 60:02}:{self.minute % 60:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSun:
    """A time before (negative offset) or after sunrise or sunset."""

    event: Literal["sunrise", "sunset"]
    offset_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnChange:
    """Another entity reaches a state, or has stayed in it for a while.

    Attributes:
        for_seconds: how long it must have stayed so; 0 is at once.
    """

    entity_id: str
    to: str
    for_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOn:
    """An entity stays in use far longer than it ever usefully was. Nothing is done about it but to say so."""

    entity_id: str
    to: str
    for_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDemand:
    """Nothing sets it off: a person calls for it."""


type Trigger = AtTime | AtSun | OnChange | LeftOn | OnDemand


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


type Condition = Dark | Between | StateIs | Idle | SomebodyHome


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One habit: when this, then that.

    Attributes:
        signature: stable name of the habit from night to night.
        entities: everything acted on, sorted.
        state: the state that the entities are brought to.
        weekdays: 0 is Monday.
        values: what the entities are set to, where that is always much the same; sorted by entity and attribute.
    """

    signature: str
    trigger: Trigger
    entities: tuple[str, ...]
    state: str
    weekdays: frozenset[int] = EVERY_DAY
    conditions: tuple[Condition, ...] = ()
    evidence: Evidence
    values: tuple[SetTo, ...] = ()

    @property
    def kind(self) -> Kind:
        """What sets it off."""
        match self.trigger:
            case AtTime():
                return Kind.ROUTINE
            case AtSun():
                return Kind.SUN
            case OnChange():
                return Kind.FOLLOW_UP
            case LeftOn():
                return Kind.LEFT_ON
            case OnDemand():
                return Kind.SCENE

    @property
    def involved(self) -> frozenset[str]:
        """Every entity that it acts on, and the one that sets it off."""
        match self.trigger:
            case OnChange(entity_id=entity_id) | LeftOn(entity_id=entity_id):
                return frozenset({*self.entities, entity_id})
            case _:
                return frozenset(self.entities)

    @property
    def named(self) -> frozenset[str]:
        """Every entity that its automation would name: those involved, and those that its conditions ask."""
        asked = (one.entity_id for one in self.conditions if isinstance(one, StateIs | Idle))
        return self.involved.union(asked)
