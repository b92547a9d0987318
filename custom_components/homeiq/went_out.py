"""What HomeIQ itself has sent out of the house: noted here as it leaves, and taken from here to be kept.

One for the process. Nothing is sent unless its owner has switched it on; whoever wants to know whether that is so
can look.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
import time
from typing import Any

MOST = 1000  # that wait for whoever keeps them; beyond that only how much it was is known of the oldest
_TOGETHER = 60.0  # what has no text is one with the newest of its kind within so many seconds


class Way(StrEnum):
    """How something leaves."""

    INFLUXDB = "influxdb"
    """Points."""
    WEBHOOK = "webhook"
    """News."""
    AI = "ai"
    """Questions to the home's AI, and answers to the one behind Assist."""
    PHONE = "phone"
    """Notifications."""


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What was sent.

    Attributes:
        kind: the sort of news, or the name of the question.
        reference: the id by which its receiver knows it.
        data: all of it, exactly; None where it is told elsewhere.
        about: the entities that it names, or may; None where nobody knows.
    """

    kind: str = ""
    reference: str = ""
    data: Mapping[str, Any] | None = None
    about: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Something that has left.

    Attributes:
        at: UTC epoch seconds.
        receiver: what its owner calls it, or its address.
        count: how many points or messages it was.
        what: None where only that is told.
    """

    at: float
    way: Way
    receiver: str
    count: int = 1
    what: What | None = None


class WentOut:
    """Holds what has left until somebody takes it."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Begin at nothing."""
        self._clock = clock
        self._hearers: dict[object, Callable[[], None]] = {}
        self._waiting: deque[Sent] = deque()
        self._more: dict[tuple[Way, str], Sent] = {}

    def hear(self, heard: Callable[[], None]) -> Callable[[], None]:
        """Call ``heard`` whenever something has left, in the event loop; return what ends that."""
        hearer = object()
        self._hearers[hearer] = heard

        def end() -> None:
            self._hearers.pop(hearer, None)

        return end

    def note(self, way: Way, receiver: str, count: int = 1, what: What | None = None) -> None:
        """Note what has left, in the event loop."""
        self._add(Sent(at=self._clock(), way=way, receiver=receiver, count=count, what=what))
        for heard in [*self._hearers.values()]:
            heard()

    def take(self) -> tuple[Sent, ...]:
        """Return what waits, the oldest first, and hold it no longer."""
        taken = (*self._more.values(), *self._waiting)
        self._more.clear()
        self._waiting.clear()
        return taken

    def give_back(self, sent: Iterable[Sent]) -> None:
        """Hold again what could not be kept."""
        later = self.take()
        for one in (*sent, *later):
            self._add(one)

    def _add(self, new: Sent) -> None:
        newest = self._waiting[-1] if self._waiting else None
        if newest and new.what is None is newest.what and _are_one(newest, new):
            self._waiting[-1] = replace(newest, count=newest.count + new.count)
            return
        self._waiting.append(new)
        if len(self._waiting) > MOST:
            self._shorten()

    def _shorten(self) -> None:
        """Of the oldest, keep how much it was."""
        oldest = self._waiting.popleft()
        key = oldest.way, oldest.receiver
        before = self._more.get(key)
        self._more[key] = replace(oldest, count=oldest.count + (before.count if before else 0), what=None)


def _are_one(one: Sent, other: Sent) -> bool:
    return (one.way, one.receiver) == (other.way, other.receiver) and 0 <= other.at - one.at < _TOGETHER


WENT_OUT = WentOut()
"""The one that all parts add to."""
