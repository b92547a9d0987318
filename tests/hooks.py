"""Webhooks and what is sent by them, for tests."""

from typing import Any

from custom_components.homeiq.deliver.hooks.body import body_of
from custom_components.homeiq.model.hooks import Delivery, Hook

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the one of Standard Webhooks' own example
NOW = 1_800_000_000.0


def a_hook(url: str = "http://192.168.77.5/told", hook_id: str = "a", **more: Any) -> Hook:
    return Hook(**{"hook_id": hook_id, "title": "Wall panel", "url": url, "secret": SECRET, **more})


def a_delivery(message: str = "msg_1", hook_id: str = "a", at: float = NOW, **more: Any) -> Delivery:
    kind = "suggestion.created"
    what: dict[str, Any] = {
        "number": 0,
        "hook_id": hook_id,
        "message": message,
        "kind": kind,
        "correlation": "c-1",
        "body": body_of(kind, at, {"title": message}),
        "created_at": at,
        "since": at,
    }
    return Delivery(**{**what, **more})
