"""What mostly happens together: things joined into groups by their shared moments, however many things there are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

_NEIGHBOURS = 64  # moments after each that are looked at; a larger crowd hangs together by its chain of neighbours


def join[K](moments: Mapping[K, NDArray[np.float64]], within: float, share: float, fewest: int) -> list[list[K]]:
    """Join the things whose moments mostly come together.

    Args:
        moments: float64[n] of each thing, UTC epoch seconds, ascending.
        within: longest distance of two moments that are one, seconds.
        share: of the moments of the more frequent of two things, those that both must have.
        fewest: moments that both must have at least.

    Returns:
        All things, each in one group, groups and members in the order of ``moments``.

    Examples:
        >>> moments = {"a": np.array([0.0, 100.0]), "b": np.array([1.0, 101.0]), "c": np.array([50.0])}
        >>> join(moments, 2.0, 0.6, 2)
        [['a', 'b'], ['c']]
    """
    keys = list(moments)
    times = [moments[key] for key in keys]
    parent = list(range(len(keys)))
    for one, other, _ in meetings(times, within, fewest):
        # Of the more frequent one: a lamp that is also used alone is a lamp of its own.
        most = max(len(times[one]), len(times[other]))
        if together(times[one], times[other], within) >= max(fewest, share * most):
            low, high = sorted((_root(parent, one), _root(parent, other)))
            parent[high] = low
    groups: dict[int, list[K]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(_root(parent, place), []).append(key)
    return list(groups.values())


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        place = parent[place]
    return place


def together(one: NDArray[np.float64], other: NDArray[np.float64], within: float) -> int:
    """Count the moments of ``one`` that have one of ``other`` no farther than ``within`` seconds.

    Examples:
        >>> together(np.array([0.0, 100.0]), np.array([1.5]), 2.0)
        1
    """
    before = np.searchsorted(other, one - within, "left")
    after = np.searchsorted(other, one + within, "right")
    return int(np.count_nonzero(after > before))


def meetings(times: list[NDArray[np.float64]], within: float, fewest: int) -> list[tuple[int, int, int]]:
    """Return the pairs of things that meet often enough to be worth counting exactly, sorted, and how often they meet.

    Examples:
        >>> meetings([np.array([0.0, 100.0]), np.array([1.0, 101.0]), np.array([50.0])], 2.0, 2)
        [(0, 1, 2)]
    """
    lengths = [len(one) for one in times]
    every = np.concatenate([np.empty(0), *times])
    whose = np.repeat(np.arange(len(times)), lengths)
    order = np.argsort(every, kind="stable")
    every, whose = every[order], whose[order]
    seen: dict[int, int] = {}
    for ahead in range(1, min(_NEIGHBOURS, len(every) - 1) + 1):
        close = (every[ahead:] - every[:-ahead] <= within) & (whose[ahead:] != whose[:-ahead])
        if not close.any():
            if not (every[ahead:] - every[:-ahead] <= within).any():
                break
            continue
        low = np.minimum(whose[ahead:], whose[:-ahead])[close]
        high = np.maximum(whose[ahead:], whose[:-ahead])[close]
        for pair, count in zip(
            *(part.tolist() for part in np.unique(low * len(times) + high, return_counts=True)), strict=True
        ):
            seen[pair] = seen.get(pair, 0) + count
    return [(*divmod(pair, len(times)), count) for pair, count in sorted(seen.items()) if count >= fewest]
