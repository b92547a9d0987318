"""Regular: waits and uses whose length varies less than any person's, though by far more than half a second.

A dishwasher goes off two minutes after its programme has ended, give or take some seconds, heating rests a minute after
a window was opened, and a camera's lamp is lit for half a minute. Of people's delays the middle half alone spreads over
half of the usual one and more, and their uses from a minute to a day.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...model.day import apart
from ..days.calendar import round_median
from ..delays import Followers

_FEWEST = 12  # waits or uses that are of one length
_SHORTEST = 25.0  # seconds; who answers sooner may be as regular
_LONGEST = 900.0  # seconds a wait may last
_STEP = 1.35  # how many times as long as the shortest the longest may be
_APART = 60.0  # seconds between the shortest and the longest, at most
_SHARE = 0.6  # share of an entity's changes to a state that a machine must explain
# The same behind what hands have moved: by the feel of time, a hand strays so far.
_CLOSE_STEP, _CLOSE_SHARE = 1.12, 0.9
_SHORTEST_USE = 300.0  # seconds; what people do in a minute or two takes them about as long each time
_LONGEST_USE = 12 * 3600.0
_USE_STEP = 1.05  # how many times as long as the shortest use the longest may be
_USE_SHARE = 0.8  # share of the uses that are of one length
_BY_CLOCK = 0.5  # times as far apart as their ends on the clock; who keeps two times of day keeps the time between
_BINS = int(np.ceil(np.log(_LONGEST / _SHORTEST) / np.log(_STEP))) + 1


def keeps_wait(delays: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the delays that are of one length, where these are most of them, bool[n].

    Args:
        delays: float64[n], seconds.

    Examples:
        >>> keeps_wait(np.append(np.linspace(112.0, 130.0, 12), [300.0, 700.0])).tolist().count(True)
        12
        >>> keeps_wait(np.geomspace(40.0, 300.0, 14)).any().item()
        False
    """
    usable = np.sort(delays[(delays >= _SHORTEST) & (delays < _LONGEST)])
    return _mark(delays, usable, np.minimum(_STEP * usable, usable + _APART), _SHARE)


def keeps_wait_closely(delays: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the same where hands may have a way of their own: from one lamp to the next, a walk takes about as long.

    Examples:
        >>> keeps_wait_closely(np.linspace(30.0, 33.0, 12)).all().item()
        True
        >>> keeps_wait_closely(np.linspace(30.0, 38.0, 12)).any().item()
        False
    """
    usable = np.sort(delays[(delays >= _SHORTEST) & (delays < _LONGEST)])
    return _mark(delays, usable, _CLOSE_STEP * usable, _CLOSE_SHARE)


def keeps_length(lasted: NDArray[np.float64], minutes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the uses that are of one length, where nearly all of them are and it isn't the clock's doing, bool[n].

    Args:
        lasted: float64[n], seconds.
        minutes: float64[n], when each ended, minutes after local midnight.

    Examples:
        >>> lasted, anytime = np.linspace(8000.0, 8300.0, 12), np.linspace(700.0, 1300.0, 12)
        >>> keeps_length(lasted, anytime).all().item(), keeps_length(lasted * anytime / 700, anytime).any().item()
        (True, False)
    """
    usable = np.sort(lasted[(lasted >= _SHORTEST_USE) & (lasted < _LONGEST_USE)])
    made = _mark(lasted, usable, _USE_STEP * usable, _USE_SHARE)
    if made.any():
        ends = apart(minutes[made], round_median(minutes[made]))
        length = lasted[made] / 60
        if np.median(np.abs(length - np.median(length))) > _BY_CLOCK * np.median(np.abs(ends)):
            return np.zeros(len(lasted), dtype=np.bool_)
    return made


def _mark(
    values: NDArray[np.float64], usable: NDArray[np.float64], limits: NDArray[np.float64], share: float
) -> NDArray[np.bool_]:
    """Mark the values of the largest crowd that lies between one of them and its limit, if it is large enough."""
    if len(usable) < _FEWEST:
        return np.zeros(len(values), dtype=np.bool_)
    crowd = usable.searchsorted(limits, "right") - np.arange(len(usable))
    best = int(np.argmax(crowd))
    if crowd[best] < max(_FEWEST, share * len(values)):
        return np.zeros(len(values), dtype=np.bool_)
    return np.asarray((values >= usable[best]) & (values <= limits[best]))


class Waits:
    """Finds those whose waits behind a trigger may be of one length, with the acts of all in one row."""

    def __init__(self, followers: Followers) -> None:
        """Tell how many of each one's acts have to be."""
        self._followers = followers
        self._needed = np.maximum(_FEWEST, _SHARE * followers.sizes)

    def tight(self, delays: NDArray[np.float64]) -> list[int]:
        """Return those of whom enough acts may follow a trigger by one delay.

        Args:
            delays: float64[n], seconds since it last fired before each act, in the order of the followers.
        """
        near = np.flatnonzero((delays >= _SHORTEST) & (delays < _LONGEST))
        if len(near) < _FEWEST:
            return []
        # A crowd whose longest wait is so many times its shortest lies in two neighbouring bins of that width.
        place = (np.log(delays[near] / _SHORTEST) / np.log(_STEP)).astype(np.int64)
        counts = self._followers.tally(near, place, _BINS)
        pairs = (counts[:, 1:] + counts[:, :-1]).max(axis=1)
        found: list[int] = np.flatnonzero(pairs >= self._needed).tolist()
        return found
