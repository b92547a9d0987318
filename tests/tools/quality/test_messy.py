"""Messy homes are judged forward and beside the best that could be done."""

import json

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.timeline import Timeline
from tools.quality.__main__ import main
from tools.quality.messy.home import deserves
from tools.quality.messy.oracle import spared
from tools.quality.subject import SIMULATORS
from tools.simulate.truth import PlantedHabit

DAY = 86_400.0
LAMP, OTHER, DOOR = "light.hall", "light.cellar", "binary_sensor.door"

type Row = tuple[float, str, str, int]


def best(rows: list[Row], since: float = 0.0) -> list[int]:
    timeline = Timeline.of(EventColumns.from_rows(sorted(rows)), Home(time_zone="UTC"))
    lit = [unit for unit in find_units(timeline) if (unit.entities, unit.state) == ((LAMP,), "on")]
    return spared(lit, timeline, since, (0.8, 0.5))


def evening(day: int, minute: float) -> list[Row]:
    begin = DAY * day + 60 * minute
    return [(begin, LAMP, "on", Cause.DEVICE), (begin + 7200, LAMP, "off", Cause.DEVICE)]


def lived(days: int) -> list[Row]:
    """Return another lamp that is lit now and then every day, so that all days are lived in."""
    moments = [DAY * day + moment for day in range(days) for moment in (22_000 + 900 * day, 60_000 - 1700 * day)]
    return [
        *((0.0, name, "off", Cause.DEVICE) for name in (LAMP, OTHER, DOOR)),
        *((moment + add, OTHER, state, Cause.DEVICE) for moment in moments for add, state in ((0, "on"), (99, "off"))),
    ]


def test_of_a_history_without_events_nothing_is_spared() -> None:
    timeline = Timeline.of(EventColumns.from_rows([]), Home(time_zone="UTC"))

    assert spared((), timeline, 0.0, (0.8, 0.5)) == [0, 0]


def test_a_lamp_at_much_the_same_time_can_be_spared_every_day() -> None:
    loose = np.random.default_rng(3).uniform(1140, 1165, 20)
    evenings = [row for day, minute in enumerate(loose) for row in evening(day, float(minute))]

    assert best([*lived(20), *evenings]) == [20, 20]


def test_every_other_evening_is_no_rule_at_eight_of_ten() -> None:
    evenings = [row for day in range(0, 28, 2) for row in evening(day, 1140 + day)]

    at_eight, at_five = best([*lived(28), *evenings])

    assert at_eight == 0
    assert at_five > 5


def test_what_answers_a_door_is_spared_by_the_door() -> None:
    rows = lived(20)
    for day in range(20):
        moment = DAY * day + 3600 * (1 + (7 * day) % 20)
        rows += [(moment, DOOR, "on", Cause.DEVICE), (moment + 5, DOOR, "off", Cause.DEVICE)]
        rows += [(moment + 40, LAMP, "on", Cause.DEVICE), (moment + 900, LAMP, "off", Cause.DEVICE)]

    assert best(rows)[1] == 20


def test_days_before_are_nothing_to_spare() -> None:
    evenings = [row for day in range(12) for row in evening(day, 1140)]

    assert best([*lived(20), *evenings], since=10 * DAY) == [0, 0]


@pytest.mark.parametrize(
    ("share", "days", "rung"),
    [(0.9, 30, Rung.ACTS), (0.82, 30, None), (0.6, 30, Rung.ASKS), (0.4, 30, None), (0.9, 5, None), (None, 30, None)],
)
def test_a_habit_deserves_what_its_share_of_the_chances_says(share: float | None, days: int, rung: Rung | None) -> None:
    habit = PlantedHabit(kind="routine", entities=(LAMP,), state="on", share=share, support_days=days)

    assert deserves(habit) == rung


@pytest.mark.long
@pytest.mark.parametrize("simulator", SIMULATORS)
def test_a_messy_home_is_judged_with_few_habits_many_and_none(
    simulator: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--only", "messy", "--simulator", simulator, "--seeds", "49", "--days", "14", "--jobs", "1"]

    assert main([*asked, "--json"]) == 0

    figures = json.loads(capsys.readouterr().out)["messy"]
    homes = [home for kind in figures[simulator].values() for home in kind["homes"]]
    assert len(homes) == 3
    assert all(home["oracle"][0] <= home["oracle"][1] <= home["acts"] for home in homes)
    assert homes[2]["deserving"] == []
