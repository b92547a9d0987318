"""A database that can't be used any more, read page by page: what can still be read comes into a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
import json
from pathlib import Path
import sqlite3
from typing import Any

from ...model.decisions.acceptance import AcceptMode
from ...model.decisions.ask import Reply
from ...model.habits.suggestion import DecisionKind
from ..blocks.checksum import has_its_facts
from ..codes.codec import ENTITY_MASK, MAX_ENTITIES
from ..codes.spare import Names
from ..file.database import TEXT
from ..file.files import size_of
from ..file.layout import layout
from ..file.readers import SAID_BROKEN
from ..tables.serial import edit_from_json, pattern_from_json, suggestion_from_json
from ..unread.readable import UNREADABLE
from .file_pages import LONGEST, Pages
from .table_shapes import TableShape, defaults, shapes, shapes_in
from .trees import Trees

# What people decided, and what goes with it.
DECIDED = (
    "decisions",
    "automation_versions",
    "adjustments",
    "trials",
    "reopened",
    "openings",
    "unit_told",
    "limit_unit",
    "home_zone",
    "told",
    "pauses",
    "forgotten",
    "entity_identity",
    "entity_rename",
    "followed",
    "followed_hours",
    "overrides",
    "declined_adjustments",
    "asked",
    "ai_use",
    "ai_call",
    "analysis_run_status",
    "manual_refresh_triggers",
    "patterns",
    "suggestions",
    "influx_outbox",
    "influx_rejected",
    "influx_damaged",
    "influx_backfill",
    "webhook_delivery",
    "webhook_off",
    "sent_total",
    "sent",
)
# Events name entities and states by number: where a name is lost, its number must not be given to another.
NAMES = ("entity_name", "entity_alias", "state_text")
EVENTS = ("event", "block", "block_damaged", "day_total")

_RESERVE = "INSERT OR IGNORE INTO spare_number (kind, number, is_free) VALUES (?, ?, 0)"
_PROVEN = ("kind", "first", "last", "low", "high", "events", "codec", "checksum")
_AT_ONCE = 1000  # rows
_NUMBER = "rowid"
_VERSIONS = "schema_version"


@dataclass(slots=True, kw_only=True)
class Saved:
    """What was saved of a damaged database.

    Attributes:
        rows: how many, by table.
        lost: how many rows make no sense.
        cut: tables of which a part can't be read, or all.
    """

    rows: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    cut: list[str] = field(default_factory=list)


type Batches = Iterator[tuple[str, list[tuple[Any, ...]]]]


class Damaged:
    """A damaged file, open for reading. Blocks; for worker threads, one at a time."""

    def __init__(self, path: Path) -> None:
        """Open it, as far as that goes; it is not changed."""
        self.saved = Saved()
        self._size = size_of(path)
        self._pages = Pages(path)
        self._shapes = _shapes_of(path, self._pages)
        self._trees = Trees(self._pages, {shape.root for shape in self._shapes.values()})
        self._layout = layout()

    def close(self) -> None:
        """Close it."""
        self._pages.close()

    def batches(self) -> Batches:
        """Return statements that insert what can be read, with some rows each, the names before the events."""
        for table in DECIDED:
            yield from self._read(table)
        for table in NAMES:
            yield from self._read(table)
        if set(NAMES) & set(self.saved.cut):
            numbers = self._highest()
            if numbers[Names.ENTITIES] >= MAX_ENTITIES:
                self.saved.cut += EVENTS
                return
            yield _RESERVE, [*numbers.items()]
        for table in EVENTS:
            yield from self._read(table)

    def _highest(self) -> dict[Names, int]:
        """Return the highest numbers that events may have, of which some have no name any more."""
        entities = chain(
            (number for (number,) in self._some("entity_name", "number")),
            (number for (number,) in self._some("entity_alias", "number")),
            (key & ENTITY_MASK for (key,) in self._some("event", "key")),
            (high for high, *facts in self._some("block", "high", *_PROVEN) if _is_proven(facts)),
        )
        # Of what is in blocks nobody knows without reading all of them; no file has a name a byte.
        texts = (number + self._size for (number,) in self._some("state_text", "number"))
        return {Names.ENTITIES: max(entities, default=0), Names.TEXTS: max(texts, default=self._size)}

    def _some(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Read columns of a table, none where it lacks one of them; a row that makes no sense is left out."""
        shape = self._shapes.get(table)
        if shape and set(columns) <= set(shape.columns):
            yield from (row for row in self._rows(table, shape, columns) if isinstance(row[0], int) and row[0] > 0)

    def _read(self, table: str) -> Batches:
        ours, shape = self._layout[table], self._shapes.get(table)
        columns = [column for column in ours.columns if shape and column in shape.columns]
        if not shape or not columns:
            self.saved.cut.append(table)
            return
        # Of a table that knows its rows by number the number comes along: that makes each row one of a kind.
        names = columns if ours.keys else [_NUMBER, *columns]
        statement = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - names of our own
        rows: list[tuple[Any, ...]] = []
        for row in self._rows(table, shape, names):
            if not _makes_sense(table, dict(zip(names, row, strict=True))):
                self.saved.lost += 1
                continue
            rows.append(row)
            if len(rows) == _AT_ONCE:
                yield statement, rows
                rows = []
        yield statement, rows

    def _rows(self, table: str, shape: TableShape, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Read from each page that is left, whatever became of the others."""
        is_cut, absent = False, defaults()[table]
        for row in self._trees.rows(shape.root, is_keyed=bool(self._layout[table].keys)):
            if row is None:
                is_cut = True
                continue
            values = absent | dict(zip(shape.columns, row.values, strict=False)) | {_NUMBER: row.number}
            if shape.number:
                values[shape.number] = row.number
            yield tuple(values.get(name) for name in names)
        if is_cut:
            self.saved.cut.append(table)


def _shapes_of(path: Path, pages: Pages) -> Mapping[str, TableShape]:
    """Return what a file says of its tables; of one that doesn't, what they are like in all of its version."""
    if connection := _open(path):
        with closing(connection):
            return shapes_in(connection)
    root = shapes()[_VERSIONS].root
    found = {row.number for row in Trees(pages, [root]).rows(root, is_keyed=False) if row}
    return shapes(len(found)) if found == {*range(1, len(found) + 1)} and found else shapes()


def _open(path: Path) -> sqlite3.Connection | None:
    """Open a file without and, where that fails, past its write-ahead log; None where it is no database at all."""
    if not path.is_file():
        return None
    for mode in ("mode=ro", "immutable=1"):
        with suppress(*SAID_BROKEN):
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None, check_same_thread=False
            )
            try:
                connection.text_factory = TEXT
                connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
                connection.execute("PRAGMA trusted_schema = OFF")
                # Otherwise SQLite refuses a file that is shorter than it was.
                connection.execute("PRAGMA writable_schema = ON")
                connection.execute("PRAGMA cell_size_check = ON")
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            except SAID_BROKEN:
                connection.close()
                raise
            return connection
    return None


def _suggestion(text: str | None) -> None:
    if text is not None:
        suggestion_from_json(json.loads(text))


_CHECKS: Mapping[str, Mapping[str, Callable[[Any], object]]] = {
    "decisions": {"verdict": DecisionKind, "suggestion": _suggestion},
    "automation_versions": {
        "mode": AcceptMode,
        "suggestion": _suggestion,
        "edit": lambda text: edit_from_json(json.loads(text)),
    },
    "adjustments": {"suggestion": _suggestion},
    "trials": {"suggestion": _suggestion},
    "suggestions": {"body": _suggestion},
    "patterns": {"body": lambda text: pattern_from_json(json.loads(text))},
    "asked": {"reply": lambda name: name is None or Reply(name)},
    "forgotten": {"entities": lambda text: text is None or frozenset(json.loads(text))},
}


def _is_proven(facts: Sequence[Any]) -> bool:
    """Tell whether a block's checksum says that what its row says of it is right."""
    return isinstance(facts[-1], int) and has_its_facts(facts[:-1], facts[-1])


def _makes_sense(table: str, row: Mapping[str, Any]) -> bool:
    try:
        for column, check in _CHECKS.get(table, {}).items():
            if column in row:
                check(row[column])
    except UNREADABLE:
        return False
    return True
