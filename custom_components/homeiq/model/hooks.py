"""Webhooks: who is told of what by a signed request, and what became of each of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, Literal

type Trouble = Literal[
    "status", "redirected", "gone", "unreachable", "timeout", "certificate", "broken", "refused", "off", "too_many"
]
"""Why a receiver did not take something."""

ROTATION = 86400.0  # for how long what is sent is signed with the secret before as well, seconds


class Happening(StrEnum):
    """What receivers can be told of; the names stand in what is sent."""

    SUGGESTION_CREATED = "suggestion.created"
    SUGGESTION_ACCEPTED = "suggestion.accepted"
    SUGGESTION_DISMISSED = "suggestion.dismissed"
    SUGGESTION_UNDONE = "suggestion.undone"
    AUTOMATION_OVERRIDDEN = "automation.overridden"
    LEFT_ON = "habit.left_on"
    HABIT_MISSED = "habit.missed"
    HABIT_CHANGED = "habit.changed"
    HEALTH_CHANGED = "health.changed"
    GAME_STARTED = "game.started"
    GAME_SCORE_CHANGED = "game.score_changed"
    GAME_ENDED = "game.ended"


TEST = "webhook.test"
"""The kind of what is sent to try a receiver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened.

    Attributes:
        at: when, UTC epoch seconds.
        data: what there is to say about it, as JSON.
        correlation: the id of whatever led to it.
        once: what tells it from all else of its kind, where it may be seen more than once; empty where it can't.
    """

    happening: Happening
    at: float
    data: Mapping[str, Any]
    correlation: str
    once: str = ""

    def names(self, named: frozenset[str]) -> bool:
        """Tell whether it is about any of these entities or areas."""
        return any(not named.isdisjoint(self.data.get(field, ())) for field in ("entities", "areas"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Somebody who is told.

    Attributes:
        hook_id: of the subentry.
        title: what its owner calls it.
        url: where to; it may be a secret itself.
        secret: what is sent is signed with it.
        happenings: what is told; empty is everything.
        named: only what is about these entities or areas; empty is everything.
        verify_ssl: whether its certificate has to be in order.
        secrets_before: those that were replaced lately, the newest first, each with when that was, UTC epoch seconds.
    """

    hook_id: str
    title: str
    url: str = field(repr=False)
    secret: str = field(repr=False)
    happenings: frozenset[Happening] = frozenset()
    named: frozenset[str] = frozenset()
    verify_ssl: bool = True
    secrets_before: tuple[tuple[str, float], ...] = field(default=(), repr=False)

    def wants(self, news: News) -> bool:
        """Tell whether it is to be told of something. What is about no entity at all is of interest to everybody."""
        if self.happenings and news.happening not in self.happenings:
            return False
        return not self.named or "entities" not in news.data or news.names(self.named)

    def secrets(self, now: float) -> tuple[str, ...]:
        """Return what to sign with: each secret for a day after it was replaced, also where the clock was set back."""
        return (self.secret, *(one for one, at in self.secrets_before if abs(now - at) < ROTATION))


class State(IntEnum):
    """How far a delivery is. The numbers are stored: never renumber, only append."""

    WAITING = 0
    DELIVERED = 1
    DEAD = 2
    """Given up, until somebody wants it delivered again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Something that one receiver is told.

    Attributes:
        number: in the order in which things happened.
        message: the id that the receiver knows it by, the same whenever it is sent.
        kind: as it is sent.
        body: what is sent, byte by byte.
        created_at: when it happened, UTC epoch seconds.
        since: when delivering it began, likewise; anew when it is to be delivered again.
        due_at: before which it is not tried, likewise.
        ended_at: when it was taken or given up, likewise.
        status: that the receiver answered last.
        trouble: why it was not taken, the last time.
    """

    number: int
    hook_id: str
    message: str
    kind: str
    correlation: str
    body: bytes = field(repr=False)
    created_at: float
    since: float
    state: State = State.WAITING
    tries: int = 0
    due_at: float = 0.0
    ended_at: float | None = None
    status: int | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAnswer:
    """What came of one attempt.

    Attributes:
        status: of HTTP; None where there was no answer.
        trouble: why there was none; None where there was.
        retry_after: seconds that the receiver wants to be left alone.
        seconds: that it took.
        was_heard: whether the receiver may know what was said: it was connected to, whatever came of it.
    """

    status: int | None = None
    trouble: Trouble | None = None
    retry_after: float | None = None
    seconds: float = 0.0
    was_heard: bool = False
