"""What is sent: compact JSON of a bounded size."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
import json
from typing import Any

LARGEST = 20_000  # bytes, excluded


def body_of(kind: str, at: float, data: Mapping[str, Any]) -> bytes:
    """Write what happened.

    What is too long is made shorter: lists lose their end and texts theirs, the longest first.

    Args:
        kind: what sort of thing it is.
        at: when it happened, UTC epoch seconds.
        data: what there is to say about it.
    """
    moment = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    while len(body := _written({"type": kind, "timestamp": moment, "data": data})) >= LARGEST:
        data = _shorter(data)
    return body


def _written(message: Mapping[str, Any]) -> bytes:
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode(errors="replace")


def _shorter(data: Mapping[str, Any]) -> dict[str, Any]:
    longest = max(data, key=lambda name: len(_written({name: data[name]})))
    value = data[longest]
    return {**data, longest: value[: len(value) // 2] if isinstance(value, str | list) else None}
