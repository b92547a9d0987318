"""Witnesses: other entities whose state people may go by. Most of them only say what time it is, or which day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...model.day import DAY
from ...past.chance import log_likelihood
from .split import Split

_HOURS = 2 * 60  # minutes of a day's part within which the clock tells nothing more


def said_beyond_clock(split: Split, holds: NDArray[np.bool_]) -> float:
    """Return how clearly a state splits hits from misses at the same time of day: a logarithm of a likelihood ratio.

    What is on every evening tells evening hits from other misses, and is no reason. Firings of one day that found the
    witness in the same state have one witness, not many.

    Args:
        holds: bool[n], whether it was so.
    """
    part = (split.minutes // _HOURS).astype(np.int64)
    counts = np.bincount(part * 4 + holds * 2 + split.outcomes.hit, minlength=4 * DAY // _HOURS).reshape(-1, 4)
    # Two shares always fit a little better than one.
    gain = sum(max(_gain(*row) - 1, 0.0) for row in counts.tolist() if any(row))
    seen = len(np.unique(split.days * 2 + holds))
    return gain * seen / len(holds)


def _gain(out_missed: int, out_hit: int, in_missed: int, in_hit: int) -> float:
    """Return how much better two shares of hits, inside and outside, explain them than a single share does.

    Examples:
        >>> round(_gain(10, 0, 0, 10), 2), round(abs(_gain(5, 5, 5, 5)), 6)
        (13.86, 0.0)
    """
    inside, outside = in_missed + in_hit, out_missed + out_hit
    return (
        log_likelihood(in_hit, inside)
        + log_likelihood(out_hit, outside)
        - log_likelihood(in_hit + out_hit, inside + outside)
    )
