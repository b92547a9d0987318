"""Where history goes: to a server, or back."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """Where history goes. The words are stored."""

    TO = "to"
    """From our own database to the server."""
    FROM = "from"
    """From the server to our own database."""
