"""What is asked of the recorder, and what it says it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ...model.event import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is read, and what is known of who acts.

    Attributes:
        entities: the entities that are wanted, by the recorder's own number.
        controls: what people press or choose so that automations move something else, by the same number.
        ours: the automations that HomeIQ created.
        sourceless: the automations whose runs are a hand's where they tell no source.
        no_hands: the devices whose events are a sensor's for people.
        users: whose acts are not simply those of a person, by the ids of the users.
        features: what entities support, by their id; the recorder leaves that out.
        weather: the entity whose numbers are read as well; None where there is none.
    """

    entities: Mapping[int, str]
    controls: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    ours: frozenset[str] = frozenset()
    sourceless: frozenset[str] = frozenset()
    no_hands: frozenset[str] = frozenset()
    users: Mapping[str, Cause] = field(default_factory=lambda: MappingProxyType({}))
    features: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    weather: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What the recorder has.

    Attributes:
        oldest: the time of its first state, UTC epoch seconds; None when it is empty.
        entities: entity ids by the recorder's number.
    """

    oldest: float | None
    entities: Mapping[int, str]
