"""What goes with each attempt: two sets of headers, signed over the very bytes that are sent.

One set is HomeIQ's own, the other that of Standard Webhooks (https://www.standardwebhooks.com), for which there are
verifiers in every language.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
import hashlib
import hmac

from ...model.hooks import Delivery, Hook
from .secret import key_of

AGENT = "HomeIQ"
EVENT = "X-Webhook-Event"
MESSAGE = "X-Webhook-ID"


def headers_of(delivery: Delivery, hook: Hook, now: float) -> Mapping[str, str]:
    """Return the headers of an attempt.

    Args:
        delivery: what is sent.
        hook: who gets it.
        now: the time of this attempt, UTC epoch seconds; every attempt is signed anew.
    """
    timestamp = str(int(now))
    return {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        EVENT: delivery.kind,
        MESSAGE: delivery.message,
        "X-Webhook-Timestamp": timestamp,
        "X-Webhook-Signature": own_signature(hook.secret, timestamp, delivery.body),
        "X-Correlation-ID": delivery.correlation,
        "webhook-id": delivery.message,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(
            standard_signature(secret, delivery.message, timestamp, delivery.body) for secret in hook.secrets(now)
        ),
    }


def own_signature(secret: str, timestamp: str, body: bytes) -> str:
    """Sign time and body with the letters of a secret."""
    return f"sha256={hmac.new(secret.encode(), f'{timestamp}.'.encode() + body, hashlib.sha256).hexdigest()}"


def standard_signature(secret: str, message: str, timestamp: str, body: bytes) -> str:
    """Sign id, time and body as Standard Webhooks has it."""
    signed = f"{message}.{timestamp}.".encode() + body
    return f"v1,{b64encode(hmac.digest(key_of(secret), signed, 'sha256')).decode()}"
