"""The answers to a notification, as the names that its buttons bear."""

from __future__ import annotations

from enum import StrEnum

_PREFIX = "HOMEIQ"


class Answer(StrEnum):
    """What somebody says to a suggestion."""

    ACCEPT = "accept"
    LATER = "later"
    NEVER = "never"


def named(answer: Answer, signature: str) -> str:
    """Return the name of the button that gives an answer."""
    return f"{_PREFIX}_{answer.name}_{signature}"


def read(name: str) -> tuple[Answer, str] | None:
    """Return the answer and the signature that a button stands for; None for a button that is not ours."""
    prefix, _, rest = name.partition("_")
    answer, _, signature = rest.partition("_")
    if prefix != _PREFIX or answer not in Answer.__members__ or not signature:
        return None
    return Answer[answer], signature
