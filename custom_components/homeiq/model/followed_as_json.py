"""What became of what was accepted, as the JSON that the action returns."""

from datetime import UTC, datetime
from typing import Any

from .followed import Followed


def followed_to_json(followed: Followed, entity_id: str | None) -> dict[str, Any]:
    """Write what something accepted is now, and what it did.

    Args:
        entity_id: its entity; None where there is none any more.
    """
    return {
        "signature": followed.signature,
        "title": followed.title,
        "kind": followed.place.value,
        "id": followed.key,
        "entity_id": entity_id,
        "accepted_at": _moment(followed.since),
        "state": followed.fate.value,
        "state_since": _moment(followed.fate_since),
        "runs": followed.runs,
        "acts": followed.acts,
        "overridden": followed.overridden,
        "undecided": followed.undecided,
        "saved": followed.saved,
    }


def _moment(timestamp: float) -> str:
    return datetime.fromtimestamp(timestamp, UTC).isoformat()
