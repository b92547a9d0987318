"""Calls that name nobody: people's, unless they are too regular or too many."""

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates, uses

HEATER = "switch.heater"


def mornings(looseness: float) -> list[EventRow]:
    """A heater that is put on every morning by a call, so many seconds after half past six, and off at odd times."""
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", HEATER, "off", Cause.DEVICE)]
    for day in DAYS:
        late = float(draw.uniform(0, looseness))
        rows += [
            event(day, "06:30", HEATER, "on", Cause.CODE, late),
            event(day, "07:30", HEATER, "off", Cause.CODE, float(draw.uniform(0, 9000))),
        ]
    return rows


def test_a_thermostat_that_begins_at_half_past_six_is_no_person() -> None:
    past = timeline(mornings(40))

    assert acts_of(past, HEATER, "on") == 0
    assert gates(past, HEATER) == {Gate.CODE}
    assert learned(living(DAYS), mornings(40)).suggestions == ()


def test_a_thermostat_that_cycles_all_day_is_no_person() -> None:
    draw = np.random.default_rng(4)
    rows = [
        event(day, "00:00", HEATER, ("on", "off")[turn % 2], Cause.CODE, 5400.0 * turn + float(draw.uniform(0, 3000)))
        for day in DAYS
        for turn in range(16)
    ]

    past = timeline(rows)

    assert (acts_of(past, HEATER, "on"), acts_of(past, HEATER, "off")) == (0, 0)


def test_who_speaks_to_a_satellite_is_a_person() -> None:
    past = timeline(uses("light.hall", cause=Cause.CODE))

    assert acts_of(past, "light.hall", "on") == 40


def test_a_habit_that_is_spoken_is_found() -> None:
    found = learned(living(DAYS), mornings(1500)).suggestions

    assert [one.title for one in found] == ["Turn on Heater at 06:45 every day"]


def test_the_same_at_a_switch_on_the_wall_is_a_persons() -> None:
    rows = [(time, name, state, int(Cause.DEVICE)) for time, name, state, _ in mornings(40)]

    assert acts_of(timeline(rows), HEATER, "on") == 40
