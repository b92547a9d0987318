"""The states of one entity through time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..model.event import Cause, EventColumns
from .actuators import ACT_STATES, AWAY
from .places import places

UNKNOWN = np.int32(-1)
"""The code of what nobody reported yet."""
_NOWHERE = -2  # the code of a state that never came
_BY_PEOPLE = (Cause.PERSON, Cause.DEVICE, Cause.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """The true changes of one entity: repeats and absences taken out.

    Attributes:
        time: float64[n], UTC epoch seconds, ascending.
        code: int32[n], which of ``states`` was reached.
        states: the different states, sorted, as an act would have them (``opening`` is ``open``).
        by_people: bool[n], a person or an unattended device did it.
        by_person: bool[n], a person certainly did it, as Home Assistant knew their name.
        breaks: float64[k], moments of absences and restarts, ascending: Home Assistant forgets then how long a state
            has lasted, and waits for a state to last in vain.
    """

    time: NDArray[np.float64]
    code: NDArray[np.int32]
    states: tuple[str, ...]
    by_people: NDArray[np.bool_]
    by_person: NDArray[np.bool_]
    breaks: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))

    def code_of(self, state: str) -> int:
        """Return the code of a state, one that nothing has where it never came."""
        return self.states.index(state) if state in self.states else _NOWHERE

    def comes_to(self, state: str) -> NDArray[np.bool_]:
        """Mark the changes that lead to a state, bool[n]."""
        return np.asarray(self.code == self.code_of(state))

    def reached(self, state: str) -> NDArray[np.float64]:
        """Return the times at which the entity came into a state.

        Its first ever report is no arrival, nor is what it comes back with from an absence.
        """
        times = np.asarray(self.time[1:][self.comes_to(state)[1:]])
        return times[~np.isin(times, self.breaks)] if len(self.breaks) else times

    def codes_at(self, times: NDArray[np.float64], *, inclusive: bool = True) -> NDArray[np.int32]:
        """Return the codes of the states at times, int32[m]; -1 before the first report.

        Args:
            times: float64[m], UTC epoch seconds.
            inclusive: a change at the very moment counts as done.
        """
        index = places(self.time, times, "right" if inclusive else "left")
        return np.append(UNKNOWN, self.code)[index]

    def was(self, state: str, times: NDArray[np.float64], *, inclusive: bool = True) -> NDArray[np.bool_]:
        """Tell at which times the entity was in a state, bool[m]; see ``codes_at``."""
        code = self.code_of(state)
        if code == _NOWHERE:
            return np.zeros(len(times), dtype=np.bool_)
        return np.asarray(self.codes_at(times, inclusive=inclusive) == code)

    def until(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return when the entity next changes, goes away or is restarted after each of the times; infinity: never."""
        return np.minimum(_next(self.time, times), _next(self.breaks, times))

    def since(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return since when the entity has been, just before each of the times, as Home Assistant's last change has it.

        Minus infinity before the first report.
        """
        return np.maximum(_last(self.time, times), _last(self.breaks, times))


def _next(moments: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.append(moments, np.inf)[np.searchsorted(moments, times, "right")]


def _last(moments: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.append(-np.inf, moments)[np.searchsorted(moments, times, "left")]


def cut(series: Series, moment: float) -> Series:
    """Return a series with nothing in it that happened at or after a moment."""
    end = int(np.searchsorted(series.time, moment))
    return Series(
        time=series.time[:end],
        code=series.code[:end],
        states=series.states,
        by_people=series.by_people[:end],
        by_person=series.by_person[:end],
        breaks=series.breaks[series.breaks < moment],
    )


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
    )


def series_of(history: EventColumns) -> Iterable[tuple[str, Series]]:
    """Yield the series of each entity."""
    # Numbers as short as these are put in order by counting.
    short = history.entity.astype(np.min_scalar_type(max(len(history.entities) - 1, 0)))
    order = np.argsort(short, kind="stable")
    bounds = np.append(0, np.cumsum(np.bincount(short, minlength=len(history.entities))))
    away = np.isin(history.states, tuple(AWAY)) if history.states else np.zeros(0, dtype=np.bool_)
    for number, name in enumerate(history.entities):
        rows = order[bounds[number] : bounds[number + 1]]
        is_present = ~away[history.state[rows]]
        present = rows[is_present]
        if not len(present):
            continue
        # What came back from an absence was not brought about at that moment by anybody.
        gap = np.append(True, np.diff(np.flatnonzero(is_present)) > 1)
        states, code = _aimed_at(ACT_STATES.get(name.partition(".")[0], {}), history.states, history.state[present])
        changed = np.append(True, code[1:] != code[:-1])
        cause = history.cause[present[changed]]
        yield (
            name,
            Series(
                time=history.time[present[changed]],
                code=code[changed],
                states=states,
                by_people=np.isin(cause, _BY_PEOPLE) & ~gap[changed],
                by_person=cause == Cause.PERSON,
                breaks=_breaks(history, rows, is_present),
            ),
        )


def _breaks(history: EventColumns, rows: NDArray[np.int64], is_present: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return when an entity went away, came back or was restored at a start."""
    lost = ~is_present | (history.cause[rows] == Cause.STARTUP)
    if not lost.any():
        return np.empty(0)
    lost[1:] |= ~is_present[:-1]
    return np.asarray(history.time[rows[lost]])


def _aimed_at(
    aims: Mapping[str, str], texts: tuple[str, ...], state: NDArray[np.int32]
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Return the different states that reports mean, sorted, and which of them each report means.

    Args:
        aims: what a report means, where it isn't what it says.
        texts: of all states.
        state: int32[n], the reports, as indices into ``texts``.
    """
    seen, place = np.unique(state, return_inverse=True)
    meant, code = coded(np.array([aims.get(texts[number], texts[number]) for number in seen.tolist()], dtype=np.str_))
    return meant, code[place]


def coded(states: NDArray[np.str_]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Return the different states, sorted, and which of them each is."""
    known, code = np.unique(states, return_inverse=True)
    return tuple(known.tolist()), code.astype(np.int32)
