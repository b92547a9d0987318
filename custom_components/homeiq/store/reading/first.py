"""The first events of a span: what is asked for page by page, while everything else goes on.

Python's lock is let go in each step that SQLite takes, and whoever has it then gives it back after five milliseconds at
the earliest. Beside a thread that works, such as the recorder's, a question takes as long as it has steps. So a day of
a few entities is read in as few of them as there can be: rows, blocks and what is in those by one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
import sqlite3

from ...model.event import EventColumns
from ..blocks.block import Integers
from ..blocks.index import (
    FACTS,
    MAY_HOLD,
    Listed,
    Stored,
    is_corrupt,
    listed_of,
    looked_for,
    ms_of,
    read_unless_damaged,
    without_unlikely,
)
from ..blocks.wanted import RowsWanted
from ..codes.codec import EPOCH, first_key
from ..events.rows import DIGITS, PIECE, asked_for, table_of
from ..unread.noted import Damage
from .merging import Piece, merged
from .spans import Columns, read_window

_DAY = first_key(EPOCH + 86_400) - first_key(EPOCH)
_ALL = f"""
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ({DIGITS})
    UNION ALL
    SELECT number, {FACTS}, checksum, body, NULL FROM block WHERE {MAY_HOLD}
"""  # noqa: S608 - of constants; what is looked for is bound


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Window:
    """A first stretch of what is wanted.

    Attributes:
        wanted: how far it reaches.
        blocks: those in it, by the time they begin at.
        rows: keys and values.
        bodies: blocks that were read with the list, by their numbers.
    """

    wanted: RowsWanted
    blocks: Sequence[Listed]
    rows: tuple[Integers, Integers]
    bodies: Mapping[int, Stored] = field(default_factory=dict)


def read_first(
    connection: sqlite3.Connection, wanted: RowsWanted, room: tuple[int, int], check: Callable[[], None], damage: Damage
) -> EventColumns:
    """Read the first events of what is wanted, and no block that begins after them.

    Args:
        connection: to the database.
        wanted: what may be read.
        room: for so many events, and for so many of those that follow, where they were read with them.
        check: called before each block; raises where nobody waits for the answer any more.
        damage: notes the blocks that can't be read.
    """
    most, spare = room
    columns, days = Columns(connection, most, wanted), 1
    while wanted.begin < wanted.end and columns.count < most:
        check()
        # First a day, then ever more: where much happened, few blocks are looked for, and where nothing did, few times.
        end = min(wanted.end, wanted.begin + days * _DAY)
        window = _window(connection, replace(wanted, end=end), damage, most)

        def load(listed: Listed, window: _Window = window) -> Piece | None:
            check()
            row = window.bodies.get(listed.number)
            content = read_unless_damaged(connection, listed, damage, window.wanted.entities, row)
            return None if content is None else columns.of_block(listed, content, window.wanted)

        for piece in merged(columns.of_rows(*window.rows), window.blocks, load):
            columns.add(piece[: most + spare - columns.count])
            if columns.count >= most:
                break
        wanted, days = replace(wanted, begin=window.wanted.end), 2 * days
    return columns.joined()


def _window(connection: sqlite3.Connection, wanted: RowsWanted, damage: Damage, most: int) -> _Window:
    # Of longer spans, and of all entities, there may be many blocks, most of which are not needed or don't fit.
    if wanted.entities and wanted.end - wanted.begin <= _DAY:
        try:
            return _at_once(connection, wanted, damage, min(most, PIECE))
        except sqlite3.DatabaseError as err:
            # Read one by one, the blocks tell which of them is torn.
            if not is_corrupt(err):
                raise
    reach, blocks, rows = read_window(connection, wanted, damage, most)
    return _Window(wanted=reach, blocks=blocks, rows=rows)


def _at_once(connection: sqlite3.Connection, wanted: RowsWanted, damage: Damage, most: int) -> _Window:
    # One statement sees the database at one moment, so that each event is in a row or in a block.
    asked = {**looked_for(wanted), **asked_for(wanted, wanted.begin, most + 1)}
    ((*_, digits), *stored) = connection.execute(_ALL, asked).fetchall()
    rows = table_of(digits)
    if len(rows) > most:
        wanted = replace(wanted, end=int(rows[most, 0]))
    found = {row[0]: row for row in stored}
    listed = [listed_of(*row[:-3]) for row in stored]
    near = [one for one in listed if one.may_hold(wanted.entities) and one.first <= ms_of(wanted.end)]
    return _Window(
        wanted=wanted,
        blocks=without_unlikely(sorted(near, key=lambda one: (one.first, one.kind, one.low, one.number)), damage),
        rows=(rows[:most, 0], rows[:most, 1]),
        bodies={number: row[1:-1] for number, row in found.items()},
    )
