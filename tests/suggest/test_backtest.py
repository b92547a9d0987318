from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.pattern import (
    WORKDAYS,
    AtSun,
    AtTime,
    Between,
    Condition,
    Dark,
    Idle,
    OnChange,
    Pattern,
    SomebodyHome,
    StateIs,
    Trigger,
)
from custom_components.homeiq.model.suggestion import Backtest
from custom_components.homeiq.past.acts import Unit, find_units
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.suggest import select
from custom_components.homeiq.suggest.backtest import backtest
from custom_components.homeiq.suggest.select import is_same_habit
from tests.habits import habit
from tests.histories import at, event, living, timeline

LAMP = "light.hall"


def evenings(clock: str) -> Timeline:
    """Ten evenings: the door opens, the lamp follows on even days, and is off again before midnight."""
    rows = [event(-1, "01:00", LAMP, "off"), event(-1, "01:00", "binary_sensor.door", "off")]
    rows += [event(-1, "01:00", "person.a", "home"), event(10, "23:59", "person.a", "not_home")]
    for day in range(10):
        rows.append(event(day, clock, "binary_sensor.door", "on", Cause.DEVICE))
        rows.append(event(day, clock, "binary_sensor.door", "off", Cause.DEVICE, 30))
        if day % 2 == 0:
            rows.append(event(day, clock, LAMP, "on", delay=20.0))
            rows.append(event(day, "23:00", LAMP, "off", delay=60.0 * day))
    return timeline(living(range(10)), rows)


def tried(pattern: Pattern, past: Timeline, since: float = 0.0) -> tuple[int, int, int]:
    (unit,) = [unit for unit in find_units(past) if unit.entities == (LAMP,) and unit.state == "on"]
    result = backtest(pattern, unit, past, since)
    return (result.runs, result.hits, result.misses)


def test_a_routine_runs_every_day_and_hits_where_a_person_did_it() -> None:
    assert tried(habit(AtTime(minute=20 * 60)), evenings("20:00")) == (10, 5, 0)


def test_a_routine_that_is_an_hour_off_misses() -> None:
    assert tried(habit(AtTime(minute=19 * 60)), evenings("20:00")) == (10, 0, 5)


def test_a_routine_runs_on_its_weekdays_only() -> None:
    assert tried(habit(AtTime(minute=20 * 60), weekdays=WORKDAYS), evenings("20:00")) == (8, 4, 0)


def test_a_follow_up_runs_at_every_firing() -> None:
    assert tried(habit(OnChange(entity_id="binary_sensor.door", to="on")), evenings("20:00")) == (10, 5, 0)


def test_a_trigger_that_is_unknown_never_fires() -> None:
    assert tried(habit(OnChange(entity_id="binary_sensor.gone", to="on")), evenings("20:00")) == (0, 0, 5)


def test_only_the_days_since_a_moment_count() -> None:
    assert tried(habit(AtTime(minute=20 * 60)), evenings("20:00"), since=at(6, "00:00")) == (4, 2, 0)


def test_a_sun_habit_runs_by_the_sun() -> None:
    # In Berlin the sun sets at about 19:30 in the second week of September.
    assert tried(habit(AtSun(event="sunset", offset_minutes=30)), evenings("20:00"))[:2] == (10, 5)


@pytest.mark.parametrize(
    ("condition", "runs"),
    [
        (Dark(), 10),
        (Dark(dark=False), 0),
        (Between(after=1260, before=60), 10),
        (Between(after=60, before=1260), 0),
        (StateIs(entity_id="person.a", state="home"), 10),
        (StateIs(entity_id="person.a", state="not_home"), 0),
        (StateIs(entity_id="person.gone", state="home"), 0),
    ],
)
def test_a_condition_that_does_not_hold_stops_the_run(condition: Condition, runs: int) -> None:
    pattern = habit(OnChange(entity_id="binary_sensor.door", to="on"), conditions=(condition,))

    assert tried(pattern, evenings("22:00"))[0] == runs


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (AtTime(minute=1430), AtTime(minute=10), True),
        (AtTime(minute=400), AtTime(minute=500), False),
        (AtSun(event="sunset", offset_minutes=10), AtSun(event="sunset", offset_minutes=30), True),
        (AtSun(event="sunset", offset_minutes=10), AtSun(event="sunrise", offset_minutes=10), False),
        (AtSun(event="sunset", offset_minutes=10), AtTime(minute=1200), False),
    ],
)
def test_a_small_drift_is_the_same_habit(one: Trigger, other: Trigger, same: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert is_same_habit(habit(one), habit(other)) == same


MOTION = "binary_sensor.hall"


def quiet(*rows: EventRow) -> Timeline:
    """The lamp is on and the hall is busy when the story begins."""
    before = [event(-1, "01:00", LAMP, "off"), event(-1, "01:00", MOTION, "off")]
    return timeline(living(range(3)), before, rows)


def timed_out(past: Timeline) -> tuple[int, int]:
    pattern = habit(OnChange(entity_id=MOTION, to="off", for_seconds=240), state="off")
    evidence = replace(pattern.evidence, window_seconds=400.0)
    acts = [unit.acts for unit in find_units(past) if unit.entities == (LAMP,) and unit.state == "off"]
    unit = Unit(entities=(LAMP,), state="off", acts=acts[0] if acts else np.empty(0))
    result = backtest(replace(pattern, evidence=evidence), unit, past)
    return (result.runs, result.hits)


def test_a_timeout_runs_once_its_state_has_lasted() -> None:
    past = quiet(
        event(0, "12:00", LAMP, "on"), event(0, "12:00", MOTION, "on"), event(0, "12:01", MOTION, "off"),
        event(0, "12:02", MOTION, "on"), event(0, "12:03", MOTION, "off"),
        event(0, "12:07", LAMP, "off", delay=10),
    )  # fmt: skip

    assert timed_out(past) == (1, 1)


def test_who_is_earlier_than_a_timeout_wanted_it_too() -> None:
    past = quiet(
        event(0, "12:00", LAMP, "on"), event(0, "12:00", MOTION, "on"), event(0, "12:01", MOTION, "off"),
        event(0, "12:04", LAMP, "off"),
    )  # fmt: skip

    assert timed_out(past) == (1, 1)


def test_a_timeout_with_nothing_left_to_do_does_not_run() -> None:
    past = quiet(
        event(0, "12:00", LAMP, "on"), event(0, "12:00", MOTION, "on"), event(0, "12:01", MOTION, "off"),
        event(0, "12:02", LAMP, "off", Cause.AUTOMATION), event(2, "12:02", LAMP, "on"),
    )  # fmt: skip

    assert timed_out(past) == (0, 0)


def test_a_timeout_turns_off_what_came_on_meanwhile() -> None:
    past = quiet(
        event(0, "12:00", MOTION, "on"), event(0, "12:01", MOTION, "off"), event(0, "12:02", LAMP, "on"),
        event(0, "18:00", LAMP, "off"),
    )  # fmt: skip

    assert timed_out(past) == (1, 0)


@pytest.mark.parametrize("state", ["unavailable", "unknown"])
def test_an_absence_ends_the_wait_of_a_timeout(state: str) -> None:
    past = quiet(
        event(0, "12:00", LAMP, "on"), event(0, "12:00", MOTION, "on"), event(0, "12:01", MOTION, "off"),
        event(0, "12:03", MOTION, state), event(0, "12:04", MOTION, "off"),
    )  # fmt: skip

    assert timed_out(past) == (0, 0)


def test_a_restart_ends_the_wait_of_a_timeout() -> None:
    past = quiet(
        event(0, "12:00", LAMP, "on"), event(0, "12:00", MOTION, "on"), event(0, "12:01", MOTION, "off"),
        event(0, "12:03", MOTION, "off", Cause.STARTUP),
    )  # fmt: skip

    assert timed_out(past) == (0, 0)


def test_what_comes_back_from_an_absence_sets_nothing_off() -> None:
    past = quiet(
        event(0, "12:00", MOTION, "unavailable"), event(0, "12:01", MOTION, "on"), event(0, "12:01", LAMP, "on"),
        event(0, "13:00", LAMP, "off"),
    )  # fmt: skip

    assert tried(habit(OnChange(entity_id=MOTION, to="on")), past)[0] == 0


@pytest.mark.parametrize(("seconds", "runs"), [(3000, 2), (4000, 1)])
def test_a_sensor_has_to_have_been_quiet_before(seconds: int, runs: int) -> None:
    past = quiet(
        event(0, "11:00", MOTION, "on"), event(0, "11:05", MOTION, "off"),
        event(0, "12:00", MOTION, "on"), event(0, "12:00", LAMP, "on", delay=3), event(0, "12:30", LAMP, "off"),
        event(0, "12:30", MOTION, "off"), event(0, "12:31", MOTION, "on"),
    )  # fmt: skip
    own = Idle(entity_id=MOTION, state="off", seconds=seconds)
    pattern = habit(OnChange(entity_id=MOTION, to="on"), conditions=(own,))

    assert tried(pattern, past)[0] == runs


@pytest.mark.parametrize(("restarted", "runs"), [(False, 1), (True, 0)])
def test_a_restart_forgets_how_long_it_was_quiet(restarted: bool, runs: int) -> None:  # noqa: FBT001 - a case
    rows = [
        event(0, "12:00", MOTION, "on"), event(0, "12:00", LAMP, "on", delay=3), event(0, "12:30", LAMP, "off"),
        event(0, "07:00", "binary_sensor.door", "off"),
    ]  # fmt: skip
    if restarted:
        rows.append(event(0, "11:55", "binary_sensor.door", "off", Cause.STARTUP))
    door = Idle(entity_id="binary_sensor.door", state="off", seconds=600)

    assert tried(habit(OnChange(entity_id=MOTION, to="on"), conditions=(door,)), quiet(*rows))[0] == runs


@pytest.mark.parametrize(("condition", "runs"), [(SomebodyHome(), 1), (SomebodyHome(home=False), 0)])
def test_somebody_is_home_where_one_of_two_is(condition: Condition, runs: int) -> None:
    past = quiet(
        event(0, "08:00", "person.a", "home"), event(0, "08:00", "person.b", "not_home"),
        event(0, "12:00", MOTION, "on"), event(0, "12:00", LAMP, "on", delay=3), event(0, "12:30", LAMP, "off"),
    )  # fmt: skip

    assert tried(habit(OnChange(entity_id=MOTION, to="on"), conditions=(condition,)), past)[0] == runs


@pytest.mark.parametrize(
    "condition", [SomebodyHome(), SomebodyHome(home=False), Idle(entity_id="light.gone", state="off", seconds=1)]
)
def test_what_nobody_knows_is_not_so(condition: Condition) -> None:
    pattern = habit(OnChange(entity_id="binary_sensor.door", to="on"), conditions=(condition,))

    assert tried(pattern, evenings("20:00"))[:2] == (0, 0)


def reversals(pattern: Pattern, *rows: EventRow) -> int:
    past = quiet(*rows)
    (unit,) = [unit for unit in find_units(past) if unit.entities == (LAMP,) and unit.state == "on"]
    return backtest(pattern, unit, past).reversals


AT_MOTION = habit(OnChange(entity_id=MOTION, to="on"))


@pytest.mark.parametrize(("undone", "count"), [("12:08", 1), ("12:20", 0)])
def test_what_is_undone_within_ten_minutes_is_a_reversal(undone: str, count: int) -> None:
    rows = (event(0, "12:00", MOTION, "on"), event(0, "12:00", LAMP, "on", delay=5), event(0, undone, LAMP, "off"))

    assert reversals(AT_MOTION, *rows) == count


def test_what_an_automation_undoes_is_no_reversal() -> None:
    rows = (
        event(0, "12:00", MOTION, "on"),
        event(0, "12:00", LAMP, "on", delay=5),
        event(0, "12:08", LAMP, "off", Cause.AUTOMATION),
    )

    assert reversals(AT_MOTION, *rows) == 0


@pytest.mark.parametrize(("before", "count"), [("11:57", 1), ("11:40", 0)])
def test_to_do_again_what_was_just_undone_is_a_reversal(before: str, count: int) -> None:
    rows = (event(0, "11:30", LAMP, "on"), event(0, before, LAMP, "off"), event(0, "12:00", MOTION, "on"))

    assert reversals(AT_MOTION, *rows) == count


def test_a_routine_after_a_short_use_is_a_reversal() -> None:
    rows = (event(0, "11:50", LAMP, "on"), event(0, "11:58", LAMP, "off"), event(2, "23:00", MOTION, "on"))

    assert reversals(habit(AtTime(minute=12 * 60)), *rows) == 1


def judged(hits: int, false_alarms: int, undone: int = 0) -> select.Tested:
    past = evenings("20:00")
    (unit,) = [unit for unit in find_units(past) if unit.entities == (LAMP,) and unit.state == "on"]
    result = Backtest(
        days=10, runs=hits + false_alarms, hits=hits, false_alarms=false_alarms, misses=0, reversals=undone
    )
    return select.Tested(pattern=AT_MOTION, unit=unit, backtest=result, held_out=None)


def test_the_benefit_is_what_is_saved_less_the_price_of_the_wrong() -> None:
    assert judged(20, 4, 2).benefit(weeks=2.0) == (20 - 1.5 * 4 - 0.5 * 2) / 2


def test_the_undone_ranks_below_the_kept() -> None:
    assert judged(20, 2, 6).score(2.0) < judged(20, 2).score(2.0)


def test_what_does_harm_still_ranks_by_how_sure_it_is() -> None:
    assert 0 < judged(10, 9).score(2.0) < judged(10, 2).score(2.0)
