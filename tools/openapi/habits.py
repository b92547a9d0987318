"""Habits and suggestions as they are told, each field of them; one with a default may be left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from custom_components.homeiq.answers.detail.reach import Stand
from custom_components.homeiq.answers.detail.recent import RunCounts, Strip
from custom_components.homeiq.model.existing import Conflict
from custom_components.homeiq.model.habits.gate import Gate
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.trigger import Kind

type Config = Mapping[str, Any]
"""As Home Assistant writes it."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """The change of another entity that sets a habit off.

    Attributes:
        for_seconds: it has stayed so for as long.
    """

    entity_id: str
    to: str
    for_seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class Value:
    """What an entity is set to.

    Attributes:
        spread: how far the values lay apart.
    """

    entity_id: str
    attribute: str
    value: float
    spread: float


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often it was kept without its conditions."""

    opportunities: int
    hits: int


@dataclass(frozen=True, kw_only=True)
class Habit:
    """What a pattern and a suggestion have in common.

    Attributes:
        state: that the entities are brought to, or stay in where something is set and nothing else.
        attribute: what is set then, such as a temperature; left out of all else.
        otherwise: those that are brought to another state, and to which; left out where all are brought to the same.
        time: of a routine, local.
        weekdays: 0 is Monday.
        event: of the sun.
        trigger: of what answers something.
        for_seconds: of what was left on.
        values: what the entities are set to, where that is known.
        confidence: 0 to 1.
    """

    kind: Kind
    signature: str
    entities: list[str]
    state: str
    confidence: float
    support_days: int
    eligible_days: int
    attribute: str = ""
    time: str = ""
    weekdays: list[int] = field(default_factory=list)
    event: Literal["sunrise", "sunset"] = "sunset"
    offset_minutes: int = 0
    trigger: Changed | None = None
    for_seconds: int = 0
    values: list[Value] = field(default_factory=list)
    otherwise: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Pattern(Habit):
    """A habit, and all that speaks for it.

    Attributes:
        chance: how often it would be right by chance, 0 to 1.
        lift: confidence over chance; null where chance never does it.
        stand: where it stands now, decisions included.
        areas: ids of the rooms it acts in.
        gate: what stood in its way, where a run has looked.
        needs: how many more times in a row it takes, where that is known.
    """

    conditions: list[Config]
    opportunities: int
    hits: int
    chance: float
    lift: float | None
    lower_bound: float
    spread_seconds: float
    window_seconds: float
    stand: Stand
    areas: list[str]
    rung: Rung = Rung.FORMING
    days_needed: int = 0
    first_day: str = ""
    last_day: str = ""
    days_by_weekday: list[int] = field(default_factory=list)
    without_conditions: Counted | None = None
    gate: Gate = Gate.DAYS
    needs: int = 0


@dataclass(frozen=True, kw_only=True)
class Later:
    """How it fared on days that it was not learned from."""

    days: int
    runs: int
    hits: int
    idle: int
    late: int
    saved: int
    wrong: int


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What the automation would have done on the home's own history.

    Attributes:
        days: local days replayed.
        runs: how often it would have acted.
        hits: runs that a person did by hand as well: those saved and those idle.
        misses: times a person did it and it would not have.
        is_fitted: the habit was learned from these very days, and no later ones tried it; only there where it is true.
    """

    days: int
    runs: int
    hits: int
    false_alarms: int
    misses: int
    reversals: int
    idle: int
    late: int
    saved: int
    wrong: int
    holdout: Later | None = None
    forward: Later | None = None
    is_fitted: bool = False


@dataclass(frozen=True, kw_only=True)
class Suggestion(Habit):
    """An automation to offer, and why.

    Attributes:
        reason: in the home's language.
        automation: exactly what would be written.
        strip: its last weeks day by day.
        adjusts: signature of the accepted habit whose time has moved to this one's.
    """

    rung: Rung
    title: str
    reason: str
    conflicts: list[Conflict]
    conditions: list[Config]
    score: float
    backtest: Tried
    automation: Config
    strip: Strip | None = None
    counts: RunCounts | None = None
    days: int = 0
    adjusts: str = ""
