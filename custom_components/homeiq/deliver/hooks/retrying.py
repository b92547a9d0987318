"""What becomes of a delivery after an attempt: taken, tried again later, or given up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from random import Random

from ...model.hooks import Delivery, DeliveryAnswer, State

_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_OWN_FAULT = range(500, 1000)  # a status that there is not is to be taken for one of these, says HTTP
_TAKEN = range(200, 300)
_REDIRECTED = range(300, 400)
_DOUBLINGS = 20  # after which a rest has long been as long as can be


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often something is tried, in seconds.

    Attributes:
        first: rest after the first attempt that failed; doubles with each.
        last: the longest rest.
        jitter: share by which a rest is longer or shorter, by chance: not all are tried in the same moment.
        most: the longest rest that a receiver may ask for.
        give_up: after which nothing is tried any more.
    """

    first: float = 1.0
    last: float = 3600.0
    jitter: float = 0.2
    most: float = 86400.0
    give_up: float = 3 * 86400.0

    def rest(self, failures: int, chance: Random) -> float:
        """Return how long to rest after so many attempts that failed in a row, from 1 on."""
        rest = min(self.first * 2.0 ** min(failures - 1, _DOUBLINGS), self.last)
        return min(rest * chance.uniform(1 - self.jitter, 1 + self.jitter), self.last)


def is_taken(answer: DeliveryAnswer) -> bool:
    """Tell whether the receiver has it."""
    return answer.status in _TAKEN


def is_passing(answer: DeliveryAnswer) -> bool:
    """Tell whether it may be taken another time."""
    return answer.status is None or answer.status in _LATER or answer.status in _OWN_FAULT


def settled(
    delivery: Delivery, answer: DeliveryAnswer, now: float, rest: float, patience: Patience, by_age: float | None = None
) -> Delivery:
    """Return a delivery as it is after an attempt.

    Args:
        delivery: as it was before.
        answer: what came of the attempt.
        now: UTC epoch seconds.
        rest: seconds until the next attempt, where the receiver does not ask for more.
        patience: how long it is tried.
        by_age: the moment by which it is too old, UTC epoch seconds; None for now.
    """
    # What came while the clock was ahead waits since now: else it would be tried until then.
    since = min(delivery.since, now)
    tried = replace(delivery, since=since, tries=delivery.tries + 1, status=answer.status, trouble=_trouble_of(answer))
    if is_taken(answer):
        return replace(tried, state=State.DELIVERED, ended_at=now)
    if not is_passing(answer) or (now if by_age is None else by_age) - since >= patience.give_up:
        return replace(tried, state=State.DEAD, ended_at=now)
    asked_for = min(answer.retry_after or 0.0, patience.most)
    return replace(tried, due_at=now + max(rest, asked_for))


def _trouble_of(answer: DeliveryAnswer) -> str | None:
    if answer.status is None:
        return answer.trouble
    if is_taken(answer):
        return None
    if answer.status == HTTPStatus.GONE:
        return "gone"
    return "redirected" if answer.status in _REDIRECTED else "status"
