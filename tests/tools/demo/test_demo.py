"""The demo as its user runs it: real Home Assistant, real history, real set-up."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
import signal
import subprocess
import sys

import pytest
import pytest_socket

from tools.demo import configuration
from tools.demo.__main__ import main
from tools.demo.configuration import ROOT
from tools.demo.past import simulated
from tools.home_assistant.boot import free_port

HEADER = "timestamp,entity_id,state\n"


@pytest.fixture(autouse=True)
def sockets() -> None:
    # The test plugin takes sockets away before every test; a real server needs them.
    pytest_socket.enable_socket()


@pytest.fixture
def told_to_end() -> Iterator[None]:
    """Have the test's own process end as ever once the command has been run in it."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    # At a port of its own: what a demo proposes may be taken by another one before Home Assistant is up.
    return subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "tools.demo", "--once", "--port", str(free_port()), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


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


@pytest.mark.timeout(600)
def test_a_history_without_habits_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "home.csv"
    path.write_text(f"{HEADER}2026-03-02T07:00:00+00:00,light.hall,on\n2026-03-02T09:00:00+00:00,light.hall,off\n")

    outcome = run("--config", tmp_path / "config", "--data", path)

    assert outcome.returncode == 1
    assert "demo: HomeIQ" in outcome.stderr


@pytest.mark.timeout(600)
def test_a_warning_of_home_assistant_fails_the_run_and_is_shown(tmp_path: Path) -> None:
    configuration.write(tmp_path, simulated(11, "Europe/Berlin", datetime.now(UTC)), port=free_port(), speed=1)
    yaml = tmp_path / "configuration.yaml"
    yaml.write_text(f"{yaml.read_text()}homeiq:\n")

    outcome = run("--config", tmp_path)

    assert outcome.returncode == 1
    assert "has 1 warnings or errors about HomeIQ" in outcome.stdout
    assert "The homeiq integration does not support YAML" in outcome.stdout
    assert outcome.stderr == "demo: Home Assistant's log should have none about HomeIQ\n"


@pytest.mark.usefixtures("told_to_end")
def test_a_file_that_is_no_history_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "home.csv"
    path.write_text("time,what\n")

    code = main(["--once", "--config", str(tmp_path / "config"), "--data", str(path)])

    assert code == 2
    assert capsys.readouterr().err == f"demo: {path}: the header lacks timestamp, entity_id, state\n"


@pytest.mark.usefixtures("told_to_end")
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Dear Anna")

    code = main(["--once", "--config", str(tmp_path)])

    assert code == 1
    assert capsys.readouterr().err == f"demo: {tmp_path} is not empty, and no demo's folder\n"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("speed", ["0", "-1", "100000"])
def test_life_can_not_go_on_at_any_speed(speed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--speed", speed])

    assert "must be more than 0" in capsys.readouterr().err
