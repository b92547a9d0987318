"""What has been found of one automation while its steps are followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from homeassistant.core import HomeAssistant

from ...model.existing import Effect, Occasion


@dataclass(slots=True, kw_only=True)
class Notes:
    """Notes of a reading.

    Attributes:
        effects: what the automation brings about.
        unread: actions that there are no words for.
        made: scenes that a step makes up while it runs.
        depth: how many scripts deep the reading is.
    """

    hass: HomeAssistant
    effects: list[Effect] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    depth: int = 0

    def note(self, state: str, entities: Iterable[str], occasions: Iterable[Occasion]) -> None:
        """Note that entities come to a state."""
        if named := tuple(sorted(entities)):
            self.effects += [Effect(entities=named, state=state, occasion=occasion) for occasion in occasions]

    def note_states(self, states: Any, occasions: Iterable[Occasion]) -> None:
        """Note states by entity, as scenes hold them."""
        by_state: dict[str, list[str]] = {}
        for entity_id, state in states.items() if isinstance(states, Mapping) else ():
            wanted = state.get("state") if isinstance(state, Mapping) else state
            by_state.setdefault(str(wanted), []).append(entity_id)
        for wanted, entities in by_state.items():
            self.note(wanted, entities, occasions)
