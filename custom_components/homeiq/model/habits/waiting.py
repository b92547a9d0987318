"""Waiting: how soon and how late an act still answers something that has to stay as it is for a while."""

from __future__ import annotations


def soonest_answer(usual: float) -> float:
    """Return the shortest delay that still answers a wait of ``usual`` seconds.

    Examples:
        >>> soonest_answer(240.0)
        120.0
    """
    return 0.5 * usual


def latest_answer(usual: float) -> float:
    """Return the longest delay that still answers a wait of ``usual`` seconds.

    Examples:
        >>> latest_answer(240.0), latest_answer(60.0)
        (384.0, 120.0)
    """
    return max(1.6 * usual, usual + 60.0)
