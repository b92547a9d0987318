"""Lines that wait together: a row of the outbox, compressed."""

from __future__ import annotations

from collections.abc import Sequence
import sqlite3

from ..blocks.compress import BEST, Codec, compress, decompress
from .line import time_in


def lines_in(body: bytes, codec: int) -> list[str]:
    """Return the lines of a parcel.

    Raises:
        ValueError: it is damaged.
    """
    return decompress(body, Codec(codec)).decode().split("\n")


def put_parcel(connection: sqlite3.Connection, lines: Sequence[str], now: float, number: int | None = None) -> None:
    """Store lines as one parcel, within a transaction: at the end, or in a place that is free."""
    body = compress("\n".join(lines).encode())
    connection.execute(
        "INSERT INTO influx_outbox (id, created_at, points, size, codec, body, oldest) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, now, len(lines), len(body), BEST, body, min(map(time_in, lines))),
    )
