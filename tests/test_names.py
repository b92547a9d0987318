"""A name means one thing: whoever reads that of a class knows which one it is, and of a file, in which stage it is."""

import ast
from collections import Counter, defaultdict
from pathlib import Path

HOME = Path(__file__).parents[1] / "custom_components" / "homeiq"
MEANS_THE_SAME = {
    "Asked": "what a program asks, at each of two doors that serve alike",
    "Gate": "what a habit does not pass, and what a machine does not",
    "Gates": "what there is to pass, for a moment and for whatever was found",
}
"""Names that stand at two places, with what they mean at both."""

OF_ONE_SUBJECT = {
    "adjusting": "changing a suggestion",
    "ai_use": "how much the home's AI was used",
    "asking": "what all that a program asks at one door has in common",
    "automations": "the home's own automations",
    "checking": "looking through the database for damage",
    "conditions": "what an automation depends on",
    "consent": "that an automation asks first",
    "crossings": "a sensor beside a number",
    "days_off": "days on which people don't work",
    "deciding": "what can be done to a suggestion",
    "decisions": "what people decided",
    "diary": "the last weeks of a habit, day by day",
    "errors": "what can go wrong in a stage",
    "existing": "what the home does already",
    "exporting": "a suggestion as text",
    "figures": "how HomeIQ itself is doing, in numbers",
    "findings": "what was found",
    "followed": "what became of what was accepted",
    "forgetting": "deleting on demand",
    "forgotten": "what was to be deleted",
    "forms": "what a suggestion is written as",
    "gates": "what a habit has to pass",
    "health": "how HomeIQ is",
    "hello": "the greeting of a program",
    "history": "the home's events",
    "home": "what is in the home",
    "hooks": "webhooks",
    "kept_back": "what is never suggested",
    "learning": "learning, and what was learned",
    "limits": "what a habit compares a number with, in the units of now",
    "metrics": "what is counted of HomeIQ",
    "offered": "what is offered",
    "overridden": "what is undone again and again",
    "overview": "how it all stands",
    "pauses": "the spans of time that nothing is learned from",
    "pausing": "pausing the learning",
    "refining": "a wish in plain words",
    "rung": "what a habit may be trusted with",
    "runs": "the runs of the analysis",
    "sun": "sunrise and sunset",
    "surroundings": "what people go by beside their home",
    "told": "what people were told",
    "trials": "suggestions on trial",
    "units": "in which units something is measured",
    "values": "what people set things to",
    "webhooks": "webhooks, at one door each",
    "zones": "the home's time zone",
}
"""Names of files that stand in several stages, with what all of them are about: whoever opens one is not astray."""


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


def repeated(home: Path) -> set[str]:
    """Return the names of files that stand in several stages."""
    stages = Counter(name for _, name in files(home))
    return {name for name, count in stages.items() if count > 1}


def ambiguous(home: Path) -> dict[str, set[str]]:
    return {name: places for name, places in classes(home).items() if len(places) > 1}


def test_the_name_of_a_class_means_one_thing() -> None:
    assert {name: places for name, places in ambiguous(HOME).items() if name not in MEANS_THE_SAME} == {}


def test_no_name_is_excused_that_stands_once() -> None:
    assert MEANS_THE_SAME.keys() - ambiguous(HOME) == set()


def test_a_file_is_known_by_its_stage_and_its_name() -> None:
    assert {name: places for name, places in files(HOME).items() if len(places) > 1} == {}


def test_a_file_that_stands_in_several_stages_is_about_the_same_in_each() -> None:
    assert repeated(HOME) == OF_ONE_SUBJECT.keys()


def test_a_file_that_stands_in_several_stages_is_noticed(tmp_path: Path) -> None:
    for path in ("store/room.py", "keeping/room.py", "store/late.py"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()

    assert repeated(tmp_path) == {"room"}


def test_a_name_with_two_meanings_is_noticed(tmp_path: Path) -> None:
    for name in ("capture", "store"):
        (tmp_path / f"{name}.py").write_text("class Told:\n    pass\n\n\nclass _Own:\n    pass\n", encoding="utf-8")

    assert ambiguous(tmp_path) == {"Told": {"capture", "store"}}
