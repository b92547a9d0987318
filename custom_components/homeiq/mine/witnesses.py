"""Witnesses: other entities whose state people may go by. Most of them only say what time it is, or which day."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import StateIs
from ..past.calendar import DAY
from ..past.chance import log_likelihood
from ..past.rule import Trials
from ..past.timeline import Timeline

_HOURS = 2 * 60  # minutes of a day's part within which the clock tells nothing more


def states_kept(
    trials: Trials, timeline: Timeline, taken: frozenset[str], asked: tuple[NDArray[np.float64], float]
) -> tuple[int, Iterable[tuple[StateIs, NDArray[np.bool_]]]]:
    """Return how many states people may have gone by, and those that keep enough hits, with when each was so.

    Args:
        taken: the rule's own entities.
        asked: the moments (float64[n], UTC epoch seconds), and the share of the hits that a state has to keep.
    """
    times, share = asked
    witnesses = timeline.witnesses
    free = np.flatnonzero([name not in taken for name in witnesses.names])
    # Most states keep too few hits, which counting tells; asking for each firing is where most of the time would go.
    hits = np.sort(times[trials.hit])
    kept = [
        (place, code)
        for place, counts in zip(free.tolist(), witnesses.tally(free, hits), strict=True)
        for code, count in enumerate(counts)
        if count >= share * len(hits)
    ]
    was = witnesses.codes_at(np.array([place for place, _ in kept], dtype=np.int64), times)
    tests = (
        (StateIs(entity_id=witnesses.names[place], state=witnesses.states[place][code]), codes == code)
        for (place, code), codes in zip(kept, was, strict=True)
    )
    return sum(len(witnesses.states[place]) for place in free.tolist()), tests


def said_beyond_clock(
    trials: Trials, holds: NDArray[np.bool_], timeline: Timeline, times: NDArray[np.float64]
) -> float:
    """Return how clearly a state splits hits from misses at the same time of day: a logarithm of a likelihood ratio.

    What is on every evening tells evening hits from other misses, and is no reason. Firings of one day that found the
    witness in the same state have one witness, not many.

    Args:
        holds: bool[n], whether it was so.
        times: float64[n], UTC epoch seconds of the firings.
    """
    part = (timeline.calendar.minute(times) // _HOURS).astype(np.int64)
    counts = np.bincount(part * 4 + holds * 2 + trials.hit, minlength=4 * DAY // _HOURS).reshape(-1, 4)
    # Two shares always fit a little better than one.
    gain = sum(max(_gain(*row) - 1, 0.0) for row in counts.tolist() if any(row))
    seen = len(np.unique(timeline.calendar.day(times) * 2 + holds))
    return gain * seen / len(times)


def _gain(out_missed: int, out_hit: int, in_missed: int, in_hit: int) -> float:
    """Return what a share of its own inside and outside explains more than one share for all."""
    inside, outside = in_missed + in_hit, out_missed + out_hit
    return (
        log_likelihood(in_hit, inside)
        + log_likelihood(out_hit, outside)
        - log_likelihood(in_hit + out_hit, inside + outside)
    )
