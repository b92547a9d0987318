"""What people have said to suggestions. Times are UTC epoch seconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..model.day import date_of, number_of
from ..model.decisions.acceptance import Trial
from ..model.decisions.followed import DayTally
from ..model.habits.diary import Mark
from ..model.habits.suggestion import Decision, DecisionKind
from .accepted import Became
from .detail.recent import Strip
from .record import told

DAYS = 14
"""So many days of what was accepted are told, today included."""

MOST = 300
"""So many of each sort are told, the newest; all are decided on by people or their automations, and none ever goes."""

_DAY = 86400.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision.

    Attributes:
        until: when a snoozed one comes back.
        objection: what a dismissed one was dismissed for.
        reason: in the person's own words.
        title: what it would have done; None where nobody knows any more, and likewise the kind.
    """

    signature: str
    verdict: str
    decided_at: float
    until: float | None
    objection: str | None
    reason: str | None
    user_id: str | None
    title: str | None
    kind: str | None
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTrial:
    """A suggestion that for a while only notes what it would have done.

    Attributes:
        day: which of its days this is, from 1 on; the last one where it is over and waits for an answer.
        days: how many it has, of 24 hours from its begin.
        strip: a letter for each of them, as the newest run knows them.
    """

    signature: str
    title: str
    began_at: float
    until: float
    day: int
    days: int
    strip: Strip


def decided_of(decision: Decision) -> Decided:
    """Return a decision as it is told."""
    suggestion = decision.suggestion
    return Decided(
        signature=decision.signature,
        verdict=decision.verdict.value,
        decided_at=decision.decided_at,
        until=decision.until,
        objection=decision.objection.value if decision.objection else None,
        reason=decision.reason,
        user_id=decision.user_id,
        title=suggestion.title if suggestion else None,
        kind=suggestion.pattern.kind.value if suggestion else None,
        entities=suggestion.pattern.entities if suggestion else (),
    )


def decisions_to_json(
    accepted: Iterable[tuple[Became, Sequence[DayTally]]],
    trials: Iterable[Trial],
    decisions: Iterable[Decision],
    now: datetime,
    stale: int = 0,
    more: int = 0,
) -> dict[str, Any]:
    """Write what became of suggestions as a document, each by its signature.

    Args:
        accepted: what was accepted, with what it did on the last days.
        trials: those that go on, or wait for an answer.
        decisions: of any verdict, the newest first; those that were put off and those that were dismissed are told.
        now: by the home's clock.
        stale: how many automations of the home never run; left out where there is none.
        more: how many others were accepted before those.
    """
    by_verdict: dict[DecisionKind, dict[str, Any]] = {DecisionKind.SNOOZED: {}, DecisionKind.DISMISSED: {}}
    left = dict.fromkeys(by_verdict, 0)
    for one in decisions:
        if one.verdict not in by_verdict:
            continue
        if len(by_verdict[one.verdict]) < MOST:
            by_verdict[one.verdict][one.signature] = told(decided_of(one))
        else:
            left[one.verdict] += 1
    others = {"accepted": more, "later": left[DecisionKind.SNOOZED], "dismissed": left[DecisionKind.DISMISSED]}
    hidden = {sort: count for sort, count in others.items() if count}
    return {
        "accepted": {one.signature: told(one) | {"strip": told(_lately(days, now))} for one, days in accepted},
        "trials": {one.suggestion.signature: told(_on_trial(one, now)) for one in trials},
        "later": by_verdict[DecisionKind.SNOOZED],
        "dismissed": by_verdict[DecisionKind.DISMISSED],
        **({"stale": stale} if stale else {}),
        **({"more": hidden} if hidden else {}),
    }


def first_day(now: datetime) -> int:
    """Return the first day that is told of what was accepted, days since 1970-01-01.

    Args:
        now: by the home's clock.
    """
    return number_of(now.date()) - DAYS + 1


def _lately(days: Sequence[DayTally], now: datetime) -> Strip:
    """Tell a letter a day: what it did was undone, or saved an act, or there was nothing left to do."""
    first = first_day(now)
    marks = {one.day: _mark(one) for one in days}
    letters = "".join(marks.get(day, Mark.NOTHING) for day in range(first, first + DAYS))
    return Strip(first=date_of(first).isoformat(), letters=letters)


def _mark(day: DayTally) -> Mark:
    if day.overridden:
        return Mark.WRONG
    if day.acts:
        return Mark.SAVED
    return Mark.IDLE if day.runs else Mark.NOTHING


def _on_trial(trial: Trial, now: datetime) -> OnTrial:
    days = round((trial.until - trial.began_at) / _DAY)
    began = datetime.fromtimestamp(trial.began_at, now.tzinfo).date()
    return OnTrial(
        signature=trial.suggestion.signature,
        title=trial.suggestion.title,
        began_at=trial.began_at,
        until=trial.until,
        day=min(max(int((now.timestamp() - trial.began_at) // _DAY) + 1, 1), days),
        days=days,
        strip=Strip(first=began.isoformat(), letters=trial.letters or Mark.NOTHING * days),
    )
