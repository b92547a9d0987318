"""Lines that wait together: a row of the outbox, compressed."""

from collections.abc import Sequence
import sqlite3

from ..compress import BEST, Codec, compress, decompress


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
        "INSERT INTO influx_outbox (id, created_at, points, size, codec, body) VALUES (?, ?, ?, ?, ?, ?)",
        (number, now, len(lines), len(body), BEST, body),
    )
