"""Machines at plugs and heaters at bedtime, in a small home with sensors."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.model.event import Cause
from tools.simulate.numbers.bedtimes import Bedtime, nights
from tools.simulate.numbers.plugs import Plug, beside, plugs_of
from tools.simulate.numbers.reports import Row
from tools.simulate.numbers.weather import weather_of

DAYS = 84
TELEVISION = Plug(room="den", rest=0.6, draws=(95.0, 95.0), a_day=1.8, hours=(11, 22), lasts=(40, 180), share=0.9)
COLD = Bedtime(room="nursery", minute=22 * 60, limit=18.0, share=0.9)


def evenings(plug: Plug, seed: int = 7) -> list[Row]:
    return sorted(beside(np.random.default_rng(seed), plug, DAYS))


def bedtimes(bedtime: Bedtime, seed: int = 7) -> list[Row]:
    rng = np.random.default_rng(seed)
    return sorted(nights(rng, bedtime, weather_of(rng, DAYS, 100, 50.0), DAYS))


def told(rows: list[Row], sensor: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    found = [(minute, float(state)) for minute, name, state, _ in rows if name == sensor and state != "unavailable"]
    return np.array([minute for minute, _ in found]), np.array([value for _, value in found])


def turned(rows: list[Row], entity_id: str, to: str) -> NDArray[np.float64]:
    found = [minute for minute, name, state, why in rows if (name, state, why) == (entity_id, to, Cause.PERSON)]
    return np.array(found, dtype=np.float64)


def came(rows: list[Row], plug: Plug, *, on: bool) -> NDArray[np.float64]:
    minute, watts = told(rows, plug.sensor)
    is_on = watts > plug.draws[0] / 2
    return np.asarray(minute[1:][(is_on[1:] == on) & (is_on[:-1] != on)])


def share_followed(causes: NDArray[np.float64], acts: NDArray[np.float64]) -> float:
    after = np.append(acts, np.inf)[np.searchsorted(acts, causes)] - causes
    return float(np.mean(after < 3.1))


@pytest.mark.parametrize("plug", plugs_of(np.random.default_rng(1), null=False), ids=["television", "computer"])
def test_a_plug_tells_rest_from_use_and_nothing_new_at_rest(plug: Plug) -> None:
    minute, watts = told(evenings(plug), plug.sensor)

    rests = watts == plug.rest
    assert plug.draws[0] / 2 < watts[~rests].min() < watts[~rests].max() < 1.5 * plug.draws[1]
    assert not (rests[1:] & rests[:-1]).any()
    assert 0 < rests.mean() < 0.02
    assert len(minute) < DAYS * 1440 / 3


@pytest.mark.parametrize(("limit", "right"), [(1.1, False), (1.2, True), (8.0, True), (47.5, True), (48.0, False)])
def test_a_number_between_rest_and_use_is_right(limit: float, *, right: bool) -> None:
    assert TELEVISION.tells(limit) is right


@pytest.mark.parametrize(("on", "to"), [(True, "on"), (False, "off")])
def test_people_turn_the_lamp_on_and_off_behind_the_machine(*, on: bool, to: str) -> None:
    rows = evenings(TELEVISION)

    followed = share_followed(came(rows, TELEVISION, on=on), turned(rows, "light.den", to))

    assert 0.65 < followed < 0.95


def test_some_acts_are_turned_back_within_a_minute() -> None:
    rows = evenings(TELEVISION)
    acts = np.sort(np.concatenate([turned(rows, "light.den", to) for to in ("on", "off")]))

    assert 0.04 < np.mean(np.diff(acts) < 1) < 0.16


def test_a_lamp_is_on_and_off_in_turn() -> None:
    states = [state for _, name, state, _ in evenings(TELEVISION) if name == "light.den"]

    assert states == [("off", "on")[place % 2] for place in range(len(states))]


def test_in_a_home_without_habits_nobody_goes_by_a_plug() -> None:
    plug = plugs_of(np.random.default_rng(1), null=True)[0]
    rows = evenings(plug)

    assert share_followed(came(rows, plug, on=True), turned(rows, "light.den", "on")) < 0.1
    assert len(turned(rows, "light.den", "on")) > DAYS


def test_the_heater_goes_on_at_bedtime_on_cold_nights() -> None:
    rows = bedtimes(COLD)
    on = turned(rows, COLD.entity_id, "on")
    minute, degrees = told(rows, COLD.sensor)

    before = degrees[np.searchsorted(minute, on) - 1]

    assert 0.2 * DAYS < len(on) < 0.8 * DAYS
    assert np.mean(before < COLD.limit) > 0.75
    assert np.mean(before < COLD.limit + 0.6) > 0.9
    assert abs(np.median(on % 1440) - COLD.minute) < 10


def test_cold_nights_and_warm_ones_take_turns() -> None:
    nights_on = np.unique(turned(bedtimes(COLD), COLD.entity_id, "on") // 1440)
    is_on = np.isin(np.arange(DAYS), nights_on)

    assert np.count_nonzero(is_on[1:] != is_on[:-1]) > DAYS / 6
    assert 0.1 < is_on[: DAYS // 2].mean() < 0.9
    assert 0.1 < is_on[DAYS // 2 :].mean() < 0.9


def test_a_heater_warms_its_room() -> None:
    rows = bedtimes(COLD)
    on, off = (turned(rows, COLD.entity_id, to) for to in ("on", "off"))
    minute, degrees = told(rows, COLD.sensor)

    risen = degrees[np.searchsorted(minute, off) - 1] - degrees[np.searchsorted(minute, on) - 1]

    assert np.median(risen[off - on > 60]) > 0.5


def test_in_a_home_without_habits_the_heater_has_no_time_of_day() -> None:
    chance = Bedtime(room="nursery", minute=22 * 60, limit=18.0, share=0.0)
    of_day = turned(bedtimes(chance), chance.entity_id, "on") % 1440

    assert len(of_day) > DAYS / 4
    assert np.mean(np.abs(of_day - chance.minute) < 45) < 0.25
