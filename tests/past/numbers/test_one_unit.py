"""What was measured in another unit is told in the one of now."""

import numpy as np
import pytest

from custom_components.homeiq.model.readings import Readings, UnitEra
from custom_components.homeiq.past.numbers.one_unit import in_one_unit

POWER = {"sensor.plug": Readings.of(np.array([10.0, 20.0, 30.0, 40.0]), np.array([1500.0, 20.0, 2.0, 1.0]))}


def told(*eras: UnitEra) -> list[float]:
    value: list[float] = in_one_unit(POWER, {"sensor.plug": eras})["sensor.plug"].value.tolist()
    return value


def test_what_never_changed_is_as_it_was() -> None:
    assert in_one_unit(POWER, {}) == POWER
    assert in_one_unit(POWER, {"sensor.other": (UnitEra(until=20.0),)}) == POWER


def test_numbers_go_on_in_the_unit_of_now() -> None:
    assert told(UnitEra(until=30.0, factor=0.001)) == pytest.approx([1.5, 0.02, 2.0, 1.0])
    assert told(UnitEra(until=29.2, factor=0.001)) == pytest.approx([1.5, 0.02, 2.0, 1.0])
    assert told(UnitEra(until=99.0, factor=1.8, offset=32.0))[-1] == pytest.approx(33.8)


def test_of_several_units_each_is_turned_into_that_of_now() -> None:
    eras = (UnitEra(until=20.0, factor=0.001), UnitEra(until=30.0, factor=0.1), UnitEra(until=40.0))

    assert told(*eras) == pytest.approx([1.5, 2.0, 2.0, 1.0])


def test_what_nobody_can_turn_counts_as_an_absence_and_what_was_before_it_goes_on() -> None:
    eras = (UnitEra(until=20.0), UnitEra(until=30.0, factor=None))

    assert told(*eras) == pytest.approx([1500.0, float("nan"), 2.0, 1.0], nan_ok=True)


def test_what_becomes_too_large_is_no_measurement() -> None:
    assert told(UnitEra(until=15.0, factor=1e38)) == pytest.approx([float("nan"), 20.0, 2.0, 1.0], nan_ok=True)


def test_a_time_that_was_set_back_loses_nothing() -> None:
    eras = (UnitEra(until=40.0, factor=0.001), UnitEra(until=20.0, factor=0.5))

    assert told(*eras) == pytest.approx([1.5, 0.02, 0.002, 1.0])
