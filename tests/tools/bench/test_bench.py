"""What the bench prints and whether it counts right; how quick anything is depends on the machine, and is no test."""

import json
import os
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

from tools.bench.__main__ import main
from tools.bench.command import SECTIONS
from tools.bench.report import tables_of

type Figures = dict[str, Any]

ROOT = Path(__file__).parents[3]
TIMES = {"median", "p99", "count"}
COST = {"main_us", "process_us", "lag_p99_ms"}

pytestmark = pytest.mark.timeout(900)


def bench(*arguments: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    """Run the command as people do, without its set-up: a section forks, which pytest's process had better not."""
    return subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "tools.bench", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PATH": path},
    )


@pytest.fixture(scope="module")
def measured() -> Figures:
    ran = bench("--size", "tiny", "--json")
    assert ran.returncode == 0, ran.stderr
    figures: Figures = json.loads(ran.stdout)
    return figures


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docs") / "performance.md"
    path.write_text("# Before\n\n<!-- bench: soak -->\nold\n<!-- end -->\n\nAfter\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def soaked(docs: Path) -> subprocess.CompletedProcess[str]:
    ran = bench("--size", "tiny", "--only", "soak", "--json", "--write-docs", "--docs", str(docs))
    assert ran.returncode == 0, ran.stderr
    return ran


@pytest.fixture
def influx_library(measured: Figures) -> None:
    if measured["ingest"]["server"].startswith("none"):
        pytest.skip("a library of core's influxdb is missing, and can't be fetched")


def test_everything_is_measured_beside_what_the_machine_is(measured: Figures) -> None:
    sections = {section.name for section in SECTIONS if not section.on_demand}

    assert measured.keys() == {"machine", "ingest_rates", "ingest_burst", "readings", *sections}
    assert measured["machine"].keys() == {"cores", "python", "home_assistant", "load", "size"}


def test_hearing_and_storing_is_measured_beside_the_recorder(measured: Figures) -> None:
    ingest = measured["ingest"]

    assert ingest["rate"] == 1000
    assert [rate["rate"] for rate in measured["ingest_rates"]] == [1000, "max"]
    assert [name for name in ("none", "empty", "homeiq", "recorder") if ingest[name].keys() >= COST] == [
        "none",
        "empty",
        "homeiq",
        "recorder",
    ]


@pytest.mark.usefixtures("influx_library")
def test_hearing_and_storing_is_measured_beside_cores_influxdb(measured: Figures) -> None:
    assert measured["ingest"]["influxdb"].keys() >= COST


def test_as_much_is_stored_as_happened_at_all_rates(measured: Figures) -> None:
    counted = measured["ingest"]["counted"]

    assert {name: count["stored"] for name, count in counted.items()} == {
        name: count["events"] for name, count in counted.items()
    }
    # The first turn, two pairs at 1,000 a second and two as fast as they go; HomeIQ's burst comes on top.
    assert counted["recorder"]["events"] == 1000 + 2 * 100 + 2 * 200
    assert counted["homeiq"]["events"] == counted["recorder"]["events"] + measured["ingest_burst"]["events"]


def test_every_change_the_listener_heard_was_stored(measured: Figures) -> None:
    assert measured["listener"]["stored"] == 3 * 1000


def test_sizes_are_of_all_events_that_were_stored(measured: Figures) -> None:
    storage = measured["storage"]

    assert storage["recorder_stored"] == storage["recorder_heard"] == 500
    assert 100_000 < storage["events"] < 120_000
    assert storage["homeiq_bytes_per_event"] < storage["homeiq_rows_bytes_per_event"]
    assert storage["homeiq_rows_bytes_per_event"] < storage["recorder_bytes_per_event"]


def test_a_day_is_read_into_columns_whole(measured: Figures) -> None:
    assert measured["columns"]["events"] == measured["storage"]["events"]


def test_what_comes_in_beside_the_questions_is_stored(measured: Figures) -> None:
    query = measured["query"]

    assert query["stored"] == query["written"] > 0
    assert query["sealings"] > 0
    assert [set(query[f"{name}_ms"]) for name in ("entity", "device", "health", "history_24h")] == [TIMES] * 4
    assert set(query["recorder_history_24h_ms"]) == TIMES


def test_wear_is_counted_for_ours_and_for_the_recorder(measured: Figures) -> None:
    wear = measured["wear"]

    assert wear["homeiq"]["stored"] == wear["homeiq"]["events"] == 2000
    assert wear["homeiq"]["written_bytes_per_event"] > 0
    assert wear["recorder"]["written_bytes_per_event"] > wear["homeiq"]["written_bytes_per_event"]


def test_the_whole_past_is_imported(measured: Figures) -> None:
    assert measured["backfill"]["stored"] == measured["backfill"]["states"] == measured["storage"]["events"]


def test_points_sent_twice_are_taken_twice(measured: Figures) -> None:
    assert measured["influx"]["taken"] == measured["influx"]["sent"] == 4000


def test_a_soak_counts_at_both_ends_and_tells_how_it_goes(soaked: subprocess.CompletedProcess[str]) -> None:
    soak = json.loads(soaked.stdout)["soak"]

    assert soak["events"] == soak["heard"] == soak["stored"] == 400
    assert soak["dropped"] == 0
    # How often it tells in its two seconds is the machine's business.
    assert soaked.stderr.count("memory_mb") == len(soak["minutes"]) > 1
    assert soak["minutes"][-1]["events"] == 400


def test_tables_stand_between_their_markers_in_the_docs(soaked: subprocess.CompletedProcess[str], docs: Path) -> None:
    text = docs.read_text(encoding="utf-8")

    assert text.startswith("# Before\n\n<!-- bench: soak -->\n")
    assert text.endswith("\n<!-- end -->\n\nAfter\n")
    assert "| dropped | 0 |" in text
    assert "old" not in text


def test_tables_for_people_end_with_all_targets(measured: Figures) -> None:
    sections = [section for section in SECTIONS if not section.on_demand]

    text = "\n".join(tables_of(sections, measured))

    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        *(f"## {section.name}" for section in sections),
        "## targets",
    ]
    assert "| events lost, at all rates and in a burst of 20,000 a second | ≤ 0 events | 0 events | yes |" in text


def test_a_profile_says_where_time_and_memory_go() -> None:
    ran = bench("--size", "tiny", "--only", "soak", "--profile")

    assert ran.returncode == 0
    assert "resident at the most" in ran.stdout
    assert "cumulative" in ran.stdout


def test_a_section_that_fails_is_named(tmp_path: Path) -> None:
    server = tmp_path / "influxd"
    server.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    server.chmod(0o755)

    ran = bench("--size", "tiny", "--only", "influx", path=f"{tmp_path}:{os.environ['PATH']}")

    assert ran.returncode == 1
    assert "influxd stopped while it started" in ran.stderr
    assert "influx could not be measured" in ran.stderr


def test_a_section_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--only", "nothing"])

    assert "invalid choice" in capsys.readouterr().err


def test_answers_are_timed_over_http_beside_a_load(measured: Figures) -> None:
    answers = measured["answers"]

    assert answers.keys() == {"health_ms", "entity_ms", "device_ms", "own_ms", "events_per_s"}
    assert answers["entity_ms"].keys() == TIMES
    assert answers["events_per_s"] > 100


def test_four_clients_are_answered_at_both_doors_and_told_of_decisions(measured: Figures) -> None:
    serve = measured["serve"]

    lists = {"own_ms", "health_ms", "devices_ms", "entities_ms", "patterns_ms", "suggestions_ms"}
    assert serve["http"].keys() == {*lists, "entity_ms", "history_24h_ms"}
    assert serve["websocket"].keys() == lists
    # Two decisions, of which two listeners are told in two subscriptions.
    assert serve["push_ms"]["count"] >= 8
    # Who asks for the same list again is told it from the nearest of these, and the others are not even asked.
    assert serve["caches"].keys() >= {"things", "patterns", "suggestions", "lists", "pages"}
    assert sum(one["hits"] for one in serve["caches"].values()) > 0
    assert serve["seldom"].keys() == {"http", "websocket", "push_ms"}
    assert serve["try"].keys() == {"first_ms", "next_ms", "displacing_ms", "displaced"}
    states = {"cpu_percent", "memory_mb", "lag_p99_ms", "events_per_s", "collections", "collection_ms"}
    used = [serve["none"], serve["quiet"], serve["asked"], serve["short_pauses"]["used"]]
    assert [one.keys() for one in used] == [states] * 4


def test_four_clients_are_timed_once_more_with_short_pauses(measured: Figures) -> None:
    short = measured["serve"]["short_pauses"]

    assert short.keys() == {"http", "websocket", "push_ms", "used", "objects"}
    assert short["http"].keys() == measured["serve"]["http"].keys()
    # Counted, not timed: a busy machine takes long for little.
    assert 0 < short["objects"]["looked_through"] < short["objects"]["left_out"] / 2


def test_learning_is_measured_on_one_night_and_on_those_after_it(measured: Figures) -> None:
    learn = measured["learn"]

    assert learn["events"].keys() == {"2000"}
    assert learn["nights"].keys() == {"lived in", "at random"}
    assert all(one.keys() >= {"first_s", "next_s", "longest_s", "decided_s"} for one in learn["nights"].values())


def test_memory_is_what_home_assistant_takes_more_with_homeiq_that_has_learned(measured: Figures) -> None:
    memory = measured["memory"]

    assert memory["suggestions"] > 0
    assert memory["growth_mb"] == pytest.approx(memory["homeiq_mb"] - memory["none_mb"], abs=0.02)
    assert 0 < memory["homeiq_mb"] <= memory["homeiq_most_mb"]
