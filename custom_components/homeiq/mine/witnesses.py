"""Witnesses: other entities whose state people may go by. Most of them only say what time it is, or which day."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import StateIs
from ..past.calendar import DAY
from ..past.chance import log_likelihood
from ..past.timeline import Timeline
from .split import KEPT, Split

_HOURS = 2 * 60  # minutes of a day's part within which the clock tells nothing more


def states_kept(
    split: Split, timeline: Timeline, taken: frozenset[str], price: float
) -> tuple[int, Iterable[tuple[StateIs, NDArray[np.bool_]]]]:
    """Return how many states people may have gone by, and those that may be worth it, with when each was so.

    Args:
        taken: the rule's own entities.
        price: what a state has to win beside the gain that every condition has to.
    """
    witnesses = timeline.witnesses
    free = np.flatnonzero([name not in taken for name in witnesses.names])
    # Most states keep too few hits, which counting tells; asking for each firing is where most of the time would go.
    hits = np.sort(split.times[split.trials.hit])
    kept = np.array(
        [
            (place, code)
            for place, counts in zip(free.tolist(), witnesses.tally(free, hits), strict=True)
            for code, count in enumerate(counts)
            if count >= KEPT * len(hits)
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    holds = witnesses.codes_at(kept[:, 0], split.times) == kept[:, 1:]
    tests = (
        (StateIs(entity_id=witnesses.names[place], state=witnesses.states[place][code]), was)
        for (place, code), was, may_be in zip(kept.tolist(), holds, split.may_be_worth(holds, price), strict=True)
        if may_be
    )
    return sum(len(witnesses.states[place]) for place in free.tolist()), tests


def said_beyond_clock(split: Split, holds: NDArray[np.bool_]) -> float:
    """Return how clearly a state splits hits from misses at the same time of day: a logarithm of a likelihood ratio.

    What is on every evening tells evening hits from other misses, and is no reason. Firings of one day that found the
    witness in the same state have one witness, not many.

    Args:
        holds: bool[n], whether it was so.
    """
    part = (split.minutes // _HOURS).astype(np.int64)
    counts = np.bincount(part * 4 + holds * 2 + split.trials.hit, minlength=4 * DAY // _HOURS).reshape(-1, 4)
    # Two shares always fit a little better than one.
    gain = sum(max(_gain(*row) - 1, 0.0) for row in counts.tolist() if any(row))
    seen = len(np.unique(split.days * 2 + holds))
    return gain * seen / len(holds)


def _gain(out_missed: int, out_hit: int, in_missed: int, in_hit: int) -> float:
    """Return what a share of its own inside and outside explains more than one share for all."""
    inside, outside = in_missed + in_hit, out_missed + out_hit
    return (
        log_likelihood(in_hit, inside)
        + log_likelihood(out_hit, outside)
        - log_likelihood(in_hit + out_hit, inside + outside)
    )
