"""Devices that wait for about the same time, and people who don't."""

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates

WASHER, STATE = "switch.dishwasher", "sensor.dishwasher_state"
HEATING, WINDOW = "climate.study", "binary_sensor.study_window"


def washing(spread: float, after: float = 120.0, over: tuple[float, float] = (1.0, 1.0)) -> list[EventRow]:
    """A dishwasher that somebody starts most days, and that goes off a while after its programme has ended.

    It is told so many seconds later that all is over.
    """
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", WASHER, "off", Cause.DEVICE), event(-1, "00:30", STATE, "inactive", Cause.DEVICE)]
    for day in DAYS:
        start = float(draw.uniform(9, 20)) * 3600
        ends = start + float(draw.uniform(3000, 9000))
        off = ends + float(draw.normal(after, spread))
        rows += [
            event(day, "00:00", WASHER, "on", Cause.DEVICE, start),
            event(day, "00:00", STATE, "run", Cause.DEVICE, start + float(draw.uniform(20, 90))),
            event(day, "00:00", STATE, "finished", Cause.DEVICE, ends),
            event(day, "00:00", WASHER, "off", Cause.DEVICE, off),
            event(day, "00:00", STATE, "inactive", Cause.DEVICE, off + float(draw.uniform(*over))),
        ]
    return rows


def airing(short: float, long: float) -> list[EventRow]:
    """Heating that rests some time after its window was opened, and goes on some time after that was closed."""
    draw = np.random.default_rng(4)
    rows = [event(-1, "00:30", HEATING, "heat", Cause.DEVICE), event(-1, "00:30", WINDOW, "off", Cause.DEVICE)]
    for day in DAYS[:20]:
        opened = float(draw.uniform(8, 20)) * 3600
        closed = opened + float(draw.uniform(600, 2400))
        rows += [
            event(day, "00:00", WINDOW, "on", Cause.DEVICE, opened),
            event(day, "00:00", HEATING, "off", Cause.DEVICE, opened + float(draw.uniform(short, long))),
            event(day, "00:00", WINDOW, "off", Cause.DEVICE, closed),
            event(day, "00:00", HEATING, "heat", Cause.DEVICE, closed + float(draw.uniform(short, long))),
        ]
    return rows


def test_what_goes_off_about_two_minutes_after_its_programme_does_so_by_itself() -> None:
    past = timeline(living(DAYS), washing(4.0))

    assert [acts_of(past, WASHER, state) for state in ("on", "off")] == [40, 0]
    assert Gate.ANSWER in gates(past, WASHER)
    assert learned(living(DAYS), washing(4.0)).suggestions == ()


def test_it_does_so_though_it_is_mostly_told_first_that_all_is_over() -> None:
    past = timeline(living(DAYS), washing(4.0, over=(-9.0, 2.0)))

    assert [acts_of(past, WASHER, state) for state in ("on", "off")] == [40, 0]
    assert learned(living(DAYS), washing(4.0, over=(-9.0, 2.0))).suggestions == ()


def test_who_answers_the_end_of_what_always_lasts_a_minute_is_a_person() -> None:
    draw = np.random.default_rng(6)
    rows = [event(-1, "00:30", "light.porch", "off", Cause.DEVICE)]
    for day in DAYS:
        rung = float(draw.uniform(9, 20)) * 3600
        rows += [
            event(day, "00:00", "light.porch", "on", Cause.DEVICE, rung - float(draw.uniform(600, 4000))),
            event(day, "00:00", "binary_sensor.drive", "on", Cause.DEVICE, rung),
            event(day, "00:00", "binary_sensor.drive", "off", Cause.DEVICE, rung + 60.4),
            event(day, "00:00", "light.porch", "off", Cause.DEVICE, rung + 60.4 + float(draw.uniform(1, 13))),
        ]

    assert acts_of(timeline(rows), "light.porch", "off") == 40


def test_who_turns_it_off_sooner_or_later_after_its_programme_is_a_person() -> None:
    assert acts_of(timeline(living(DAYS), washing(75.0, 300.0)), WASHER, "off") == 40


def test_heating_that_rests_about_a_minute_after_a_window_was_opened_does_so_by_itself() -> None:
    past = timeline(living(DAYS), airing(58.0, 75.0))

    assert [acts_of(past, HEATING, state) for state in ("off", "heat")] == [0, 0]


def test_who_tends_to_the_heating_within_some_minutes_is_a_person() -> None:
    past = timeline(living(DAYS), airing(40.0, 400.0))

    assert [acts_of(past, HEATING, state) for state in ("off", "heat")] == [20, 20]


def test_uses_that_hardly_differ_in_length_are_ended_by_the_thing_itself() -> None:
    draw = np.random.default_rng(5)
    rows = [event(-1, "00:30", WASHER, "off", Cause.DEVICE)]
    for day in DAYS:
        start = float(draw.uniform(9, 19)) * 3600
        rows.append(event(day, "00:00", WASHER, "on", Cause.DEVICE, start))
        rows.append(event(day, "00:00", WASHER, "off", Cause.DEVICE, start + float(draw.normal(8100, 100))))

    past = timeline(living(DAYS), rows)

    assert [acts_of(past, WASHER, state) for state in ("on", "off")] == [40, 0]


def test_who_keeps_two_times_of_day_keeps_the_time_between_them() -> None:
    draw = np.random.default_rng(6)
    rows = [event(-1, "00:30", WASHER, "off", Cause.DEVICE)]
    for day in DAYS:
        for clock, state in (("09:00", "on"), ("21:00", "off")):
            rows.append(event(day, clock, WASHER, state, Cause.DEVICE, float(draw.normal(0, 500))))

    past = timeline(living(DAYS), rows)

    assert [acts_of(past, WASHER, state) for state in ("on", "off")] == [40, 40]
