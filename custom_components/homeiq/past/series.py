"""The states of one entity through time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ..model.event import Cause, EventColumns
from ..model.moments import CHANGED, MOMENT_DOMAINS
from ..model.things import ACT_STATES, NOT_A_STATE
from .hearing.away import rest_of, turns
from .hearing.reported import Reported
from .machines.reports import read_reports
from .machines.returns import Returns
from .places import places

UNKNOWN = np.int32(-1)
"""The code of what nobody reported yet."""
_NOWHERE = -2  # the code of a state that never came
_BY_PEOPLE = (Cause.PERSON, Cause.DEVICE, Cause.UNKNOWN, Cause.CODE)
_IS_BY_PEOPLE = np.array([cause in _BY_PEOPLE for cause in sorted(Cause)])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """The true changes of one entity: repeats and absences taken out.

    Attributes:
        time: float64[n], UTC epoch seconds, ascending.
        code: int32[n], which of ``states`` was reached.
        states: the different states, sorted, as an act would have them (``opening`` is ``open``).
        by_people: bool[n], a person or an unattended device did it.
        by_person: bool[n], a person certainly did it, as Home Assistant knew their name.
        by_code: bool[n], a call did it that names nobody; empty where there was none.
        breaks: float64[k], moments of absences and restarts, ascending: Home Assistant forgets then how long a state
            has lasted, and waits for a state to last in vain.
        away: float64[m], when it went away and when it came back, in turn, ascending; the last one may last on.
        reported: the states word for word; None where each means itself.
    """

    time: NDArray[np.float64]
    code: NDArray[np.int32]
    states: tuple[str, ...]
    by_people: NDArray[np.bool_]
    by_person: NDArray[np.bool_]
    breaks: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    by_code: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    away: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    reported: Reported | None = None

    def code_of(self, state: str) -> int:
        """Return the code of a state, one that nothing has where it never came."""
        return self.states.index(state) if state in self.states else _NOWHERE

    def comes_to(self, state: str) -> NDArray[np.bool_]:
        """Mark the changes that lead to a state, bool[n].

        Examples:
            >>> series("0 off, 60 on, 90 off").comes_to("off").tolist()
            [True, False, True]
        """
        return np.asarray(self.code == self.code_of(state))

    def reached(self, state: str) -> NDArray[np.float64]:
        """Return the times at which the entity came into a state.

        Its first ever report is no arrival, nor is what it comes back with from an absence.

        Examples:
            >>> series("0 on, 60 off, 90 on, 100 unavailable, 120 on").reached("on").tolist()
            [90.0]
        """
        times = np.asarray(self.time[1:][self.comes_to(state)[1:]])
        if not len(self.breaks):
            return times
        # Both are in order: to look each up takes a tenth of what numpy's own way does.
        return np.asarray(times[self.breaks.take(self.breaks.searchsorted(times), mode="clip") != times])

    def codes_at(self, times: NDArray[np.float64], *, inclusive: bool = True) -> NDArray[np.int32]:
        """Return the codes of the states at times, int32[m]; -1 before the first report.

        Args:
            times: float64[m], UTC epoch seconds.
            inclusive: a change at the very moment counts as done.

        Examples:
            >>> series("0 off, 60 on").codes_at(np.array([-5.0, 30.0, 60.0])).tolist()
            [-1, 0, 1]
        """
        return self._codes(places(self.time, times, "right" if inclusive else "left"))

    def _codes(self, place: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the codes of what came last before places among the changes, int32[m]."""
        # Thousands of short questions: this is quicker than putting something before a row by numpy's own function.
        row = np.empty(len(self.code) + 1, dtype=np.int32)
        row[0], row[1:] = UNKNOWN, self.code
        return row[place]

    def was(self, state: str, times: NDArray[np.float64], *, inclusive: bool = True) -> NDArray[np.bool_]:
        """Tell at which times the entity was in a state, bool[m]; see ``codes_at``.

        Examples:
            >>> series("0 off, 60 on, 90 off").was("on", np.array([59.0, 60.0, 90.0])).tolist()
            [False, True, False]
            >>> series("0 off, 60 on, 90 off").was("on", np.array([60.0, 90.0]), inclusive=False).tolist()
            [False, True]
        """
        code = self.code_of(state)
        if code == _NOWHERE:
            return np.zeros(len(times), dtype=np.bool_)
        return np.asarray(self.codes_at(times, inclusive=inclusive) == code)

    def until(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return when the entity next changes, goes away or is restarted after each of the times; infinity: never.

        Examples:
            >>> series("0 off, 60 on, 90 unavailable, 120 on").until(np.array([60.0, 200.0])).tolist()
            [90.0, inf]
        """
        return np.minimum(_next(self.time, times), _next(self.breaks, times))

    def since(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return since when the entity has been, just before each of the times, as Home Assistant's last change has it.

        Minus infinity before the first report.

        Examples:
            >>> series("0 off, 60 on, 90 unavailable, 120 on").since(np.array([60.0, 80.0, 200.0])).tolist()
            [0.0, 60.0, 120.0]
        """
        return self.stood(times)[1]

    def stood(self, times: NDArray[np.float64]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the codes of the states just before times, and since when these had been so, where both are asked for.

        Examples:
            >>> codes, since = series("0 off, 60 on").stood(np.array([60.0, 80.0]))
            >>> codes.tolist(), since.tolist()
            ([0, 1], [0.0, 60.0])
        """
        place = places(self.time, times, "left")
        since = _before(self.time, place)
        if len(self.breaks):
            since = np.maximum(since, _before(self.breaks, self.breaks.searchsorted(times)))
        return self._codes(place), since


def _next(moments: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    row = np.empty(len(moments) + 1)
    row[:-1], row[-1] = moments, np.inf
    return row[moments.searchsorted(times, "right")]


def _before(moments: NDArray[np.float64], place: NDArray[np.int64]) -> NDArray[np.float64]:
    row = np.empty(len(moments) + 1)
    row[0], row[1:] = -np.inf, moments
    return row[place]


def cut(series: Series, moment: float) -> Series:
    """Return what a series would be if nothing had happened at or after a moment."""
    end = int(series.time.searchsorted(moment))
    states, code = _told(series.states, series.code[:end])
    by_code = series.by_code[:end]
    return Series(
        time=series.time[:end],
        code=code,
        states=states,
        by_people=series.by_people[:end],
        by_person=series.by_person[:end],
        breaks=series.breaks[series.breaks < moment],
        away=series.away[series.away < moment],
        reported=series.reported and series.reported.cut(moment),
        by_code=by_code if by_code.any() else by_code[:0],
    )


def _told(states: tuple[str, ...], code: NDArray[np.int32]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Return those states that some codes mean, and the codes for these.

    Examples:
        >>> states, code = _told(("a", "b", "c"), np.array([2, 0, 2], dtype=np.int32))
        >>> states, code.tolist()
        (('a', 'c'), [1, 0, 1])
    """
    is_told = np.bincount(code, minlength=len(states)) > 0
    if is_told.all():
        return states, code
    place = (np.cumsum(is_told) - 1).astype(np.int32)
    return tuple(compress(states, is_told.tolist())), place[code]


def rest(series: Series, moment: float) -> Series:
    """Return a series from a moment on."""
    # The last change before is kept: the first one of a series is no arrival.
    start = max(int(np.searchsorted(series.time, moment)) - 1, 0)
    return Series(
        time=series.time[start:],
        code=series.code[start:],
        states=series.states,
        by_people=series.by_people[start:],
        by_person=series.by_person[start:],
        breaks=series.breaks[series.breaks >= moment],
        away=rest_of(series.away, moment),
        reported=series.reported and series.reported.rest(moment),
        by_code=series.by_code[start:],
    )


def series_of(history: EventColumns) -> Iterable[tuple[str, Series]]:
    """Yield the series of each entity."""
    # Numbers as short as these are put in order by counting.
    short = history.entity.astype(np.min_scalar_type(max(len(history.entities) - 1, 0)))
    order = np.argsort(short, kind="stable")
    bounds = np.append(0, np.cumsum(np.bincount(short, minlength=len(history.entities))))
    away = np.isin(history.states, tuple(NOT_A_STATE)) if history.states else np.zeros(0, dtype=np.bool_)
    moment = history.states.index(CHANGED) if CHANGED in history.states else _NOWHERE
    returns = None
    for number, name in enumerate(history.entities):
        mine = _Rows.of(name, order[bounds[number] : bounds[number + 1]], history, moment)
        present = mine.where(is_present := ~away[mine.state])
        if not len(present.time):
            continue
        told = read_reports(name, history.states, present.time, present.state)
        is_person = present.cause == Cause.PERSON
        by_people = _IS_BY_PEOPLE[present.cause] & (is_person | ~told.by_itself)
        follows = np.append(False, np.diff(np.flatnonzero(is_present)) == 1)
        if not is_present.all() and name.partition(".")[0] in ACT_STATES:
            returns = Returns.of(history, away) if returns is None else returns
            by_people = returns.owned(told, by_people, mine.time, is_present, present.cause)
        # The first report, and what a thing that nobody acts on comes back with, was not brought about by anybody.
        elif not is_present.all():
            by_people &= follows
        # Back from an absence, a button tells the last moment once more.
        changed = told.is_new if told.again is None else told.is_new | (told.again & follows)
        yield (
            name,
            Series(
                time=told.time[changed],
                code=told.code[changed],
                states=told.states,
                by_people=by_people[changed],
                by_person=is_person[changed],
                breaks=_breaks(mine, is_present),
                away=turns(mine.time, is_present),
                reported=Reported.of(name, history.states, present.time, present.state),
                by_code=_by_code(present.cause[changed]),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rows:
    """The events of one entity by themselves: among millions, looking each up takes longer than all that is asked."""

    time: NDArray[np.float64]
    state: NDArray[np.int32]
    cause: NDArray[np.int8]

    @classmethod
    def of(cls, name: str, rows: NDArray[np.int64], history: EventColumns, moment: int) -> Self:
        """Leave out what is new each time: it says nothing but that it changed, which of a clock means nothing."""
        mine = cls(time=history.time[rows], state=history.state[rows], cause=history.cause[rows])
        return mine if name.partition(".")[0] in MOMENT_DOMAINS else mine.where(mine.state != moment)

    def where(self, keep: NDArray[np.bool_]) -> Self:
        """Return those that a mask keeps, bool[n]."""
        if keep.all():
            return self
        return type(self)(time=self.time[keep], state=self.state[keep], cause=self.cause[keep])


def _by_code(cause: NDArray[np.int8]) -> NDArray[np.bool_]:
    by_code = np.asarray(cause == Cause.CODE)
    return by_code if by_code.any() else by_code[:0]


def _breaks(mine: _Rows, is_present: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return when an entity went away, came back or was restored at a start."""
    lost = ~is_present | (mine.cause == Cause.STARTUP)
    if not lost.any():
        return np.empty(0)
    lost[1:] |= ~is_present[:-1]
    return np.asarray(mine.time[lost])
