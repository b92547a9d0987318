"""Timeouts: something has been quiet for a while, and a person puts to rest what it was on for.

The delay is the median of those around which most lie, on a logarithmic scale; it becomes the trigger's ``for:``, so a
trigger that stirs again begins anew.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from ..model.habits.waiting import latest_answer, soonest_answer
from ..model.things import AT_REST, domains_where
from ..past.acts import Unit
from ..past.days.other_days import OtherDays
from ..past.numbers.crossings import is_crossing
from ..past.rule import Outcomes, Rule

LONGEST = 2400.0
"""Longest timeout, seconds."""
SHORTEST = 45.0
"""A shorter usual delay needs no ``for:``, seconds."""
MUCH_CLOSER = 0.5
"""Times as far apart as what they are held against, such as the lengths of the uses."""
_STEP = 30  # seconds to which a timeout is rounded
_CROWD = np.log(2.2)  # width of a crowd of delays, on a logarithmic scale
_SERVED = 0.5  # share of the uses put to rest that have to begin while the trigger is busy, or soon before
_SOON = 120.0  # seconds from which on what was put to use was not for what the trigger tells of
_CLOSE = 0.14  # of the usual delay: half as far apart as delays spread evenly over all that answer a timeout
_EVIDENCE = 6.0  # logarithm of the likelihood ratio from which on the use says when it ends, not the trigger
_FLOOR = 1.0  # seconds nearer than which nothing is told apart
_QUIET_DOMAINS = domains_where(lambda thing: thing.goes_quiet)


def find_timeout(name: str, state: str, delay: NDArray[np.float64], unit: Unit) -> Rule | None:
    """Return the timeout worth trying; None where the trigger can't go quiet or the unit isn't put to rest.

    Args:
        name: the trigger's entity.
        state: the state that it comes to.
        delay: float64[n], seconds since the trigger's last firing at each act.
        unit: what is acted on.
    """
    if unit.state not in AT_REST or not can_go_quiet(name, state):
        return None
    late = delay[(delay > SHORTEST) & (delay <= LONGEST)]
    if not len(late):
        return None
    return timeout_about(name, state, late)


def timeout_about(name: str, state: str, delay: NDArray[np.float64]) -> Rule:
    """Return the timeout about which most delays lie.

    Args:
        name: the trigger's entity.
        state: the state that it comes to.
        delay: float64[n], seconds, at least one.
    """
    usual = _crowd(delay)
    return Rule(
        entity_id=name,
        to=state,
        low=soonest_answer(usual),
        high=latest_answer(usual),
        for_seconds=round(usual / _STEP) * _STEP or _STEP,
    )


def can_go_quiet(name: str, state: str) -> bool:
    """Tell whether an entity that comes to a state went quiet, after which people put things to rest."""
    return state in AT_REST and (name.partition(".")[0] in _QUIET_DOMAINS or is_crossing(name))


def serves(rule: Rule, outcomes: Outcomes, other_days: OtherDays) -> bool:
    """Tell whether what is put to rest was in use for what the trigger tells of: it mostly began when that was busy.

    A lamp that has been on since dinner goes out some minutes after the shower because it is bedtime.

    Args:
        rule: a state that has to last.
        outcomes: its firings, some of them hits.
        other_days: of the unit that is put to rest.
    """
    answers = outcomes.act[outcomes.hit]
    began, acts = other_days.began[answers], other_days.unit.acts[answers]
    trigger = other_days.timeline.series[rule.entity_id]
    busy = ~trigger.was(rule.to, began) | (trigger.until(began) <= began + _SOON)
    if np.count_nonzero(busy) < _SERVED * len(acts):
        return False
    return _waits(acts - began, acts - outcomes.time[outcomes.hit])


def _waits(lasting: NDArray[np.float64], delay: NDArray[np.float64]) -> bool:
    """Tell whether uses end by the delay, and not just after a while, as any use that the trigger began does.

    Then the delays lie much closer together than the lengths of the uses; or, where each use is all but that delay,
    close together for themselves, and not clearly less so than the lengths.

    Examples:
        Uses of all lengths that end four minutes after.

        >>> _waits(np.array([600.0, 2400.0, 5000.0]), np.array([230.0, 240.0, 250.0]))
        True
    """
    known = lasting[np.isfinite(lasting)]
    if not len(known):
        return True
    apart, spread = scatter(known), scatter(delay)
    if spread <= MUCH_CLOSER * apart:
        return True
    return are_close(delay) and len(known) * log(spread / apart) < _EVIDENCE


def are_close(delays: NDArray[np.float64]) -> bool:
    """Tell whether delays lie close together for themselves, whatever else does.

    Args:
        delays: float64[n], seconds, one at least.

    Examples:
        >>> are_close(np.array([230.0, 240.0, 250.0])), are_close(np.array([120.0, 240.0, 360.0]))
        (True, False)
    """
    return scatter(delays) <= _CLOSE * _median(delays)


def scatter(values: NDArray[np.float64]) -> float:
    """Return the mean distance from the median, seconds, no less than what can be told apart.

    Examples:
        >>> scatter(np.array([100.0, 110.0, 130.0]))
        10.0
    """
    return max(float(np.mean(np.abs(values - _median(values)))), _FLOOR)


def _median(values: NDArray[np.float64]) -> float:
    """Return the upper one of the two in the middle, much sooner than numpy the mean of both.

    Examples:
        >>> _median(np.array([4.0, 1.0, 3.0, 2.0]))
        3.0
    """
    return float(np.partition(values, len(values) // 2)[len(values) // 2])


def _crowd(delays: NDArray[np.float64]) -> float:
    """Return the median of the delays around which most others lie, on a logarithmic scale.

    Examples:
        >>> round(_crowd(np.array([100.0, 110.0, 120.0, 2000.0])), 6)
        110.0
    """
    logs = np.sort(np.log(delays))
    ends = logs.searchsorted(logs + _CROWD, "right")
    start = int(np.argmax(ends - np.arange(len(logs))))
    # The median of what is in order already.
    low, high = (start + ends[start] - 1) // 2, (start + ends[start]) // 2
    return float(np.exp((logs[low] + logs[high]) / 2))
