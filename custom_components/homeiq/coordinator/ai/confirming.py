"""What a person has to say twice, because a machine speaks for them.

An AI that is told by a name or a web page to accept something can call a tool, but it can't make the person speak. So a
confirmation counts only in a later turn of the conversation than the question, and only for what was shown.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
import json
import secrets

from ...model.clock import has_been
from ...model.habits.suggestion import Suggestion

LIFETIME = 300.0  # of a question, seconds
MOST = 20  # open questions


class ConfirmationError(Exception):
    """It was not confirmed. The message says why, to the AI that asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One thing that somebody said.

    Attributes:
        user_id: who.
        context_id: tells it from what was said before and after.
        now: when, UTC epoch seconds.
    """

    user_id: str
    context_id: str
    now: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Question:
    turn: Utterance
    shown: str


class Confirmations:
    """The questions that wait for an answer. They are forgotten at a restart."""

    def __init__(self) -> None:
        """Wait for nothing."""
        self._questions: OrderedDict[str, _Question] = OrderedDict()

    def ask(self, suggestion: Suggestion, turn: Utterance) -> str:
        """Note what somebody was asked, and return what confirms it."""
        token = secrets.token_hex(8)
        self._questions[token] = _Question(turn=turn, shown=_shown(suggestion))
        while len(self._questions) > MOST:
            self._questions.popitem(last=False)
        return token

    def confirm(self, token: str, suggestion: Suggestion, turn: Utterance) -> None:
        """Take a confirmation; each counts once.

        Raises:
            ConfirmationError: it confirms nothing.
        """
        question = self._questions.get(token)
        if question is None or question.turn.user_id != turn.user_id:
            raise ConfirmationError("There is no such confirmation. Show the user what would happen first.")
        if question.turn.context_id == turn.context_id:
            raise ConfirmationError("The user has not answered yet. Ask, and wait for the next message.")
        del self._questions[token]
        if not has_been(question.turn.now, turn.now) or turn.now > question.turn.now + LIFETIME:
            raise ConfirmationError("The confirmation has expired. Show the user again what would happen.")
        if question.shown != _shown(suggestion):
            raise ConfirmationError("The suggestion has changed since. Show the user again what would happen.")


def _shown(suggestion: Suggestion) -> str:
    return json.dumps([suggestion.signature, suggestion.automation], sort_keys=True, default=str)
