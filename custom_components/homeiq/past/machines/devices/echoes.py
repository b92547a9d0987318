"""Echoes: a group, or a helper, that only repeats what happens to the things that it stands for.

Home Assistant's registries name the members of some groups; integrations and helpers have others of their own. They are
known by what they do: in use whenever one of their sources is, and never changing but with one of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ....model.things import ACT_STATES, AT_REST
from ...timeline import Timeline
from ..verdict import Gate
from .joined import meetings, together

_STEADY = 0.95  # share of the changes of one after which the other is as it has to be
_REPEATED = 0.9  # share of an echo's changes that come with one of its sources

type Changes = Mapping[tuple[str, str], NDArray[np.float64]]
"""When each entity came to each state: float64[n], UTC epoch seconds, ascending."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Echoes:
    """What echoes what.

    Attributes:
        sources: of each echo. Two things that always move together are each other's.
        within: seconds that an echo may come later, or sooner, than its source.
    """

    sources: Mapping[str, frozenset[str]]
    within: float

    @classmethod
    def of(cls, timeline: Timeline, changes: Changes, within: float, fewest: int) -> Self:
        """Find them among the entities with changes that have some with another one, ``fewest`` at least."""
        found: dict[str, set[str]] = {}
        for state in sorted({state for _, state in changes} - AT_REST):
            names = [name for name, other in changes if other == state]
            for first, second, _ in meetings([changes[name, state] for name in names], within, fewest):
                for echo, source in ((first, second), (second, first)):
                    if _covers(timeline, names[echo], names[source], state, within):
                        found.setdefault(names[echo], set()).add(names[source])
        known = {name: frozenset(one.members) for name, one in timeline.home.entities.items() if one.members}
        learned = {echo: frozenset(some) for echo, some in found.items() if _is_echo(echo, some, changes, within)}
        told: dict[str, frozenset[str]] = {}
        for one in timeline.verdicts:
            if one.gate in {Gate.FOLLOWER, Gate.ECHO, Gate.HAND}:
                told[one.entity_id] = told.get(one.entity_id, frozenset()).union(one.sources)
        alike = learned | known
        none = frozenset[str]()
        sources = {name: told.get(name, none) | alike.get(name, none) for name in told | alike}
        return cls(sources=sources, within=within)

    def kin(self, entities: Iterable[str]) -> frozenset[str]:
        """Return what only repeats some entities, or is repeated by them."""
        mine = frozenset(entities)
        repeated = frozenset[str]().union(*(self.sources.get(name, ()) for name in mine))
        return (repeated | {echo for echo, some in self.sources.items() if some & mine}) - mine

    def stands_for_others(self, name: str) -> bool:
        """Tell whether an entity is a group of others: of two that move alike, either may repeat the other."""
        # What merely moves it, such as its remotes, is no part of it.
        parts = {one for one in self.sources.get(name, ()) if one.partition(".")[0] in ACT_STATES}
        return len(parts) > 1 and not any(name in self.sources.get(part, ()) for part in parts)

    def repeat(self, entities: Iterable[str], acts: NDArray[np.float64], changes: Changes, state: str) -> bool:
        """Tell whether entities do nothing but repeat others."""
        mine = frozenset(entities)
        if not mine <= self.sources.keys():
            return False
        others = frozenset[str]().union(*(self.sources[name] for name in mine)) - mine
        return bool(others) and _come_with(acts, others, changes, state, self.within)


def _covers(timeline: Timeline, echo: str, source: str, state: str, within: float) -> bool:
    """Tell whether an echo is in use as long as a source is: from its beginning, and until after its end."""
    begun = timeline.series[source].reached(state)
    ended = timeline.series[echo].time[~timeline.series[echo].comes_to(state)][1:]
    follows = timeline.series[echo].was(state, begun + within)
    outlasts = ~timeline.series[source].was(state, ended + within)
    return bool(
        np.count_nonzero(follows) >= _STEADY * len(follows) and np.count_nonzero(outlasts) >= _STEADY * len(outlasts)
    )


def _is_echo(name: str, sources: Iterable[str], changes: Changes, within: float) -> bool:
    """Tell whether all changes of an entity come with those of others."""
    return all(
        _come_with(mine, sources, changes, state, within) for (other, state), mine in changes.items() if other == name
    )


def _come_with(
    moments: NDArray[np.float64], sources: Iterable[str], changes: Changes, state: str, within: float
) -> bool:
    theirs = [changes[name, state] for name in sources if (name, state) in changes]
    every = np.sort(np.concatenate([np.empty(0), *theirs]))
    return together(moments, every, within) >= _REPEATED * len(moments)
