"""Suggestions: patterns that stood the back-test, drafted as automations."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .existing import Conflict
from .pattern import Pattern


class UnknownSuggestionError(LookupError):
    """No suggestion with that signature is there, or none in the state that is asked for.

    Attributes:
        signature: what was asked for.
    """

    def __init__(self, signature: str) -> None:
        """Name it."""
        super().__init__(signature)
        self.signature = signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdout:
    """How a suggestion fared on days that learning never saw."""

    days: int
    runs: int
    hits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What the drafted automation would have done on the home's own history.

    Attributes:
        days: distinct local days replayed.
        runs: how often it would have acted.
        hits: runs that a person then did by hand as well.
        false_alarms: runs that nobody wanted.
        misses: times a person did it and the automation would not have.
        reversals: runs of which a person did the opposite within ten minutes.
    """

    days: int
    runs: int
    hits: int
    false_alarms: int
    misses: int
    reversals: int = 0
    holdout: Holdout | None = None

    @property
    def precision(self) -> float:
        """Share of the runs that were wanted, 0 to 1."""
        return self.hits / self.runs if self.runs else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An automation to offer, and why.

    Attributes:
        title: what it would do, in the owner's language.
        reason: why it is offered, in the owner's language.
        score: the benefit that ranks it, 0 to 1.
        automation: the automation's config as Home Assistant's editor would save it; a scene's has no triggers.
        adjusts: signature of an accepted habit whose time has moved to this one's; None for a new habit.
        conflicts: automations of the home that it would get in the way of.
    """

    pattern: Pattern
    title: str
    reason: str
    backtest: Backtest
    score: float
    automation: Mapping[str, Any]
    adjusts: str | None = None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def signature(self) -> str:
        """The habit's stable name."""
        return self.pattern.signature

    @property
    def full_reason(self) -> str:
        """The reason, and what speaks against it in the home as it is."""
        return " ".join((self.reason, *(conflict.text for conflict in self.conflicts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedHabit:
    """A habit that became an automation.

    Attributes:
        pattern: as it was accepted.
        since: UTC epoch seconds at which it was.
    """

    pattern: Pattern
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What one run found, best first, and what it looked at.

    Attributes:
        events: how many events were read.
        acts: how many of them were acts of people.
        days: how many distinct local days they cover.
    """

    patterns: tuple[Pattern, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    events: int = 0
    acts: int = 0
    days: int = 0


class Verdict(StrEnum):
    """What became of a suggestion."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    SNOOZED = "snoozed"
    ON_TRIAL = "on_trial"


LIMITED = "-days"
"""Stands behind the signature of a habit that comes back for the days that an objection leaves."""


class Objection(StrEnum):
    """What a person has against a suggestion; more is learned from it than that this one is not wanted."""

    NOT_WANTED = "not_wanted"
    NEVER_THIS_ENTITY = "never_this_entity"
    NOT_AT_WEEKENDS = "not_at_weekends"
    NOT_ON_WORKDAYS = "not_on_workdays"
    ALREADY_DONE_ELSEWHERE = "already_done_elsewhere"
    WRONG_TIME = "wrong_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on a suggestion. It outlives every run.

    Attributes:
        decided_at: UTC epoch seconds.
        reason: in the person's own words.
        until: when a snoozed one comes back, UTC epoch seconds.
        objection: what a dismissed one was dismissed for.
        suggestion: what was decided on, as it was then; None where nobody knows any more.
    """

    signature: str
    verdict: Verdict
    decided_at: float
    user_id: str | None = None
    reason: str | None = None
    until: float | None = None
    objection: Objection | None = None
    suggestion: Suggestion | None = None
