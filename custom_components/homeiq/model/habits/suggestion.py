"""Suggestions: patterns that stood the back-test, drafted as automations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..existing import Conflict, clashes_of
from ..opener import Opening
from .diary import Diary, Recent
from .gate import Refused
from .lesson import Lesson
from .pattern import Pattern, SomebodyHome, is_use_at_moment, presence_asked
from .rung import Rung
from .shown import Shown

_MORE = 8  # runs, half of them right, as which it counts that it was chosen for its figures


class UnknownSuggestionError(LookupError):
    """No suggestion with that signature is there, or none in the state that is asked for.

    Attributes:
        signature: what was asked for.
        decided: what had been decided on it when that was found; somebody may decide again before it is told.
        offered: it was open then.
    """

    def __init__(self, signature: str) -> None:
        """Name it."""
        super().__init__(signature)
        self.signature = signature
        self.decided: Decision | None = None
        self.offered: Suggestion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdout:
    """How a suggestion fared on days that it was not learned from; what is counted is what a back-test counts."""

    days: int
    runs: int
    hits: int
    idle: int = 0
    late: int = 0

    @property
    def saved(self) -> int:
        """Runs that spared an act."""
        return self.hits - self.idle

    @property
    def wrong(self) -> int:
        """Runs that nobody wanted."""
        return self.runs - self.hits

    @property
    def told(self) -> int:
        """Runs that would have changed something, wanted or not."""
        return self.saved + self.wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What the drafted automation would have done on the home's own history.

    Attributes:
        days: distinct local days replayed.
        runs: how often it would have acted.
        hits: runs that a person did by hand as well: those saved and those idle.
        false_alarms: runs that nobody wanted: the wrong ones.
        misses: times a person did it and the automation would not have.
        reversals: runs of which a person did the opposite within ten minutes.
        idle: runs that found it done by hand already; back-tests were saved without them before they were counted.
        late: of the wrong runs, those that did again what a person had done and undone right before.
        forward: how what earlier days taught of the habit fared on later ones; None where they had too few runs.
        is_fitted: the habit was learned from these very days, and no later ones tried it.
    """

    days: int
    runs: int
    hits: int
    false_alarms: int
    misses: int
    reversals: int = 0
    idle: int = 0
    late: int = 0
    holdout: Holdout | None = None
    forward: Holdout | None = None
    is_fitted: bool = False

    @property
    def saved(self) -> int:
        """Runs that a person did by hand only after it: the acts that it would have spared."""
        return self.hits - self.idle

    @property
    def told(self) -> int:
        """Runs that would have changed something, wanted or not."""
        return self.saved + self.false_alarms

    @property
    def kept(self) -> int:
        """Runs near which a person did it, be it before or after: who was earlier is as good a witness of the habit."""
        return self.hits + self.late

    @property
    def promised(self) -> Backtest | Holdout:
        """What is promised: what came of later days, unless all days were worse, to which it was even fitted."""
        later = self.forward
        return self if later is None or later.saved * self.told > self.saved * later.told else later

    @property
    def precision(self) -> float:
        """Share of the runs that would have changed something in which that was wanted, 0 to 1."""
        return self.saved / self.told if self.told else 0.0

    @property
    def expected(self) -> float:
        """Share of the runs to come that is to be expected right, 0 to 1.

        What HomeIQ chose among many was chosen for its figures, so it is rather worse than they say, the more the fewer
        they are: they count as if there had been some runs more, half of them right. Of what a person has laid down,
        and of a scene, nothing was chosen.
        """
        counted, more = self.promised, _MORE if self.is_fitted or self.forward else 0
        return (counted.saved + more / 2) / (counted.told + more) if counted.told else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An automation to offer, and why.

    Attributes:
        title: what it would do, in the owner's language.
        reason: why it is offered, in the owner's language: a line of verdict, and below it the rest.
        score: the benefit that ranks it, 0 to 1.
        automation: the automation's config as Home Assistant's editor would save it; a scene's has no triggers.
        moved_from: signature of an accepted habit whose time has moved to this one's; None for a new habit.
        conflicts: automations of the home that it would get in the way of.
        recent: how it would have fared in the last weeks; None where no run has looked yet.
        diary: the same in full, for whoever has just worked it out. It is kept apart, and asked for by itself.
    """

    pattern: Pattern
    title: str
    reason: str
    backtest: Backtest
    score: float
    automation: Mapping[str, Any]
    moved_from: str | None = field(default=None, metadata={"stored": "adjusts"})
    conflicts: tuple[Conflict, ...] = ()
    recent: Recent | None = None
    diary: Diary | None = field(default=None, compare=False, repr=False, metadata={"stored": None})

    @property
    def signature(self) -> str:
        """The habit's stable name."""
        return self.pattern.signature

    @property
    def is_for_who_is_home(self) -> bool:
        """Its automation does nothing while nobody is home, though the habit itself does not ask for that."""
        return is_use_at_moment(self.pattern) and presence_asked(SomebodyHome()) in self.automation["conditions"]

    @property
    def conditions(self) -> tuple[Mapping[str, Any], ...]:
        """The conditions of its automation that are the habit's own, and can be changed."""
        every = tuple(self.automation["conditions"])
        return every[:-1] if self.is_for_who_is_home else every

    @property
    def confidence(self) -> float:
        """How often it is to be expected right, 0 to 1, where it was tried; else how sure its evidence is."""
        if not self.backtest.runs:
            return self.pattern.evidence.confidence
        return self.backtest.expected

    @property
    def rung(self) -> Rung | None:
        """How far it may be trusted; None for what an earlier version found."""
        return self.pattern.rung

    @property
    def full_reason(self) -> str:
        """What speaks against it in the home as it is, below that the reason, and what else the home does."""
        return "\n".join(self._told)

    @property
    def in_short(self) -> str:
        """The one sentence to know before deciding: what speaks against it, or how often it would have been right."""
        return self._told[0].partition("\n")[0]

    def reason_within(self, length: int) -> str:
        """Return the full reason in so many characters; the first thing that speaks against it is never cut."""
        told, *rest = self._told if clashes_of(self.conflicts) else ("", *self._told)
        for text in rest:
            room = length - len(told) - bool(told)
            if room < len(text):
                return f"{told}\n{text[: room - 1]}…".strip() if room > 1 else told
            told = f"{told}\n{text}".strip()
        return told

    @property
    def _told(self) -> tuple[str, ...]:
        # The gravest come first, and those that speak against nothing last.
        texts, clashes = [one.text for one in self.conflicts], len(clashes_of(self.conflicts))
        return (*texts[:clashes], self.reason, *texts[clashes:])


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
        entities: how many entities there were events of.
        used: how many of them somebody used by hand.
        openings: what opens a door, a gate or a lock, as the history shows.
        refused: the patterns that are not suggested, by signature, with what stood in their way.
        lessons: what earlier days taught, for the next run.
        shown: what the suggestions rest on, for the next run.
    """

    patterns: tuple[Pattern, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    events: int = 0
    acts: int = 0
    days: int = 0
    entities: int = 0
    used: int = 0
    openings: tuple[Opening, ...] = ()
    refused: Mapping[str, Refused] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] = ()
    shown: tuple[Shown, ...] = ()


class DecisionKind(StrEnum):
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
    ASKED_TOO_OFTEN = "asked_too_often"
    """An automation that asked first got no yes."""


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
    verdict: DecisionKind
    decided_at: float
    user_id: str | None = None
    reason: str | None = None
    until: float | None = None
    objection: Objection | None = None
    suggestion: Suggestion | None = None
