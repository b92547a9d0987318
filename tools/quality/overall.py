"""How well habits are found, all in all: both simulators side by side, homes with habits and homes without."""

from collections.abc import Iterator
import sys

from .section import Asked, Figures, Section, side_by_side, table
from .subject import Case
from .tally import KINDS, Tally
from .trial import added, try_all

MEASURES = {
    "homes": "homes",
    "planted": "habits to be found",
    "recall": "found, right in every respect",
    "recall_loosely": "found, be it with other days or conditions",
    "recall_of_all": "found of all habits, however rare",
    "shown": "suggestions",
    "precision": "right in every respect",
    "precision_loosely": "right, be it with other days or conditions",
    "came_true": "of these: nobody's intention, but it went on like that",
    "duplicates": "duplicates",
    "forbidden": "must not be suggested",
    "same_days": "right days",
    "condition_found": "needed condition: there is one",
    "condition_right": "needed condition: it is the right one",
    "needless_condition": "condition where none is needed",
    "groups_whole": "groups whole",
    "right_afterwards": "runs that were right in the weeks after",
    "null_homes": "homes without habits",
    "null_suggestions": "suggestions in a home without habits",
}


def measure(asked: Asked) -> Figures:
    """Judge homes with habits and as many without."""
    return {simulator: _one(simulator, asked) for simulator in asked.simulators}


def _one(simulator: str, asked: Asked) -> Figures:
    cases = [Case(simulator=simulator, seed=seed, days=asked.days) for seed in asked.seeds]
    empty = [Case(simulator=simulator, seed=seed, days=asked.days, null=True) for seed in asked.seeds]
    tallies = try_all([*cases, *empty], asked.jobs)
    homes, nulls = added(tallies[: len(cases)]), added(tallies[len(cases) :])
    if asked.verbose:
        _tell(homes, nulls)
    return homes.to_json() | {
        "null_homes": nulls.homes,
        "null_suggestions": round(nulls.shown / nulls.homes, 3) if nulls.homes else None,
    }


def _tell(*tallies: Tally) -> None:
    for tally in tallies:
        for each in sorted(tally.mistakes, key=lambda each: (each.sort, each.home)):
            print(f"{each.sort} | {each.home} | {each.text}", file=sys.stderr)


def tables(figures: Figures) -> Iterator[str]:
    """Show the simulators side by side, then each kind of habit."""
    yield side_by_side(figures, MEASURES)
    rows = []
    for kind in KINDS:
        cells = [part["by_kind"].get(kind) for part in figures.values()]
        if any(cells):
            rows.append([kind, *(value for cell in cells for value in _cells(cell))])
    header = [
        "kind",
        *(f"{name}: {what}" for name in figures for what in ("found of", "recall", "right of", "precision")),
    ]
    yield table(header, rows)


def _cells(cell: Figures | None) -> list[object]:
    names = ("planted", "recall", "shown", "precision")
    return [cell[name] if cell else None for name in names]


SECTION = Section(name="overall", measure=measure, tables=tables)
