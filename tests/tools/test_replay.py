import csv
from datetime import UTC, datetime
import json
from pathlib import Path

import pytest

from tests.histories import EventRow, living, routine, set_to, workdays
from tools.replay import main


@pytest.fixture
def home_file(tmp_path: Path) -> Path:
    return write(tmp_path / "home.csv", living(range(56)) + routine("light.kitchen", "06:45", workdays(8)))


def write(path: Path, rows: list[EventRow]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["timestamp", "entity_id", "state", "user_id", "parent_id"])
        for time, entity_id, state, _ in rows:
            writer.writerow([datetime.fromtimestamp(time, UTC).isoformat(), entity_id, state, "somebody", ""])
    return path


def test_a_file_teaches_what_the_home_would_have_learned(home_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(home_file), "--timezone", "Europe/Berlin", "--json"]) == 0

    (line,) = capsys.readouterr().out.splitlines()
    suggestion = json.loads(line)
    assert suggestion["kind"] == "routine"
    assert suggestion["weekdays"] == [0, 1, 2, 3, 4]
    assert suggestion["entities"] == ["light.kitchen"]
    assert "holdout" not in suggestion["backtest"]


def test_held_out_days_are_scored(home_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(home_file), "--timezone", "Europe/Berlin", "--json", "--holdout", "0.3"]) == 0

    holdout = json.loads(capsys.readouterr().out)["backtest"]["holdout"]
    assert holdout["days"] >= 10
    assert holdout["hits"] >= 0.9 * holdout["runs"]


def test_the_table_is_for_people(home_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(home_file), "--timezone", "Europe/Berlin", "--holdout", "0.3"]) == 0

    printed = capsys.readouterr().out
    assert "1. Turn on Kitchen at 06:35 on workdays" in printed
    assert "held out" in printed


def test_a_file_without_events_has_nothing_to_suggest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path / "empty.csv", []))]) == 0

    assert "Nothing to suggest." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--timezone", "Europe/Atlantis"], "--timezone"),
        (["--latitude", "95"], "--latitude"),
        (["--settings", '{"learning": {"preset": "bold"}}'], "learning.preset"),
        (["--settings", "{"], "replay:"),
    ],
)
def test_an_option_that_makes_no_sense_is_named(
    home_file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    assert main([str(home_file), *arguments]) == 2

    assert named in capsys.readouterr().err


def test_a_missing_column_is_a_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("when,what\n1,2\n")

    assert main([str(path)]) == 2

    assert "timestamp" in capsys.readouterr().err


def test_wrong_rows_are_counted_and_named(home_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with home_file.open("a") as file:
        file.write("yesterday,light.kitchen,on,,\n")

    assert main([str(home_file)]) == 0

    printed = capsys.readouterr().err
    assert "1 wrong rows" in printed
    assert "line " in printed


def test_values_in_the_file_are_learned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = living(range(56)) + routine("light.kitchen", "06:45", workdays(8))
    dimmed = set_to("light.kitchen", "brightness", dict.fromkeys(workdays(8), 153), rows)
    file = write(tmp_path / "home.csv", rows + dimmed)

    assert main([str(file), "--timezone", "Europe/Berlin", "--json"]) == 0

    suggestion = json.loads(capsys.readouterr().out)
    assert suggestion["values"] == [
        {"entity_id": "light.kitchen", "attribute": "brightness", "value": 153.0, "spread": 0.0}
    ]
    assert suggestion["automation"]["actions"][0]["data"] == {"brightness_pct": 60}


def test_what_stands_beside_a_file_tells_where_the_home_is_and_what_is_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "home.csv", living(range(56)) + routine("light.kitchen", "06:45", workdays(8)))
    (tmp_path / "home.meta.json").write_text('{"timezone": "Europe/Berlin"}')
    (tmp_path / "home.entities.csv").write_text("entity_id,name,area\nlight.kitchen,Worktop lamp,kitchen\n")

    assert main([str(path)]) == 0

    assert "1. Turn on Worktop lamp at 06:40 on workdays" in capsys.readouterr().out


def test_a_neighbour_that_makes_no_sense_is_a_clear_error(home_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home_file.with_name("home.home.json").write_text("[]")

    assert main([str(home_file)]) == 2

    assert "home.home.json" in capsys.readouterr().err
