"""The gates of a mode: what it takes for a crowd of acts to be a habit of the clock or the sun."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log1p

import numpy as np
from numpy.typing import NDArray

from ...past.chance import binomial_tail, log_exactly
from .modes import Mode
from .windows import AROUND, even_chance

_LEAST_LIFT = 2.0
_SHARE_OF_DAYS = 0.2  # of the days lived in, those with something left to do
_CHANCE = 1e-4  # what chance alone may give, of the many windows that are tried for one thing
_CHANCE_OF_ALL = 1e-3  # the same, shared by all things of a home
_ON_EACH = 0.8  # the bound of what was kept on five days of five, or on 13 of 14
_ROUNDING = 1 - 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What a mode of some unit has to reach.

    Attributes:
        needed: distinct days that it must have been seen on.
        enough: those from which on it need not have been kept on each of them.
        confidence: what the lower bound of its share of the days on which it could have happened has to reach.
        things: how many things people operate in the home; all of them are tried.
        to_ask: what is enough to ask first, where more is asked for here.
        asks: what passes asks first at best, so that what had been done hours before may have had another reason.
    """

    needed: int
    confidence: float
    things: int = 1
    enough: int = 0
    to_ask: Gates | None = None
    asks: bool = False

    def passes(self, mode: Mode, lived: int) -> bool:
        """Tell whether a mode passes every gate.

        Args:
            lived: days of its class on which the home was lived in.
        """
        if self.asks and len(mode.before):
            mode = mode.as_little_was_left_to_do
        hits, days = len(mode.hits), len(mode.eligible)
        return (
            days >= _SHARE_OF_DAYS * lived
            and mode.support >= self.needed
            and mode.lower_bound >= (self.confidence if mode.support >= self.enough else _ON_EACH)
            and hits / days >= _LEAST_LIFT * mode.chance
            and binomial_tail(hits, days, mode.chance) * mode.tried < self._most_chance
        )

    def are_often(self, hits: NDArray[np.float32], lived: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell for which windows it can't be excluded that a mode in them is kept often enough, bool[classes, n].

        Args:
            hits: [classes, n], days with an act in a window, or more.
            lived: [classes], days on which the home was lived in.

        Examples:
            >>> gates = Gates(needed=5, confidence=0.6)
            >>> gates.are_often(np.array([[6.0, 1.0]], dtype=np.float32), np.array([40.0])).tolist()
            [[True, False]]
        """
        days = np.maximum(_SHARE_OF_DAYS * lived, 1.0)[:, None]
        return np.asarray(hits >= self.confidence * days * _ROUNDING)

    def are_in_reach(
        self, hits: NDArray[np.float32], around: NDArray[np.float64], half: float, lived: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Tell for which windows it can't be excluded that a mode in them passes, bool[classes, n].

        With ``d`` days to do it on, and ``a`` acts in the window if they were spread evenly, ``hits`` have to reach
        ``confidence * d`` and ``2 * d * (1 - exp(-a / d))``; both grow with ``d``, a fifth of those lived in at least.
        No more than all of them can be hits, so ``d`` is ``a / ln(2)`` at least as well, and those lived in at most.

        Args:
            hits: [classes, n], days with an act in a window, or more.
            around: [classes, n], acts around it that tell how often it would happen anyway, or fewer.
            half: half of the windows' width, minutes.
            lived: [classes], days on which the home was lived in.
        """
        fewest = _fewest_days(around, half)
        # What the lift asks for grows with the days as well, and is as many hits as days on the fewest.
        often = self.are_often(hits, lived) & (hits >= fewest * _ROUNDING) & (fewest <= lived[:, None])
        days = _days(fewest, lived)[often]
        often[often] = self._beat_chance(hits[often], around[often], half, days)
        return often

    def are_kept(
        self, hits: NDArray[np.float32], around: NDArray[np.float64], half: float, lived: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Tell which windows in reach of gates that only ask for less are in reach as well, bool[classes, n]."""
        return np.asarray(hits >= self.confidence * _days(_fewest_days(around, half), lived) * _ROUNDING)

    def _beat_chance(
        self, hits: NDArray[np.float32], around: NDArray[np.float64], half: float, days: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Tell for which windows lift and chance can't be excluded to be as asked for on so many days, bool[n]."""
        by_chance = days * even_chance(around, half, days)
        found = hits >= np.maximum(_LEAST_LIFT * by_chance, self.confidence * days) * _ROUNDING
        found[found] = self._are_no_accident(hits[found], around[found], half, days[found])
        return np.asarray(found)

    @property
    def _most_chance(self) -> float:
        return min(_CHANCE, _CHANCE_OF_ALL / max(self.things, 1))

    def _are_no_accident(
        self, hits: NDArray[np.float32], around: NDArray[np.float64], half: float, days: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Tell for which windows chance can't be excluded to give as little as it may, bool[n].

        Days with some of ``a`` acts are the more, the more days they are spread over: the fewest days make a number of
        hits the least likely.

        Source: Klenke and Mattner, Stochastic ordering of classical discrete distributions, Adv. Appl. Prob. 42 (2010).
        """
        counts = hits.astype(np.int64)
        fewest = np.maximum(np.ceil(days * _ROUNDING).astype(np.int64), counts)
        chance = np.maximum(even_chance(around, half, fewest.astype(np.float64)), np.finfo(np.float64).tiny)
        return np.asarray(log_exactly(counts, fewest, chance) < np.log(self._most_chance))


def _fewest_days(around: NDArray[np.float64], half: float) -> NDArray[np.float64]:
    """Return over how many days at least acts must spread for chance to leave room for the lift asked for."""
    most = -log1p(-1 / _LEAST_LIFT) if _LEAST_LIFT > 1 else inf
    return np.asarray(around * (half / AROUND / most) * _ROUNDING)


def _days(fewest: NDArray[np.float64], lived: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return on how many days there was something left to do at least, [classes, n]."""
    return np.asarray(np.maximum(np.maximum(_SHARE_OF_DAYS * lived, 1.0)[:, None], fewest))
