"""What a part of the evaluation is: cases tried, figures, and tables for people."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

type Figures = dict[str, Any]
"""Figures by name, as they stand in the JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for.

    Attributes:
        seeds: of the homes that are made up.
        simulators: that make them up.
        jobs: how many homes are tried at a time.
        real: recordings of real homes.
    """

    seeds: Sequence[int]
    simulators: Sequence[str]
    days: int = 56
    jobs: int = 1
    real: Sequence[Path] = ()
    verbose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the evaluation.

    Attributes:
        name: as on the command line and in the markers of the documentation.
        measure: returns its part of the JSON.
        tables: Markdown for people, a text each.
        command: what makes it, where it is not made of seeds.
    """

    name: str
    measure: Callable[[Asked], Figures]
    tables: Callable[[Figures], Iterator[str]]
    command: str = ""


def on_all_cores[C, T](work: Callable[[C], T], cases: Sequence[C], jobs: int) -> list[T]:
    """Return what work makes of each case, in their order, so many at a time; whoever is free takes the next one."""
    if jobs == 1:
        return [work(case) for case in cases]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(work, cases))


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown; what was not measured is a dash."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join('-' if cell is None else str(cell) for cell in line)} |" for line in lines)


def side_by_side(columns: Mapping[str, Figures], names: Mapping[str, str]) -> str:
    """Return figures as rows, what they were measured on as columns.

    Args:
        names: of the figures, and how to say them.
    """
    return table(
        ["", *columns], [[said, *(figures[name] for figures in columns.values())] for name, said in names.items()]
    )
