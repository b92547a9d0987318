"""The picture of the tree on the design's page is the tree, and a folder is taken in at one look."""

from collections.abc import Iterator
from pathlib import Path
import re

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


def test_the_picture_shows_every_folder_and_none_that_is_not_there() -> None:
    inner = {f"{above}/{name}" for above in folders(HOME) - doors() for name in folders(HOME / above)}

    assert drawn() == (folders(HOME) | inner) - doors()


def test_the_picture_shows_every_door_and_none_that_is_not_there() -> None:
    assert modules_drawn() - {"__init__"} == modules(HOME) | (doors() & folders(HOME))


def test_every_folder_is_taken_in_at_one_look() -> None:
    assert too_wide(HOME) == {}


def test_the_map_of_a_folder_names_all_that_is_in_it_and_nothing_else() -> None:
    assert {name: named ^ there for name, named, there in maps(HOME) if named != there} == {}


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
