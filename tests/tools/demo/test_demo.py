"""The demo as its user runs it: real Home Assistant, real history, real set-up."""

from pathlib import Path
import subprocess
import sys

import pytest

from tools.demo.configuration import ROOT

HEADER = "timestamp,entity_id,state\n"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "tools.demo", "--once", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.long
@pytest.mark.timeout(600)
def test_habits_of_eight_weeks_are_suggested_and_still_are_after_a_restart(tmp_path: Path) -> None:
    first = run("--config", tmp_path)
    again = run("--config", tmp_path)

    assert (first.returncode, first.stderr) == (0, "")
    assert "\n  1  Turn" in first.stdout
    assert "has 0 warnings or errors about HomeIQ" in first.stdout
    assert (again.returncode, again.stderr) == (0, "")
    assert "goes on" in again.stdout
    assert "\n  1  Turn" in again.stdout
    assert "has 0 warnings or errors about HomeIQ" in again.stdout


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_history_without_habits_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "home.csv"
    path.write_text(f"{HEADER}2026-03-02T07:00:00+00:00,light.hall,on\n2026-03-02T09:00:00+00:00,light.hall,off\n")

    outcome = run("--config", tmp_path / "config", "--data", path)

    assert outcome.returncode == 1
    assert "demo: HomeIQ" in outcome.stderr


def test_a_file_that_is_no_history_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "home.csv"
    path.write_text("time,what\n")

    outcome = run("--config", tmp_path / "config", "--data", path)

    assert outcome.returncode == 2
    assert outcome.stderr == f"demo: {path}: the header lacks timestamp, entity_id, state\n"


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Anna")

    outcome = run("--config", tmp_path)

    assert outcome.returncode == 1
    assert outcome.stderr == f"demo: {tmp_path} is not empty, and no demo's folder\n"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("speed", ["0", "-1", "100000"])
def test_life_can_not_go_on_at_any_speed(speed: str) -> None:
    outcome = run("--speed", speed)

    assert outcome.returncode == 2
    assert "must be more than 0" in outcome.stderr
