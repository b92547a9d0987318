"""Witnesses: other entities whose state people may go by. Most of them only say what time it is, or which day."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import StateIs
from ..past.calendar import DAY
from ..past.chance import log_likelihood
from ..past.condition import Checks
from ..past.rule import Trials
from ..past.timeline import Timeline

_WITNESSES = frozenset(
    {"person", "zone", "media_player", "input_boolean", "alarm_control_panel", "light", "switch", "climate", "cover"}
)
_MOST_STATES = 6
_HOURS = 2 * 60  # minutes of a day's part within which the clock tells nothing more


def states_kept(
    trials: Trials, timeline: Timeline, taken: frozenset[str], asked: tuple[Checks, float]
) -> tuple[int, Iterable[tuple[StateIs, NDArray[np.bool_]]]]:
    """Return how many states people may have gone by, and those that keep enough hits, with when each was so.

    Args:
        taken: the rule's own entities.
        asked: the moments, and the share of the hits that a state has to keep.
    """
    checks, share = asked
    witnesses = {
        name: series
        for name, series in timeline.series.items()
        if name.partition(".")[0] in _WITNESSES and name not in taken and 1 < len(series.states) <= _MOST_STATES
    }
    # Most states keep too few hits, which counting tells; asking for each firing is where most of the time would go.
    order = np.argsort(checks.times, kind="stable")
    hits = checks.times[order][trials.hit[order]]
    kept = [
        (name, state)
        for name, series in witnesses.items()
        for state, count in zip(series.states, series.tally(hits).tolist(), strict=True)
        if count >= share * len(hits)
    ]
    tests = (
        (StateIs(entity_id=name, state=state), witnesses[name].was(state, checks.times, inclusive=False))
        for name, state in kept
    )
    return sum(len(series.states) for series in witnesses.values()), tests


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
    gain = 0.0
    for number in range(DAY // _HOURS):
        mine = part == number
        # Two shares always fit a little better than one.
        gain += max(_gain(trials.hit[mine], holds[mine]) - 1, 0.0) if mine.any() else 0.0
    seen = len(np.unique(timeline.calendar.day(times) * 2 + holds))
    return gain * seen / len(times)


def _gain(hit: NDArray[np.bool_], holds: NDArray[np.bool_]) -> float:
    n_in, h_in, n_all, h_all = (int(np.count_nonzero(some)) for some in (holds, hit & holds, np.ones(len(hit)), hit))
    return log_likelihood(h_in, n_in) + log_likelihood(h_all - h_in, n_all - n_in) - log_likelihood(h_all, n_all)
