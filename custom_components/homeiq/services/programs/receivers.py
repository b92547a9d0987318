"""Webhooks and their deliveries, for other programs. Secrets are told nowhere, nor what is behind the host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...answers.iso_time import moment_to_json
from ...coordinator import HomeIQCoordinator
from ...deliver.hooks.destination import shown
from ...model.hooks import ROTATION, Delivery, DeliveryAnswer, Hook, State

type Tell = Callable[[float | None], Any]
"""Writes a moment, in UTC epoch seconds, as a door tells moments; None stays None."""


def hook_to_json(hook: Hook, last: Delivery | None, off_since: float | None, tell: Tell) -> dict[str, Any]:
    """Write a webhook.

    Args:
        hook: the webhook.
        last: what it was told last, or could not be.
        off_since: when its receiver has ended it, UTC epoch seconds.
        tell: writes moments.
    """
    return {
        "id": hook.hook_id,
        "name": hook.title,
        "address": shown(hook.url),
        "events": sorted(hook.happenings),
        # By the names that they have where a webhook is added or changed. No area has a dot in its id.
        "entities": sorted(name for name in hook.named if "." in name),
        "areas": sorted(name for name in hook.named if "." not in name),
        "verify_ssl": hook.verify_ssl,
        "last": last and last_to_json(last, tell),
        "off_since": tell(off_since),
        "old_secret_until": tell(hook.secrets_before[0][1] + ROTATION if hook.secrets_before else None),
    }


def last_to_json(delivery: Delivery, tell: Tell) -> dict[str, Any]:
    """Write what came of the last try."""
    return {
        "state": delivery.state.name.lower(),
        "status": delivery.status,
        "trouble": delivery.trouble,
        "ended_at": tell(delivery.ended_at),
        "next_try_at": tell(delivery.due_at) if delivery.ended_at is None else None,
    }


def delivery_to_json(delivery: Delivery, name: str) -> dict[str, Any]:
    """Write a delivery; ``name`` is the webhook's."""
    return {
        "delivery": delivery.number,
        "webhook_id": delivery.hook_id,
        "name": name,
        "message_id": delivery.message,
        "type": delivery.kind,
        "state": delivery.state.name.lower(),
        "created_at": moment_to_json(delivery.created_at),
        "tries": delivery.tries,
        "status": delivery.status,
        "trouble": delivery.trouble,
        "next_try_at": moment_to_json(delivery.due_at) if delivery.ended_at is None and delivery.tries else None,
        "ended_at": moment_to_json(delivery.ended_at),
        "correlation_id": delivery.correlation,
    }


def answer_to_json(answer: DeliveryAnswer, *, is_delivered: bool) -> dict[str, Any]:
    """Write what came of a test."""
    return {
        "delivered": is_delivered,
        "status": answer.status,
        "trouble": answer.trouble,
        "seconds": round(answer.seconds, 3),
    }


async def async_webhooks(coordinator: HomeIQCoordinator, tell: Tell) -> list[dict[str, Any]]:
    """Return all webhooks as a door tells them.

    Raises:
        HomeAssistantError: the database can't be read.
    """
    hooks, found = coordinator.hooks, []
    counts = {state.name.lower(): await hooks.async_counts(state) for state in State}
    for hook in hooks.roster.all:
        told = hook_to_json(hook, await hooks.async_tried(hook.hook_id), hooks.roster.off.get(hook.hook_id), tell)
        # How many of the newest deliveries it took, how many wait, and how many were given up.
        found.append(told | {name: count.get(hook.hook_id, 0) for name, count in counts.items()})
    return found
