"""Who was home, whatever trackers say."""

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import StateIs
from custom_components.homeiq.model.home import HOME_ZONE
from custom_components.homeiq.past.condition import Checks, is_met
from custom_components.homeiq.past.presence import somebody_home
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import at, event, living, timeline, titles

PERSON, LAMP, DAYS = "person.ann", "light.hall", range(56)


def out_until(clock: str, *more: EventRow) -> Timeline:
    return timeline(
        [event(0, "06:00", PERSON, "home"), event(0, "08:00", PERSON, "not_home"), event(0, clock, PERSON, "home")],
        [event(0, "05:00", LAMP, "off"), *more],
    )


def was_home(past: Timeline, clock: str) -> bool:
    return bool(somebody_home(past, np.array([at(0, clock)]))[0])


def test_a_hand_on_a_switch_proves_that_somebody_is_there() -> None:
    past = out_until("20:00", event(0, "17:20", LAMP, "on", Cause.DEVICE))

    assert (was_home(past, "17:10"), was_home(past, "14:00")) == (True, False)


def test_a_remote_act_proves_nothing() -> None:
    assert not was_home(out_until("20:00", event(0, "17:20", LAMP, "on", Cause.PERSON)), "17:10")


def test_a_call_that_names_nobody_proves_nothing() -> None:
    assert not was_home(out_until("20:00", event(0, "17:20", LAMP, "on", Cause.CODE)), "17:10")


def test_who_is_seen_to_come_right_after_an_act_was_there_already() -> None:
    assert was_home(out_until("17:40", event(0, "17:20", LAMP, "on", Cause.PERSON)), "17:10")


def test_whoever_makes_the_home_count_two_is_home_by_then() -> None:
    """Nothing that the count sets off would ever find them away."""
    past = timeline(
        [event(0, "06:00", "person.bob", "home"), event(0, "06:00", PERSON, "not_home")],
        [event(0, "17:00", PERSON, "home"), event(0, "18:00", PERSON, "not_home")],
    )
    checks = Checks.at(past.series[HOME_ZONE].reached("2"))

    assert is_met(StateIs(entity_id=PERSON, state="home"), past, checks).tolist() == [True]


def test_a_habit_of_every_day_is_one_though_the_tracker_lags_on_workdays() -> None:
    draw = np.random.default_rng(5)
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "07:00", PERSON, "home")]
    for day in DAYS:
        rows += [
            event(day, "17:20", LAMP, "on", Cause.DEVICE, float(draw.normal(0, 300))),
            event(day, "21:00", LAMP, "off", Cause.DEVICE, float(draw.uniform(0, 6000))),
        ]
        if day % 7 < 5:
            rows += [
                event(day, "08:00", PERSON, "not_home", Cause.DEVICE, float(draw.uniform(0, 900))),
                event(day, "17:30", PERSON, "home", Cause.DEVICE, float(draw.uniform(0, 900))),
            ]

    assert "Turn on Hall at 17:10 every day" in titles(rows)


def away_on_workdays() -> list[EventRow]:
    """Somebody goes to work at eight and comes home at half past five."""
    draw, rows = np.random.default_rng(6), [event(-1, "07:00", PERSON, "home")]
    for day in (day for day in DAYS if day % 7 < 5):
        rows += [
            event(day, "08:00", PERSON, "not_home", Cause.DEVICE, float(draw.uniform(0, 900))),
            event(day, "17:30", PERSON, "home", Cause.DEVICE, float(draw.uniform(0, 900))),
        ]
    return rows


def cleaned(clock: str, *, on: range = DAYS, kept: float = 0.97) -> list[EventRow]:
    """On workdays somebody starts the vacuum by name; it goes home by itself."""
    draw, rows = np.random.default_rng(2), [event(-1, "00:30", "vacuum.robot", "docked", Cause.DEVICE)]
    for day in (day for day in on if day % 7 < 5 and draw.random() < kept):
        begin, lasting = float(draw.normal(0, 300)), float(draw.uniform(2000, 4000))
        rows += [
            event(day, clock, "vacuum.robot", "cleaning", Cause.PERSON, begin),
            event(day, clock, "vacuum.robot", "returning", Cause.DEVICE, begin + lasting),
            event(day, clock, "vacuum.robot", "docked", Cause.DEVICE, begin + lasting + 60),
        ]
    return rows


def test_what_somebody_starts_from_work_on_every_workday_is_a_habit_of_workdays() -> None:
    assert titles(living(DAYS), away_on_workdays(), cleaned("10:30")) == ["Start Robot at 10:25 on workdays"]


def test_what_is_started_from_afar_on_some_days_only_is_missing_on_the_others() -> None:
    assert titles(living(DAYS), away_on_workdays(), cleaned("10:30", kept=0.5)) == []


def test_what_is_done_by_hand_at_weekends_asks_nothing_of_the_days_on_which_nobody_is_home() -> None:
    draw, rows = np.random.default_rng(2), [event(-1, "00:30", LAMP, "off", Cause.DEVICE)]
    for day in (day for day in DAYS if day % 7 >= 5):
        rows += [
            event(day, "10:00", LAMP, "on", Cause.DEVICE, float(draw.normal(0, 400))),
            event(day, "12:00", LAMP, "off", Cause.DEVICE, float(draw.uniform(0, 6000))),
        ]

    assert "Turn on Hall at 10:00 at weekends" in titles(living(DAYS), away_on_workdays(), rows)
