"""Who was home, whatever trackers say."""

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.presence import somebody_home
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import at, event, timeline, titles

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
