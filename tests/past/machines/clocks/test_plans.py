"""Plans that are told some seconds late and clocks that go wrong, against people who are just strict."""

from collections.abc import Callable

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates

FEEDER, TIMER = "switch.feeder", "switch.timer"
MEALS = ("06:58", "12:28", "17:58")

type Late = Callable[[np.random.Generator, int], float]


def done(name: str, clocks: tuple[str, ...], late: Late) -> list[EventRow]:
    """A thing that is used at some times a day, some seconds after each, for as long as it takes."""
    draw = np.random.default_rng(11)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE)]
    for day in DAYS:
        for clock in clocks:
            begin = late(draw, day)
            rows.append(event(day, clock, name, "on", Cause.DEVICE, begin))
            rows.append(event(day, clock, name, "off", Cause.DEVICE, begin + float(draw.uniform(600, 5000))))
    return rows


def test_a_feeder_that_is_within_twenty_seconds_three_times_a_day_is_a_machine() -> None:
    rows = done(FEEDER, MEALS, lambda draw, _: float(draw.uniform(20, 40)))
    past = timeline(living(DAYS), rows)

    assert acts_of(past, FEEDER, "on") == 0
    assert Gate.CLOCK in gates(past, FEEDER)
    assert learned(living(DAYS), rows).suggestions == ()


def test_who_feeds_by_the_clock_strays_by_a_minute_and_is_a_person() -> None:
    past = timeline(living(DAYS), done(FEEDER, MEALS, lambda draw, _: float(draw.normal(30, 60))))

    assert acts_of(past, FEEDER, "on") == 120


def test_who_is_as_close_once_a_day_may_have_an_alarm_clock_and_is_a_person() -> None:
    past = timeline(living(DAYS), done(FEEDER, MEALS[:1], lambda draw, _: float(draw.uniform(20, 40))))

    assert acts_of(past, FEEDER, "on") == 40


def test_a_mechanical_timer_that_goes_wrong_by_seconds_a_day_is_a_machine_though_it_strays() -> None:
    past = timeline(living(DAYS), done(TIMER, ("17:00",), lambda draw, day: 20.0 * day + float(draw.normal(0, 40))))

    assert acts_of(past, TIMER, "on") == 0


def test_who_strays_as_far_but_does_not_move_on_is_a_person() -> None:
    past = timeline(living(DAYS), done(TIMER, ("17:00",), lambda draw, _: float(draw.normal(0, 40))))

    assert acts_of(past, TIMER, "on") == 40


def test_who_comes_a_little_later_every_day_and_strays_by_minutes_is_a_person() -> None:
    past = timeline(living(DAYS), done(TIMER, ("17:00",), lambda draw, day: 20.0 * day + float(draw.normal(0, 300))))

    assert acts_of(past, TIMER, "on") == 40
