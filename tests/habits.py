"""A habit of the hall's lamp, with evidence that nobody would doubt."""

from typing import Any

from custom_components.homeiq.model.habits.pattern import Evidence, Pattern
from custom_components.homeiq.model.habits.trigger import Trigger


def habit(trigger: Trigger, entities: tuple[str, ...] = ("light.hall",), state: str = "on", **more: Any) -> Pattern:
    """A pattern with a trigger; ``more`` are its other fields."""
    evidence = Evidence(
        opportunities=20,
        hits=18,
        support_days=18,
        eligible_days=20,
        chance=0.1,
        lower_bound=0.8,
        spread_seconds=30.0,
        window_seconds=120.0,
    )
    return Pattern(signature="abc", trigger=trigger, entities=entities, state=state, evidence=evidence, **more)
