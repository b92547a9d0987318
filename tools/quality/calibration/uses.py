"""How things are used: what is turned back at once, bursts, how long uses last, good and bad weeks."""

from collections.abc import Iterator

import numpy as np

from .hands import Operated
from .recorded import Floats

FEWEST = 8  # acts below which a thing says nothing
FEWEST_USES = 4
BURST = 300.0  # seconds in which three acts are one
MINUTE, SLIP = 60.0, 3.0
SHORTEST = 0.02  # minutes, as logarithms need some

type Found = Iterator[tuple[str, float]]
"""Figures by name."""


def use_figures(one: Operated, counts: Floats) -> Found:
    """Yield the figures of one thing.

    Args:
        counts: float64[days], acts a day.
    """
    if len(one.time) < FEWEST:
        return
    gap = np.diff(one.time)
    yield "turned_back", float(np.mean(np.append(gap, np.inf) <= MINUTE))
    yield "slipped", float(np.mean(np.append(gap, np.inf) <= SLIP))
    begins = np.append(one.time[2:] - one.time[:-2] <= BURST, [False, False])
    yield "bursts", float(np.mean(begins | np.roll(begins, 1) | np.roll(begins, 2)))
    yield "fano", float(counts.var() / max(counts.mean(), 0.01))
    minutes = gap[one.on[:-1] & ~one.on[1:]] / 60
    if len(minutes) >= FEWEST_USES:
        yield from _lengths(minutes)


def _lengths(minutes: Floats) -> Found:
    yield "use_short", float(np.percentile(minutes, 25))
    yield "use_median", float(np.median(minutes))
    yield "use_spread", float(np.log(np.maximum(minutes, SHORTEST)).std())
    yield "use_moment", float(np.mean(minutes < 1))


def followed_by_another(operated: list[Operated]) -> float:
    """Return the share of all acts that one other thing follows within twenty seconds."""
    time = np.concatenate([one.time for one in operated])
    which = np.repeat(np.arange(len(operated)), [len(one.time) for one in operated])
    order = np.argsort(time, kind="stable")
    time, which = time[order], which[order]
    ends = np.searchsorted(time, time + 20, "right")
    several = [len(set(which[begin:end].tolist())) for begin, end in enumerate(ends.tolist())]
    return float(np.mean(np.array(several) == 2))  # noqa: PLR2004 - itself and one other
