"""Who was home: as trackers tell, and as hands prove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ..model.home import HOME_ZONE
from ..model.things import NOT_A_STATE
from .places import places
from .proofs import are_near
from .timeline import Timeline

_SEEN = HOME_ZONE, "home"  # where it is noted when anybody was there
_PROVEN = 1800.0  # seconds on either side of a hand on a switch in which somebody is there as well


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """When trackers see anybody at home: all persons in one row, which thousands of short questions are about.

    Attributes:
        marks: float64[n], changes of any of them, UTC epoch seconds, ascending.
        between: bool[n + 1], whether anybody is seen before, between and after these.
    """

    marks: NDArray[np.float64]
    between: NDArray[np.bool_]

    @classmethod
    def of(cls, timeline: Timeline) -> Self:
        """Put persons in one row; where nobody was ever seen at home, somebody always may be."""
        homes = [timeline.series[name] for name in timeline.persons if "home" in timeline.series[name].states]
        if not homes:
            return cls(marks=np.empty(0), between=np.ones(1, dtype=np.bool_))
        marks = np.unique(np.concatenate([one.time for one in homes]))
        anybody = np.any([one.was("home", marks) for one in homes], axis=0)
        return cls(marks=marks, between=np.append(False, anybody))


def somebody_home(timeline: Timeline, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell at which moments anybody was home; always, where no person was ever seen at home.

    A hand on a switch proves that somebody is there, whatever the tracker says; trackers lag. An act by name may have
    been a remote one: it only proves it where somebody is seen to come soon after, or to have left right before.

    Examples:
        Nobody tracks who turned the light on at one, but a hand on a switch did.

        >>> day = past("8:00 person.ann home, 9:00 person.ann not_home, 12:00 light.a off, 13:00 light.a on")
        >>> somebody_home(day, np.array([8.5, 10.0, 13.1]) * 3600).tolist()
        [True, False, True]
    """
    seen = _is_seen(timeline, times)
    away = np.flatnonzero(~seen)
    seen[away] = are_near(timeline.proofs, times[away], _PROVEN)
    return np.asarray(seen)


def _is_seen(timeline: Timeline, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    seen = timeline.notes.get(_SEEN)
    if not isinstance(seen, _Seen):
        seen = timeline.notes[_SEEN] = _Seen.of(timeline)
    return seen.between[places(seen.marks, times, "right")]


def tells_who_is_home(timeline: Timeline) -> bool:
    """Tell whether trackers see people come and go: somebody was at home, and somewhere else.

    Examples:
        >>> tells_who_is_home(past("8:00 person.ann home, 9:00 person.ann not_home"))
        True
        >>> tells_who_is_home(past("8:00 person.ann home, 9:00 person.ann unavailable"))
        False
    """
    seen = (NOT_A_STATE.union(timeline.series[name].states) for name in timeline.persons)
    return any("home" in states and len(states) > len(NOT_A_STATE) + 1 for states in seen)


def seen_away(timeline: Timeline, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell at which moments trackers alone say that nobody is home, bool[n]; at none before they first tell of anybody.

    Examples:
        >>> day = past("8:00 person.ann home, 9:00 person.ann not_home, 12:00 light.a off, 13:00 light.a on")
        >>> seen_away(day, np.array([7.0, 8.5, 10.0, 13.1]) * 3600).tolist()
        [False, False, True, True]
    """
    known = [timeline.series[name].codes_at(times) >= 0 for name in timeline.persons]
    return np.asarray(np.any(known, axis=0) & ~_is_seen(timeline, times))


def is_attended(timeline: Timeline, began: NDArray[np.float64], ended: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell from which moments to which somebody was home and about all the time: bool[n].

    Examples:
        >>> day = past(
        ...     "8:00 person.ann home, 8:00 light.a off, 8:30 light.a on, 9:00 person.ann not_home, 10:00 light.a off"
        ... )
        >>> is_attended(day, np.array([8.0, 8.5]) * 3600, np.array([8.5, 9.5]) * 3600).tolist()
        [True, False]
    """
    changes = [timeline.series[name].time for name in timeline.persons]
    marks = np.unique(np.concatenate([[timeline.since, timeline.until], *changes]))
    alone = np.where(_is_seen(timeline, marks[:-1]), 0.0, np.diff(marks))
    deserted = np.append(0.0, np.cumsum(alone))
    away = np.interp(ended, marks, deserted) - np.interp(began, marks, deserted)
    awake = timeline.awake(ended) - timeline.awake(began)
    return np.asarray((away <= 0) & (awake > ended - began - 1))
