"""What the bench prints; how quick anything is depends on the machine, and is no test."""

import json
from typing import Any

import pytest

from tools.bench.__main__ import main

type Figures = dict[str, dict[str, Any]]

COST = {"loop_us", "loop_us_quartiles", "main_us", "process_us"}


@pytest.fixture
def measured(capsys: pytest.CaptureFixture[str]) -> Figures:
    assert main(["--json", "--pairs", "2", "--thousands", "1", "--seconds", "0.3"]) == 0
    found: Figures = json.loads(capsys.readouterr().out)
    return found


def test_everything_is_measured_beside_what_the_machine_is(measured: Figures) -> None:
    assert measured.keys() == {"machine", "listener", "query"}
    assert measured["machine"].keys() == {"cores", "python", "home_assistant", "load"}
    assert measured["listener"].keys() == {"pairs", "writes", "entities", "stored", "none", "empty", "homeiq"}
    assert [set(measured["listener"][name]) for name in ("none", "empty", "homeiq")] == [COST] * 3
    assert set(measured["query"]["entity_ms"]) == {"median", "p99"}


def test_every_change_that_was_measured_was_stored(measured: Figures) -> None:
    assert measured["listener"]["stored"] == 3 * 1000


def test_one_part_alone_is_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "query", "--seconds", "0.3"]) == 0

    printed = capsys.readouterr().out
    assert "cores" in printed
    assert "An entity looked up among 1000" in printed
    assert "µs an event" not in printed
