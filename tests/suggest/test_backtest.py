import pytest

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.pattern import (
    WORKDAYS,
    AtSun,
    AtTime,
    Between,
    Condition,
    Dark,
    OnChange,
    Pattern,
    StateIs,
    Trigger,
)
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.timeline import Timeline
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
