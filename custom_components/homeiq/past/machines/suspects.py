"""Suspects: changes of one entity to one state that look like people's, and those found to be a machine's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.things import ACT_STATES
from ..series import Series
from ..timeline import Timeline
from .exact import FEWEST
from .verdict import Gate, Verdict


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Suspects:
    """Changes of an entity to one state that look like people's.

    Attributes:
        rows: int64[n], where they are in the entity's series.
        time: float64[n], UTC epoch seconds.
    """

    name: str
    state: str
    rows: NDArray[np.int64]
    time: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Disowned:
    """Changes that are a machine's."""

    verdict: Verdict
    rows: NDArray[np.integer]


def found(one: Suspects, gate: Gate, made: NDArray[np.bool_], sources: tuple[str, ...] = ()) -> Iterator[Disowned]:
    """Yield those of some suspects that a machine made, if there are any.

    Args:
        made: bool[n], which of them are.
        sources: what they answer.
    """
    if count := int(np.count_nonzero(made)):
        verdict = Verdict(entity_id=one.name, state=one.state, gate=gate, acts=count, sources=sources)
        yield Disowned(verdict=verdict, rows=one.rows[made])


def found_by_state(
    name: str, series: Series, rows: NDArray[np.integer], gate: Gate, sources: tuple[str, ...] = ()
) -> Iterator[Disowned]:
    """Yield some changes of an entity that a machine made, those to each state by themselves.

    Args:
        rows: int[n], where they are in the entity's series.
        sources: what they answer.
    """
    for code in np.unique(series.code[rows]).tolist():
        mine = rows[series.code[rows] == code]
        verdict = Verdict(entity_id=name, state=series.states[code], gate=gate, acts=len(mine), sources=sources)
        yield Disowned(verdict=verdict, rows=mine)


def suspects(timeline: Timeline, *, named: bool) -> Iterator[Suspects]:
    """Yield the changes that look like people's, with those that a person is named for or without."""
    for name, one in timeline.series.items():
        if name.partition(".")[0] not in ACT_STATES or not (named or not one.by_person.all()):
            continue
        candidates = one.by_people if named else one.by_people & ~one.by_person
        for state in one.states:
            mine = np.flatnonzero(one.comes_to(state) & candidates)
            mine = mine[mine > 0]
            if len(mine) >= FEWEST:
                yield Suspects(name=name, state=state, rows=mine, time=one.time[mine])


def lasted(one: Suspects, timeline: Timeline) -> NDArray[np.float64]:
    """Return for how long the entity had been as it was before each change, float64[n], seconds."""
    time = timeline.series[one.name].time
    return np.asarray(time[one.rows] - time[one.rows - 1])
