"""Set-points: what people set while a thing stays as it is, as changes of a series of its own.

A thermostat that heats is turned from 20 to 17 degrees: its state stays, so its series tells of nothing. Here it comes
from ``heat#temperature=20`` to ``heat#temperature=17``. What people correct, or step to, is one act; what comes with a
change of state, or with a return from an absence, belongs to that. Values that are near each other are one wish: the
one that is set most often.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.event import Cause, EventColumns
from ...model.habits.value import is_set_value, split_value_name
from ...model.home import Home
from ...model.things import AT_REST, SETTINGS
from ...model.things.set_state import SetState, alike, set_state_of
from ..series import Series
from ..values import CORRECTED, by_hand, turned_in
from .beside import numbers_in

_WITH_STATE = 3.0  # seconds by which a value may come before the state that it belongs to


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
            by_people=self.by_people[first],
            by_person=named[last + 1] > named[first],
        )

    def apart_from(self, changes: NDArray[np.float64]) -> _Moves:
        """Return the same moves, of which those about some changes are nobody's: they belong to these.

        Args:
            changes: float64[m], UTC epoch seconds, ascending.
        """
        since = self.time - np.append(-np.inf, changes)[changes.searchsorted(self.time + _WITH_STATE, "right")]
        by_people = self.by_people & (since > CORRECTED)
        return _Moves(time=self.time, value=self.value, by_people=by_people, by_person=self.by_person & by_people)


def is_there(series: Series, state: str, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell at which moments an entity was in a state, or could not be set to it as it was in another one, bool[n]."""
    if (sets := set_state_of(state)) is None:
        return series.was(state, times, inclusive=False)
    others = [code for code, one in enumerate(series.states) if one != state and _is_within(one, sets.within)]
    return np.isin(series.codes_at(times, inclusive=False), others, invert=True)


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

    Args:
        history: with values among its events.
        home: knows in which units they were told.
        series: the states of everything.
        span: the first and the last of these, UTC epoch seconds; what was set before or after is left out.
    """
    return {
        name: _series(split_value_name(name)[1], moves, series[entity_id])
        for name, moves in _moves(history, home, span)
        if (entity_id := split_value_name(name)[0]) in series
    }


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


def _series(attribute: str, moves: _Moves, states: Series) -> Series:
    """Return the series of a value within the states of its thing."""
    changes = np.unique(np.concatenate([states.time, states.breaks]))
    acts = moves.settled().apart_from(changes)
    wishes = _wishes(attribute, acts)
    times = np.unique(np.concatenate([states.time, acts.time]))
    within = states.codes_at(times)
    place = acts.time.searchsorted(times, "right") - 1
    wished = np.where(place < 0, np.nan, wishes[place])
    told = [
        _told(states.states, code, attribute, one) for code, one in zip(within.tolist(), wished.tolist(), strict=True)
    ]
    changed = np.append(True, np.array(told[1:], dtype=np.str_) != np.array(told[:-1], dtype=np.str_))[: len(told)]
    names, code = np.unique(np.array(told, dtype=np.str_)[changed], return_inverse=True)
    times, place = times[changed], place[changed]
    is_move = (place >= 0) & (acts.time[place] == times)
    return Series(
        time=times,
        code=code.astype(np.int32),
        states=tuple(names.tolist()),
        by_people=is_move & acts.by_people[place],
        by_person=is_move & acts.by_person[place],
        breaks=states.breaks,
    )


def _told(states: tuple[str, ...], code: int, attribute: str, value: float) -> str:
    """Return what is set as a state; the thing's own one where it is at rest, or nobody set anything."""
    state = states[code] if code >= 0 else ""
    if not state or state in AT_REST or np.isnan(value):
        return state
    return SetState(within=state, attribute=attribute, value=value).text


def _wishes(attribute: str, acts: _Moves) -> NDArray[np.float64]:
    """Return what each value means, float64[n]: the one near it that people set most often, else itself.

    Examples:
        >>> people, values = np.ones(4, dtype=np.bool_), np.array([20.0, 20.5, 20.0, 17.0])
        >>> moves = _Moves(time=np.arange(4.0), value=values, by_people=people, by_person=people)
        >>> _wishes("temperature", moves).tolist()
        [20.0, 20.0, 20.0, 17.0]
    """
    step = SETTINGS[attribute].fine
    told = np.round(acts.value / step) * step
    values, counts = np.unique(told[acts.by_people & ~np.isnan(told)], return_counts=True)
    wishes, left = told.copy(), ~np.isnan(told)
    for value in values[np.argsort(-counts, kind="stable")].tolist():
        if (left & (told == value)).any():
            near = left & (np.abs(told - value) <= alike(attribute, value))
            wishes[near], left = value, left & ~near
    return wishes
