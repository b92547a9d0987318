"""What the home does already: its automations, read into the words that patterns are written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from .habits.pattern import EVERY_DAY, Condition, StateIs
from .habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger

ANY_STATE = "*"
"""The ``to`` of an ``OnChange`` that every change sets off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A trigger or a condition that HomeIQ has no words for.

    Attributes:
        what: its name in the automation, such as ``template``.
    """

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What sets something off, and what must hold then.

    Attributes:
        trigger_id: the trigger's id in its automation.
        weekdays: 0 is Monday.
        day_off: the condition on an entity of workdays that tells the weekdays; None where none does.
        delay_seconds: how long after the trigger.
        by_hand: a hand alone sets it off: a button, a remote, a tag, a sentence.
    """

    trigger: Trigger | Unreadable
    trigger_id: str = ""
    weekdays: frozenset[int] = EVERY_DAY
    day_off: StateIs | None = None
    conditions: tuple[Condition | Unreadable, ...] = ()
    delay_seconds: int = 0
    by_hand: bool = False

    @property
    def change(self) -> OnChange | None:
        """The change that sets it off; None where something else does."""
        match self.trigger:
            case OnChange():
                return self.trigger
            case AtTime() | AtSun() | Crosses() | LeftOn() | OnDemand() | Unreadable():
                return None
            case _:
                assert_never(self.trigger)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that an automation does: on this occasion, these entities come to this state.

    Attributes:
        entities: sorted; areas, labels, devices and old groups are expanded.
    """

    entities: tuple[str, ...]
    state: str
    occasion: Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingAutomation:
    """An automation of the home. Times are UTC epoch seconds.

    Attributes:
        config_id: the id in its configuration; None for one that is written by hand without an id.
        is_available: Home Assistant could load it.
        created_at: when the entity came to be; None where nobody knows.
        unread: actions that HomeIQ has no words for, sorted.
        unknown: entities that it names and that the home does not have, sorted.
    """

    entity_id: str
    config_id: str | None = None
    name: str
    is_enabled: bool = True
    is_available: bool = True
    last_triggered: float | None = None
    created_at: float | None = None
    triggers: tuple[Trigger | Unreadable, ...] = ()
    effects: tuple[Effect, ...] = ()
    unread: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """All automations of the home at one moment.

    Attributes:
        members: what groups stand for, by the group's entity id.
    """

    automations: tuple[ExistingAutomation, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubles:
    """Automations that need their owner.

    Attributes:
        stale: never ran, or not for long.
        broken: can't be loaded, or name entities that the home does not have.
    """

    stale: tuple[ExistingAutomation, ...] = ()
    broken: tuple[ExistingAutomation, ...] = ()


class ConflictKind(StrEnum):
    """What an automation of the home has to do with a suggestion."""

    UNDOES = "undoes"
    """It does the opposite at the same time."""
    LOOP = "loop"
    """The suggestion sets it off, and it undoes that or sets the suggestion off again."""
    DISABLED = "disabled"
    """It does the same, but is turned off."""
    OVERLAPS = "overlaps"
    """It does the same on some days or under some conditions only."""
    ALSO = "also"
    """It does the same on another occasion, or on one that HomeIQ has no words for."""
    BY_HAND = "by_hand"
    """It does the same when a hand tells it to: so the habit is kept today, and nothing speaks against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A suggestion and an automation of the home that get in each other's way.

    Attributes:
        name: the automation's.
        text: what the matter is, in the owner's language.
    """

    kind: ConflictKind
    entity_id: str
    name: str
    text: str


def clashes_of(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return those that speak against a suggestion."""
    return tuple(conflict for conflict in conflicts if conflict.kind is not ConflictKind.BY_HAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an automation of the home stands to what HomeIQ found.

    Attributes:
        covers: signatures of the habits that it sees to.
        conflicts: signatures of open suggestions that would get in its way, each with how.
    """

    automation: ExistingAutomation
    is_stale: bool = False
    covers: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, ConflictKind], ...] = ()
