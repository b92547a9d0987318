"""The picture of the tree on the design's page is the tree, and a folder is taken in at one look."""

import ast
from collections.abc import Iterator, Set as AbstractSet
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
import re

import pytest

ROOT = Path(__file__).parents[1]
HOME = ROOT / "custom_components" / "homeiq"
PICTURE = (ROOT / "docs" / "design.md").read_text("utf-8").split("```")[1]
DOORS = "── doors ──"

WITH_A_MAP = ("coordinator", "store")
"""Stages whose folders say what is in them, as nobody takes in the whole stage at one look."""
AT_ONE_LOOK = 16  # modules
BY_NAME = {
    ".": "Home Assistant knocks on each of them by its name",
    "store/migrations": "one after the other, by number",
}
"""Folders that hold however many there are, with why."""


def drawn() -> set[str]:
    """Return the folders of the picture, inner ones with the folder that holds them."""
    return {f"{above}/{name}" if above else name for above, name in _folders()}


def _folders() -> Iterator[tuple[str, str]]:
    above = ""
    for line in PICTURE.splitlines():
        if inner := re.match(r"│  [├└]─ (\w+)/", line):
            yield above, inner[1]
        elif outer := re.match(r"(?:│  |[├└]─ )(\w+)/", line):
            above = outer[1]
            yield "", above


def doors() -> set[str]:
    """Return what the picture calls doors, of which some are folders."""
    between = PICTURE.split(DOORS)[1].split("rights.py")[0]
    return set(re.findall(r"[a-z_]+", between))


def modules_drawn() -> set[str]:
    return set(re.findall(r"^│  (\w+)\.py ", PICTURE, re.MULTILINE)) | doors()


def folders(home: Path) -> set[str]:
    return {path.parent.name for path in home.glob("*/__init__.py")}


def modules(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py")} - {"__init__"}


def maps(home: Path) -> Iterator[tuple[str, set[str], set[str]]]:
    """Tell of each folder what its docstring names, and what is in it."""
    for path in (one for stage in WITH_A_MAP for one in (home / stage).rglob("__init__.py")):
        name = path.parent.relative_to(home).as_posix()
        if name not in BY_NAME:
            named = set(re.findall(r"``(\w+)``", path.read_text("utf-8").split('"""')[1]))
            yield name, named, modules(path.parent) | folders(path.parent)


def too_wide(home: Path) -> dict[str, int]:
    packages = (path.parent for path in home.rglob("__init__.py"))
    counts = {path.relative_to(home).as_posix(): len(modules(path)) for path in packages}
    return {name: count for name, count in counts.items() if name not in BY_NAME and count > AT_ONE_LOOK}


def beside_the_code(tests: Path, home: Path) -> set[str]:
    """Return the folders of tests of a stage that are none of the stage's."""
    stages = [path.name for path in home.iterdir() if (path / "__init__.py").exists() and (tests / path.name).is_dir()]
    files = {path.parent.relative_to(tests) for stage in stages for path in (tests / stage).rglob("*.py")}
    return {folder.as_posix() for folder in files if not (home / folder).is_dir()}


def imports(home: Path) -> dict[str, set[str]]:
    """Return which modules each of them takes something from, by their dotted names below a folder."""
    names = {_dotted(path, home): path for path in home.rglob("*.py")}
    return {name: set(_taken(path, home, names.keys())) - {name} for name, path in names.items()}


def _dotted(path: Path, home: Path) -> str:
    return ".".join(part for part in path.relative_to(home).with_suffix("").parts if part != "__init__")


def _taken(path: Path, home: Path, known: AbstractSet[str]) -> Iterator[str]:
    package = path.relative_to(home).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            above = package[: len(package) - node.level + 1]
            source = ".".join([*above, *([node.module] if node.module else [])])
            # What a folder hands on is taken from the folder, a file of it from the file.
            files = {f"{source}.{alias.name}".lstrip(".") for alias in node.names} & known
            yield from files or {source} & known


def both_ways(home: Path) -> set[tuple[str, str]]:
    """Return the folders of a stage of which each takes something from the other."""
    taken = {
        (_folder(one), _folder(other))
        for one, others in imports(home).items()
        for other in others
        if one.count(".") > 1 < other.count(".") and one.partition(".")[0] == other.partition(".")[0]
    }
    return {(one, other) for one, other in taken if one < other and (other, one) in taken}


def _folder(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_no_folders_of_a_stage_import_each_other() -> None:
    assert both_ways(HOME) == set()


def test_folders_that_import_each_other_are_noticed(tmp_path: Path) -> None:
    for path, text in {
        "store/file/database.py": "from ..events.table import TABLE\n",
        "store/events/table.py": "TABLE = 1\n",
        "store/events/batch.py": "from ..file.threads import run\n",
        "store/file/threads.py": "from ..blocks.block import run\n",
        "store/blocks/block.py": "from .index import run\n",
        "store/blocks/index.py": "def run():\n    pass\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    assert both_ways(tmp_path) == {("store.events", "store.file")}


def test_no_files_import_each_other_in_a_circle() -> None:
    assert [*TopologicalSorter(imports(HOME)).static_order()]


def test_a_circle_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("from .two import TWO\n", encoding="utf-8")
    (tmp_path / "two.py").write_text("from . import one\n", encoding="utf-8")

    with pytest.raises(CycleError):
        TopologicalSorter(imports(tmp_path)).prepare()


def test_the_picture_shows_every_folder_and_none_that_is_not_there() -> None:
    inner = {f"{above}/{name}" for above in folders(HOME) - doors() for name in folders(HOME / above)}

    assert drawn() == (folders(HOME) | inner) - doors()


def test_the_picture_shows_every_door_and_none_that_is_not_there() -> None:
    assert modules_drawn() - {"__init__"} == modules(HOME) | (doors() & folders(HOME))


def test_every_folder_is_taken_in_at_one_look() -> None:
    assert too_wide(HOME) == {}


def test_the_map_of_a_folder_names_all_that_is_in_it_and_nothing_else() -> None:
    assert {name: named ^ there for name, named, there in maps(HOME) if named != there} == {}


def test_the_folders_of_tests_are_those_of_the_code() -> None:
    assert beside_the_code(ROOT / "tests", HOME) == set()


def test_a_folder_of_tests_of_no_code_is_noticed(tmp_path: Path) -> None:
    for path in ("home/store/__init__.py", "tests/store/gone/test_late.py", "tests/real/test_boot.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()

    assert beside_the_code(tmp_path / "tests", tmp_path / "home") == {"store/gone"}


def test_what_is_not_on_the_map_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Rows: ``late`` and ``gone``."""\n', encoding="utf-8")
    for name in ("late", "new"):
        (folder / f"{name}.py").touch()

    assert [*maps(tmp_path)] == [("store", {"late", "gone"}, {"late", "new"})]


def test_a_folder_that_has_grown_too_wide_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "stage"
    folder.mkdir()
    for name in ("__init__", *map(str, range(17))):
        (folder / f"{name}.py").touch()

    assert too_wide(tmp_path) == {"stage": 17}
