"""What has been found of one automation while its steps are followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from homeassistant.core import HomeAssistant

from ...model.existing import Effect, Occasion
from ...model.habits.pattern import StateIs
from ...model.things import AT_REST
from .plain import set_by, toggled_between


@dataclass(slots=True, kw_only=True, eq=False)
class Notes:
    """Notes of a reading.

    Attributes:
        effects: what the automation brings about.
        unread: actions that there are no words for.
        made: scenes that a step makes up while it runs.
        within: the scripts that are being followed, each started by the one before.
        followed: how many scripts were followed so far, each as often as it was.
    """

    hass: HomeAssistant
    effects: list[Effect] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)
    followed: int = 0

    def note(self, state: str, entities: Iterable[str], occasions: Iterable[Occasion]) -> None:
        """Note that entities come to a state; where they have to be in it already, nothing comes of that."""
        named = tuple(sorted(entities))
        for occasion in occasions:
            are_in = {one.entity_id for one in occasion.conditions if isinstance(one, StateIs) and one.state == state}
            if left := tuple(name for name in named if occasion.delay_seconds or name not in are_in):
                self.effects.append(Effect(entities=left, state=state, occasion=occasion))

    def note_toggled(self, entities: Iterable[str], occasions: Iterable[Occasion]) -> bool:
        """Note that each of some entities goes to the other one of its two states; tell whether all have just two."""
        states = {entity_id: toggled_between(entity_id.partition(".")[0]) for entity_id in sorted(entities)}
        for entity_id, both in states.items():
            for before, state in zip(both, reversed(both), strict=True):
                is_before = StateIs(entity_id=entity_id, state=before)
                asked = [replace(one, conditions=(*one.conditions, is_before)) for one in occasions]
                self.note(state, (entity_id,), asked)
        return bool(states) and all(states.values())

    def note_states(self, states: Any, occasions: Iterable[Occasion]) -> None:
        """Note states by entity, as scenes hold them, and what is set there beside them."""
        by_state: dict[str, list[str]] = {}
        for entity_id, state in states.items() if isinstance(states, Mapping) else ():
            wanted = str(state.get("state") if isinstance(state, Mapping) else state)
            held = state if isinstance(state, Mapping) and wanted not in AT_REST else {}
            for one in (wanted, *set_by(entity_id, held)):
                by_state.setdefault(one, []).append(entity_id)
        for wanted, entities in by_state.items():
            self.note(wanted, entities, occasions)
