"""Triggers: what sets a habit off. One record a kind, and the questions that every kind has to answer.

A new kind is a record here and a member of ``Trigger``. Whatever has to know it ends in ``assert_never``, so the type
checker names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeIs, assert_never

from ..day import DAY


class Kind(StrEnum):
    """What sets a habit off."""

    ROUTINE = "routine"
    SUN = "sun"
    FOLLOW_UP = "follow_up"
    SCENE = "scene"
    CROSSING = "crossing"
    LEFT_ON = "left_on"

    @property
    def has_moment(self) -> bool:
        """Whether it comes once a day, by the clock or the sun."""
        match self:
            case Kind.ROUTINE | Kind.SUN:
                return True
            case Kind.FOLLOW_UP | Kind.SCENE | Kind.CROSSING | Kind.LEFT_ON:
                return False
            case _:
                assert_never(self)

    @property
    def reminds(self) -> bool:
        """Whether its automation only says something, and moves nothing."""
        match self:
            case Kind.LEFT_ON:
                return True
            case Kind.ROUTINE | Kind.SUN | Kind.FOLLOW_UP | Kind.SCENE | Kind.CROSSING:
                return False
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTime:
    """A time of day.

    Attributes:
        minute: local minutes after midnight, 0 to 1439.
    """

    minute: int

    def __post_init__(self) -> None:
        """Refuse a time that no clock shows."""
        if not 0 <= self.minute < DAY:
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
class Crosses:
    """A sensor comes to measure more than a number, or less, or has done so for a while.

    Attributes:
        limit: the number, in the sensor's unit.
        is_above: more than that; else less.
        for_seconds: how long it must have stayed so; 0 is at once.
    """

    entity_id: str
    limit: float
    is_above: bool
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


type Trigger = AtTime | AtSun | OnChange | Crosses | LeftOn | OnDemand


def kind_of(trigger: Trigger) -> Kind:
    """Name what sets a habit off."""
    match trigger:
        case AtTime():
            return Kind.ROUTINE
        case AtSun():
            return Kind.SUN
        case OnChange():
            return Kind.FOLLOW_UP
        case Crosses():
            return Kind.CROSSING
        case LeftOn():
            return Kind.LEFT_ON
        case OnDemand():
            return Kind.SCENE
        case _:
            assert_never(trigger)


def has_moment(trigger: Trigger) -> TypeIs[AtTime | AtSun]:
    """Tell whether it comes once a day, by the clock or the sun."""
    return kind_of(trigger).has_moment


def watches(trigger: Trigger) -> TypeIs[OnChange | Crosses | LeftOn]:
    """Tell whether it comes when an entity has reached a state, or has stayed in it."""
    match trigger:
        case OnChange() | Crosses() | LeftOn():
            return True
        case AtTime() | AtSun() | OnDemand():
            return False
        case _:
            assert_never(trigger)


def answers(trigger: Trigger) -> TypeIs[OnChange | Crosses]:
    """Tell whether the act is an answer: something changes, and within some time people act."""
    match trigger:
        case OnChange() | Crosses():
            return True
        case AtTime() | AtSun() | LeftOn() | OnDemand():
            return False
        case _:
            assert_never(trigger)


def spares_acts(trigger: Trigger) -> TypeIs[AtTime | AtSun | OnChange | Crosses]:
    """Tell whether its automation does by itself what single acts of people did; a reminder and a scene do not."""
    match trigger:
        case AtTime() | AtSun() | OnChange() | Crosses():
            return True
        case LeftOn() | OnDemand():
            return False
        case _:
            assert_never(trigger)


def reminds(trigger: Trigger) -> TypeIs[LeftOn]:
    """Tell whether its automation only says something, and moves nothing."""
    return kind_of(trigger).reminds


def is_called(trigger: Trigger) -> TypeIs[OnDemand]:
    """Tell whether only a person sets it off, so that there is nothing to wait for."""
    match trigger:
        case OnDemand():
            return True
        case AtTime() | AtSun() | OnChange() | Crosses() | LeftOn():
            return False
        case _:
            assert_never(trigger)


def side_of(trigger: Crosses) -> dict[str, float]:
    """Return the number and its side as Home Assistant names and its editor writes them: 40 without a point."""
    limit = int(trigger.limit) if trigger.limit == int(trigger.limit) else trigger.limit
    return {"above" if trigger.is_above else "below": limit}
