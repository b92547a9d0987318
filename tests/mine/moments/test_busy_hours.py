"""Times of day at which a thing is used often only because somebody walks in often then."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.mine.moments.busy_hours import are_busy_hours
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.habits.usual import usual
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import at, event, learned, living, timeline
from tests.modes import a_mode

DAYS, WEEKS = range(40), range(56)
SENSOR = "binary_sensor.hall"


def walks(*, a_day: int = 4, name: str = SENSOR, more: int = 0) -> list[EventRow]:
    """Somebody walks in so many times a day, two hours apart, and then once more every ten minutes."""
    clocks = [*(2 * 3600 * number for number in range(a_day)), *(50_000 + 600 * number for number in range(more))]
    return [
        event(day, "06:00", name, state, Cause.DEVICE, clock + later)
        for day in DAYS
        for clock in clocks
        for state, later in (("on", 0.0), ("off", 60.0))
    ]


def lamp(*, a_day: int = 4, late: float = 5.0, alone: int = 0) -> Unit:
    """The lamp is lit so many seconds after a walk, but for some of all times: an hour later."""
    acts = np.array([at(day, "06:00", 7200.0 * number + late) for day in DAYS for number in range(a_day)])
    acts[:alone] += 3600
    return Unit(entities=("light.hall",), state="on", acts=np.sort(acts))


def are_busy(unit: Unit, past: Timeline, *, covered: float = 0.25) -> bool:
    """Tell it of a lamp whose time of day is that of the first so many of its acts."""
    some = np.arange(round(covered * len(unit.acts)))
    return are_busy_hours([replace(a_mode(30, 40, chance=0.1, lower_bound=0.7), acts=some)], unit, past)


def home(*stories: list[EventRow]) -> Timeline:
    return timeline(living(DAYS), *stories)


@pytest.mark.parametrize(("covered", "are"), [(0.25, True), (0.49, True), (0.5, False), (0.8, False), (0.0, False)])
def test_times_of_day_that_are_half_of_all_that_is_done_are_more_than_busy_hours(covered: float, *, are: bool) -> None:
    assert are_busy(lamp(), home(walks()), covered=covered) is are


@pytest.mark.parametrize(("a_day", "are"), [(1, False), (2, True)])
def test_what_is_used_once_a_day_has_no_busy_hours(a_day: int, *, are: bool) -> None:
    assert are_busy(lamp(a_day=a_day), home(walks())) is are


@pytest.mark.parametrize(("alone", "are"), [(24, True), (25, False)])
def test_nearly_all_of_it_has_to_answer_one_sensor(alone: int, *, are: bool) -> None:
    assert are_busy(lamp(alone=alone), home(walks())) is are


@pytest.mark.parametrize(("late", "are"), [(29.0, True), (31.0, False)])
def test_it_has_to_be_answered_at_once(late: float, *, are: bool) -> None:
    assert are_busy(lamp(late=late), home(walks())) is are


@pytest.mark.parametrize("name", ["light.stairs", "switch.fan", "person.ann"])
def test_what_is_no_sensor_makes_no_hours_busy(name: str) -> None:
    assert not are_busy(lamp(), home(walks(name=name)))


def test_two_sensors_that_are_answered_by_half_each_make_no_hours_busy() -> None:
    other = [
        row
        for day in DAYS
        for row in walks(a_day=2, name="binary_sensor.stairs")
        if at(day, "00:00") <= row[0] < at(day + 1, "00:00")
    ]
    here = [row for row in walks() if row[0] not in {time for time, *_ in other}]

    assert not are_busy(lamp(), home(here, other))


@pytest.mark.parametrize(("every", "are"), [(0, True), (120, True), (60, False)])
def test_a_sensor_that_is_on_all_the_time_is_no_reason(every: int, *, are: bool) -> None:
    often = [
        event(day, "00:00", SENSOR, state, Cause.DEVICE, second + later)
        for day in DAYS
        for second in (range(150, 86_400, every) if every else ())
        for state, later in (("on", 0.0), ("off", 20.0))
    ]

    assert are_busy(lamp(), home(walks() if not often else [], walks(), often)) is are


def hall(*, lit: float, late_lit: float, by_hand_at: str | None = None) -> list[EventRow]:
    """People walk through the hall all evening, and mostly at a quarter to eleven; some light the lamp.

    Args:
        lit: share of the walks on which the lamp is lit; ``late_lit`` likewise of those at a quarter to eleven.
        by_hand_at: a clock time at which the lamp is lit each day, without anybody walking in.
    """
    draw = np.random.default_rng(23)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("binary_sensor.hall", "light.hall")]
    for day in WEEKS:
        walks = [float(draw.uniform(17, 22)) * 3600 for _ in range(6)] + [float(draw.normal(22.75, 0.15)) * 3600]
        for walk in sorted(walks):
            rows.append(event(day, "00:00", "binary_sensor.hall", "on", Cause.DEVICE, walk))
            rows.append(event(day, "00:00", "binary_sensor.hall", "off", Cause.DEVICE, walk + 60))
            if draw.random() < (late_lit if walk > 22.1 * 3600 else lit):
                rows.append(event(day, "00:00", "light.hall", "on", delay=walk + float(draw.uniform(2, 8))))
                rows.append(event(day, "00:00", "light.hall", "off", delay=walk + float(draw.uniform(100, 400))))
        if by_hand_at:
            rows.append(event(day, by_hand_at, "light.hall", "on", delay=float(draw.normal(0, 300))))
            rows.append(event(day, by_hand_at, "light.hall", "off", delay=float(draw.uniform(4000, 9000))))
    return rows


def times(rows: list[EventRow]) -> list[int]:
    """Return when the lamp is usually lit, of what is suggested."""
    found = learned(living(WEEKS), rows).suggestions
    return [
        trigger.minute
        for one in found
        if one.pattern.state == "on" and isinstance(trigger := usual(one.pattern).trigger, AtTime)
    ]


def test_an_hour_at_which_people_walk_in_often_is_no_time_for_the_lamp() -> None:
    assert times(hall(lit=0.4, late_lit=0.8)) == []


def test_a_lamp_that_is_lit_in_the_morning_as_well_keeps_its_time() -> None:
    found = times(hall(lit=0.1, late_lit=0.1, by_hand_at="06:45"))

    assert found
    assert abs(found[0] - 405) <= 5
