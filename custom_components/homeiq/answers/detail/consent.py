"""What it means that an automation asks first, said before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from ...model.decisions.ask import ASKED_FOR, Question
from ...model.habits.pattern import Pattern
from ...model.habits.trigger import AtTime
from ...settings import Notifications
from ..record import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Askable:
    """A phone that would be asked.

    Attributes:
        name: of the phone.
        whose: name of the person whose it is; left out where nobody knows.
    """

    name: str
    whose: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which nothing is asked, as ``HH:MM`` of local time."""

    begin: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Who would be asked what, and when not.

    Attributes:
        title: the question.
        text: what stands below it.
        labels: what can be answered.
        phones: none where the owner has chosen none that can be asked.
        quiet: left out where no hours are.
        asleep: its own time of day, as ``HH:MM``, where that is in the quiet hours: then nobody is ever asked.
        a_day: so many questions at most, of all automations together.
        left: so many of them today.
        minutes: for so long an answer is waited for; then nothing is done.
    """

    title: str
    text: str
    labels: tuple[str, ...]
    phones: tuple[Askable, ...]
    quiet: Quiet | None
    asleep: str | None
    a_day: int
    left: int
    minutes: int


def consent_to_json(
    pattern: Pattern, question: Question, phones: Sequence[Askable], wishes: Notifications, left: int
) -> dict[str, Any]:
    """Write it.

    Args:
        pattern: what would be done.
        question: what is asked.
        phones: who is.
        wishes: the owner's.
        left: questions that may still be put today.
    """
    begin, end = wishes.quiet_from, wishes.quiet_until
    return told(
        Consent(
            title=question.title,
            text=question.text,
            labels=tuple(label for _, label in question.labels),
            phones=tuple(phones),
            quiet=None if begin == end else Quiet(begin=_clock(begin), end=_clock(end)),
            asleep=_asleep(pattern, wishes),
            a_day=wishes.asks_per_day,
            left=left,
            minutes=int(ASKED_FOR) // 60,
        )
    )


def _asleep(pattern: Pattern, wishes: Notifications) -> str | None:
    match pattern.trigger:
        case AtTime(clock=clock) if wishes.is_quiet_at(time.fromisoformat(clock)):
            return clock
    return None


def _clock(at: time) -> str:
    return at.strftime("%H:%M")
