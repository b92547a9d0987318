"""Set-points: what people set while a thing stays as it is, as changes of a series of its own.

A thermostat that heats is turned from 20 to 17 degrees, a lamp that is on is dimmed: its state stays, so its series
tells of nothing. Here it comes from ``heat#temperature=20`` to ``heat#temperature=17``. What people correct, or step
to, is one act; what comes with a change of state, or with a return from an absence, belongs to that. What goes on and
on is software's, and no wish. Values that are near each other are one wish: the one that is set most often.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.event import Cause, EventColumns
from ...model.habits.value import is_set_value, split_value_name
from ...model.home import Home
from ...model.things import AT_REST, PARTLY, SETTINGS
from ...model.things.set_state import SetState, alike, set_state_of
from ..series import UNKNOWN, Series
from ..values import CORRECTED, by_hand, turned_in
from .beside import numbers_in

_WITH_STATE = 3.0  # seconds by which a value may come before the state that it belongs to
_LONGEST = 600.0  # seconds that one act takes at most, steps and corrections included; a fade goes on, as does software
_AROUND = 7200.0  # seconds on either side of an act in which others of that thing are counted
_AGAIN = 4.0  # acts around most of them, itself included, from which on nobody sets it for good


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Moves:
    """Changes of one value, in the order of time.

    Attributes:
        time: float64[n], UTC epoch seconds.
        value: float64[n], NaN where there is none.
        by_people: bool[n], no machine's.
        by_person: bool[n], somebody's by name.
    """

    time: NDArray[np.float64]
    value: NDArray[np.float64]
    by_people: NDArray[np.bool_]
    by_person: NDArray[np.bool_]

    def settled(self) -> _Moves:
        """Return each correction, and each step of several, with what came before it: when it began, and how it ended.

        Examples:
            >>> people = np.ones(3, dtype=np.bool_)
            >>> time, value = np.array([0.0, 4.0, 900.0]), np.array([18.0, 17.0, 20.0])
            >>> moves = _Moves(time=time, value=value, by_people=people, by_person=people).settled()
            >>> moves.time.tolist(), moves.value.tolist()
            ([0.0, 900.0], [17.0, 20.0])
        """
        goes_on = self.by_people[1:] & self.by_people[:-1] & (np.diff(self.time) <= CORRECTED)
        first, last = np.flatnonzero(np.append(True, ~goes_on)), np.flatnonzero(np.append(~goes_on, True))
        named = np.append(0, np.cumsum(self.by_person))
        return _Moves(
            time=self.time[first],
            value=self.value[last],
            by_people=self.by_people[first] & (self.time[last] - self.time[first] <= _LONGEST),
            by_person=named[last + 1] > named[first],
        )

    def in_use(self, states: Series) -> _Moves:
        """Return the same moves, of which those about a change of state, or while it is at rest, are nobody's."""
        changes = np.unique(np.concatenate([states.time, states.breaks]))
        since = self.time - np.append(-np.inf, changes)[changes.searchsorted(self.time + _WITH_STATE, "right")]
        at_rest = np.isin(states.states, tuple(AT_REST))
        code = states.codes_at(self.time)
        return self._but_for((since <= CORRECTED) | (code == UNKNOWN) | at_rest[code])

    def noticed(self, attribute: str) -> _Moves:
        """Return the same moves, of which those that make hardly a difference are nobody's: so software dims all day.

        Examples:
            >>> people = np.ones(3, dtype=np.bool_)
            >>> moves = _Moves(
            ...     time=np.arange(3.0), value=np.array([200.0, 185.0, 51.0]), by_people=people, by_person=people
            ... )
            >>> moves.noticed("brightness").by_people.tolist()
            [True, False, True]
        """
        return self._but_for(np.append(False, np.abs(np.diff(self.value)) < _alike(attribute, self.value[1:])))

    def for_good(self) -> _Moves:
        """Return the same moves, none of which is anybody's where people, or software in their name, go on and on.

        Examples:
            >>> people = np.ones(8, dtype=np.bool_)
            >>> moves = _Moves(time=np.arange(8) * 1800.0, value=np.arange(8.0), by_people=people, by_person=people)
            >>> moves.for_good().by_people.any()
            np.False_
        """
        begun = self.time[np.append(True, np.diff(self.time) > CORRECTED)] if len(self.time) else self.time
        acts = self.time[self.by_people]
        around = begun.searchsorted(acts + _AROUND, "right") - begun.searchsorted(acts - _AROUND)
        goes_on = bool(len(acts)) and float(np.median(around)) >= _AGAIN
        return self._but_for(np.full(len(self.time), goes_on))

    def _but_for(self, nobodys: NDArray[np.bool_]) -> _Moves:
        """Return the same moves, some of which are nobody's."""
        by_people = self.by_people & ~nobodys
        return _Moves(time=self.time, value=self.value, by_people=by_people, by_person=self.by_person & by_people)


def is_there(series: Series, state: str, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell at which moments an entity was in a state, or could not be set to it as it was in another one, bool[n]."""
    if (sets := set_state_of(state)) is None:
        return series.was(state, times, inclusive=False)
    others = [code for code, one in enumerate(series.states) if one != state and _is_within(one, sets.within)]
    return np.isin(series.codes_at(times, inclusive=False), others, invert=True)


def can_be_set(series: Series, state: str, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell at which moments an entity was in the state in which something is set, just before them, bool[n].

    Args:
        series: of what it is set to.
        state: that is set.
        times: float64[n], UTC epoch seconds.
    """
    sets = set_state_of(state)
    inside = [code for code, one in enumerate(series.states) if sets and _is_within(one, sets.within)]
    return np.isin(series.codes_at(times, inclusive=False), inside)


def _is_within(state: str, within: str) -> bool:
    sets = set_state_of(state)
    return sets is not None and sets.within == within


def steps_of(acts: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which changes of a value some acts are made of, bool[n]: the first of each, and what goes on from there.

    Args:
        acts: float64[m], when they began, UTC epoch seconds.
        times: float64[n], when the value changed, whoever did it, ascending.

    Examples:
        >>> steps_of(np.array([100.0]), np.array([10.0, 100.0, 104.0, 900.0])).tolist()
        [False, True, True, False]
    """
    first = np.append(True, np.diff(times) > CORRECTED) | np.isin(times, acts)
    began = times[np.maximum.accumulate(np.where(first, np.arange(len(times)), 0))]
    return np.isin(began, acts)


def set_points(
    history: EventColumns, home: Home, series: Mapping[str, Series], span: tuple[float, float]
) -> dict[str, Series]:
    """Return what things were set to while they stayed as they were, by the name of the value in the history.

    What nobody ever set so is left out: most lamps are bright as they come on.

    Args:
        history: with values among its events.
        home: knows in which units they were told.
        series: the states of everything.
        span: the first and the last of these, UTC epoch seconds; what was set before or after is left out.
    """
    found = {}
    for name, moves in _moves(history, home, span):
        entity_id, attribute = split_value_name(name)
        if (states := series.get(entity_id)) is None:
            continue
        acts = moves.settled().noticed(attribute).in_use(states).for_good()
        if acts.by_people.any():
            found[name] = _series(attribute, acts, states)
    return found


def _moves(history: EventColumns, home: Home, span: tuple[float, float]) -> Iterator[tuple[str, _Moves]]:
    is_set = np.array([_is_set_alone(name) for name in history.entities], dtype=np.bool_)
    if not is_set.any():
        return
    mine = history.where(is_set[history.entity] & (history.time >= span[0]) & (history.time <= span[1]))
    cause = mine.cause[np.argsort(mine.entity, kind="stable")]
    begin = 0
    for name, time, value in numbers_in(mine):
        causes, begin = cause[begin : begin + len(time)], begin + len(time)
        yield (
            name,
            _Moves(
                time=time,
                value=turned_in(value, time, home.eras.get(name, ())),
                by_people=by_hand(causes),
                by_person=causes == Cause.PERSON,
            ),
        )


def _is_set_alone(name: str) -> bool:
    return is_set_value(name) and bool(SETTINGS[split_value_name(name)[1]].alike)


def _series(attribute: str, acts: _Moves, states: Series) -> Series:
    """Return the series of a value within the states of its thing."""
    wishes = _wishes(attribute, acts)
    times = np.unique(np.concatenate([states.time, acts.time]))
    place = acts.time.searchsorted(times, "right") - 1
    wished = np.where(place < 0, np.nan, wishes[place])
    names, code = _named(attribute, states, states.codes_at(times), wished)
    changed = np.append(True, code[1:] != code[:-1])
    times, place, code = times[changed], place[changed], code[changed]
    is_move = (place >= 0) & (acts.time[place] == times)
    return Series(
        time=times,
        code=code.astype(np.int32),
        states=names,
        by_people=is_move & acts.by_people[place],
        by_person=is_move & acts.by_person[place],
        breaks=states.breaks,
    )


def _named(
    attribute: str, states: Series, within: NDArray[np.int32], wished: NDArray[np.float64]
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return what is set as states, sorted, and which of them there was, int64[n].

    Args:
        within: int32[n], the codes of the thing's own states.
        wished: float64[n], what it was set to, NaN where nobody knows.
    """
    values, which = np.unique(wished, return_inverse=True)
    pairs, pair = np.unique(within.astype(np.int64) * len(values) + which, return_inverse=True)
    told = [
        _told(states.states, one // len(values), attribute, float(values[one % len(values)])) for one in pairs.tolist()
    ]
    names, code = np.unique(np.array(told, dtype=np.str_), return_inverse=True)
    return tuple(names.tolist()), code[pair]


def _told(states: tuple[str, ...], code: int, attribute: str, value: float) -> str:
    """Return what is set as a state; the thing's own one where it is at rest, or nobody set anything."""
    state = states[code] if code >= 0 else ""
    if not state or state in AT_REST or np.isnan(value):
        return state
    # How far a cover was let down is what is set.
    return SetState(within="open" if state == PARTLY else state, attribute=attribute, value=value).text


def _alike(attribute: str, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far from each value another one may lie to be the same wish, float64[n]."""
    different, which = np.unique(values, return_inverse=True)
    return np.array([alike(attribute, one) for one in different.tolist()], dtype=np.float64)[which]


def _wishes(attribute: str, acts: _Moves) -> NDArray[np.float64]:
    """Return what each value means, float64[n]: the one near it that people set most often, else itself.

    Examples:
        >>> people, values = np.ones(4, dtype=np.bool_), np.array([20.0, 20.5, 20.0, 17.0])
        >>> moves = _Moves(time=np.arange(4.0), value=values, by_people=people, by_person=people)
        >>> _wishes("temperature", moves).tolist()
        [20.0, 20.0, 20.0, 17.0]
    """
    step = SETTINGS[attribute].step
    told = np.round(acts.value / step) * step
    values, counts = np.unique(told[acts.by_people & ~np.isnan(told)], return_counts=True)
    wishes, left = told.copy(), ~np.isnan(told)
    for value in values[np.argsort(-counts, kind="stable")].tolist():
        if (left & (told == value)).any():
            near = left & (np.abs(told - value) <= alike(attribute, value))
            wishes[near], left = value, left & ~near
    return wishes
