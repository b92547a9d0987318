"""Whom to tell what, and when: a budget, quiet hours, a digest once a week. No suggestion is told twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from ..model.clock import has_been
from ..model.decisions.told import How, Told
from ..model.habits.suggestion import Suggestion
from ..settings import Notifications, Weekday

WEEK = timedelta(days=7)
_DAYS = tuple(Weekday)


def is_quiet(wishes: Notifications, now: datetime) -> bool:
    """Tell whether nothing is to be sent now.

    Args:
        now: local time.
    """
    return wishes.is_quiet_at(now.time())


def untold(suggestions: Sequence[Suggestion], told: Mapping[str, Told]) -> tuple[Suggestion, ...]:
    """Return the suggestions that nobody was told of, or that somebody asked to be told of once more."""
    return tuple(
        suggestion
        for suggestion in suggestions
        if (before := told.get(suggestion.signature)) is None or before.is_asked_for
    )


def due(
    suggestions: Sequence[Suggestion], told: Mapping[str, Told], wishes: Notifications, now: datetime
) -> tuple[Suggestion, ...]:
    """Return the suggestions to tell of now, one by one: the best that the budget of a week still allows.

    Args:
        suggestions: the open ones, best first.
        told: what people were told of, by signature.
        wishes: the owner's.
        now: local time.
    """
    if is_quiet(wishes, now):
        return ()
    since = (now - WEEK).timestamp()
    spent = sum(
        one.how is How.NOTIFICATION and one.told_at > since and has_been(one.told_at, now.timestamp())
        for one in told.values()
    )
    return untold(suggestions, told)[: max(0, wishes.per_week - spent)]


def latest_digest(wishes: Notifications, now: datetime) -> datetime:
    """Return the newest moment, now included, that the owner wants a digest at.

    Args:
        now: local time.
    """
    days_ago = (now.weekday() - _DAYS.index(wishes.digest_day)) % 7
    at = datetime.combine(now.date(), wishes.digest_time, now.tzinfo) - timedelta(days=days_ago)
    return at if at <= now else at - WEEK
