from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.bench.command import SECTIONS
from tools.bench.figures import median_of, quartiles_of, times_of
from tools.bench.report import BEGIN, write_docs
from tools.bench.section import Aim, Measured, Section, at_least, at_most, in_days, number, times_less
from tools.bench.workshop import Workshop


async def nothing(workshop: Workshop) -> Measured:
    return {}


def tables(measured: Measured) -> Iterator[str]:
    yield f"| {measured['lamp']} |"


def aims(measured: Measured) -> Iterator[Aim]:
    yield at_most("lamps", 3, measured["lamp"], "lamps")


LAMPS = Section(name="lamps", measure=nothing, tables=tables, aims=aims)
MEASURED = {"machine": {"cores": 2, "python": "3", "home_assistant": "1", "load": 0.1, "size": "tiny"}, "lamp": 4}


def test_an_aim_says_whether_it_is_met() -> None:
    assert at_most("time", 2, 2.0, "ms") == Aim(what="time", target="≤ 2 ms", measured="2 ms", is_met=True)
    assert at_least("rate", 10, 9.5, "") == Aim(what="rate", target="≥ 10", measured="9.5", is_met=False)
    assert times_less("size", 50, 4.0, 100.0) == Aim(
        what="size", target="at least 50 times less", measured="25 times less (4 and 100)", is_met=False
    )


def test_a_cost_below_nothing_is_any_number_of_times_less() -> None:
    assert times_less("cost", 20, -0.5, 100.0).is_met


def test_figures_are_written_as_people_do() -> None:
    assert [number(value) for value in (12_345, 100, 4.25, 0.0512, 0)] == ["12,345", "100", "4.25", "0.0512", "0"]
    assert [in_days(1), in_days(7)] == ["1 day", "7 days"]


def test_nothing_measured_is_no_figure() -> None:
    assert median_of([]) == 0.0
    assert times_of([]) == {"median": 0.0, "p99": 0.0, "count": 0}


def test_quartiles_and_percentiles_are_of_all_values() -> None:
    assert quartiles_of([3.0]) == [3.0, 3.0]
    assert quartiles_of([1.0, 2.0, 3.0]) == [1.0, 3.0]
    assert times_of([1.0, 2.0, 3.0]) == {"median": 2.0, "p99": 2.98, "count": 3}


def test_only_what_stands_between_its_markers_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "performance.md"
    path.write_text("one\n<!-- bench: other -->\nkept\n<!-- end -->\n<!-- bench: lamps -->\n<!-- end -->\ntwo\n")

    write_docs(path, [LAMPS], MEASURED)

    text = path.read_text()
    assert text.startswith("one\n<!-- bench: other -->\nkept\n<!-- end -->\n<!-- bench: lamps -->\n")
    assert text.endswith("| lamps | ≤ 3 lamps | 4 lamps | **no** |\n<!-- end -->\ntwo\n")
    assert "\n| 4 |\n" in text


def test_a_section_without_a_place_in_the_docs_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "performance.md"
    path.write_text("nothing here\n")

    with pytest.raises(ValueError, match="<!-- bench: lamps -->"):
        write_docs(path, [LAMPS], MEASURED)


def test_the_projects_own_docs_have_a_place_for_every_section() -> None:
    text = (Path(__file__).parents[3] / "docs" / "performance.md").read_text(encoding="utf-8")

    assert [section.name for section in SECTIONS if BEGIN.format(section.name) not in text] == []
