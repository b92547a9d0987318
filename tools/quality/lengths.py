"""How soon habits are found: the same homes with shorter histories."""

from collections.abc import Iterator

from .section import Asked, Figures, Section, table
from .subject import Case
from .trial import added, try_all

DAYS = (7, 14, 28, 56)


def measure(asked: Asked) -> Figures:
    """Judge each length of history against what its days alone had to show."""
    return {simulator: {str(days): _one(simulator, days, asked) for days in DAYS} for simulator in asked.simulators}


def _one(simulator: str, days: int, asked: Asked) -> Figures:
    cases = [Case(simulator=simulator, seed=seed, days=days) for seed in asked.seeds]
    return added(try_all(cases, asked.jobs)).to_json()


def tables(figures: Figures) -> Iterator[str]:
    """Show a row a length."""
    header = ["simulator", "days", "habits to be found", "recall", "recall of all", "suggestions", "precision"]
    names = ("planted", "recall", "recall_of_all", "shown", "precision")
    yield table(
        header,
        [
            [simulator, days, *(one[name] for name in names)]
            for simulator, lengths in figures.items()
            for days, one in lengths.items()
        ],
    )


SECTION = Section(name="history", measure=measure, tables=tables)
