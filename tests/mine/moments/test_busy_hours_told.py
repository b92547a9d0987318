"""What it takes for times of day to be no more than a thing's busy hours."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.mine.moments.busy_hours import are_busy_hours
from custom_components.homeiq.mine.moments.modes import Mode
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import at, event, living, timeline
from tests.modes import a_mode

DAYS = range(40)
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


def about(acts: NDArray[np.float64]) -> list[Mode]:
    """A time of day that covers some acts; what else it says does not matter here."""
    mode = a_mode(30, 40, chance=0.1, lower_bound=0.7)
    return [Mode(**{**{name: getattr(mode, name) for name in mode.__dataclass_fields__}, "acts": acts})]


def are_busy(unit: Unit, past: Timeline, *, covered: float = 0.25) -> bool:
    return are_busy_hours(about(unit.acts[: round(covered * len(unit.acts))]), unit, past)


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
