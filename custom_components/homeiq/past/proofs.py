"""Proofs: when a hand shows that somebody is home, whatever the trackers say."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..model.things import ACT_STATES
from .series import Series

_LAG = 1800.0  # seconds by which a tracker may be late


def proofs_of(series: Mapping[str, Series]) -> NDArray[np.float64]:
    """Return the moments at which somebody was home for certain: float64[n], UTC epoch seconds, ascending.

    A hand on a switch is one. An act by name may be a remote one: it counts where somebody is seen to come soon after
    it, or to have left right before.

    Examples:
        >>> (proofs_of(past("12:00 light.hall off, 13:00 light.hall on").series) / 3600).tolist()
        [13.0]
    """
    hands, named, crossings = [np.empty(0)], [np.empty(0)], [np.empty(0)]
    for name, one in series.items():
        domain = name.partition(".")[0]
        if domain == "person":
            came = one.comes_to("home")
            crossings += [one.time[came] - _LAG / 2, one.time[1:][came[:-1]] + _LAG / 2]
        elif domain in ACT_STATES:
            at_switch = one.by_people & ~one.by_person
            if len(one.by_code):
                at_switch &= ~one.by_code
            hands.append(one.time[1:][at_switch[1:]])
            named.append(one.time[1:][(one.by_people & one.by_person)[1:]])
    remote = np.concatenate(named)
    near = are_near(np.sort(np.concatenate(crossings)), remote, _LAG / 2)
    return np.sort(np.concatenate([*hands, remote[near]]))


def are_near(moments: NDArray[np.float64], times: NDArray[np.float64], within: float) -> NDArray[np.bool_]:
    """Tell which times have one of some moments, ascending, no farther than so many seconds: bool[n].

    Examples:
        >>> are_near(np.array([100.0]), np.array([90.0, 120.0]), 15.0).tolist()
        [True, False]
    """
    return np.asarray(moments.searchsorted(times + within, "right") > moments.searchsorted(times - within, "left"))
