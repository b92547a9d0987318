"""How well sensors tell that something will be switched on."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from .hands import Operated
from .recorded import LOST, Changes, Floats, is_operated
from .uses import FEWEST, FEWEST_USES

SOON, LATER = 10.0, 120.0  # seconds behind a firing


class Told(NamedTuple):
    """What the best sensor tells of a thing.

    Attributes:
        score: the harmonic mean of what it tells and of how often it is right.
        told: share of the switchings on that it told.
        answered: share of its firings that were answered.
        delays: seconds from its firing to the act, of each act that it told, be it three times as late.
    """

    score: float = 0.0
    told: float = 0.0
    answered: float = 0.0
    delays: Floats = np.zeros(0)


def answer_figures(one: Operated, changes: Mapping[str, Changes]) -> dict[str, float]:
    """Return how well the best sensor tells that something is switched on."""
    on = one.time[one.on]
    firings = list(_firings(one, changes))
    soon, later = (_best(on, firings, window) for window in (SOON, LATER))
    found = {"told_soon": soon.told, "told": later.told, "answered": later.answered}
    if len(later.delays) >= FEWEST_USES:
        first, middle, third = np.percentile(later.delays, (25, 50, 75))
        found |= {"delay": float(middle), "delay_spread": float((third - first) / max(middle, 1))}
    return found


def _firings(one: Operated, changes: Mapping[str, Changes]) -> Iterator[Floats]:
    """Yield when each sensor reached each state while the thing was not in use."""
    for name, sensor in changes.items():
        if is_operated(name):
            continue
        free = ~np.append(False, one.used)[np.searchsorted(one.changed, sensor.time, "left")]
        for state in sorted(set(sensor.state.tolist()) - {LOST}, reverse=True):
            fired = sensor.time[free & (sensor.state == state)]
            if len(fired) >= FEWEST:
                yield fired


def _best(on: Floats, firings: list[Floats], window: float) -> Told:
    best = Told()
    for fired in firings:
        following = np.append(on, np.inf)[np.searchsorted(on, fired, "right")]
        delay = following - fired
        hit = delay <= window
        # An act answers one firing, the first.
        once = ~(hit & np.append(False, hit[:-1] & (following[1:] == following[:-1])))
        told, answered = len(np.unique(following[hit])) / len(on), float(hit[once].mean())
        score = told * answered / max(told + answered, 1e-9)
        if score > best.score:
            acts = np.unique(following[delay <= 3 * window])
            best = Told(score, told, answered, acts - fired[np.searchsorted(fired, acts, "left") - 1])
    return best
