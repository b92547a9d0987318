"""Programmes: what thermostats, lamps and boilers are set to by themselves and by their makers' apps, in nobody's name.

Of hardly anything else is so much done elsewhere, so it takes less here than to turn on a lamp: one time of day is
enough that a cloud tells within minutes of a quarter of an hour, and so is, of temperatures, to answer what sets it off
nearly always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from ...model.habits.value import split_value_name
from ...model.home import HOME_ZONE
from ...model.things import SETTINGS, Origin, thing_of
from ..numbers.set_points import is_there
from ..timeline import Timeline
from .suspects import Disowned, Suspects, found
from .verdict import Gate

_QUARTER, _DAY = 900.0, 86_400.0  # seconds; programmes are made by quarters of an hour
_TOLD = 310.0  # seconds after one within which a cloud tells what was done on it
_SOONER = 1.0  # seconds before one that a clock may go wrong by
_AROUND = 900.0  # seconds from the middle of that, in which hands would have acted as well
_FEWEST = 8  # acts on a quarter of an hour, or answers
_NEARLY_ALL = 0.9  # share of the acts around that are on it, or of the occasions that are answered
_ANSWERED_WITHIN = {Origin.WHEREABOUTS: 900.0, Origin.SENSED: 120.0}  # seconds, by what is answered


def find_programmes(among: Iterable[Suspects], timeline: Timeline) -> Iterator[Disowned]:
    """Yield what things were set to by themselves.

    Args:
        among: what was set in nobody's name.
        timeline: with the set-points among its series.
    """
    for one in among:
        yield from found(one, Gate.CLOCK, keeps_quarters(timeline.calendar.minute(one.time) * 60))
        if not SETTINGS[split_value_name(one.name)[1]].is_temperature:
            continue
        for name, state, within in _occasions(timeline):
            answers = _hardly_misses(one, timeline.series[name].reached(state), within, timeline)
            yield from found(one, Gate.ANSWER, answers, (name,))


def keeps_quarters(seconds: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the acts within minutes after a quarter of an hour about which hardly any others are, bool[n].

    Args:
        seconds: float64[n], local times of day.

    Examples:
        >>> keeps_quarters(22 * 3600 + 37.0 * np.arange(8)).all()
        np.True_
        >>> keeps_quarters(22 * 3600 + 97.0 * np.arange(8)).any()
        np.False_
    """
    made = np.zeros(len(seconds), dtype=np.bool_)
    for stroke in np.unique((seconds + _SOONER) // _QUARTER).tolist():
        off = np.mod(seconds - stroke * _QUARTER + _DAY / 2, _DAY) - _DAY / 2
        told = (off >= -_SOONER) & (off <= _TOLD)
        around = np.count_nonzero(np.abs(off - _TOLD / 2) <= _AROUND)
        if np.count_nonzero(told) >= max(_FEWEST, _NEARLY_ALL * around):
            made |= told
    return made


def _occasions(timeline: Timeline) -> Iterator[tuple[str, str, float]]:
    """Yield what may set a thermostat off, and within which time it tells what it did then."""
    for name, series in timeline.series.items():
        if within := _ANSWERED_WITHIN.get(thing_of(name).origin or Origin.TOLD):
            yield from ((name, state, within) for state in series.states)
    if HOME_ZONE in timeline.series:
        yield HOME_ZONE, "0", _ANSWERED_WITHIN[Origin.WHEREABOUTS]


def _hardly_misses(one: Suspects, moments: NDArray[np.float64], within: float, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts that answer something nearly always where there is something to do, bool[n].

    Args:
        moments: float64[m], when it happened, UTC epoch seconds.
        within: how long after it they come at most, seconds.
    """
    asked = moments[np.diff(moments, append=np.inf) > within]
    asked = asked[~is_there(timeline.series[one.name], one.state, asked)]
    place = asked.searchsorted(one.time) - 1
    answers = one.time - np.append(asked, -np.inf)[place] <= within
    answered = len(np.unique(place[answers]))
    return answers if answered >= max(_FEWEST, _NEARLY_ALL * len(asked)) else np.zeros(len(answers), dtype=np.bool_)
