"""Try detection on many homes at once, on all cores."""

from collections.abc import Iterable, Sequence
from functools import partial

from .ablations import without
from .judge import judge
from .section import on_all_cores
from .subject import Case, make_up, suggest
from .tally import Tally

ALL = ""  # the guard that is not there


def try_one(case: Case, guards: Sequence[str] = (ALL,)) -> list[Tally]:
    """Make up a home, learn from it with one guard switched off at a time, and judge what would be shown."""
    subject = make_up(case)
    tallies = []
    for guard in guards:
        with without(guard):
            suggestions = suggest(subject)
        tallies.append(judge(suggestions, subject))
    return tallies


def try_all(cases: Sequence[Case], jobs: int) -> list[Tally]:
    """Try many homes, in their order, so many at a time."""
    return [tallies[0] for tallies in try_guards(cases, (ALL,), jobs)]


def try_guards(cases: Sequence[Case], guards: Sequence[str], jobs: int) -> list[list[Tally]]:
    """Try many homes, each with one guard switched off at a time."""
    return on_all_cores(partial(try_one, guards=guards), cases, jobs)


def added(tallies: Iterable[Tally]) -> Tally:
    """Add homes up."""
    return sum(tallies, Tally())
