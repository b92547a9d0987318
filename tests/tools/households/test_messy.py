"""Messy lives: people err, half-keep what they mean to do, and radios drop out; the truth stays counted."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from tools.households.lived import Lived, live_through
from tools.households.plan import HouseholdPlan
from tools.simulate.__main__ import main

SMALL = 120  # events a day
SEEDS = (1, 2)


@cache
def lived(seed: int, messy: float, *, null: bool = False) -> Lived:
    return live_through(HouseholdPlan(seed=seed, days=21, events_per_day=SMALL, messy=messy, null=null))


def kept(messy: float) -> list[float]:
    """Return the share of the chances that were taken of each habit."""
    habits = [habit for seed in SEEDS for habit in lived(seed, messy).truth.habits if " of " in habit.note]
    counts = [habit.note.rpartition("; ")[2].split(" of ") for habit in habits]
    return [int(done) / int(due) for done, due in counts if int(due)]


def soon_turned_back(home: Lived) -> float:
    """Return the share of the lamps' acts that another act follows within a minute."""
    names = {act.entity for act in home.acts if act.entity.startswith("light.")}
    times = [[act.time for act in home.acts if act.entity == name] for name in sorted(names)]
    return float(np.mean([after - before <= 60 for one in times for before, after in pairwise(one)]))


def lost(home: Lived) -> int:
    return sum(row.state == "unavailable" for row in home.rows)


def test_the_same_seed_is_the_same_messy_life() -> None:
    again = live_through(HouseholdPlan(seed=1, days=21, events_per_day=SMALL, messy=1.0))

    assert again.rows == lived(1, 1.0).rows
    assert again.truth == lived(1, 1.0).truth


def test_people_turn_back_what_they_just_did() -> None:
    assert soon_turned_back(lived(1, 0.0)) < 0.02
    assert 0.1 < soon_turned_back(lived(1, 1.0)) < 0.35


def test_most_of_what_is_meant_is_done_now_and_then_only() -> None:
    assert np.median(kept(1.0)) < 0.5 < np.median(kept(0.0))


def test_at_ten_times_their_rarity_most_habits_deserve_something() -> None:
    assert np.median(kept(10.0)) > 0.5


def test_radios_drop_out() -> None:
    assert lost(lived(1, 1.0)) > 5 * lost(lived(1, 0.0))


def test_a_messy_household_without_habits_has_none_to_find() -> None:
    assert lived(1, 1.0, null=True).truth.habits == ()


def test_a_messy_life_can_be_written(tmp_path: Path) -> None:
    out = tmp_path / "messy.csv"

    main([str(out), "--seed", "1", "--days", "2", "--household", "--messy", "--events-per-day", "120"])

    assert out.read_text("utf-8").count("\n") > 100
