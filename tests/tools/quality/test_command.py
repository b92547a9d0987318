"""``scripts/quality`` from its options to its tables."""

import json
from pathlib import Path

import pytest

from tools.households.lived import live_through
from tools.households.plan import HouseholdPlan
from tools.quality import guards, lengths, numbers, overall, real, sensitivity
from tools.quality.__main__ import DOCS, SECTIONS, main
from tools.quality.afterwards import Replay
from tools.quality.calibration import beside as calibration
from tools.quality.calibration.beside import beside
from tools.quality.messy import told as messy
from tools.quality.report import write_docs
from tools.quality.section import Asked, table
from tools.quality.subject import HOMES, HOUSEHOLDS, Case, make_up
from tools.quality.tally import Tally
from tools.quality.trial import try_one

QUICK = ["--seeds", "3", "--days", "7", "--jobs", "1"]
MESSY = {"suggestions": [], "deserving": [], "acts": 9, "oracle": [0, 5], "calibration": {"fano": 2.0}}
FIGURES = Tally().to_json() | {"null_homes": 1, "null_suggestions": 0.0}


def recording(folder: Path) -> Path:
    path = folder / "flat.csv"
    rows = [f"2024-05-{day:02}T07:0{day % 5}:{day:02}+00:00,light.kitchen,on" for day in range(1, 29)]
    rows += [f"2024-05-{day:02}T09:{day:02}:11+00:00,light.kitchen,off" for day in range(1, 29)]
    rows += ["2024-05-01T00:00:00+00:00,sensor.kitchen,21.5"]
    path.write_text("\n".join(["timestamp,entity_id,state", *rows]) + "\n")
    return path


def test_both_simulators_are_judged_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*QUICK, "--json"]) == 0

    figures = json.loads(capsys.readouterr().out)
    assert set(figures["overall"]) == {HOMES, HOUSEHOLDS}
    assert {one["homes"] for one in figures["overall"].values()} == {1}
    assert {one["null_homes"] for one in figures["overall"].values()} == {1}


def test_a_table_for_people_and_the_mistakes_for_the_curious(capsys: pytest.CaptureFixture[str]) -> None:
    longer = ["--seeds", "4-6", "--days", "14", "--jobs", "1"]

    assert main([*longer, "--simulator", HOUSEHOLDS, "--verbose"]) == 0

    printed = capsys.readouterr()
    assert "| right in every respect |" in printed.out
    assert "| households " in printed.err


def test_homes_with_sensors_are_judged_with_their_readings_and_without(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seeds", "3", "--days", "14", "--jobs", "1", "--only", "numbers", "--json"]) == 0

    figures = json.loads(capsys.readouterr().out)["numbers"]
    assert figures.keys() == {"with readings", "without"}
    assert [one.keys() for one in figures.values()] == [numbers.MEASURES.keys()] * 2
    assert [(one["planted"], one["crossings"], one["others"]) for one in figures.values()] == [(5, 3, 3)] * 2
    assert [(one["plugs"], one["times"]) for one in figures.values()] == [(4, 1)] * 2
    assert (figures["without"]["by_number"], figures["without"]["crossings_found"]) == (0, 0)
    assert (figures["without"]["plugs_found"], figures["without"]["times_by_number"]) == (0, 0)


def test_a_real_home_is_learned_on_its_first_days_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = recording(tmp_path)
    path.with_name("flat.meta.json").write_text('{"timezone": "Europe/London"}')
    path.with_name("flat.entities.csv").write_text("entity_id,device_class,area\nlight.kitchen,,kitchen\n")

    assert main(["--only", "real", "--real", str(path), "--json"]) == 0

    flat = json.loads(capsys.readouterr().out)["real"]["flat"]
    assert flat["days"] == 28
    assert [origin["learned"] for origin in flat["origins"]] == [14, 18, 22]
    assert real.came_true(real.shown(flat)) == 1.0
    for origin in flat["origins"]:
        later = [sum(each[name] for each in origin["suggestions"]) for name in ("runs", "saved", "idle", "wrong")]
        assert 0.8 * origin["acts"] < later[0] == sum(later[1:]) <= origin["acts"]


def test_a_folder_of_recordings_is_told_home_by_home_and_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording(tmp_path)
    (tmp_path / "flat.entities.csv").write_text("entity_id,device_class,area\nlight.kitchen,,kitchen\n")
    (tmp_path / "numbers.csv").write_text("timestamp,entity_id,state\n2024-05-01T00:00:00+00:00,sensor.a,21.5\n")

    assert main(["--real", str(tmp_path)]) == 0
    first = capsys.readouterr().out
    assert main(["--real", str(tmp_path)]) == 0

    assert capsys.readouterr().out == first
    assert "**flat**, 28 days" in first
    assert "\n| numbers | 0 | 0 |" in first
    assert "\n| all | 28 |" in first
    assert "| 90% to 100% |" in first


def test_what_was_promised_stands_beside_what_came_true() -> None:
    one = {"title": "a", "kind": "routine", "rung": "acts", "told": 0.85, "runs": 12, "saved": 6, "idle": 2, "wrong": 4}
    figures = {"flat": {"days": 28, "origins": [{"learned": 14, "acts": 20, "oracle": [0, 8], "suggestions": [one]}]}}

    each, homes, best, promised = real.tables(figures)

    assert "| 14 | a | acts | 0.85 | 12 | 6 | 2 | 4 | 0.6 |" in each
    assert "| all: acts | - | 1 | 12 | 6 | 2 | 4 | 0.6 | 0.667 | 0.3 |" in homes
    assert "| flat | 28 | 1 | 12 | 6 | 2 | 4 | 0.6 | 0.667 | 0.3 |" in homes
    assert "| flat | 0.3 | 0.0 | 0.4 | - | 0.75 |" in best
    assert "| 80% to 90% | 1 | 10 | 0.85 | 0.6 |" in promised


def test_a_recording_of_numbers_has_nothing_to_suggest(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("timestamp,entity_id,state\n2024-05-01T00:00:00+00:00,sensor.kitchen,21.5\n")

    figures = real.measure(Asked(seeds=(), simulators=(), real=(path,)))

    assert real.shown(figures["numbers"]) == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "real", "--real", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--seeds", "5-1"], ["--days", "0"], ["--only", "luck"]])
def test_wrong_options_are_refused(wrong: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(wrong)


def test_a_guard_off_is_another_trial_of_the_same_home() -> None:
    usual, loose = try_one(Case(simulator=HOUSEHOLDS, seed=3, days=14), ("", "explained acts"))

    assert usual.planted == loose.planted
    assert usual.shown < loose.shown


@pytest.mark.parametrize("name", [HOMES, HOUSEHOLDS])
def test_a_home_is_the_same_every_time(name: str) -> None:
    one, other = (make_up(Case(simulator=name, seed=4, days=7, events_per_day=500)) for _ in range(2))

    assert one.truth == other.truth
    assert one.history.time.tolist() == other.history.time.tolist()


@pytest.mark.parametrize(
    ("simulator", "lamp", "room", "opening"),
    [
        (HOMES, "light.kitchen", "kitchen", "binary_sensor.bedroom_window"),
        (HOUSEHOLDS, "light.kitchen_ceiling", "kitchen", "binary_sensor.front_door"),
    ],
)
def test_a_simulated_home_has_rooms_and_device_classes(simulator: str, lamp: str, room: str, opening: str) -> None:
    home = make_up(Case(simulator=simulator, seed=4, days=7)).home

    assert home.entities[lamp].area_id == room
    assert home.entities[opening].device_class in {"door", "window"}
    motion = [one.device_class for name, one in home.entities.items() if name.endswith("_motion")]
    assert set(motion) == {"motion"}


def test_the_later_weeks_are_not_in_the_history() -> None:
    home = make_up(Case(simulator=HOUSEHOLDS, seed=4, days=7))

    assert home.lived is not None
    assert home.history.time[-1] < home.lived.end < home.lived.rows[-1].time


def test_a_replay_counts_what_people_then_did() -> None:
    lived = live_through(HouseholdPlan(seed=3, days=28, events_per_day=300))
    habit = next(each for each in lived.truth.habits if each.kind == "routine" and each.required)
    suggestion = {
        "kind": "routine",
        "entities": list(habit.entities),
        "state": habit.state,
        "time": habit.time,
        "weekdays": list(habit.weekdays),
    }

    outcome = Replay(lived).outcome(suggestion, lived.begin, lived.end)

    assert outcome.share > 0.6
    assert outcome.hits >= 0.8 * habit.support_days


def test_a_replay_heeds_how_long_the_trigger_had_been_quiet() -> None:
    lived = live_through(HouseholdPlan(seed=3, days=28, events_per_day=1500))
    template = "{{ trigger.to_state.last_changed - trigger.from_state.last_changed > timedelta(seconds=SECONDS) }}"
    suggestion = {
        "kind": "follow_up",
        "entities": ["light.hall_ceiling"],
        "state": "on",
        "trigger": {"entity_id": "binary_sensor.hall_motion", "to": "on"},
    }
    asked = [
        {**suggestion, "conditions": [{"condition": "template", "value_template": template.replace("SECONDS", quiet)}]}
        for quiet in ("0", "600", "99999999")
    ]

    runs = [Replay(lived).outcome(each, lived.begin, lived.end).runs for each in asked]

    assert runs[0] > runs[1] > runs[2] == 0


def test_the_documentation_has_a_place_for_every_section(tmp_path: Path) -> None:
    path = tmp_path / "detection.md"
    path.write_text(DOCS.read_text())
    usual = dict.fromkeys((HOMES, HOUSEHOLDS), FIGURES)
    nested = {name: {"14": FIGURES} for name in (HOMES, HOUSEHOLDS)}
    flat = {"days": 28, "origins": []}

    write_docs(
        path,
        SECTIONS,
        {
            overall.SECTION.name: usual,
            lengths.SECTION.name: nested,
            sensitivity.SECTION.name: nested,
            guards.SECTION.name: nested,
            calibration.SECTION.name: {HOUSEHOLDS: {"messy": {"28": beside([{"fano": 2.0}])}}},
            messy.SECTION.name: {HOUSEHOLDS: {"no habits": {"homes": [MESSY]}}},
            numbers.SECTION.name: {"with readings": dict.fromkeys(numbers.MEASURES, 0)},
            real.SECTION.name: {"flat": flat},
        },
        "scripts/quality --seeds 1-2",
    )

    assert path.read_text().count("scripts/quality --seeds 1-2 --only") == len(SECTIONS) - 1
    assert "```sh\nscripts/quality --real DIR\n```\n\n| home |" in path.read_text()


def test_a_documentation_without_markers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.md"
    path.write_text("")

    with pytest.raises(ValueError, match="is missing"):
        write_docs(path, [real.SECTION], {"real": {}}, "scripts/quality")


def test_what_was_not_measured_is_a_dash() -> None:
    assert table(["a"], [[None]]).endswith("| - |")


def test_halving_and_doubling_are_tried_on_both_simulators(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Case] = []

    def try_none(cases: list[Case], _: int) -> list[Tally]:
        asked.extend(cases)
        return [Tally(homes=1) for _ in cases]

    monkeypatch.setattr(sensitivity, "try_all", try_none)

    figures = sensitivity.measure(Asked(seeds=(3,), simulators=(HOMES, HOUSEHOLDS), days=7))

    assert "looseness x 2" in figures[HOUSEHOLDS]
    assert {"events x 2", "delays x 0.5"} <= figures[HOMES].keys()
    assert len({(case.simulator, case.knobs) for case in asked}) == 13 + 7


def test_the_documentation_says_what_makes_the_figures_again(tmp_path: Path) -> None:
    path = tmp_path / "detection.md"
    path.write_text("<!-- quality: overall -->\n<!-- end -->\n")

    main([*QUICK, "--simulator", HOMES, "--write-docs", "--docs", str(path)])

    assert "scripts/quality --simulator simulate --days 7 --seeds 3-3 --only overall\n" in path.read_text()
