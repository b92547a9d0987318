"""How HomeIQ itself is, with the figures behind it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..model.overview import Health
from .overview import status_of
from .record import told


def health_to_json(health: Health) -> dict[str, Any]:
    """Write the health as HTTP answers it: what is not known is null."""
    return {"status": status_of(health), **asdict(health)}


def system_to_json(health: Health) -> dict[str, Any]:
    """Write the same as a document: what is not known is left out."""
    return {"status": status_of(health), **told(health)}
