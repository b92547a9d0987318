"""What becomes of the messages to webhooks: how many were taken or given up, how long that took, what still waits."""

from __future__ import annotations

from collections.abc import Collection

from ..model.hooks import Delivery, State
from .families import Family


class Delivered:
    """Counts messages, each once when it has ended, and knows since when those wait that were tried in vain."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._messages = Family(
            name="homeiq_webhook_messages_total",
            kind="counter",
            help="Messages to webhooks that were delivered or given up.",
            label="outcome",
        )
        self._retries = Family(
            name="homeiq_webhook_retries_total",
            kind="counter",
            help="Attempts to deliver what was tried before.",
            values={"": 0},
        )
        self._times = Family(
            name="homeiq_webhook_delivery_seconds",
            kind="histogram",
            help="How long it took from what happened until a webhook had it.",
        )
        self._waiting: dict[str, float] = {}

    def note(self, delivery: Delivery) -> None:
        """Note a delivery as it is after an attempt."""
        if delivery.tries > 1:
            self._retries.count()
        if delivery.state is State.WAITING:
            self._waiting[delivery.hook_id] = delivery.created_at
            return
        self._waiting.pop(delivery.hook_id, None)
        if delivery.state is State.DEAD:
            self.give_up(1)
            return
        self._messages.count("delivered")
        if delivery.ended_at is not None:
            # A clock that was set back meanwhile makes nothing quicker than at once.
            self._times.observe(max(delivery.ended_at - delivery.created_at, 0.0))

    def give_up(self, count: int) -> None:
        """Count messages that were given up, also those that were never tried."""
        if count:
            self._messages.count("given_up", count)

    def keep(self, hook_ids: Collection[str]) -> None:
        """Forget what waited for other webhooks: these are gone, or want nothing more."""
        self._waiting = {hook_id: at for hook_id, at in self._waiting.items() if hook_id in hook_ids}

    def families(self, now: float) -> tuple[Family, ...]:
        """Return the figures; ``now`` is UTC epoch seconds."""
        oldest = min(self._waiting.values(), default=now)
        waiting = Family(
            name="homeiq_webhook_queue_seconds",
            kind="gauge",
            help="For how long the oldest message waits that was tried in vain; 0 where none does.",
            values={"": max(now - oldest, 0.0)},
        )
        return (self._messages, self._retries, self._times, waiting)
