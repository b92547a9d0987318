"""A name means one thing: whoever reads that of a class knows which one it is, and of a file, in which stage it is."""

import ast
from collections import defaultdict
from pathlib import Path

HOME = Path(__file__).parents[1] / "custom_components" / "homeiq"
MEANS_THE_SAME = {
    "Asked": "what a program asks, at each of two doors that serve alike",
    "Gate": "what a habit does not pass, and what a machine does not",
    "Gates": "what there is to pass, for a moment and for whatever was found",
}
"""Names that stand at two places, with what they mean at both."""


def classes(home: Path) -> dict[str, set[str]]:
    """Return where each class that others may name stands, by its name."""
    found = defaultdict[str, set[str]](set)
    for path in home.rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].add(path.relative_to(home).with_suffix("").as_posix())
    return found


def files(home: Path) -> dict[tuple[str, str], set[str]]:
    """Return where each file stands, by its stage and its name."""
    found = defaultdict[tuple[str, str], set[str]](set)
    for path in (one.relative_to(home) for one in home.glob("*/**/*.py") if one.stem != "__init__"):
        found[path.parts[0], path.stem].add(path.with_suffix("").as_posix())
    return found


def ambiguous(home: Path) -> dict[str, set[str]]:
    return {name: places for name, places in classes(home).items() if len(places) > 1}


def test_the_name_of_a_class_means_one_thing() -> None:
    assert {name: places for name, places in ambiguous(HOME).items() if name not in MEANS_THE_SAME} == {}


def test_no_name_is_excused_that_stands_once() -> None:
    assert MEANS_THE_SAME.keys() - ambiguous(HOME) == set()


def test_a_file_is_known_by_its_stage_and_its_name() -> None:
    assert {name: places for name, places in files(HOME).items() if len(places) > 1} == {}


def test_a_name_with_two_meanings_is_noticed(tmp_path: Path) -> None:
    for name in ("capture", "store"):
        (tmp_path / f"{name}.py").write_text("class Told:\n    pass\n\n\nclass _Own:\n    pass\n", encoding="utf-8")

    assert ambiguous(tmp_path) == {"Told": {"capture", "store"}}
