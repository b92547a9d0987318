"""Doorways: sensors by which nearly everybody comes home, which tell to seconds how long a house was empty.

Trackers tell so minutes early or late. But where the same door is the first to tell of people after nearly all
absences, what is done until then is done by no hand. How long after the last word of a door somebody may still see to
things in a maker's app, on the way, nobody knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

_COMES = 7200.0  # seconds after an absence by trackers within which it really ended
_NEARLY_ALL = 0.7  # share of the absences that end by one sensor
_FEWEST = 5  # absences
_BACK = 10.0  # seconds before its first word that tell nothing
_STILL = 600.0  # seconds on either side in which nothing else tells of people

type Moments = NDArray[np.float64]
type Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stillness:
    """When nobody was home, by what trackers and sensors tell together.

    Attributes:
        began: float64[n], UTC epoch seconds from which on nobody was; ``ended`` likewise.
        about: float64[m], when sensors told of people.
        first: int64[n], of these the first one behind each absence by trackers.
        comes: bool[n], whether it is where people come home.
    """

    began: Moments
    ended: Moments
    about: Moments
    first: NDArray[np.int64]
    comes: Flags

    @classmethod
    def of(cls, began: Moments, ended: Moments, told: Sequence[Moments]) -> Self:
        """Widen absences that trackers saw to what sensors tell.

        Args:
            began: float64[n], UTC epoch seconds, ascending; ``ended`` likewise.
            told: float64[k] of each sensor that tells of people, when it did, ascending.
        """
        about = np.concatenate([np.empty(0), *told])
        order = np.argsort(about, kind="stable")
        whose = np.repeat(np.arange(len(told)), [len(one) for one in told])[order]
        about = about[order]
        first = about.searchsorted(ended)
        came = np.append(about, np.inf)[first]
        comes = _by_one(np.append(whose, -1)[first], came - ended <= _COMES)
        return cls(
            began=began,
            ended=np.where(comes, np.maximum(ended, came - _BACK), ended),
            about=about,
            first=first,
            comes=comes,
        )

    def holds(self, times: Moments) -> Flags:
        """Tell at which times nobody was home, and nothing told of people for a while before and after, bool[n]."""
        place = self.began.searchsorted(times, "right") - 1
        inside = (place >= 0) & (times < np.append(self.ended, -np.inf)[place])
        framed = np.concatenate([[-np.inf], self.about, [np.inf]])
        behind = self.about.searchsorted(times)
        before = times - framed[behind] > _STILL
        after = (framed[behind + 1] - times > _STILL) | (self.comes[place] & (behind >= self.first[place]))
        return np.asarray(inside & before & after)


def _by_one(whose: NDArray[np.int64], is_near: Flags) -> Flags:
    """Mark the absences at whose end the one sensor told that does so at nearly all of them, bool[n].

    Args:
        whose: int64[n], the sensor that told there.
        is_near: bool[n], it did so about then.
    """
    if np.count_nonzero(is_near) < max(_FEWEST, _NEARLY_ALL * len(whose)):
        return np.zeros(len(whose), dtype=np.bool_)
    counts = np.bincount(whose[is_near])
    mine = is_near & (whose == counts.argmax())
    return mine if np.count_nonzero(mine) >= _NEARLY_ALL * len(whose) else np.zeros_like(mine)
