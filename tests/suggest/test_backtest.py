from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import (
    WORKDAYS,
    Between,
    Condition,
    Dark,
    Idle,
    NumberIs,
    Pattern,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.habits.suggestion import Backtest
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, OnChange
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.acts import Unit, find_units
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.suggest import select
from custom_components.homeiq.suggest.backtest import backtest
from tests.habits import habit
from tests.histories import HOME, at, event, living, timeline

LAMP = "light.hall"
LUX = "sensor.hall_lux"
LIT = replace(HOME, entities={LUX: Entity(entity_id=LUX, name="Hall", device_class="illuminance", unit="lx")})


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


MOTION = "binary_sensor.hall"


def quiet(*rows: EventRow, home: Home = HOME) -> Timeline:
    """The lamp is on and the hall is busy when the story begins."""
    before = [event(-1, "01:00", LAMP, "off"), event(-1, "01:00", MOTION, "off")]
    return timeline(living(range(3)), before, rows, home=home)


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
    ("state", "condition", "runs"),
    [
        ("home", SomebodyHome(), 1),
        ("home", SomebodyHome(home=False), 0),
        ("not_home", SomebodyHome(), 0),
        ("not_home", SomebodyHome(home=False), 1),
    ],
)
def test_somebody_is_home_where_the_only_one_is(state: str, condition: Condition, runs: int) -> None:
    past = quiet(
        event(0, "08:00", "person.a", state),
        event(0, "12:00", MOTION, "on"), event(0, "12:00", LAMP, "on", delay=3), event(0, "12:30", LAMP, "off"),
    )  # fmt: skip

    assert tried(habit(OnChange(entity_id=MOTION, to="on"), conditions=(condition,)), past)[0] == runs


@pytest.mark.parametrize("condition", [SomebodyHome(), SomebodyHome(home=False)])
def test_without_persons_nobody_knows_who_is_home(condition: Condition) -> None:
    past = quiet(
        event(0, "12:00", MOTION, "on"), event(0, "12:00", LAMP, "on", delay=3), event(0, "12:30", LAMP, "off")
    )  # fmt: skip

    assert tried(habit(OnChange(entity_id=MOTION, to="on"), conditions=(condition,)), past)[0] == 0


@pytest.mark.parametrize(
    ("measured", "runs"),
    [("39.9", 1), ("40", 0), ("40.1", 0), ("unavailable", 0), ("unknown", 0)],
)
def test_a_number_is_asked_as_home_assistant_asks(measured: str, runs: int) -> None:
    """The limit is not within, what is away is not, and what comes at the very moment comes too late."""
    past = quiet(
        event(0, "11:00", LUX, "12", Cause.DEVICE), event(0, "11:50", LUX, measured, Cause.DEVICE),
        event(0, "12:00", MOTION, "on"), event(0, "12:00", LUX, "3000", Cause.DEVICE),
        event(0, "12:00", LAMP, "on", delay=3), event(0, "12:30", LAMP, "off"), home=LIT,
    )  # fmt: skip
    pattern = habit(OnChange(entity_id=MOTION, to="on"), conditions=(NumberIs(entity_id=LUX, below=40.0),))

    assert tried(pattern, past)[0] == runs


def test_a_number_is_asked_once_the_state_has_lasted() -> None:
    past = quiet(
        event(0, "11:50", LUX, "12", Cause.DEVICE), event(0, "12:00", MOTION, "on"),
        event(0, "12:01", LUX, "900", Cause.DEVICE), event(0, "12:30", MOTION, "off"),
        event(0, "13:00", LAMP, "on"), event(0, "13:10", LAMP, "off"), home=LIT,
    )  # fmt: skip
    dim = NumberIs(entity_id=LUX, below=40.0)

    at_once, later = (
        tried(habit(OnChange(entity_id=MOTION, to="on", for_seconds=seconds), conditions=(dim,)), past)[0]
        for seconds in (0, 120)
    )

    assert (at_once, later) == (1, 0)


@pytest.mark.parametrize(
    "condition",
    [
        NumberIs(entity_id="sensor.gone", above=1.0),
        Idle(entity_id="light.gone", state="off", seconds=1),
    ],
)
def test_what_nobody_knows_is_not_so(condition: Condition) -> None:
    pattern = habit(OnChange(entity_id="binary_sensor.door", to="on"), conditions=(condition,))

    assert tried(pattern, evenings("20:00"))[:2] == (0, 0)


@pytest.mark.parametrize(("after", "hits", "late"), [("18:00", 0, 1), ("12:06", 1, 0)])
def test_what_was_done_and_undone_while_a_timeout_waited_it_does_again(after: str, hits: int, late: int) -> None:
    past = quiet(
        event(0, "12:00", LAMP, "on"), event(0, "12:00", MOTION, "on"), event(0, "12:01", MOTION, "off"),
        event(0, "12:04", LAMP, "off"), event(0, "12:04", LAMP, "on", delay=9), event(0, after, LAMP, "off"),
    )  # fmt: skip
    pattern = habit(OnChange(entity_id=MOTION, to="off", for_seconds=240), state="off")
    pattern = replace(pattern, evidence=replace(pattern.evidence, window_seconds=400.0))
    (unit,) = [unit for unit in find_units(past) if unit.entities == (LAMP,) and unit.state == "off"]

    result = backtest(pattern, unit, past)

    assert (result.runs, result.hits, result.idle, result.late) == (1, hits, 0, late)


def reversals(pattern: Pattern, *rows: EventRow) -> int:
    past = quiet(*rows)
    (unit,) = [unit for unit in find_units(past) if unit.entities == (LAMP,) and unit.state == "on"]
    return backtest(pattern, unit, past).reversals


def kinds(pattern: Pattern, *rows: EventRow) -> tuple[int, int, int]:
    """The runs of the first day: those that spare an act, those that find it done already, and the wrong ones."""
    past = quiet(*rows)
    (unit,) = [unit for unit in find_units(past) if unit.entities == (LAMP,) and unit.state == "on"]
    result = backtest(pattern, unit, past, until=at(1, "00:00"))
    return (result.saved, result.idle, result.false_alarms)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([event(0, "12:10", LAMP, "on"), event(0, "15:00", LAMP, "off")], (1, 0, 0)),
        ([event(0, "11:50", LAMP, "on"), event(0, "15:00", LAMP, "off")], (0, 1, 0)),
        ([event(0, "11:50", LAMP, "on"), event(0, "11:55", LAMP, "off")], (0, 0, 1)),
        ([event(0, "11:50", LAMP, "on"), event(0, "11:55", LAMP, "off"), event(0, "12:05", LAMP, "on")], (1, 0, 0)),
        ([event(0, "13:00", LAMP, "on"), event(0, "15:00", LAMP, "off")], (0, 0, 1)),
    ],
)
def test_a_run_spares_an_act_only_where_that_still_comes(rows: list[EventRow], found: tuple[int, int, int]) -> None:
    last = event(0, "20:00", MOTION, "on", Cause.DEVICE)

    assert kinds(habit(AtTime(minute=12 * 60)), *rows, last) == found


def test_a_run_after_it_was_done_and_undone_is_wrong_and_yet_a_witness() -> None:
    past = quiet(
        event(0, "11:50", LAMP, "on"), event(0, "11:55", LAMP, "off"),
        event(0, "20:00", MOTION, "on", Cause.DEVICE),
    )  # fmt: skip
    (unit,) = [unit for unit in find_units(past) if unit.entities == (LAMP,) and unit.state == "on"]

    result = backtest(habit(AtTime(minute=12 * 60)), unit, past, until=at(1, "00:00"))

    assert (result.false_alarms, result.late, result.kept, result.precision) == (1, 1, 1, 0.0)


def test_what_follows_at_once_is_never_done_already() -> None:
    rows = (event(0, "12:00", MOTION, "on"), event(0, "12:00", LAMP, "on", delay=5), event(0, "12:08", LAMP, "off"))

    assert kinds(habit(OnChange(entity_id=MOTION, to="on")), *rows) == (1, 0, 0)


@pytest.mark.parametrize(("done", "idle"), [("12:04", 1), ("12:07", 0)])
def test_who_is_earlier_than_a_timeout_leaves_it_nothing_to_do(done: str, idle: int) -> None:
    past = quiet(
        event(0, "12:00", LAMP, "on"), event(0, "12:00", MOTION, "on"), event(0, "12:01", MOTION, "off"),
        event(0, done, LAMP, "off"),
    )  # fmt: skip
    pattern = habit(OnChange(entity_id=MOTION, to="off", for_seconds=240), state="off")
    pattern = replace(pattern, evidence=replace(pattern.evidence, window_seconds=400.0))
    (unit,) = [unit for unit in find_units(past) if unit.entities == (LAMP,) and unit.state == "off"]

    result = backtest(pattern, unit, past)

    assert (result.hits, result.idle) == (1, idle)


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


def test_what_is_done_already_is_no_promise_but_a_witness() -> None:
    test = Backtest(days=30, runs=30, hits=20, false_alarms=10, misses=0, idle=10, late=5)

    assert test.precision == 10 / 20
    assert select.holds(AT_MOTION, test, 0.7)
    assert not select.holds(AT_MOTION, replace(test, late=0), 0.7)


def test_what_is_done_already_saves_nothing() -> None:
    one = judged(20, 4)
    idle = replace(one, backtest=replace(one.backtest, idle=8))

    assert idle.benefit(2.0) == (12 - 1.5 * 4) / 2
    assert idle.score(2.0) < one.score(2.0)
