"""A coarse sieve over all pairs of a unit and a trigger at once: which of them are worth a closer look.

A home has hundreds of thousands of pairs, and a closer look takes a tenth of a millisecond and more. Here acts behind a
trigger are only counted and compared with what an even spread of the trigger's firings would put there. The sieve is
wider than the closer look, so nothing is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..past.acts import Unit
from ..past.actuators import AT_REST
from ..past.delays import delays_since, in_parts
from ..past.leads import Leads
from ..past.timeline import Timeline
from .timeout import LONGEST, SHORTEST, can_go_quiet, high_of, low_of

type Trigger = tuple[str, str]
"""An entity and the state that it comes to."""
type Counts = NDArray[np.int64]

_SLACK = 0.01  # seconds by which a window is wider here
_STEP = 1.02  # ratio of two steps of the grid of timeouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What about a trigger is worth a closer look: what follows it at once, or after a while."""

    trigger: Trigger
    at_once: bool
    later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """How fine the sieve is.

    Attributes:
        windows: longest delays of an immediate follow-up, seconds.
        surprise: standard deviations by which acts have to exceed what an even spread would give.
        fewest: acts that a trigger has to come before.
    """

    windows: Sequence[float]
    surprise: float
    fewest: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Asked:
    """Some triggers.

    Attributes:
        firings: float64[k] each, UTC epoch seconds.
        spacing: float64[triggers, 1], mean seconds between two firings.
        quiet: bool[triggers], it went quiet.
    """

    firings: Sequence[NDArray[np.float64]]
    spacing: NDArray[np.float64]
    quiet: NDArray[np.bool_]


def worth_a_look(
    units: Sequence[Unit],
    triggers: Mapping[Trigger, NDArray[np.float64]],
    timeline: Timeline,
    sieve: Sieve,
) -> dict[Unit, list[Look]]:
    """Return, for each unit, the triggers behind which its acts crowd more than by accident.

    Args:
        triggers: the times at which each fires, ascending.
        sieve: how fine it is.
    """
    triggers = {key: times for key, times in triggers.items() if len(times)}
    leads, found = Leads.of(triggers), dict[Unit, list[Look]]()
    for part in in_parts([len(unit.acts) for unit in units], len(triggers)):
        some = units[part]
        acts = np.sort(np.concatenate([unit.acts for unit in some]))
        keys = list(leads.before(acts, high_of(LONGEST), sieve.fewest))
        asked = _Asked(
            firings=[triggers[key] for key in keys],
            spacing=np.array([(timeline.until - timeline.since) / len(triggers[key]) for key in keys])[:, None],
            quiet=np.array([can_go_quiet(*key) for key in keys], dtype=np.bool_),
        )
        at_once, later = _look(some, asked, sieve)
        for place, unit in enumerate(some):
            found[unit] = [
                Look(trigger=keys[row], at_once=bool(at_once[row, place]), later=bool(later[row, place]))
                for row in np.flatnonzero(at_once[:, place] | later[:, place])
            ]
    return found


def _look(units: Sequence[Unit], asked: _Asked, sieve: Sieve) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where acts crowd at once, and where after a while: two bool[triggers, units]."""
    firings, spacing, quiet = asked.firings, asked.spacing, asked.quiet
    sizes = np.array([len(unit.acts) for unit in units])
    starts = np.cumsum(sizes) - sizes
    delays = delays_since(firings, np.concatenate([unit.acts for unit in units]))
    at_once = np.zeros((len(firings), len(units)), dtype=np.bool_)
    later = at_once.copy()
    for window in sieve.windows:
        counts = np.add.reduceat(delays <= window + _SLACK, starts, axis=1, dtype=np.int64)
        at_once |= _surprises(counts, sizes, 1 - np.exp(-window / spacing), sieve.surprise)
    rest = np.array([unit.state in AT_REST for unit in units])
    if rest.any() and quiet.any():
        columns = np.repeat(rest, sizes)
        unit_of = np.repeat(np.cumsum(rest) - 1, sizes)[columns]
        lingers = _lingers(delays[quiet][:, columns], unit_of, sizes[rest], spacing[quiet], sieve.surprise)
        later[np.ix_(quiet, rest)] = lingers
    return at_once, later


def _surprises(
    counts: Counts, sizes: NDArray[np.int64], by_accident: NDArray[np.float64], surprise: float
) -> NDArray[np.bool_]:
    """Tell where counts exceed what chance gives; without a single act there is nothing to see."""
    expected = by_accident * sizes
    return np.asarray((counts > 0) & (counts - expected >= surprise * np.sqrt(expected * (1 - by_accident))))


def _lingers(
    delays: NDArray[np.float32],
    unit_of: NDArray[np.int64],
    sizes: NDArray[np.int64],
    spacing: NDArray[np.float64],
    surprise: float,
) -> NDArray[np.bool_]:
    """Tell where acts crowd about some timeout, bool[triggers, units].

    Args:
        delays: float32[triggers, acts].
        unit_of: int64[acts], which unit each act is of.
        sizes: int64[units], acts of each.
        spacing: float64[triggers, 1], mean seconds between two firings.
    """
    edges = low_of(SHORTEST) * _STEP ** np.arange(
        np.ceil(np.log(high_of(LONGEST) / low_of(SHORTEST)) / np.log(_STEP)) + 2
    )
    bins = len(edges) + 1
    place = np.searchsorted(edges.astype(np.float32), delays.ravel()).reshape(delays.shape)
    cell = (np.arange(len(delays))[:, None] * len(sizes) + unit_of) * bins + place
    counts = np.bincount(cell.ravel(), minlength=len(delays) * len(sizes) * bins).reshape(len(delays), len(sizes), bins)
    below = np.cumsum(counts, axis=2)
    look = np.zeros((len(delays), len(sizes)), dtype=np.bool_)
    for usual, longer in pairwise(edges):
        if not SHORTEST / _STEP <= usual <= LONGEST:
            continue
        # A timeout between two steps of the grid: more acts than its window can hold, fewer by accident than in it.
        first, last = np.searchsorted(edges, [low_of(usual), high_of(longer)])
        inside = below[:, :, min(last, bins - 1)] - below[:, :, max(first - 1, 0)]
        accident = np.maximum(np.exp(-low_of(longer) / spacing) - np.exp(-high_of(usual) / spacing), 0.0)
        look |= _surprises(inside, sizes, accident, surprise)
    return look
