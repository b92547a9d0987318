from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.deliver.hooks.amiss import Look, StateSince, left_on, missed
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, LeftOn, OnChange, Trigger
from tests.offers import a_pattern

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 30, 22, 30, tzinfo=ZONE)
LOCK = "lock.front_door"


def locking(trigger: Trigger | None = None, **evidence: Any) -> Pattern:
    """Return the habit of locking the front door at half past ten on workdays, give or take ten minutes."""
    pattern = a_pattern("lock", trigger=trigger or AtTime(minute=22 * 60 + 20), entities=(LOCK,))
    known = {"opportunities": 40, "hits": 39, "support_days": 39, "window_seconds": 600.0, **evidence}
    return replace(pattern, state="locked", evidence=replace(pattern.evidence, **known))


def being(states: Mapping[str, tuple[str, datetime]]) -> Look:
    def look(entity_id: str) -> StateSince | None:
        if entity_id not in states:
            return None
        state, since = states[entity_id]
        return StateSince(state=state, since=since.timestamp())

    return look


def is_missed(pattern: Pattern, state: str = "unlocked", minutes_ago: float = 300, now: datetime = MONDAY) -> bool:
    return bool([*missed([pattern], being({LOCK: (state, now - timedelta(minutes=minutes_ago))}), now)])


def test_a_door_that_is_always_locked_by_now_is_missed() -> None:
    pattern = locking()

    (amiss,) = missed([pattern], being({LOCK: ("unlocked", MONDAY - timedelta(hours=5))}), MONDAY)

    assert (amiss.pattern, amiss.entities, amiss.moment) == (pattern, (LOCK,), MONDAY.timestamp())


def test_a_door_that_is_locked_is_not_missed() -> None:
    assert not is_missed(locking(), state="locked")


def test_a_door_at_which_somebody_was_around_the_usual_time_is_not_missed() -> None:
    assert [is_missed(locking(), minutes_ago=ago) for ago in (1, 19, 21)] == [False, False, True]


def test_nothing_is_missed_before_its_time_is_over_or_long_after() -> None:
    moments = [MONDAY + timedelta(minutes=late) for late in (-1, 0, 9, 10)]

    assert [is_missed(locking(), now=now) for now in moments] == [False, True, True, False]


def test_what_was_not_done_in_an_hour_that_comes_twice_is_missed_once() -> None:
    night = datetime(2026, 10, 25, 2, 30, tzinfo=ZONE)
    pattern = replace(locking(AtTime(minute=2 * 60 + 20)), weekdays=frozenset(range(7)))
    look = being({LOCK: ("unlocked", night - timedelta(hours=5))})

    found = {one.key for fold in (0, 1) for one in missed([pattern], look, night.replace(fold=fold))}

    assert len(found) == 1


def test_nothing_is_missed_on_days_that_it_is_not_done_on() -> None:
    assert not is_missed(locking(), now=MONDAY - timedelta(days=1))


@pytest.mark.parametrize(("days_on", "is_told"), [(0, True), (1, False)])
def test_what_is_done_late_in_the_evening_is_missed_after_midnight(
    days_on: int,
    *,
    is_told: bool,
) -> None:
    midnight = datetime(2026, 12, 5, tzinfo=ZONE) + timedelta(days=days_on)

    moments = [midnight + timedelta(minutes=late) for late in (-1, 0, 5, 14, 15)]

    # On workdays at five to twelve, give or take ten minutes: Friday's is over on Saturday, and Saturday has none.
    late = locking(AtTime(minute=23 * 60 + 55))
    assert [is_missed(late, now=now) for now in moments] == [False, False, is_told, is_told, False]


@pytest.mark.parametrize("evidence", [{"hits": 37}, {"support_days": 13}])
def test_what_is_not_always_done_is_not_missed(evidence: dict[str, Any]) -> None:
    assert not is_missed(locking(**evidence))


@pytest.mark.parametrize(
    "trigger", [AtSun(event="sunset", offset_minutes=0), OnChange(entity_id="binary_sensor.tv", to="off")]
)
def test_only_habits_of_the_clock_are_missed(trigger: Trigger) -> None:
    assert not is_missed(locking(trigger))


def test_what_is_not_there_is_not_missed() -> None:
    assert [*missed([locking()], being({}), MONDAY)] == []


@pytest.mark.parametrize(("state", "minutes", "is_told"), [("on", 59, False), ("on", 60, True), ("off", 60, False)])
def test_what_is_on_for_longer_than_it_ever_was_is_left_on(
    state: str,
    minutes: int,
    *,
    is_told: bool,
) -> None:
    iron = a_pattern("iron", trigger=LeftOn(entity_id="switch.iron", to="on", for_seconds=3600))
    since = MONDAY - timedelta(minutes=minutes)

    found = [*left_on([iron, locking()], being({"switch.iron": (state, since)}), MONDAY.timestamp())]

    assert [(one.entities, one.moment) for one in found] == [(("switch.iron",), since.timestamp())] * is_told
