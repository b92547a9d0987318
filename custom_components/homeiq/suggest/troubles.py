"""Automations of the home that never run, or can't."""

from __future__ import annotations

from ..model.existing import Existing, ExistingAutomation, Troubles

_DAY = 86400.0  # seconds


def find_troubles(existing: Existing, *, now: float, recorded_since: float | None, stale_days: int) -> Troubles:
    """Find the automations that need their owner. Those that are turned off need nobody.

    Args:
        existing: the home's automations.
        now: UTC epoch seconds.
        recorded_since: when the history of the home begins, UTC epoch seconds; None without one.
        stale_days: after so many days without a run an automation is stale.
    """
    then = now - stale_days * _DAY
    watched = recorded_since is not None and recorded_since <= then
    in_use = [one for one in existing.automations if one.is_enabled]
    return Troubles(
        stale=tuple(one for one in in_use if one.is_available and _is_stale(one, then, watched=watched)),
        broken=tuple(one for one in in_use if not one.is_available or one.unknown),
    )


def _is_stale(automation: ExistingAutomation, then: float, *, watched: bool) -> bool:
    if automation.last_triggered is not None:
        return automation.last_triggered <= then
    # Nobody knows how old an automation without an id is, nor what ran before anybody watched.
    return watched and automation.created_at is not None and automation.created_at <= then
