"""Plans, clocks that go wrong, and clouds that are asked every five minutes, against people who are just punctual."""

from collections.abc import Iterable

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates

RAIL = "switch.towel_rail"
PLAN = ("05:45", "06:10", "06:30", "06:45", "07:05", "08:25", "08:45")


def planned(clocks: Iterable[tuple[int, str]], late: float, cause: Cause = Cause.DEVICE) -> list[EventRow]:
    """A towel rail that is warm for an hour on some days, from some time on, told up to some seconds late."""
    draw = np.random.default_rng(6)
    rows = [event(-1, "00:30", RAIL, "off", Cause.DEVICE)]
    for day, clock in clocks:
        for hours, state in ((0, "on"), (1, "off")):
            rows.append(event(day, clock, RAIL, state, cause, 3600 * hours + float(draw.uniform(0.1, late))))
    return rows


def by_weekday(weeks: int) -> list[tuple[int, str]]:
    return [(day, PLAN[day % 7]) for day in range(7 * weeks)]


@pytest.mark.parametrize("cause", [Cause.DEVICE, Cause.PERSON])
def test_a_plan_with_another_time_for_each_day_of_the_week_is_a_machines(cause: Cause) -> None:
    past = timeline(living(DAYS), planned(by_weekday(5), 6.0, cause))

    assert [acts_of(past, RAIL, state) for state in ("on", "off")] == [0, 0]
    assert Gate.CLOCK in gates(past, RAIL)


def test_two_weeks_of_a_plan_are_enough() -> None:
    assert acts_of(timeline(living(DAYS), planned(by_weekday(2), 6.0)), RAIL, "on") == 0


def test_who_uses_a_thing_by_hand_beside_its_plan_is_still_a_person() -> None:
    own = [
        row
        for day in range(0, 35, 3)
        for row in (
            event(day, "19:00", RAIL, "on", Cause.DEVICE, 311.0 * day + 47),
            event(day, "19:00", RAIL, "off", Cause.DEVICE, 311.0 * day + 2000),
        )
    ]

    assert acts_of(timeline(living(DAYS), planned(by_weekday(5), 6.0), own), RAIL, "on") >= 11


def test_who_rises_by_an_alarm_clock_is_seconds_behind_it_and_a_person() -> None:
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", RAIL, "off", Cause.DEVICE)]
    for day, clock in by_weekday(5):
        rows += [
            event(day, clock, RAIL, "on", Cause.DEVICE, float(draw.lognormal(3.4, 0.7))),
            event(day, clock, RAIL, "off", Cause.DEVICE, float(draw.uniform(1200, 4000))),
        ]

    assert acts_of(timeline(living(DAYS), rows), RAIL, "on") == 35


def test_a_clock_that_goes_wrong_by_some_seconds_a_day_is_a_clock() -> None:
    draw = np.random.default_rng(6)
    rows = [event(-1, "00:30", RAIL, "off", Cause.DEVICE)]
    for day in DAYS:
        rows.append(event(day, "18:40", RAIL, "on", Cause.DEVICE, 3.7 * day + float(draw.uniform(0, 0.6))))
        rows.append(event(day, "20:00", RAIL, "off", Cause.DEVICE, float(draw.normal(0, 2000))))

    past = timeline(living(DAYS), rows)

    assert [acts_of(past, RAIL, state) for state in ("on", "off")] == [0, 40]


def asked_every_five_minutes(spread: float) -> list[EventRow]:
    """Heating with a plan of four times a day, told somewhere within some seconds after each."""
    draw = np.random.default_rng(8)
    rows = [event(-1, "00:30", "climate.bath", "off", Cause.DEVICE)]
    for day in DAYS:
        for place, clock in enumerate(("06:00", "08:30", "16:30", "22:15")):
            state = "off" if place % 2 else "heat"
            rows.append(event(day, clock, "climate.bath", state, Cause.DEVICE, float(draw.uniform(0, spread))))
    return rows


def test_several_times_a_day_told_within_five_minutes_are_a_plan() -> None:
    rows = asked_every_five_minutes(300.0)
    past = timeline(living(DAYS), rows)

    assert [acts_of(past, "climate.bath", state) for state in ("heat", "off")] == [0, 0]
    assert learned(living(DAYS), rows).suggestions == ()


def test_several_times_a_day_kept_to_twenty_minutes_are_somebodys() -> None:
    past = timeline(living(DAYS), asked_every_five_minutes(1200.0))

    assert [acts_of(past, "climate.bath", state) for state in ("heat", "off")] == [80, 80]


def test_a_child_that_plays_with_a_switch_is_a_person() -> None:
    draw = np.random.default_rng(9)
    rows = [event(-1, "00:30", RAIL, "off", Cause.DEVICE)]
    for day, clock in ((3, "15:05"), (9, "16:40"), (15, "17:20"), (22, "18:10")):
        for turn, late in enumerate(np.cumsum(draw.uniform(1.0, 6.0, 12)).tolist()):
            rows.append(event(day, clock, RAIL, "off" if turn % 2 else "on", Cause.DEVICE, late))

    past = timeline(living(DAYS), rows)

    assert [acts_of(past, RAIL, state) for state in ("on", "off")] == [24, 24]


@pytest.mark.parametrize(("least", "most", "acts"), [(2.0, 290.0, 0), (70.0, 305.0, 40), (-150.0, 260.0, 40)])
def test_of_two_times_a_day_only_those_that_are_told_evenly_late_are_a_machines(
    least: float, most: float, acts: int
) -> None:
    draw = np.random.default_rng(12)
    rows = [event(-1, "00:30", RAIL, "off", Cause.DEVICE)]
    for day in DAYS:
        for clock, state in (("06:00", "on"), ("21:00", "off")):
            rows.append(event(day, clock, RAIL, state, Cause.DEVICE, float(draw.uniform(least, most))))

    assert acts_of(timeline(living(DAYS), rows), RAIL, "off") == acts
