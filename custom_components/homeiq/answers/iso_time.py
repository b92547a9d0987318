"""Moments as other programs read them, by ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo


def moment_to_json(timestamp: float | None, zone: tzinfo = UTC, *, digits: str = "seconds") -> str | None:
    """Write a moment by ISO 8601; None stays None.

    Args:
        timestamp: UTC epoch seconds.
        zone: whose clock is told.
        digits: the last part that is told, as ``datetime.isoformat`` calls it.

    Examples:
        >>> moment_to_json(0.5)
        '1970-01-01T00:00:00+00:00'
        >>> moment_to_json(0.5, digits="milliseconds")
        '1970-01-01T00:00:00.500+00:00'
    """
    return None if timestamp is None else datetime.fromtimestamp(timestamp, zone).isoformat(timespec=digits)
