"""Heard: when Home Assistant hears that an entity comes to a state, and how long it has been in it, for it.

It is another moment than the one at which people brought it about only of things of which several words mean one state,
or some tell where they go: a blind is open once it is up, and a player that is idle, and off later, changes twice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...model.existing import ANY_STATE
from ...model.things import PARTLY, thing_of
from ..series import Series
from .away import were_away


def differs(series: Series) -> bool:
    """Tell whether Home Assistant may hear something else of an entity than people mean."""
    return series.reported is not None or len(series.away) > 0


def comings(name: str, series: Series, to: str, *, lasting: bool) -> NDArray[np.float64]:
    """Return when an entity is heard to come to a state, float64[n], UTC epoch seconds.

    Args:
        name: the entity.
        series: of it.
        to: the state.
        lasting: it is waited for it to last, which each word for it begins anew.

    Examples:
        >>> tv = past("0 media_player.tv playing, 60 media_player.tv idle, 90 media_player.tv off").series
        >>> comings("media_player.tv", tv["media_player.tv"], "off", lasting=False).tolist()
        [60.0]
        >>> comings("media_player.tv", tv["media_player.tv"], "off", lasting=True).tolist()
        [60.0, 90.0]
    """
    told = series.reported
    if told is None or to == ANY_STATE:
        return series.reached(to)
    thing = thing_of(name)
    is_so = told.is_one_of(thing.reports(to))
    comes = is_so[1:] if lasting else is_so[1:] & ~is_so[:-1]
    if PARTLY in thing.actions and to == "open":
        # What stops on its way down does not open.
        comes = comes & ~told.is_one_of(("closing",))[:-1]
    times = told.time[1:][comes]
    return times[~np.isin(times, series.breaks)]


def until(series: Series, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return when an entity next tells another word, goes away or is restarted; infinity: never.

    Examples:
        >>> tv = past("0 media_player.tv playing, 60 media_player.tv idle, 90 media_player.tv off").series
        >>> until(tv["media_player.tv"], np.array([60.0])).tolist()
        [90.0]
    """
    ends = series.until(times)
    return ends if series.reported is None else np.minimum(ends, _after(series.reported.time, times))


def since(series: Series, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return since when an entity has told the same word, just before each of the times.

    Examples:
        >>> tv = past("0 media_player.tv playing, 60 media_player.tv idle, 90 media_player.tv off").series
        >>> since(tv["media_player.tv"], np.array([80.0, 100.0])).tolist()
        [60.0, 90.0]
    """
    begun = series.since(times)
    return begun if series.reported is None else np.maximum(begun, _before(series.reported.time, times))


def was(name: str, series: Series, state: str, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell at which times an entity told that it is in a state; away, it tells nothing. What comes then is too late.

    Examples:
        >>> blind = past("0 cover.a closed, 60 cover.a opening, 90 cover.a open").series["cover.a"]
        >>> was("cover.a", blind, "open", np.array([70.0, 100.0])).tolist()
        [False, True]
    """
    if series.reported is None:
        held = series.was(state, times, inclusive=False)
    else:
        is_so = np.append(False, series.reported.is_one_of(thing_of(name).reports(state)))
        held = is_so[series.reported.time.searchsorted(times)]
    return held & ~were_away(series.away, times) if len(series.away) else held


def _after(moments: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.append(moments, np.inf)[moments.searchsorted(times, "right")]


def _before(moments: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.append(-np.inf, moments)[moments.searchsorted(times)]
