"""Habits on days that they were not learned from."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import WEEKEND, WORKDAYS, Between, Dark, Pattern
from custom_components.homeiq.model.habits.suggestion import Backtest, Holdout
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, LeftOn, OnChange
from custom_components.homeiq.model.habits.usual import earlier
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.suggest import select
from custom_components.homeiq.suggest.backtest import backtest
from custom_components.homeiq.suggest.forward.origins import Forward
from tests.habits import habit
from tests.histories import HOME, event, timeline

LAMP, DOOR = "light.hall", "binary_sensor.door"
SOUTH = replace(HOME, latitude=-52.5)  # where the sun sets later and later, so that it is light at six
AFTER_DOOR, AT_SIX = OnChange(entity_id=DOOR, to="on"), AtTime(minute=18 * 60)


def comings_home(days: Sequence[int], answered: Sequence[int]) -> list[EventRow]:
    """The door opens about six, and on some days somebody turns the lamp on."""
    draw = np.random.default_rng(8)
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", DOOR, "off", Cause.DEVICE)]
    for day in days:
        late = float(draw.uniform(0, 1500))
        rows += [
            event(day, "18:00", DOOR, "on", Cause.DEVICE, late),
            event(day, "18:00", DOOR, "off", Cause.DEVICE, late + 20),
            event(day, "23:00", LAMP, "off", delay=late),
        ]
        if day in answered:
            rows.append(event(day, "18:00", LAMP, "on", delay=late + float(draw.uniform(3, 9))))
    return rows


def tried(past: Timeline, pattern: Pattern, *taught: Pattern) -> select.Tested:
    (unit,) = [unit for unit in find_units(past) if unit.state == "on"]
    one = select.Tested(pattern=pattern, unit=unit, backtest=backtest(pattern, unit, past), held_out=None)
    forward = Forward(past, lambda _past, _sought: taught, lambda _: (10, 0.5))
    forward.learn([pattern])
    (found,) = forward.tried([one])
    return found


def test_what_earlier_days_taught_is_tried_on_all_later_ones() -> None:
    past = timeline(comings_home(range(40), range(40)))

    one = tried(past, habit(AFTER_DOOR), habit(AFTER_DOOR))

    assert one.forward is not None
    assert (one.forward.runs, one.forward.hits) == (21, 21)


def test_a_follow_up_that_earlier_days_saw_and_did_not_teach_is_refused() -> None:
    past = timeline(comings_home(range(40), range(40)))

    one = tried(past, habit(AFTER_DOOR))

    assert one.is_unfounded
    assert not one.holds(0.5)


IN_THE_LIGHT = habit(AFTER_DOOR, conditions=(Dark(dark=False),))
AT_THE_HOUR = habit(AFTER_DOOR, conditions=(Between(after=18 * 60, before=18 * 60 + 10),))


@pytest.mark.parametrize("taught", [(), (AT_THE_HOUR,)])
def test_what_is_done_in_the_light_is_tried_as_that_however_the_days_that_bear_it_out_explained_it(
    taught: Sequence[Pattern],
) -> None:
    past = timeline(comings_home(range(40), range(40)), home=SOUTH)

    one = tried(past, IN_THE_LIGHT, *taught)

    assert one.forward is not None
    assert (one.forward.runs, one.forward.hits) == (21, 21)
    assert one.is_confirmed
    assert not one.is_unfounded


def test_what_is_done_on_workdays_is_tried_as_that_though_earlier_days_taught_it_of_all() -> None:
    past = timeline(comings_home(range(60), [day for day in range(60) if day % 7 < 5]))

    one = tried(past, habit(AFTER_DOOR, weekdays=WORKDAYS), habit(AFTER_DOOR))

    assert one.forward is not None
    assert one.forward.hits == one.forward.runs


def test_days_that_do_not_bear_it_out_teach_what_they_taught() -> None:
    past = timeline(comings_home(range(40), range(24, 40)), home=SOUTH)

    assert tried(past, IN_THE_LIGHT).forward is None
    assert tried(past, IN_THE_LIGHT).is_unfounded


def test_hours_are_chosen_among_many_so_days_that_did_not_choose_them_are_no_proof() -> None:
    past = timeline(comings_home(range(40), range(40)), home=SOUTH)

    one = tried(past, AT_THE_HOUR, IN_THE_LIGHT)

    assert one.forward is not None
    assert one.forward.runs == 21
    assert not one.is_confirmed
    assert tried(past, AT_THE_HOUR).is_unfounded


def test_a_time_of_day_that_earlier_days_did_not_teach_may_still_be_one() -> None:
    past = timeline(comings_home(range(40), range(40)))

    assert tried(past, habit(AT_SIX)).holds(0.5)


def test_what_earlier_days_taught_by_the_sun_is_tried_where_all_days_say_by_the_clock() -> None:
    """On the days that are tried first, the sun sets at ten to seven."""
    past = timeline(comings_home(range(40), range(40)))

    one = tried(past, habit(AT_SIX), habit(AtSun(event="sunset", offset_minutes=-50)))

    assert one.forward is not None
    assert one.forward.runs >= 15
    # By the end, the sun sets at about six: it comes too early.
    assert one.forward.hits < one.forward.runs


@pytest.mark.parametrize(
    "other",
    [
        habit(AtSun(event="sunset", offset_minutes=60)),
        habit(AtSun(event="sunset", offset_minutes=-50), state="off"),
        habit(AtSun(event="sunset", offset_minutes=-50), weekdays=WEEKEND),
    ],
)
def test_what_earlier_days_taught_of_another_hour_by_the_sun_says_nothing(other: Pattern) -> None:
    past = timeline(comings_home(range(40), range(40)))

    assert tried(past, habit(AT_SIX, weekdays=WORKDAYS), other).forward is None


def test_a_follow_up_that_earlier_days_saw_too_rarely_is_not_refused_for_that() -> None:
    past = timeline(comings_home(range(40), range(24, 40)))

    assert not tried(past, habit(AFTER_DOOR)).is_unfounded


def test_a_follow_up_that_earlier_days_saw_too_unsurely_is_not_refused_for_that() -> None:
    """Kept 16 times in 32 it is not sure to be kept half of the time, so these days could not teach it."""
    past = timeline(comings_home(range(40), [*range(0, 32, 2), *range(32, 40)]))

    assert not tried(past, habit(AFTER_DOOR)).is_unfounded


@pytest.mark.parametrize(("until", "holds"), [(40, True), (24, False)])
def test_a_habit_that_fails_on_half_of_the_later_runs_is_refused(until: int, holds: bool) -> None:  # noqa: FBT001
    past = timeline(comings_home(range(40), range(until)))

    assert tried(past, habit(AFTER_DOOR), habit(AFTER_DOOR)).holds(0.55) is holds


def test_a_short_past_proves_nothing_either_way() -> None:
    past = timeline(comings_home(range(3), range(3)))

    one = tried(past, habit(AFTER_DOOR))

    assert (one.forward, one.held_out, one.is_unfounded) == (None, None, False)


def test_eight_days_are_tried_forward() -> None:
    past = timeline(comings_home(range(8), range(8)))

    one = tried(past, habit(AFTER_DOOR), habit(AFTER_DOOR))

    assert one.forward is not None
    assert (one.forward.runs, one.forward.hits) == (5, 5)


def test_a_follow_up_with_conditions_that_no_earlier_days_taught_is_refused_however_rarely_they_saw_it() -> None:
    past = timeline(comings_home(range(40), range(28, 40)))
    pattern = habit(AFTER_DOOR, conditions=(Dark(dark=False),))

    assert tried(past, pattern).is_unfounded
    assert not tried(past, habit(AFTER_DOOR)).is_unfounded


def test_a_follow_up_has_to_be_right_on_later_days_as_often_as_is_asked_for() -> None:
    past = timeline(comings_home(range(40), [*range(20), *range(20, 40, 2)]))

    one = tried(past, habit(AFTER_DOOR), habit(AFTER_DOOR))

    assert one.backtest.precision >= 0.7
    assert one.forward is not None
    assert 0.4 <= one.forward.precision < 0.6
    assert not one.holds(0.6)


@pytest.mark.parametrize(
    ("kept", "runs", "holds"),
    [
        (11, 17, True), (10, 17, True), (9, 17, False), (3, 5, True), (2, 5, False),
        (1, 4, True), (0, 4, False), (0, 3, False), (1, 2, True), (0, 1, True),
    ],
)  # fmt: skip
def test_later_runs_are_held_against_what_is_asked_by_the_run_and_a_few_can_only_disprove(
    kept: int,
    runs: int,
    holds: bool,  # noqa: FBT001 - a case
) -> None:
    past = timeline(comings_home(range(40), range(40)))
    one = tried(past, habit(AFTER_DOOR), habit(AFTER_DOOR))
    later = Backtest(days=runs, runs=runs, hits=kept, false_alarms=runs - kept, misses=0)

    assert replace(one, forward=later).holds(0.6) is holds


def test_what_is_told_is_how_it_fared_on_later_days_where_these_had_enough_runs() -> None:
    past, short = (timeline(comings_home(range(days), range(days))) for days in (40, 6))

    found, young = tried(past, habit(AFTER_DOOR), habit(AFTER_DOOR)), tried(short, habit(AFTER_DOOR), habit(AFTER_DOOR))

    assert found.backtest.forward == Holdout(days=21, runs=21, hits=21)
    assert young.backtest.forward is None


def test_a_reminder_promises_no_run() -> None:
    past = timeline(comings_home(range(40), range(40)))
    left_on = habit(LeftOn(entity_id=LAMP, to="on", for_seconds=1800))

    one = tried(past, left_on, left_on)

    assert one.forward is not None
    assert one.backtest.forward is None


def test_what_would_have_come_too_late_acts_earlier_and_is_told_by_the_days_it_was_not_learned_from() -> None:
    past = timeline(comings_home(range(60), range(60)))
    (unit,) = [unit for unit in find_units(past) if unit.state == "on"]
    middle = habit(AtTime(minute=18 * 60 + 15))
    forward = Forward(past, lambda _past, _sought: (middle,), lambda _: (10, 0.5))
    forward.learn([middle])
    one = select.Tested(pattern=middle, unit=unit, backtest=backtest(middle, unit, past), held_out=None)
    (found,) = forward.tried([one])

    timed = forward.timed(found, 0.6)

    assert timed.pattern == earlier(middle, timed.pattern.evidence.early_seconds) != middle
    assert timed.backtest.forward is not None
    assert timed.backtest.forward.days == 29
    assert timed.backtest.forward.saved > 1.4 * found.backtest.forward.saved  # type: ignore[union-attr]
    assert timed.backtest.saved == backtest(timed.pattern, unit, past).saved


def test_what_no_earlier_day_taught_acts_when_people_mostly_do() -> None:
    past = timeline(comings_home(range(60), range(60)))
    (unit,) = [unit for unit in find_units(past) if unit.state == "on"]
    middle = habit(AtTime(minute=18 * 60 + 15))
    forward = Forward(past, lambda _past, _sought: (), lambda _: (10, 0.5))
    forward.learn([middle])
    one = select.Tested(pattern=middle, unit=unit, backtest=backtest(middle, unit, past), held_out=None)
    (found,) = forward.tried([one])

    assert forward.timed(found, 0.6) == found


def test_what_earlier_days_taught_by_the_sun_says_nothing_about_how_early_to_come_by_the_clock() -> None:
    """In the south the sun sets later and later, so that whoever went by it came ever more too late."""
    past = timeline(comings_home(range(60), range(60)), home=replace(HOME, latitude=-60.0))
    (unit,) = [unit for unit in find_units(past) if unit.state == "on"]
    middle, dusk = habit(AtTime(minute=18 * 60 + 20)), habit(AtSun(event="sunset", offset_minutes=-80))
    forward = Forward(past, lambda _past, _sought: (dusk,), lambda _: (10, 0.5))
    forward.learn([middle])
    one = select.Tested(pattern=middle, unit=unit, backtest=backtest(middle, unit, past), held_out=None)
    (found,) = forward.tried([one])

    assert found.forward is not None
    assert forward.timed(found, 0.6) == found
