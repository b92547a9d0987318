"""Remotes: buttons, rockers and dimmers, by which a hand moves a thing that has no switch of its own.

What follows one within a second is no machine's: somebody pressed it. But that it follows it is no news either, so that
a remote sets nothing off that it moves. It gives itself away because it is hardly ever pressed in vain, and because its
presses lead to use as well as to rest: a sensor that sees somebody, or a bell, leads to use only. Of a known control
neither is asked: it may move several things, each at times, and one of its buttons may only ever light a lamp.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ....model.things import ACT_STATES, Origin, thing_of
from ...delays import Followers
from ...flips import Flips
from ...timeline import Timeline
from ..verdict import Gate, Verdict

_ORIGINS = frozenset({Origin.SENSED, Origin.TOLD, Origin.PRESSED})
_SENSES = frozenset({"doorbell", "motion"})  # device classes of events that nobody brings about to move a thing
_EARLY = 0.5  # seconds by which a press may be told later than what it moves
_WITHIN = 4.0  # seconds within which it moves it
_USUALLY = 2.0  # the same, half of the times; who answers a sensor takes longer
_MOVED = 0.7  # share of the presses that move it; it may be as it should be already
_MOVED_AT_TIMES = 0.1  # the same, by what is a control for certain
_EITHER = 0.25  # share of what it moves that goes to use, and to rest
_FEWEST = 5  # of each
_CONTROLS = "controls"  # what is known for a control counts together


class _Press(NamedTuple):
    """What a kind of press does to one thing.

    Attributes:
        source: what is pressed.
        to_use: how often that comes to use with it; ``to_rest`` likewise.
    """

    source: str
    to_use: int
    to_rest: int


def find_remotes(timeline: Timeline, flips: Mapping[str, Flips]) -> Iterator[Verdict]:
    """Yield what is moved by remotes.

    Args:
        flips: of all entities that have enough.
    """
    moved = {name: one for name, one in flips.items() if name.partition(".")[0] in ACT_STATES}
    every = Followers.of([one.time for one in moved.values()])
    used = np.concatenate([np.empty(0, dtype=np.bool_), *(one.used for one in moved.values())])
    order = np.argsort(np.concatenate([np.empty(0), *(one.time for one in moved.values())]), kind="stable")
    found: dict[tuple[int, str], list[_Press]] = {}
    names = list(moved)
    for source, group, moments in _presses(timeline):
        share = _MOVED_AT_TIMES if group is _CONTROLS else _MOVED
        for place, to_use, to_rest in _moves(moments, every, used[order], share):
            if names[place] != source:
                found.setdefault((place, group), []).append(_Press(source, to_use, to_rest))
    for (place, group), presses in found.items():
        yield from _verdicts(names[place], presses, is_sure=group is _CONTROLS)


def _verdicts(name: str, presses: Sequence[_Press], *, is_sure: bool) -> Iterator[Verdict]:
    to_use, to_rest = sum(one.to_use for one in presses), sum(one.to_rest for one in presses)
    if is_sure or min(to_use, to_rest) >= max(_FEWEST, _EITHER * (to_use + to_rest)):
        sources = tuple(sorted({one.source for one in presses}))
        yield Verdict(entity_id=name, state="", gate=Gate.HAND, acts=to_use + to_rest, sources=sources)


def _presses(timeline: Timeline) -> Iterator[tuple[str, str, NDArray[np.float64]]]:
    """Yield the moments of each kind that may be presses, and a name for those that lead to use and rest together.

    Two buttons may share that, of a remote with several. But what a sensor comes to when somebody goes must not.
    """
    for name, series in timeline.series.items():
        thing = thing_of(name)
        if thing.origin not in _ORIGINS or timeline.home.device_class_of(name) in _SENSES:
            continue
        for state in series.states:
            moments = series.reached(state)
            moments = moments[np.diff(moments, prepend=-np.inf) > _WITHIN]
            if len(moments) >= _FEWEST:
                is_control = name in timeline.home.controls
                yield name, _CONTROLS if is_control else "" if thing.is_moment else f"{name} {state}", moments


def _moves(
    moments: NDArray[np.float64], every: Followers, used: NDArray[np.bool_], share: float
) -> Iterator[tuple[int, int, int]]:
    """Yield what some moments mostly move at once, and how often to use and to rest.

    Args:
        moments: float64[n], UTC epoch seconds, ascending.
        every: the flips of all things.
        used: bool[m] of each of these, whether it came to use.
        share: how many of the moments have to move it, 0..1.
    """
    delays = every.since(moments - _EARLY)
    near = np.flatnonzero(delays <= _WITHIN + _EARLY)
    sides = every.tally(near, used[near].astype(np.int64), 2)
    for place in np.flatnonzero(sides.sum(axis=1) >= max(_FEWEST, share * len(moments))).tolist():
        if np.median(delays[near[every.whose[near] == place]]) <= _USUALLY + _EARLY:
            yield place, int(sides[place, 1]), int(sides[place, 0])
