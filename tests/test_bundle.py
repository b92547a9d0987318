"""The built panel is what its sources build, whole and small: looked at without Node."""

from collections.abc import Iterator
import gzip
import hashlib
from pathlib import Path
import re

import pytest

from custom_components.homeiq.bundle import FOLDER, Bundle
from tools.integration import read_json
from tools.validate import INTEGRATION, flatten

SOURCES = Path(__file__).parents[1] / "frontend"
BESIDE = ("package-lock.json", "sources.mjs", "tsconfig.json", "vite.config.mjs")
BUNDLE = Bundle.read(FOLDER)
CARD, PANEL = BUNDLE.card.partition("?")[0], BUNDLE.panel.partition("?")[0]
TOLD = {"bundle.json", "licenses.md"}  # for Home Assistant, and for those who want to know

# Bytes, as browsers get them.
FOR_EVERY_PAGE = 12 * 1024
FOR_THE_FIRST_VIEW = 25 * 1024
FOR_ALL = 60 * 1024


def digest(folder: Path) -> str:
    """Compute what ``frontend/sources.mjs`` does."""
    inside = (path.relative_to(folder).as_posix() for path in (folder / "src").rglob("*") if path.is_file())
    total = hashlib.sha256()
    for name in sorted([*BESIDE, *inside]):
        total.update(f"{name}\0".encode() + (folder / name).read_bytes() + b"\0")
    return total.hexdigest()[:16]


def imported(name: str, *, lazily: bool = False) -> set[str]:
    """Return the files that a file imports: at once, or when they are needed."""
    text = (FOLDER / name).read_text("utf-8")
    pattern = r"import\([`\"']\./([\w.-]+)[`\"']\)" if lazily else r"(?:from|import)[`\"']\./([\w.-]+)[`\"']"
    return set(re.findall(pattern, text))


def loaded(*names: str) -> set[str]:
    """Return files with all that they import at once."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= imported(name) - found
    return found


def built() -> Iterator[str]:
    return (path.name for path in FOLDER.iterdir())


def zipped(names: set[str]) -> int:
    return sum(len(gzip.compress((FOLDER / name).read_bytes(), mtime=0)) for name in names)


def test_it_was_built_from_the_sources_as_they_are() -> None:
    assert digest(SOURCES) == BUNDLE.digest


def test_a_changed_source_is_noticed(tmp_path: Path) -> None:
    for name in BESIDE:
        (tmp_path / name).write_text("as it was")
    (tmp_path / "src").mkdir()
    (tmp_path / "src/panel.ts").write_text("as it was")
    before = digest(tmp_path)

    (tmp_path / "src/panel.ts").write_text("changed")

    assert digest(tmp_path) != before


def test_every_file_is_needed_and_every_file_that_is_needed_is_there() -> None:
    needed = loaded(PANEL, CARD)
    while new := {one for name in needed for one in loaded(*imported(name, lazily=True))} - needed:
        needed |= new

    assert needed | TOLD == set(built())


def test_the_page_knows_which_bundle_it_is_of() -> None:
    assert BUNDLE.digest in "".join((FOLDER / name).read_text("utf-8") for name in loaded(PANEL))


@pytest.mark.parametrize("name", sorted({*built()} - TOLD - {CARD, PANEL}))
def test_a_name_that_browsers_keep_says_what_is_in_the_file(name: str) -> None:
    assert re.fullmatch(r"[a-z-]+-[\w-]{8}\.js", name)


@pytest.mark.parametrize("asked", [BUNDLE.card, BUNDLE.panel])
def test_what_keeps_its_name_is_asked_for_anew_when_it_changes(asked: str) -> None:
    name, _, version = asked.partition("?v=")

    assert version == hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:8]


def test_from_an_update_until_the_restart_the_panel_is_found_by_the_name_from_before() -> None:
    assert (PANEL, CARD) == ("panel.js", "card.js")


def test_what_every_page_loads_is_small() -> None:
    assert zipped(loaded(CARD, *imported(CARD, lazily=True))) <= FOR_EVERY_PAGE


def test_the_first_view_is_small() -> None:
    assert zipped(loaded(PANEL)) <= FOR_THE_FIRST_VIEW


def test_all_of_it_is_small() -> None:
    assert zipped(set(built()) - TOLD) <= FOR_ALL


def test_nothing_is_asked_of_another_machine() -> None:
    scripts = [(FOLDER / name).read_text("utf-8") for name in {*built()} - TOLD]

    # Names of XML, and the card's documentation, which is only linked to: neither is loaded.
    assert {one for text in scripts for one in re.findall(r"https?://[\w.-]+", text)} <= {
        "http://www.w3.org",
        "https://github.com",
    }


def test_no_registry_is_named_in_the_lock() -> None:
    assert '"resolved"' not in (SOURCES / "package-lock.json").read_text("utf-8")


@pytest.mark.parametrize("language", sorted(path.stem for path in (INTEGRATION / "translations").glob("*.json")))
def test_what_cards_say_before_they_have_texts_is_what_the_translations_say(language: str) -> None:
    texts = read_json(INTEGRATION / f"translations/{language}.json")["config_panel"]
    first = "".join((FOLDER / name).read_text("utf-8") for name in loaded(CARD, *imported(CARD, lazily=True)))

    told = {*texts["offer"].values(), *(texts["card"][name] for name in ("title", "area", "max", "brought"))}
    assert {text for text in told if f"`{text}`" not in first} == set()


def test_every_text_that_the_sources_name_is_there() -> None:
    texts = flatten(read_json(INTEGRATION / "translations/en.json")["config_panel"])
    there = {re.sub("_(zero|one|other)$", "", key) for key in texts} | texts.keys()
    sources = "".join(path.read_text("utf-8") for path in (SOURCES / "src").rglob("*.ts"))

    named = set(re.findall(r"\b(?:say|count|find)\(\s*\"([a-z_.]+)\"", sources))

    assert len(named) > 100
    assert named - there == set()
