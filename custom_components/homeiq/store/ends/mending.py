"""Mends what older versions stored: long numbers and moments as texts become what they would be today.

Texts are looked at first, then rows, then one block after the other, each step a transaction of its own. How far it is
lies in the database, so a restart goes on where it ended, and nothing waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
import json
import sqlite3
from zoneinfo import ZoneInfo

import numpy as np

from ...model.moments import CHANGED, is_moment
from ..blocks.block import Block, BlockKind, Content, Integers, encode
from ..blocks.index import Listed, blocks_behind, read_block
from ..blocks.sealing import totals
from ..blocks.totals import Total, add_totals
from ..codes.codec import CAUSE_BITS, CAUSE_MASK, NUMBER_FLAG, number_code
from ..codes.dictionary import Dictionary
from ..codes.spare import note_gone
from ..file.database import Database
from ..file.readers import reading
from ..file.threads import in_thread
from ..unread.noted import DamagedBlockError

TEXTS = 2000  # looked at in one step
ROWS = 20_000
BLOCKS = 16
_TEXT_BITS = CAUSE_BITS + 1  # below the number of a text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rest:
    """What takes the place of a block, and what its new numbers add to the totals of days."""

    number: int
    blocks: Sequence[Block]
    totals: Sequence[Total]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Mended:
    """Blocks that were looked at; ``at`` is the number of the last one, None where there are no more."""

    rests: Sequence[_Rest]
    at: int | None


class Mender:
    """Mends, a small step at a time."""

    def __init__(self, database: Database, timezone: ZoneInfo) -> None:
        """Mend a database; ``timezone`` is the home's, whose days the daily totals are of."""
        self._database = database
        self._timezone = timezone
        self._is_done = False

    async def step(self) -> bool:
        """Do one thing; return whether there is more to do.

        Raises:
            DatabaseUnusableError: it failed; what was done stays done.
        """
        if self._is_done:
            return False
        phase, at = await self._database.read(_progress)
        match phase:
            case "texts":
                await self._database.write(partial(_mend_texts, at))
            case "rows":
                await self._database.write(partial(_mend_rows, at))
            case "blocks":
                mended = await in_thread(self._mend_blocks, at)
                await self._database.write(partial(self._replace, mended))
            case _:
                self._is_done = True
        return not self._is_done

    def _mend_blocks(self, after: int) -> _Mended:
        """Mend some blocks in memory, in a worker thread and on a connection of its own."""
        with reading(self._database.path) as connection:
            listed = blocks_behind(connection, after, BLOCKS)
            rests = [self._rest(connection, one) for one in listed if one.kind is not BlockKind.NUMBERS]
        return _Mended(rests=[rest for rest in rests if rest], at=listed[-1].number if listed else None)

    def _rest(self, connection: sqlite3.Connection, listed: Listed) -> _Rest | None:
        try:
            content = read_block(connection, listed)
        except DamagedBlockError:
            # A damaged block is not made better by a new one.
            return None
        codes = _codes_for(connection, content) if content else {}
        if content is None or not codes:
            return None
        keys, values = content.keys(listed.first), _mended(content, codes)
        is_new = (values & NUMBER_FLAG != 0) & (content.values[content.places] & NUMBER_FLAG == 0)
        parts = [(listed.kind, np.ones(len(keys), dtype=np.bool_))]
        if listed.kind is BlockKind.STATES:
            is_number = values & NUMBER_FLAG != 0
            parts = [(BlockKind.STATES, ~is_number), (BlockKind.NUMBERS, is_number)]
        return _Rest(
            number=listed.number,
            blocks=[encode(kind, keys[which], values[which]) for kind, which in parts if which.any()],
            totals=self._totals(keys[is_new], values[is_new]),
        )

    def _totals(self, keys: Integers, values: Integers) -> list[Total]:
        """Return what numbers add to the totals of days that have counted them as changes already."""
        if not len(keys):
            return []
        order = np.argsort(keys)
        added = totals(keys[order], values[order], self._timezone)
        return [(day, entity, 0, numbers, low, high, total) for day, entity, _, numbers, low, high, total in added]

    def _replace(self, mended: _Mended, connection: sqlite3.Connection) -> None:
        for rest in mended.rests:
            is_there = connection.execute("SELECT 1 FROM block WHERE number = ?", (rest.number,)).fetchone()
            self._database.events.replace(connection, rest.number, rest.blocks)
            if is_there:
                add_totals(connection, rest.totals)
        if mended.at is None:
            _end(connection)
            # Now nothing stands for those texts.
            note_gone(connection, max(self._database.events.stored, 1))
        else:
            _note(connection, "blocks", mended.at)


def _progress(connection: sqlite3.Connection) -> tuple[str, int]:
    facts = dict(connection.execute("SELECT name, value FROM fact WHERE name IN ('mend_phase', 'mend_at')"))
    return facts.get("mend_phase", ""), facts.get("mend_at", 0)


def _note(connection: sqlite3.Connection, phase: str, at: int) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO fact (name, value) VALUES ('mend_phase', ?), ('mend_at', ?)", (phase, at)
    )


def _end(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM mended_text")
    connection.execute("DELETE FROM fact WHERE name IN ('mend_phase', 'mend_at')")


def _mend_texts(after: int, connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        "SELECT number, text FROM state_text WHERE number > ? ORDER BY number LIMIT ?", (after, TEXTS)
    ).fetchall()
    _, codes = Dictionary().of(connection)
    found = [(number, codes[CHANGED] if is_moment(text) else number_code(text)) for number, text in rows]
    connection.executemany(
        "INSERT OR REPLACE INTO mended_text (number, code) VALUES (?, ?)",
        [(number, code) for number, code in found if code is not None],
    )
    if len(rows) == TEXTS:
        _note(connection, "texts", rows[-1][0])
    elif connection.execute("SELECT 1 FROM mended_text").fetchone():
        _note(connection, "rows", 0)
    else:
        _end(connection)


def _mend_rows(begin: int, connection: sqlite3.Connection) -> None:
    ((first,),) = connection.execute("SELECT min(key) FROM event").fetchall()
    begin = begin if begin or first is None else first
    row = connection.execute(
        "SELECT key FROM event WHERE key >= ? ORDER BY key LIMIT 1 OFFSET ?", (begin, ROWS)
    ).fetchone()
    connection.execute(
        """
        UPDATE event SET value = (SELECT code FROM mended_text WHERE number = value >> ?1) * ?2 | (value & ?3)
        WHERE key >= ?4 AND key < ?5 AND value & ?6 = 0 AND value >> ?1 IN (SELECT number FROM mended_text)
        """,
        (_TEXT_BITS, 1 << CAUSE_BITS, CAUSE_MASK, begin, row[0] if row else (1 << 63) - 1, NUMBER_FLAG),
    )
    _note(connection, "rows" if row else "blocks", row[0] if row else 0)


def _codes_for(connection: sqlite3.Connection, content: Content) -> Mapping[int, int]:
    """Return the codes of the texts in a block that have other ones today."""
    texts = content.values[content.values & NUMBER_FLAG == 0] >> _TEXT_BITS
    return dict(
        connection.execute(
            "SELECT number, code FROM mended_text WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(np.unique(texts).tolist()),),
        )
    )


def _mended(content: Content, codes: Mapping[int, int]) -> Integers:
    known = [
        codes[value >> _TEXT_BITS] << CAUSE_BITS | value & CAUSE_MASK
        if not value & NUMBER_FLAG and value >> _TEXT_BITS in codes
        else value
        for value in content.values.tolist()
    ]
    values: Integers = np.array(known, dtype=np.int64)[content.places]
    return values
