"""What a section of the bench is: something measured, its tables, and what it aims at."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .workshop import Workshop

type Measured = dict[str, Any]
"""Figures by name, as they stand in the JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A target beside what was measured.

    Attributes:
        what: is measured.
        target: in words and figures.
        measured: likewise, with the ratio where the target is one.
    """

    what: str
    target: str
    measured: str
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the bench.

    Attributes:
        name: as on the command line.
        measure: returns its part of the JSON.
        tables: Markdown for people, a text each.
        aims: what it should reach.
        on_demand: only runs where it is named.
        profile: says where time goes in another process; where there is none, this one is looked at.
    """

    name: str
    measure: Callable[[Workshop], Awaitable[Measured]]
    tables: Callable[[Measured], Iterator[str]]
    aims: Callable[[Measured], Iterator[Aim]]
    on_demand: bool = False
    profile: Callable[[Workshop], str] | None = None


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def number(value: float) -> str:
    """Return a figure as people write it: 12,300 or 4.2 or 0.051."""
    if abs(value) >= 100:  # noqa: PLR2004 - beyond it a decimal says nothing
        return f"{value:,.0f}"
    return f"{value:.3g}"


def in_days(days: int) -> str:
    """Return how many days, in words."""
    return "1 day" if days == 1 else f"{days} days"


def at_most(what: str, limit: float, value: float, unit: str) -> Aim:
    """Aim at no more than a limit."""
    return Aim(
        what=what,
        target=f"≤ {number(limit)} {unit}".rstrip(),
        measured=f"{number(value)} {unit}".rstrip(),
        is_met=value <= limit,
    )


def at_least(what: str, limit: float, value: float, unit: str) -> Aim:
    """Aim at no less than a limit."""
    return Aim(
        what=what,
        target=f"≥ {number(limit)} {unit}".rstrip(),
        measured=f"{number(value)} {unit}".rstrip(),
        is_met=value >= limit,
    )


def times_less(what: str, limit: float, ours: float, theirs: float) -> Aim:
    """Aim at so many times less than somebody else."""
    factor = theirs / ours if ours > 0 else float("inf")
    return Aim(
        what=what,
        target=f"at least {number(limit)} times less",
        measured=f"{number(factor)} times less ({number(ours)} and {number(theirs)})",
        is_met=factor >= limit,
    )
