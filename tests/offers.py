"""Patterns and suggestions to show, for the tests of the doors."""

from dataclasses import replace
from typing import Any

from custom_components.homeiq.model.existing import Conflict, ConflictKind
from custom_components.homeiq.model.habits.diary import Diary, DiaryDay, Mark, Recent
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WORKDAYS, Condition, Evidence, Pattern
from custom_components.homeiq.model.habits.suggestion import Backtest, Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime, OnChange, Trigger
from custom_components.homeiq.suggest.draft import draft

KITCHEN_AT_SEVEN = AtTime(minute=7 * 60)
HALL_MOTION = OnChange(entity_id="binary_sensor.hall_motion", to="on")
# A week of the kitchen's light: by Sunday, 2026-11-01.
RECENT = Recent(first_day=20752, letters="ss-swim", saved=3, idle=1, wrong=1, missed=1)
DIARY = Diary(
    first_day=20752,
    days=(
        DiaryDay(by_hand=(424, 1250), would_run=(420,), mark=Mark.SAVED),
        DiaryDay(by_hand=(421,), would_run=(420,), mark=Mark.SAVED),
        DiaryDay(by_hand=(), would_run=(), mark=Mark.NOTHING),
        DiaryDay(by_hand=(435,), would_run=(420,), mark=Mark.SAVED),
        DiaryDay(by_hand=(), would_run=(420,), mark=Mark.WRONG),
        DiaryDay(by_hand=(415,), would_run=(420,), mark=Mark.IDLE),
        DiaryDay(by_hand=(365,), would_run=(), mark=Mark.MISSED),
    ),
    hours=tuple({7: 1, 20: 1, 31: 1, 79: 1, 126: 1, 150: 1}.get(place, 0) for place in range(7 * 24)),
)

# How the back-test of a suggestion below is told, at every door.
BACKTEST_TOLD = {
    "days": 40,
    "runs": 40,
    "hits": 37,
    "false_alarms": 3,
    "misses": 1,
    "reversals": 0,
    "saved": 37,
    "idle": 0,
    "late": 0,
    "wrong": 3,
}


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


def in_the_way(name: str = "Mine") -> Conflict:
    """An automation of the owner's that does the opposite."""
    return Conflict(
        kind=ConflictKind.UNDOES,
        entity_id="automation.mine",
        name=name,
        text=f"Your automation “{name}” does the opposite.",
    )


def after_motion() -> Suggestion:
    suggestion = hall_light()
    return a_suggestion(suggestion.pattern, title=suggestion.title, automation=draft(suggestion.pattern, "Hall", ""))
