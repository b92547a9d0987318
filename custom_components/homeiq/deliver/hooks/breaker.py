"""Leaves a host alone that doesn't answer, however many webhooks go there."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from ...model.hooks import DeliveryAnswer

FAILURES = 3  # in a row, after which a host is left alone
# What a machine in front of the receiver says when there is nobody behind it.
_NOBODY = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})


class Breaker:
    """Counts by host how often nobody answered in a row.

    A host that is left alone is tried again after the same rest that a single delivery would have, by one delivery at a
    time. So it makes no difference to a webhook that has its host to itself.
    """

    def __init__(self) -> None:
        """Trust every host."""
        self._failures: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def failures(self, host: str) -> int:
        """Return how often in a row nobody answered."""
        return self._failures.get(host, 0)

    def is_open(self, host: str) -> bool:
        """Tell whether a host is to be tried by one delivery at a time."""
        return self.failures(host) >= FAILURES

    def free_at(self, host: str) -> float:
        """Return when a host may be tried again, UTC epoch seconds."""
        return self._until.get(host, 0.0) if self.is_open(host) else 0.0

    def note(self, host: str, answer: DeliveryAnswer, now: float, rest: Callable[[int], float]) -> None:
        """Learn from an attempt.

        Args:
            host: that was tried.
            answer: what came of it.
            now: UTC epoch seconds.
            rest: returns how long to rest after so many failures in a row.
        """
        if answer.status is not None and answer.status not in _NOBODY:
            self._failures.pop(host, None)
            self._until.pop(host, None)
            return
        self._failures[host] = self.failures(host) + 1
        self._until[host] = now + rest(self._failures[host])

    def keep(self, hosts: set[str]) -> None:
        """Forget all others."""
        for host in self._failures.keys() - hosts:
            del self._failures[host]
            self._until.pop(host, None)
