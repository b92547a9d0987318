"""A small home with sensors: the same on every machine, and measured as its people feel it."""

import numpy as np
import pytest

from custom_components.homeiq.past.numbers.sensors import measures
from custom_components.homeiq.past.timeline import Timeline
from tools.simulate.numbers.habits import Reason
from tools.simulate.numbers.life import lived


def test_the_same_seed_gives_the_same_home() -> None:
    one, other = lived(3, 4), lived(3, 4)

    assert (one.wonts, one.home.latitude, one.begin) == (other.wonts, other.home.latitude, other.begin)
    assert (one.plugs, one.bedtimes) == (other.plugs, other.bedtimes)
    assert [*one.history.rows()] == [*other.history.rows()]


def test_every_room_has_a_sensor_that_measures() -> None:
    life = lived(1, 3)

    past = Timeline.of(life.history, life.home)

    assert {one.sensor for one in life.wonts} < life.sensors
    assert past.readings.keys() == life.sensors
    assert all(measures(life.home.entities[name]) for name in life.sensors)


@pytest.mark.parametrize("null", [False, True])
def test_only_a_home_with_habits_has_reasons(*, null: bool) -> None:
    life = lived(2, 3, null=null)

    assert ({one.reason for one in life.wonts} == {Reason.CHANCE}) is null
    assert [one.share == 0 for one in life.plugs] == [null] * 2
    assert [one.share == 0 for one in life.bedtimes] == [null]


def test_it_is_dark_at_night_and_damp_after_a_shower() -> None:
    life = lived(5, 10)
    past = Timeline.of(life.history, life.home)
    midnights = life.begin + 86_400.0 * np.arange(1, 9, dtype=np.float64)

    light, damp = (past.readings[name] for name in ("sensor.study_illuminance", "sensor.bath_humidity"))

    assert np.nanmedian(light.before(midnights)) < 1
    assert np.nanmax(light.value) > 100
    assert np.nanmax(damp.value) > np.nanmedian(damp.value) + 15
