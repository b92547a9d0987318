"""What a database holds, by kind, for whoever wants to see where its room goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
import sqlite3

from ...model.overview import Size, Sizes, Stored
from ..blocks.block import BlockKind
from .room import Room, free_bytes, room_of

_KINDS = {BlockKind.ACTS: Stored.ACTS, BlockKind.STATES: Stored.STATES, BlockKind.NUMBERS: Stored.NUMBERS}
_BLOCKS = "SELECT kind, coalesce(sum(length(body)), 0), coalesce(sum(events), 0) FROM block GROUP BY kind"
# A fresh event takes 18 bytes: its two integers, and its place in the tree.
_COUNTED = {
    Stored.FRESH: "SELECT 18 * count(*), count(*) FROM event",
    Stored.HOOKS: "SELECT coalesce(sum(length(body)), 0), count(*) FROM webhook_delivery",
    Stored.SENT: "SELECT coalesce(sum(length(CAST(data AS BLOB))), 0), count(*) FROM sent",
}


def sizes_of(connection: sqlite3.Connection, days: Mapping[BlockKind, int]) -> Sizes:
    """Look what takes how much room. Reads all texts, so it is asked when somebody looks, not with every figure.

    Args:
        connection: the database's.
        days: after how many days a kind of event goes.
    """
    room = room_of(connection)
    found = [*_packed(connection, days), *_counted(connection), *_beside(connection, room)]
    found.append(Size(kind=Stored.OTHER, bytes=max(0, room.used - sum(one.bytes for one in found))))
    order = [*Stored]
    return Sizes(
        used_bytes=room.used,
        free_bytes=free_bytes(connection),
        kinds=tuple(sorted((one for one in found if one.bytes), key=lambda one: order.index(one.kind))),
    )


def _packed(connection: sqlite3.Connection, days: Mapping[BlockKind, int]) -> Iterator[Size]:
    for number, size, count in connection.execute(_BLOCKS):
        kind = BlockKind(number)
        yield Size(kind=_KINDS[kind], bytes=size, count=count, keep_days=days.get(kind))


def _counted(connection: sqlite3.Connection) -> Iterator[Size]:
    for kind, question in _COUNTED.items():
        ((size, count),) = connection.execute(question).fetchall()
        yield Size(kind=kind, bytes=size, count=count)


def _beside(connection: sqlite3.Connection, room: Room) -> Iterator[Size]:
    ((count,),) = connection.execute("SELECT count(*) FROM day_total").fetchall()
    yield Size(kind=Stored.DAYS, bytes=room.days, count=count)
    for kind, size in ((Stored.TEXTS, room.texts), (Stored.INFLUX, room.outbox), (Stored.FOUND, room.found)):
        yield Size(kind=kind, bytes=size)
