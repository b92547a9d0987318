"""When to act, told by what people did on days that were not learned from."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Idle, Pattern, StateIs
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, Crosses, OnChange, Trigger
from custom_components.homeiq.model.habits.usual import earlier
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.days.sun import sun_times
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.suggest.backtest import backtest
from custom_components.homeiq.suggest.forward.moment import (
    IN_THE_MIDDLE,
    Manner,
    MomentChoice,
    Taught,
    can_be_earlier,
    in_the_middle,
)
from tests.habits import habit
from tests.histories import HOME, MONDAY, event, living, timeline

LAMP, SHOWER = "light.hall", "binary_sensor.shower"
DAYS = range(40)
AT_EIGHT = habit(AtTime(minute=20 * 60))


def evenings(spread: float, *, kept: float = 1.0, around: str = "20:00", off: str = "23:50") -> Timeline:
    """The lamp goes on around a time (sigma in minutes), and off later."""
    draw = np.random.default_rng(11)
    rows = [event(-1, "10:30", LAMP, "off", Cause.DEVICE)]
    for day in DAYS:
        if draw.uniform() < kept:
            rows.append(event(day, around, LAMP, "on", delay=float(draw.normal(0, spread * 60))))
            rows.append(event(day if off > around else day + 1, off, LAMP, "off"))
    return timeline(living(DAYS), rows)


def early(past: Timeline, pattern: Pattern = AT_EIGHT, *, confidence: float = 0.6, days: int = 30) -> int:
    """How many seconds before the middle it acts, by what the last days show."""
    return manner(past, pattern, confidence=confidence, days=days).early


def manner(
    past: Timeline,
    pattern: Pattern = AT_EIGHT,
    *,
    confidence: float = 0.6,
    days: int = 30,
    before: Manner = IN_THE_MIDDLE,
) -> Manner:
    (unit,) = [unit for unit in find_units(past) if (unit.entities, unit.state) == ((LAMP,), pattern.state)]
    since = float(past.calendar.moment(past.days[-days:][:1], 0)[0])
    taught = Taught(pattern=pattern, since=since, until=np.inf)
    choice = MomentChoice(pattern=pattern, taught=[taught], unit=unit, timeline=past, confidence=confidence)
    return choice.best(before)


def test_who_is_exact_is_served_at_that_very_moment() -> None:
    assert early(evenings(0.0)) == 0


def test_who_is_loose_is_served_early_enough_for_most_days() -> None:
    past = evenings(8.0)
    (unit,) = [unit for unit in find_units(past) if (unit.entities, unit.state) == ((LAMP,), "on")]

    found = early(past)

    assert 300 <= found <= 900
    before, after = (backtest(one, unit, past) for one in (AT_EIGHT, earlier(AT_EIGHT, found)))
    assert after.saved > 1.4 * before.saved
    assert after.false_alarms <= before.false_alarms + 1


def test_how_it_was_suggested_to_act_stays_while_it_may_be_as_good() -> None:
    past = evenings(8.0)
    found = early(past)

    def held(before: int) -> int:
        return manner(past, before=Manner(early=before)).early

    assert held(found + 300) == found + 300
    assert held(1800) == found
    assert held(60) == found


@pytest.mark.parametrize("before", [300, 900])
def test_how_it_was_suggested_to_act_goes_where_something_else_helps_clearly_more(before: int) -> None:
    assert manner(evenings(6.0), before=Manner(early=before)).early == early(evenings(6.0)) == 600


def test_a_few_days_do_not_tell_an_earlier_moment_from_accident() -> None:
    assert early(evenings(8.0), days=2) == 0


def test_whose_times_wander_too_far_is_served_in_the_middle_of_them() -> None:
    """People come half an hour before or long after: whoever comes earlier is as often too early as just in time."""
    rows = [event(-1, "00:30", LAMP, "off", Cause.DEVICE)]
    for day in DAYS:
        rows += [event(day, "20:25" if day % 2 else "19:20", LAMP, "on"), event(day, "23:50", LAMP, "off")]

    assert early(timeline(living(DAYS), rows)) == 0


def test_a_wrong_run_weighs_more_where_more_certainty_is_asked_for() -> None:
    past = evenings(16.0)

    assert early(past, confidence=0.9) <= early(past, confidence=0.5)


def test_a_moment_at_which_it_is_not_kept_often_enough_on_all_days_is_not_chosen() -> None:
    past = evenings(12.0, kept=0.85)
    (unit,) = [unit for unit in find_units(past) if (unit.entities, unit.state) == ((LAMP,), "on")]
    middle = backtest(AT_EIGHT, unit, past)

    assert early(past) > 0
    assert early(past, confidence=middle.kept / middle.runs) == 0


def test_a_moment_at_midnight_may_become_one_before_it() -> None:
    past = evenings(8.0, around="00:00", off="06:00")

    assert 300 <= early(past, habit(AtTime(minute=0))) <= 900


def test_the_sun_is_followed_as_early() -> None:
    draw = np.random.default_rng(11)
    turns = sun_times(
        np.array(DAYS) + date.toordinal(MONDAY) - date(1970, 1, 1).toordinal(), HOME.latitude, HOME.longitude
    )[1]
    rows = [event(-1, "10:30", LAMP, "off", Cause.DEVICE)]
    for day, turn in zip(DAYS, turns.tolist(), strict=True):
        rows.append((turn + float(draw.normal(0, 480)), LAMP, "on", int(Cause.PERSON)))
        rows.append(event(day, "23:50", LAMP, "off"))

    assert 300 <= early(timeline(living(DAYS), rows), habit(AtSun(event="sunset", offset_minutes=0))) <= 900


def kettle(*, boils: float) -> Timeline:
    """It is turned on from half an hour before eight to half an hour after, and off once it has boiled (seconds)."""
    rows = [event(-1, "10:30", LAMP, "off", Cause.DEVICE)]
    for day in DAYS:
        minute = (day * 17) % 60
        rows.append(event(day, "19:30", LAMP, "on", delay=60.0 * minute))
        rows.append(event(day, "19:30", LAMP, "off", delay=60.0 * minute + boils))
    return timeline(living(DAYS), rows)


def test_what_has_just_been_used_is_left_alone_where_it_would_be_turned_on_once_more() -> None:
    past = kettle(boils=180)
    (unit,) = [unit for unit in find_units(past) if (unit.entities, unit.state) == ((LAMP,), "on")]

    found = manner(past, confidence=0.4)

    assert found.quiet == Idle(entity_id=LAMP, state="off", seconds=1800)
    before, after = (backtest(one, unit, past) for one in (replace(found, quiet=None).of(AT_EIGHT), found.of(AT_EIGHT)))
    assert before.late > 0 == after.late
    assert after.false_alarms < before.false_alarms
    assert after.saved == before.saved


def test_what_stays_in_use_needs_no_such_care() -> None:
    assert manner(evenings(8.0)).quiet is None


def showers(usual: float) -> Timeline:
    """The shower ends, and the lamp goes off some while later (a quarter more or less)."""
    draw = np.random.default_rng(5)
    rows: list[EventRow] = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (LAMP, SHOWER)]
    for day in DAYS:
        wait = usual * float(np.exp(draw.normal(0, 0.25)))
        rows += [
            event(day, "07:00", SHOWER, "on", Cause.DEVICE),
            event(day, "07:00", LAMP, "on", delay=20),
            event(day, "07:10", SHOWER, "off", Cause.DEVICE),
            event(day, "07:10", LAMP, "off", delay=wait),
        ]
    return timeline(living(DAYS), rows)


@pytest.mark.parametrize("wait", [300, 900])
def test_a_timeout_ends_before_most_people_come(wait: int) -> None:
    pattern = habit(OnChange(entity_id=SHOWER, to="off", for_seconds=wait), state="off")
    pattern = replace(pattern, evidence=replace(pattern.evidence, window_seconds=1.6 * wait))

    assert 0.1 * wait <= early(showers(wait), pattern) <= 0.5 * wait


@pytest.mark.parametrize(
    ("trigger", "can"),
    [
        (AtTime(minute=5), True),
        (AtSun(event="sunrise", offset_minutes=0), True),
        (OnChange(entity_id=SHOWER, to="off", for_seconds=60), True),
        (OnChange(entity_id=SHOWER, to="off"), False),
        (Crosses(entity_id="sensor.damp", limit=60, is_above=True, for_seconds=300), True),
        (Crosses(entity_id="sensor.damp", limit=60, is_above=True), False),
    ],
)
def test_what_acts_at_once_can_act_no_earlier(trigger: Trigger, can: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert can_be_earlier(trigger) is can


QUIET = Idle(entity_id=LAMP, state="off", seconds=1800)
OTHERS = (StateIs(entity_id=LAMP, state="off"), Idle(entity_id=SHOWER, state="off", seconds=600))


def test_in_the_middle_of_peoples_times_nothing_but_the_care_not_to_do_it_again_is_left_out() -> None:
    careful = habit(AtTime(minute=20 * 60), conditions=(*OTHERS, QUIET))

    assert Manner.in_force(careful) == Manner(quiet=QUIET)
    assert in_the_middle(careful) == habit(AtTime(minute=20 * 60), conditions=OTHERS)


def test_what_follows_something_keeps_its_conditions_in_the_middle_of_peoples_delays() -> None:
    follows = habit(OnChange(entity_id=SHOWER, to="on"), conditions=(QUIET,))

    assert Manner.in_force(follows) == IN_THE_MIDDLE
    assert in_the_middle(follows) == follows
