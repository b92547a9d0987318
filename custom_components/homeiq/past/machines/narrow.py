"""Narrow: what lies closer about one place than whatever the strictest person does, by likelihood.

A machine's moments are taken to lie anywhere within a width, a person's normally about the same middle, at least as
far as the strictest person's. How much rather they are a machine's adds up over them, so that few have to lie close and
many may lie apart; others beside them speak against both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..delays import Followers

SURE = 16.0
"""Log-likelihood that is enough; there are some hundred places and widths to choose from."""
_SOON, _NEARLY_ALL = 5.0, 0.9  # seconds within which a sensor is answered, and share of what is done that answers it
_PROMPT = 1.0  # seconds by which the delays of the promptest person vary
_CLEAR = 6.0  # log-likelihood of one crowd of several
_STRAY = 3.0  # by which each other one around them counts against a machine
_FEWEST = 4  # days
_CLOSEST = 40.0  # times as close as people's; closer tells no more
_NORMAL = 2.5066  # how wide an even spread is that is as dense as the middle of a normal one, in its deviations
_STEP = 1.3  # from one width that is tried to the next
_WIDTHS = 14

type Crowds = list[tuple[NDArray[np.int64], float]]
"""Of each crowd, which moments, int64[k], and its log-likelihood."""


def narrow(
    places: NDArray[np.float64], days: NDArray[np.number], strictest: float, around: float, fewest: float = 0.0
) -> Crowds:
    """Return the crowds of moments that lie closer about one place than any person's, and how clearly each does.

    Args:
        places: float64[n], on a dial, seconds.
        days: number[n], theirs; several of one day count once.
        strictest: seconds by which the strictest person strays.
        around: seconds on either side in which one more moment counts against a machine.
        fewest: moments that a crowd has to have.

    Returns:
        The crowds, best first; they don't overlap.

    Examples:
        >>> days = np.arange(12)
        >>> [len(crowd) for crowd, _ in narrow(np.linspace(0.0, 30.0, 12), days, 30.0, 600.0)]
        [12]
        >>> narrow(np.linspace(0.0, 240.0, 12), days, 30.0, 600.0)
        []
    """
    order = np.argsort(places, kind="stable")
    placed, best = places[order], list[_Found]()
    for one in sorted(_found(placed, days[order], _NORMAL * strictest, around, max(fewest, _FEWEST)), reverse=True):
        if all(one.end <= other.first or one.first >= other.end for other in best):
            best.append(one)
    return [(order[one.first : one.end], one.speaks) for one in best]


class _Found(NamedTuple):
    """A crowd among moments in order.

    Attributes:
        speaks: log-likelihood; several are in its order.
        first: place of its first moment; ``end`` that behind its last one.
    """

    speaks: float
    first: int
    end: int


def _found(
    placed: NDArray[np.float64], days: NDArray[np.number], person: float, around: float, fewest: float
) -> Iterator[_Found]:
    """Yield crowds that may overlap, of the width ``person`` at most.

    Args:
        placed: float64[n], ascending, seconds.
        days: number[n], theirs.
        person: how wide an even spread is that is as dense as the middle of the strictest person's, seconds.
        around: seconds on either side in which one more counts against it.
        fewest: moments that it has to have.
    """
    for width in person / _STEP ** np.arange(1, _WIDTHS):
        ends = placed.searchsorted(placed + width, "right")
        count = ends - np.arange(len(placed))
        rows = np.flatnonzero((count >= fewest) & (count * np.log(person / width) >= _CLEAR))
        first = placed.searchsorted(placed[rows] - around)
        last = placed.searchsorted(placed[rows] + width + around, "right")
        against = _STRAY * (last - first - count[rows])
        may_be = _speaks(count[rows], placed[ends[rows] - 1] - placed[rows], person) - against >= _CLEAR
        for row, less in zip(rows[may_be].tolist(), against[may_be].tolist(), strict=True):
            end = int(ends[row])
            different = np.array(len(np.unique(days[row:end])))
            speaks = float(_speaks(different, placed[end - 1] - placed[row], person)) - less
            if different >= _FEWEST and speaks >= _CLEAR:
                yield _Found(speaks, row, end)


def _speaks(count: NDArray[np.int64], apart: NDArray[np.float64], person: float) -> NDArray[np.float64]:
    """Return how much rather moments are a machine's, as log-likelihoods, float64[n].

    Args:
        count: int64[n], how many; more than one.
        apart: float64[n], seconds between the first and the last of them.
        person: how wide an even spread is that is as dense as the middle of the strictest person's, seconds.
    """
    # What lies between the first and the last of so many falls a little short of what they come from.
    width = np.maximum(person / _CLOSEST, apart * (count + 1) / np.maximum(count - 1, 1))
    return np.asarray(count * np.log(person / width))


def is_prompt(delays: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the delays behind a sensor that vary less than any hand's, where they are nearly all, bool[n].

    Args:
        delays: float64[n], seconds.

    Examples:
        >>> is_prompt(np.linspace(0.3, 1.4, 30)).all().item()
        True
        >>> is_prompt(np.linspace(1.0, 6.0, 60)).any().item()
        False
    """
    made = np.zeros(len(delays), dtype=np.bool_)
    for crowd, speaks in narrow(delays, np.arange(len(delays)), _PROMPT, _SOON, _NEARLY_ALL * len(delays)):
        made[crowd] = speaks >= SURE
    return made


def soon_behind(followers: Followers, delays: NDArray[np.float64]) -> list[int]:
    """Return those of whom nearly all acts follow a trigger soon.

    Args:
        followers: the acts of many, in one row.
        delays: float64[n], seconds since it last fired before each act, in their order.
    """
    counts = np.bincount(followers.whose[delays <= _SOON], minlength=len(followers.sizes))
    places: list[int] = np.flatnonzero(counts >= _NEARLY_ALL * followers.sizes).tolist()
    return places
