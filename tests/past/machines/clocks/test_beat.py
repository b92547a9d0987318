"""A heater that a thermostat cycles is told from a lamp that people use as often."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates

HEATER = "switch.heater"


def cycled(*, cause: Cause = Cause.DEVICE, begin: str = "06:30", hours: int = 15) -> list[EventRow]:
    """A heater that is on for some minutes and off for half an hour or an hour, from a time in the morning on."""
    draw, rows = np.random.default_rng(3), [event(-1, "00:30", HEATER, "off", Cause.DEVICE)]
    for day in DAYS:
        late = float(draw.uniform(0, 40))
        while late < hours * 3600:
            lasting, pause = float(draw.uniform(400, 1000)), float(draw.uniform(1200, 4000))
            rows += [
                event(day, begin, HEATER, "on", cause, late),
                event(day, begin, HEATER, "off", cause, late + lasting),
            ]
            late += lasting + pause
    return rows


def by_hand(uses: int, seed: int = 5) -> list[EventRow]:
    """A lamp that somebody uses so many times a day, whenever."""
    draw, rows = np.random.default_rng(seed), [event(-1, "00:30", "light.bath", "off", Cause.DEVICE)]
    for day in DAYS:
        for begin in np.sort(draw.uniform(7, 22, uses)) * 3600:
            rows += [
                event(day, "00:00", "light.bath", "on", Cause.DEVICE, float(begin)),
                event(day, "00:00", "light.bath", "off", Cause.DEVICE, float(begin + draw.uniform(30, 200))),
            ]
    return rows


def test_a_thermostat_is_a_machine_though_it_begins_every_morning_at_half_past_six() -> None:
    past = timeline(living(DAYS), cycled())

    assert [acts_of(past, HEATER, state) for state in ("on", "off")] == [0, 0]
    assert Gate.BEAT in gates(past, HEATER)
    assert learned(living(DAYS), cycled()).suggestions == ()


def test_it_is_one_whoevers_name_it_carries() -> None:
    assert acts_of(timeline(living(DAYS), cycled(cause=Cause.PERSON)), HEATER, "on") == 0


def test_a_thermostat_of_the_evening_only_is_one_too() -> None:
    assert acts_of(timeline(living(DAYS), cycled(begin="18:00", hours=4)), HEATER, "on") == 0


def test_a_kettle_at_every_meal_is_no_machine() -> None:
    draw, rows = np.random.default_rng(8), [event(-1, "00:30", "switch.kettle", "off", Cause.DEVICE)]
    for day in DAYS:
        for meal in (7, 10, 13, 16, 19):
            late = float(draw.normal(0, 900))
            rows += [
                event(day, f"{meal:02}:00", "switch.kettle", "on", Cause.DEVICE, late),
                event(day, f"{meal:02}:00", "switch.kettle", "off", Cause.DEVICE, late + float(draw.uniform(120, 400))),
            ]

    assert gates(timeline(living(DAYS), rows), "switch.kettle") == set()


@pytest.mark.parametrize("uses", [8, 12, 20])
def test_a_lamp_that_people_use_all_day_is_no_machine(uses: int) -> None:
    assert gates(timeline(living(DAYS), by_hand(uses)), "light.bath") == set()
