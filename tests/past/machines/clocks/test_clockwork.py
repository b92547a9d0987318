"""Clocks that are told late, and software that sleeps for whole seconds."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.clocks.clockwork import keeps_a_phase
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates

TANK, LAMP = "switch.tank", "light.terrace"


def by_schedule(latest: float, times: tuple[str, ...] = ("05:40", "06:55", "16:10", "21:35")) -> list[EventRow]:
    """A tank that is heated twice a day by the schedule of its cloud, which tells so up to some seconds later."""
    draw = np.random.default_rng(6)
    rows = [event(-1, "00:30", TANK, "off", Cause.DEVICE)]
    for day in DAYS:
        for place, clock in enumerate(times):
            state = "off" if place % 2 else "on"
            rows.append(event(day, clock, TANK, state, Cause.DEVICE, float(draw.uniform(0, latest))))
    return rows


def drawn(least: float, most: float, cause: Cause = Cause.PERSON) -> list[EventRow]:
    """A lamp that is lit within a quarter of an hour of seven, in some part of a second."""
    draw = np.random.default_rng(7)
    rows = [event(-1, "00:30", LAMP, "off", Cause.DEVICE)]
    for day in DAYS:
        for clock, state in (("19:00", "on"), ("22:30", "off")):
            part = float(draw.uniform(least, most))
            rows.append(event(day, clock, LAMP, state, cause, int(draw.uniform(-900, 900)) + part))
    return rows


@pytest.mark.parametrize("latest", [9.0, 30.0, 60.0])
def test_several_times_a_day_on_the_stroke_are_a_schedule_that_is_told_late(latest: float) -> None:
    past = timeline(living(DAYS), by_schedule(latest))

    assert [acts_of(past, TANK, state) for state in ("on", "off")] == [0, 0]
    assert Gate.CLOCK in gates(past, TANK)
    assert learned(living(DAYS), by_schedule(latest)).suggestions == ()


def test_who_rises_with_an_alarm_clock_is_a_person() -> None:
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", LAMP, "off", Cause.DEVICE)]
    for day in DAYS:
        rows += [
            event(day, "06:30", LAMP, "on", Cause.DEVICE, float(draw.uniform(4, 40))),
            event(day, "06:50", LAMP, "off", Cause.DEVICE, float(draw.normal(0, 400))),
        ]

    assert acts_of(timeline(living(DAYS), rows), LAMP, "on") == 40


def test_who_is_two_minutes_off_is_a_person() -> None:
    draw = np.random.default_rng(3)
    rows = [(time + float(draw.normal(0, 120)), name, state, who) for time, name, state, who in by_schedule(1.0)]

    assert acts_of(timeline(living(DAYS), rows), TANK, "on") == 80


def test_software_that_waits_for_whole_seconds_is_none_of_whose_name_it_bears() -> None:
    assert acts_of(timeline(living(DAYS), drawn(0.02, 0.13)), LAMP, "on") == 0


def test_hands_act_in_any_part_of_a_second() -> None:
    assert acts_of(timeline(living(DAYS), drawn(0.0, 1.0)), LAMP, "on") == 40


def test_a_device_that_is_asked_every_second_tells_of_hands() -> None:
    assert acts_of(timeline(living(DAYS), drawn(0.02, 0.13, Cause.DEVICE)), LAMP, "on") == 40


def test_what_was_written_down_by_the_second_keeps_no_phase() -> None:
    assert not keeps_a_phase(np.linspace(977.0, 58620.0, 60))
