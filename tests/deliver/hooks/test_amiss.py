from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.deliver.hooks.amiss import (
    ABSENCE,
    Amiss,
    Look,
    StateSince,
    keeps_out,
    left_on,
    missed,
    since_when,
)
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, LeftOn, OnChange, Trigger
from tests.habits import film
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


def test_what_is_not_done_by_an_hour_that_the_clock_leaves_out_is_missed_when_it_has_gone_by() -> None:
    night = datetime(2026, 3, 29, 1, 50, tzinfo=ZONE)
    pattern = replace(locking(AtTime(minute=110), window_seconds=1200.0), weekdays=frozenset(range(7)))
    moments = [datetime(2026, 3, 29, 3, minute, tzinfo=ZONE) for minute in (0, 9, 10, 19, 20)]

    look = being({LOCK: ("unlocked", night - timedelta(hours=5))})
    found = [[*missed([pattern], look, now)] for now in moments]

    assert [bool(one) for one in found] == [False, False, True, True, False]
    assert [one.moment for one in found[2]] == [moments[2].timestamp()]


@pytest.mark.parametrize(
    ("entity_id", "wanted", "told", "is_done"),
    [
        ("media_player.tv", "off", "standby", True),
        ("media_player.tv", "off", "idle", True),
        ("media_player.tv", "off", "playing", False),
        ("water_heater.boiler", "on", "eco", True),
        ("water_heater.boiler", "on", "off", False),
        ("climate.hall", "heat", "off", False),
    ],
)
def test_what_means_the_same_is_done(entity_id: str, wanted: str, told: str, *, is_done: bool) -> None:
    pattern = replace(locking(), entities=(entity_id,), state=wanted)

    found = [*missed([pattern], being({entity_id: (told, MONDAY - timedelta(hours=5))}), MONDAY)]

    assert (not found) is is_done


@pytest.mark.parametrize(
    ("changed", "on", "wrong"),
    [
        ([], [], ["light.a", "light.b", "light.c"]),
        (["light.b"], ["light.b"], []),
        (["light.b"], [], []),
        ([], ["light.a"], ["light.b", "light.c"]),
        ([], ["light.a", "light.b"], []),
    ],
)
def test_of_what_is_done_together_one_is_enough(changed: list[str], on: list[str], wrong: list[str]) -> None:
    names = ("light.a", "light.b", "light.c")
    pattern = replace(locking(), entities=names, state="on")
    states = {
        name: ("on" if name in on else "off", MONDAY - timedelta(minutes=5 if name in changed else 300))
        for name in names
    }

    assert [name for one in missed([pattern], being(states), MONDAY) for name in one.entities] == wrong


@pytest.mark.parametrize(
    ("entity_id", "state", "keeps"),
    [(LOCK, "locked", True), (LOCK, "unlocked", False), ("valve.main", "closed", True), ("light.hall", "off", False)],
)
def test_what_shuts_keeps_out(entity_id: str, state: str, *, keeps: bool) -> None:
    assert keeps_out(replace(locking(), entities=(entity_id,), state=state)) is keeps


OFF_THEN_ON = [(100.0, "off"), (200.0, "on")]


@pytest.mark.parametrize(
    ("rows", "since"),
    [
        ([], 9999.0),
        (OFF_THEN_ON, 200.0),
        ([*OFF_THEN_ON, (300.0, "off")], 9999.0),
        ([*OFF_THEN_ON, (300.0, "off"), (400.0, "on")], 400.0),
        ([*OFF_THEN_ON, (300.0, "unavailable"), (310.0, "unknown"), (320.0, "on")], 200.0),
        ([*OFF_THEN_ON, (300.0, "unavailable"), (300.0 + ABSENCE, "on")], 200.0),
        ([*OFF_THEN_ON, (300.0, "unavailable"), (301.0 + ABSENCE, "on")], 301.0 + ABSENCE),
        ([*OFF_THEN_ON, (300.0, "unavailable"), (310.0, "off"), (320.0, "on")], 320.0),
        ([*OFF_THEN_ON, (300.0, "on")], 200.0),
    ],
)
def test_a_short_absence_ends_nothing(rows: list[tuple[float, str]], since: float) -> None:
    assert since_when(rows, "on", 9999.0) == since


def test_what_the_history_tells_a_little_less_exactly_is_told_once() -> None:
    told, kept = (Amiss(pattern=locking(), entities=(LOCK,), moment=at) for at in (1795888800.123456, 1795888800.12346))

    assert told.key == kept.key


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


def test_what_a_thing_is_set_to_is_not_missed() -> None:
    assert not is_missed(replace(locking(), state="heat#temperature=17"))


def test_of_what_goes_to_different_states_only_what_is_not_in_its_own_is_missed() -> None:
    each = {LOCK: "locked", "light.hall": "off", "light.bed": "on"}
    evidence = locking().evidence
    goodnight = replace(film(AtTime(minute=22 * 60 + 20), each), evidence=evidence)
    long_ago = MONDAY - timedelta(hours=5)
    states = {LOCK: ("unlocked", long_ago), "light.hall": ("on", long_ago), "light.bed": ("on", long_ago)}

    (amiss,) = missed([goodnight], being(states), MONDAY)

    assert amiss.entities == ("light.hall", LOCK)
    assert not keeps_out(goodnight)
    assert keeps_out(film(each={LOCK: "locked", "valve.water": "closed"}))
