"""Reports: what the states that an entity told mean, once it is known where they led.

Who lowers a blind to a third starts it closing, and it stops open: it was neither closed nor opened. What is on its way
counts as what it came to, at the moment it set out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.existing import ANY_STATE
from ...model.moments import CHANGED, is_moment
from ...model.things import PARTLY, thing_of

_TRAVEL = 600.0  # seconds within which a thing arrives, or never will


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reports:
    """What one entity told while it was there.

    Attributes:
        time: float64[n], UTC epoch seconds, ascending.
        code: int32[n], which of ``states`` each means.
        states: the different meanings, sorted.
        is_new: bool[n], it is another one than before.
        by_itself: bool[n], it came to an end as it does by itself.
        again: bool[n], it is one more of what came before, unless the entity was away; None where nothing comes twice.
    """

    time: NDArray[np.float64]
    code: NDArray[np.int32]
    states: tuple[str, ...]
    is_new: NDArray[np.bool_]
    by_itself: NDArray[np.bool_]
    again: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Kinds:
    """What an entity's different states are: what each means, and whether it is on the way, open, or closing."""

    code: NDArray[np.int32]
    moving: NDArray[np.bool_]
    is_open: NDArray[np.bool_]
    is_closing: NDArray[np.bool_]
    partly: int


def read_reports(name: str, texts: Sequence[str], time: NDArray[np.float64], state: NDArray[np.int32]) -> Reports:
    """Tell what an entity's reports mean.

    Args:
        name: the entity.
        texts: of all states.
        time: float64[n], UTC epoch seconds, ascending, at least one.
        state: int32[n], the reports, as indices into ``texts``.
    """
    thing = thing_of(name)
    if thing.is_moment:
        return _moments(texts, time, state)
    seen, place = _different(state, len(texts))
    told = [texts[number] for number in seen.tolist()]
    meant = [thing.meanings.get(one, thing.alike.get(one, one)) for one in told]
    if thing.on_the_way.isdisjoint(told):
        states, code = coded(np.array(meant, dtype=np.str_))
        code = code[place]
    else:
        states, code = coded(np.array([*meant, PARTLY], dtype=np.str_))
        kinds = _Kinds(
            code=code[:-1],
            moving=np.array([one in thing.on_the_way for one in told]),
            is_open=np.array([one == "open" for one in told]),
            is_closing=np.array([one == "closing" and PARTLY in thing.actions for one in told]),
            partly=int(code[-1]),
        )
        code = _settled(place, kinds, time)
    return Reports(
        time=time,
        code=code,
        states=states,
        is_new=np.append(True, code[1:] != code[:-1]),
        by_itself=np.array([one in thing.ends for one in told])[place],
    )


def _different(state: NDArray[np.int32], texts: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the different states, ascending, and which of them each is.

    Args:
        state: int32[n], 0 or more.
        texts: how many there may be.

    Examples:
        >>> seen, place = _different(np.array([5, 2, 5], dtype=np.int32), 6)
        >>> seen.tolist(), place.tolist()
        ([2, 5], [1, 0, 1])
    """
    if texts > len(state):
        return np.unique(state, return_inverse=True)
    # Where there are few, marking them is quicker than putting the reports in order.
    is_seen = np.zeros(texts, dtype=np.bool_)
    is_seen[state] = True
    return np.flatnonzero(is_seen), (np.cumsum(is_seen) - 1)[state]


def _moments(texts: Sequence[str], time: NDArray[np.float64], state: NDArray[np.int32]) -> Reports:
    """Tell which moments an entity reported: each by its name where it has one, else as one of any kind."""
    seen, place = np.unique(state, return_inverse=True)
    names = [ANY_STATE if texts[one] == CHANGED or is_moment(texts[one]) else texts[one] for one in seen.tolist()]
    known = sorted({*names} - {ANY_STATE})
    if len(known) == 1:
        # What it told before its moments were kept by their names can't have been another.
        names = known * len(names)
    states, code = coded(np.array(names, dtype=np.str_))
    repeats = np.append(False, state[1:] == state[:-1])
    never = np.zeros(len(time), dtype=np.bool_)
    is_named = np.array([texts[one] == CHANGED or not is_moment(texts[one]) for one in seen.tolist()])[place]
    return Reports(
        time=time, code=code[place], states=states, is_new=~repeats, by_itself=never, again=repeats & is_named
    )


def _settled(told: NDArray[np.int64], kinds: _Kinds, time: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return what each report came to.

    Args:
        told: int64[n], which of the told states each report is.
        kinds: what those are.
        time: float64[n], UTC epoch seconds.
    """
    code, moving = kinds.code[told], kinds.moving[told]
    # A thing that stops open on its way down was not opened, nor is it when it tells so once more.
    came = np.append(-1, told[:-1])
    stops = kinds.is_open[told] & (kinds.is_closing[came] & (came >= 0))
    for row in np.flatnonzero(stops).tolist():
        code[row] = kinds.partly
    for row in np.flatnonzero((told == came) & kinds.is_open[told]).tolist():
        code[row] = code[row - 1]
    ends = np.minimum.accumulate(np.where(moving, len(told) - 1, np.arange(len(told)))[::-1])[::-1]
    arrives = moving & ~moving[ends] & (time[ends] - time <= _TRAVEL)
    return np.where(arrives, code[ends], code)


def coded(states: NDArray[np.str_]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Return the different states, sorted, and which of them each is.

    Examples:
        >>> names, codes = coded(np.array(["on", "off", "on"]))
        >>> names, codes.tolist()
        (('off', 'on'), [1, 0, 1])
    """
    known, code = np.unique(states, return_inverse=True)
    return tuple(known.tolist()), code.astype(np.int32)
