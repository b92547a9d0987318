"""Messy homes: within the ranges of real ones, with few habits or many, and with a truth that was counted."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tools.quality.calibration.beside import beside, medians
from tools.quality.calibration.measured import measure_home
from tools.quality.calibration.ranges import FIGURES
from tools.quality.subject import HOMES, Case, Subject, make_up
from tools.simulate import Simulated, SimulationPlan, simulate
from tools.simulate.__main__ import main
from tools.simulate.home import RESIDENTS, ZONE

RARE, MANY = 1.0, 10.0
SEEDS = {RARE: (8120, 8121), MANY: (8120, 8122)}


@cache
def subject(seed: int, messy: float) -> Subject:
    return make_up(Case(simulator=HOMES, seed=seed, days=56 if messy == RARE else 28, messy=messy, events_per_day=120))


@cache
def simulated(seed: int, messy: float, *, null: bool = False) -> Simulated:
    return simulate(SimulationPlan(seed=seed, days=14, messy=messy, null=null, events_per_day=300))


def outside(messy: float, days: int) -> dict[str, float]:
    """Return the figures of some homes that no real home has."""
    homes = [subject(seed, messy) for seed in SEEDS[messy]]
    found = beside(medians(measure_home(home.history, home.home.time_zone, days)) for home in homes)
    assert found.keys() == FIGURES.keys()
    return {name: one["median"] for name, one in found.items() if not one["within"]}


def shares(messy: float) -> list[float]:
    return [
        habit.share for seed in SEEDS[messy] for habit in subject(seed, messy).truth.habits if habit.share is not None
    ]


@pytest.mark.long
@pytest.mark.parametrize("days", [16, 28, 56])
def test_a_messy_home_could_be_a_real_one(days: int) -> None:
    assert outside(RARE, days) == {}


@pytest.mark.long
def test_with_ten_times_as_many_habits_it_still_could_be_one() -> None:
    assert outside(MANY, 28) == {}


def test_the_same_seed_is_the_same_messy_home() -> None:
    again = simulate(SimulationPlan(seed=1, days=14, messy=RARE, events_per_day=300))

    assert again == simulated(1, RARE)


@pytest.mark.long
def test_most_of_what_is_meant_is_done_now_and_then_only() -> None:
    assert np.median(shares(RARE)) < 0.5 < np.median(shares(MANY))


def test_a_messy_home_without_habits_is_as_busy_and_has_none_to_find() -> None:
    empty = simulated(1, RARE, null=True)

    assert empty.truth.habits == ()
    assert empty.afterlife is not None
    assert len(empty.afterlife.done) > 500


def test_a_messy_home_lives_on_after_its_history() -> None:
    home = simulated(1, RARE)
    after = home.afterlife

    assert after is not None
    assert home.events[-1].time < after.events[0].time
    assert [one.time for one in after.events] == sorted(one.time for one in after.events)
    assert after.events[-1].time - after.events[0].time > 27 * 86_400
    assert after.done[0].time < after.events[0].time < after.done[-1].time


def test_radios_drop_out_and_come_back() -> None:
    lamp = [event.state for event in simulated(1, RARE).events if event.entity_id.startswith("light.")]

    assert lamp.count("unavailable") > 5 * simulate_tidy().count("unavailable") > 0


def simulate_tidy() -> list[str]:
    tidy = simulate(SimulationPlan(seed=1, days=14, events_per_day=300))
    return [event.state for event in tidy.events if event.entity_id == "light.kitchen"]


def test_trackers_lag_behind_the_door() -> None:
    home = simulated(1, RARE)
    moves = [event.time for event in home.events if event.entity_id == RESIDENTS[0].entity_id]
    doors = np.array([event.time for event in home.events if event.entity_id == "binary_sensor.front_door"])

    late = [time - doors[doors <= time].max(initial=-np.inf) for time in moves[1:]]

    assert 15 < np.median(late) < 400


def test_the_zone_counts_who_is_said_to_be_home() -> None:
    home = simulated(1, RARE)

    assert {event.state for event in home.events if event.entity_id == ZONE} <= {"0", "1", "2", "unavailable"}


def test_a_messy_home_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "messy.csv"

    main([str(out), "--seed", "1", "--days", "1", "--messy", "10", "--events-per-day", "300", "--list-habits"])

    assert out.read_text("utf-8").count("\n") > 100
    assert "routine" in capsys.readouterr().out


def test_a_home_is_no_tidier_than_tidy() -> None:
    with pytest.raises(ValueError, match="tidier"):
        SimulationPlan(messy=-1.0)
