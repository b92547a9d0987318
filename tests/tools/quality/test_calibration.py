"""How messy a life is, on histories whose figures can be told by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventColumns
from tools.quality.__main__ import main
from tools.quality.calibration.beside import beside, medians
from tools.quality.calibration.hands import repeated
from tools.quality.calibration.measured import measure_home

DAY = 86_400.0
LAMP, MOTION = "light.hall", "binary_sensor.hall_motion"

type Row = tuple[float, str, str, int]


def measured(rows: list[Row]) -> dict[str, list[float]]:
    return measure_home(EventColumns.from_rows(sorted(rows)), "UTC", 28)


def use(begin: float, minutes: float, cause: int = Cause.DEVICE) -> list[Row]:
    return [(begin, LAMP, "on", cause), (begin + 60 * minutes, LAMP, "off", cause)]


def evenings(count: int, *, minutes: float = 95.0, loose: float = 1500.0, cause: int = Cause.DEVICE) -> list[Row]:
    """Return an evening a day, each at another time and of another length."""
    random = np.random.default_rng(7)
    begins = [DAY * day + 64_800 + float(random.uniform(-loose, loose)) for day in range(count)]
    lengths = minutes * random.uniform(0.6, 1.7, count)
    return [
        (0.0, LAMP, "off", cause),
        *(row for begin, each in zip(begins, lengths, strict=True) for row in use(begin, float(each), cause)),
    ]


def test_every_other_use_of_a_few_seconds_is_turned_back() -> None:
    slips = [row for day in range(20) for row in use(DAY * day + 30_000 + 431 * day, 0.2 + 0.03 * day)]

    figures = measured([*evenings(20), *slips])

    assert figures["turned_back"] == [20 / 80]
    assert figures["use_moment"] == [0.5]
    assert figures["use_spread"][0] > 2


def test_a_habit_of_the_evening_fills_one_hour_of_each_day() -> None:
    figures = measured(evenings(20))

    assert figures["kept_most"] == [1.0]
    assert figures["hour"][0] == 1.0
    assert 5 < figures["loose"][0] < 25


def test_a_sensor_that_is_answered_every_fourth_time_tells_all() -> None:
    firings = [DAY * day + 3600 * hour + 977.0 * hour + 61 * day for day in range(20) for hour in range(4, 16, 3)]
    answered = [(moment, 20 + 7.3 * (place % 9)) for place, moment in enumerate(firings) if place % 4 == place // 4 % 4]
    rows: list[Row] = [(0.0, LAMP, "off", Cause.DEVICE), (0.0, MOTION, "off", Cause.DEVICE)]
    for moment in firings:
        rows += [(moment, MOTION, "on", Cause.DEVICE), (moment + 90, MOTION, "off", Cause.DEVICE)]
    for place, (moment, delay) in enumerate(answered):
        rows += use(moment + delay, 20 + place)

    figures = measured(rows)

    assert figures["answered_most"] == [0.25]
    assert figures["told"] == [1.0]
    assert 20 <= figures["delay"][0] <= 80


def test_what_a_machine_did_is_nobodys_act() -> None:
    assert measured(evenings(20, cause=Cause.AUTOMATION)) == {}
    assert measured([row for day in range(20) for row in use(DAY * day + 64_800, 90)]) == {}


def test_moments_that_repeat_are_told_from_those_that_do_not() -> None:
    exact = np.array([30.0, 30.1, 30.2, 30.3, 30.4, 55.0])

    assert repeated(exact, 60).tolist() == [True, True, True, True, True, False]
    assert not repeated(np.array([3.0, 9.0, 17.0, 28.0, 41.0, 55.0]), 60).any()


def test_a_home_without_events_has_no_figures() -> None:
    assert measured([]) == {}
    assert medians({}) == {}
    assert beside([{}]) == {}


def test_the_median_of_the_homes_is_held_against_the_range() -> None:
    figures = beside([{"fano": 0.1}, {"fano": 0.2}, {"fano": 9.0}])

    assert figures == {"fano": {"median": 0.2, "within": False}}


def test_recordings_of_real_homes_are_measured_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "flat.csv"
    lines = [f"2024-05-{day:02}T19:{day:02}:11+00:00,light.kitchen,on" for day in range(1, 29)]
    lines += [f"2024-05-{day:02}T21:{59 - day:02}:{day:02}+00:00,light.kitchen,off" for day in range(1, 29)]
    path.write_text("\n".join(["timestamp,entity_id,state", *lines]) + "\n")

    assert main(["--only", "calibration", "--real", str(path), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["calibration"]["real"]["28"]["kept_most"]["median"] == 1.0


def test_the_tables_tell_messy_and_tidy_lives_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "calibration", "--seeds", "49", "--simulator", "households", "--jobs", "1"]) == 0

    assert "messy, 28 days" in capsys.readouterr().out
