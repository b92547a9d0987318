"""A habit of the hall's lamp, with evidence that nobody would doubt."""

from collections.abc import Mapping
from typing import Any

from custom_components.homeiq.model.habits.pattern import Evidence, Pattern
from custom_components.homeiq.model.habits.trigger import OnDemand, Trigger
from custom_components.homeiq.model.things.brought import told_apart


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


FILM = {
    "cover.blind": "closed",
    "light.ceiling": "off",
    "light.reading": "on",
    "light.shelf": "on",
    "media_player.tv": "playing",
}


def film(trigger: Trigger | None = None, each: Mapping[str, str] = FILM, **more: Any) -> Pattern:
    """A scene whose things go to different states."""
    state, otherwise = told_apart(dict(each))
    return habit(trigger or OnDemand(), tuple(sorted(each)), state, otherwise=otherwise, **more)
