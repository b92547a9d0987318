"""What became of what was accepted, for other programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ..model.decisions.ask import AskCounts
from ..model.decisions.followed import Followed
from .iso_time import moment_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """What its owner is asked about something accepted, under Repairs as well.

    Attributes:
        kind: ``climb``, whether what asks first may act by itself.
        issue_id: of the notice under Repairs.
    """

    kind: str
    issue_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """Something accepted, and what it did so far. Times are UTC epoch seconds.

    Attributes:
        kind: whether it is an automation, a scene or a script.
        id: of that.
        entity_id: its entity; None where there is none any more.
        state: what became of it.
        state_since: since when.
        runs: how often it was set off.
        acts: runs that changed something.
        overridden: acts that somebody undid by hand.
        undecided: acts of the last ten minutes, which may still be undone.
        saved: acts that nobody had to do by hand.
        asked: how its questions were answered; left out of what does not ask first.
        question: what its owner is asked about it; left out where that is nothing.
    """

    signature: str
    title: str
    kind: str
    id: str
    entity_id: str | None
    accepted_at: float
    state: str
    state_since: float
    runs: int
    acts: int
    overridden: int
    undecided: int
    saved: int
    asked: AskCounts | None = None
    question: OpenProposal | None = None


def became_of(
    followed: Followed, entity_id: str | None, asked: AskCounts | None = None, question: OpenProposal | None = None
) -> Became:
    """Return what something accepted is now, and what it did.

    Args:
        followed: what is known of it.
        entity_id: its entity; None where there is none any more.
        asked: how its questions were answered; None of what does not ask first.
        question: what its owner is asked about it.
    """
    return Became(
        signature=followed.signature,
        title=followed.title,
        kind=followed.place.value,
        id=followed.key,
        entity_id=entity_id,
        accepted_at=followed.since,
        state=followed.fate.value,
        state_since=followed.fate_since,
        runs=followed.runs,
        acts=followed.acts,
        overridden=followed.overridden,
        undecided=followed.undecided,
        saved=followed.saved,
        asked=asked,
        question=question,
    )


def followed_to_json(followed: Followed, entity_id: str | None, asked: AskCounts | None) -> dict[str, Any]:
    """Write the same as the action returns it, with moments that people can read; questions are for pages."""
    became = became_of(followed, entity_id, asked)
    moments = {
        "accepted_at": moment_to_json(became.accepted_at, digits="auto"),
        "state_since": moment_to_json(became.state_since, digits="auto"),
    }
    return {name: value for name, value in asdict(became).items() if name != "question"} | moments
