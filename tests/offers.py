"""Patterns and suggestions to show, for the tests of the doors."""

from dataclasses import replace
from typing import Any

from custom_components.homeiq.model.pattern import (
    EVERY_DAY,
    WORKDAYS,
    AtTime,
    Condition,
    Evidence,
    OnChange,
    Pattern,
    Trigger,
)
from custom_components.homeiq.model.suggestion import Backtest, Suggestion

KITCHEN_AT_SEVEN = AtTime(minute=7 * 60)
HALL_MOTION = OnChange(entity_id="binary_sensor.hall_motion", to="on")


def a_pattern(
    signature: str = "kitchen-at-seven",
    *,
    trigger: Trigger = KITCHEN_AT_SEVEN,
    entities: tuple[str, ...] = ("light.kitchen",),
    weekdays: frozenset[int] = WORKDAYS,
    conditions: tuple[Condition, ...] = (),
    chance: float = 0.05,
) -> Pattern:
    return Pattern(
        signature=signature,
        trigger=trigger,
        entities=entities,
        state="on",
        weekdays=weekdays,
        conditions=conditions,
        evidence=Evidence(
            opportunities=40,
            hits=37,
            support_days=37,
            eligible_days=40,
            chance=chance,
            lower_bound=0.8,
            spread_seconds=420,
            window_seconds=1200,
        ),
    )


def a_suggestion(pattern: Pattern | None = None, **changes: Any) -> Suggestion:
    suggestion = Suggestion(
        pattern=pattern or a_pattern(),
        title="Turn on Kitchen at 07:00 on workdays",
        reason="You did it on 37 of 40 days",
        backtest=Backtest(days=40, runs=40, hits=37, false_alarms=3, misses=1),
        score=0.87,
        automation={
            "alias": "Kitchen at 07:00",
            "description": "",
            "triggers": [{"trigger": "time", "at": "07:00:00"}],
            "conditions": [{"condition": "time", "weekday": ["mon", "tue", "wed", "thu", "fri"]}],
            "actions": [{"action": "light.turn_on", "target": {"entity_id": ["light.kitchen"]}}],
            "mode": "single",
        },
    )
    return replace(suggestion, **changes)


def suggestions_of(*signatures: str) -> tuple[Suggestion, ...]:
    return tuple(a_suggestion(a_pattern(signature), title=f"Do {signature}") for signature in signatures)


def hall_light() -> Suggestion:
    """A habit of another kind, in another room."""
    pattern = a_pattern("hall-after-motion", trigger=HALL_MOTION, entities=("light.hall",), weekdays=EVERY_DAY)
    return a_suggestion(pattern, title="Turn on Hall after motion")
