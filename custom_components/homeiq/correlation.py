"""The id that everything has in common that one thing led to: a request, what it began, what was logged and sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
import logging
from random import Random
import re
from typing import override

_SANE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_BITS = 128
# Not the kernel's: to ask that is to let other threads go first, at each question.
_CHANCE = Random()  # noqa: S311 - an id tells requests apart, and guards nothing
_CURRENT: ContextVar[str] = ContextVar("homeiq_correlation", default="")


def current() -> str:
    """Return the id of whatever led to what is done now; empty where nothing is known to have."""
    return _CURRENT.get()


def current_or_new() -> str:
    """Return that id, or one that nothing else has."""
    return current() or f"{_CHANCE.getrandbits(_BITS):0{_BITS // 4}x}"


@contextmanager
def correlated(given: str = "") -> Iterator[str]:
    """Do something under an id: one that is given, that of whatever led to it, or a new one.

    Tasks that are started within have it as well, also when they go on afterwards.

    Args:
        given: by somebody outside; what is no id is not taken.
    """
    token = _CURRENT.set(given if _SANE.fullmatch(given) else current_or_new())
    try:
        yield _CURRENT.get()
    finally:
        _CURRENT.reset(token)


@contextmanager
def apart() -> Iterator[None]:
    """Begin something that nothing of now has led to.

    Such as a timer that others wait for as well, or what stays in Home Assistant: an automation that is read anew would
    run under the id of whoever accepted it for as long as it is there, and so would all that its runs lead to.
    """
    token = _CURRENT.set("")
    try:
        yield
    finally:
        _CURRENT.reset(token)


class Marked(logging.Filter):
    """Puts the id behind every line of a log, for people, and into its record, for programs."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass, with its id."""
        if correlation := current():
            record.correlation_id = correlation
            # Of the signs that an id can have, none means anything to the formatting.
            record.msg = f"{record.msg} [{correlation}]"
        return True


MARKED = Marked()
"""The one: a log that has it already doesn't take it twice."""
