"""What things report when they come back."""

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of

PLUG = "switch.plug"


def night(day: int, *told: tuple[float, str], name: str = PLUG) -> list[EventRow]:
    """What a thing tells from three o'clock on, after so many seconds each."""
    return [event(day, "03:00", name, state, Cause.DEVICE, late + 1.7 * day) for late, state in told]


def used(day: int, name: str = PLUG) -> list[EventRow]:
    return [event(day, "12:00", name, "on", delay=613.0 * (day % 9))]


def test_a_plug_that_restores_itself_some_seconds_after_its_return_is_nobodys_act() -> None:
    rows = [row for day in DAYS for row in night(day, (0, "on"), (5, "unavailable"), (70, "off"), (90, "on"))]

    assert acts_of(timeline(rows), PLUG, "on") == 0
    assert learned(living(DAYS), rows).suggestions == ()


def test_a_plug_that_takes_minutes_to_restore_itself_does_so_by_itself() -> None:
    rows = [row for day in DAYS for row in night(day, (0, "on"), (5, "unavailable"), (35, "off"), (215, "on"))]

    assert [acts_of(timeline(rows), PLUG, state) for state in ("on", "off")] == [0, 0]


def test_a_plug_that_starts_as_it_was_set_to_is_nobodys_act_though_it_had_been_off() -> None:
    draw = np.random.default_rng(4)
    rows = []
    for day in DAYS:
        late, starting = float(draw.uniform(0, 7200)), float(draw.uniform(0.5, 6))
        told = night(day, (-60, "off"), (5, "unavailable"), (70, "off"), (70 + starting, "on"))
        rows += [(time + late, name, state, cause) for time, name, state, cause in told]

    assert acts_of(timeline(rows), PLUG, "on") == 0


def test_who_acts_right_after_a_return_is_still_a_person() -> None:
    rows = [*night(3, (0, "on"), (5, "unavailable"), (70, "off")), event(3, "03:00", PLUG, "on", delay=110.0)]

    assert acts_of(timeline(rows), PLUG, "on") == 1


def test_what_changed_within_a_gap_of_some_minutes_was_changed_by_somebody() -> None:
    rows = [row for day in range(10) for row in (*used(day), *night(day + 1, (5, "unavailable"), (200, "off")))]

    assert acts_of(timeline(rows), PLUG, "off") == 10


def test_what_changed_within_hours_of_absence_was_changed_by_nobody_knows_whom() -> None:
    rows = [row for day in range(10) for row in (*used(day), *night(day + 1, (5, "unavailable"), (5000, "off")))]

    assert acts_of(timeline(rows), PLUG, "off") == 0


def test_what_comes_back_with_others_was_changed_by_what_took_all_of_them_away() -> None:
    plugs = [f"switch.plug_{number}" for number in range(4)]
    rows = [
        row
        for day in range(10)
        for place, name in enumerate(plugs)
        for row in (*used(day, name), *night(day + 1, (5, "unavailable"), (200 + place, "off"), name=name))
    ]

    assert [acts_of(timeline(rows), name, "off") for name in plugs] == [0, 0, 0, 0]


def test_a_link_that_comes_and_goes_changes_nothing() -> None:
    told = (5, "unavailable"), (60, "off"), (300, "unavailable"), (360, "on")
    rows = [row for day in range(10) for row in (*used(day), *night(day + 1, *told))]

    assert acts_of(timeline(rows), PLUG, "off") == 0
