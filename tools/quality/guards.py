"""What each guard of detection buys: the same homes with one guard switched off at a time."""

from collections.abc import Iterator, Sequence

from .ablations import GUARDS
from .section import Asked, Figures, Section, table
from .subject import Case
from .tally import Tally
from .trial import ALL, added, try_guards

NAMES = ("recall", "shown", "precision", "forbidden", "condition_right", "same_days", "null_suggestions")


def measure(asked: Asked) -> Figures:
    """Judge the same homes, with habits and without, for each guard that is switched off."""
    return {simulator: _one(simulator, asked) for simulator in asked.simulators}


def _one(simulator: str, asked: Asked) -> Figures:
    cases = [
        Case(simulator=simulator, seed=seed, days=asked.days, null=null)
        for null in (False, True)
        for seed in asked.seeds
    ]
    guards = (ALL, *(each.name for each in GUARDS))
    columns = zip(*try_guards(cases, guards, asked.jobs), strict=True)
    return {guard or "none": _figures(tallies) for guard, tallies in zip(guards, columns, strict=True)}


def _figures(tallies: Sequence[Tally]) -> Figures:
    half = len(tallies) // 2
    empty = added(tallies[half:])
    return added(tallies[:half]).to_json() | {"null_suggestions": round(empty.shown / max(empty.homes, 1), 3)}


def tables(figures: Figures) -> Iterator[str]:
    """Show a row a guard."""
    header = ["simulator", "switched off", "recall", "suggestions", "precision", "must not be suggested"]
    yield table(
        [*header, "condition right", "right days", "suggestions in a home without habits"],
        [
            [simulator, guard, *(one[name] for name in NAMES)]
            for simulator, guards in figures.items()
            for guard, one in guards.items()
        ],
    )


SECTION = Section(name="ablations", measure=measure, tables=tables)
