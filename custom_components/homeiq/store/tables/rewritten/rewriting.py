"""Going through all patterns and suggestions that the database has, to write them anew within a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
import json
import sqlite3
from typing import Any

from ....model.habits.pattern import Pattern
from ....model.habits.suggestion import DecisionKind, Suggestion
from ...unread.readable import UnreadRows
from ..serial import pattern_from_json, suggestion_from_json, to_json

# What was accepted is in the owner's files, where it means what it says: it stays as it is written.
_SUGGESTIONS = (
    ("suggestions", "body", "1"),
    ("decisions", "suggestion", "suggestion IS NOT NULL AND verdict != :accepted"),
    ("trials", "suggestion", "1"),
    ("reopened", "suggestion", "1"),
    (
        "adjustments",
        "suggestion",
        "signature NOT IN (SELECT signature FROM decisions WHERE verdict = :accepted)",
    ),
)
_NAMING = "EXISTS (SELECT 1 FROM json_each(:names) AS name WHERE instr({column}, json_quote(name.value)))"


def rewrite_patterns(
    connection: sqlite3.Connection,
    change: Callable[[Pattern], Pattern | None],
    unreadable: UnreadRows,
    naming: Iterable[str] | None = None,
) -> dict[str, bool]:
    """Write patterns anew; return by their signatures whether they could be.

    Args:
        connection: within a transaction.
        change: returns a pattern as it is now; None where it can't be told.
        unreadable: counts the rows that make no sense.
        naming: entities, of which one at least is named; None is all patterns.
    """

    def changed(name: str, body: str) -> tuple[str, str | None]:
        pattern = change(pattern_from_json(json.loads(body)))
        return name, json.dumps(to_json(pattern)) if pattern else None

    rows = _rows(connection, ("patterns", "body", "1"), naming)
    return _write(connection, "patterns", "body", unreadable.read("patterns", rows, changed))


def rewrite_suggestions(
    connection: sqlite3.Connection,
    change: Callable[[Suggestion], Suggestion | None],
    unreadable: UnreadRows,
    naming: Iterable[str] | None = None,
) -> dict[str, dict[str, bool]]:
    """Write suggestions anew; return by table and signature whether they could be. The arguments are as above."""

    def changed(name: str, body: str) -> tuple[str, str | None]:
        suggestion = change(suggestion_from_json(json.loads(body)))
        return name, json.dumps(to_json(suggestion)) if suggestion else None

    return {
        table: _write(
            connection,
            table,
            column,
            unreadable.read(table, _rows(connection, (table, column, which), naming), changed),
        )
        for table, column, which in _SUGGESTIONS
    }


def _rows(
    connection: sqlite3.Connection, source: tuple[str, str, str], naming: Iterable[str] | None
) -> list[tuple[Any, ...]]:
    table, column, which = source
    named = "1" if naming is None else _NAMING.format(column=column)
    return connection.execute(
        f"SELECT signature, {column} FROM {table} WHERE ({which}) AND {named}",  # noqa: S608 - of the constants above; what is looked for is bound
        {"accepted": DecisionKind.ACCEPTED.value, "names": json.dumps([*(naming or ())])},
    ).fetchall()


def _write(
    connection: sqlite3.Connection, table: str, column: str, rows: Iterable[tuple[str, str | None]]
) -> dict[str, bool]:
    written = dict(rows)
    connection.executemany(
        f"UPDATE {table} SET {column} = ? WHERE signature = ?",  # noqa: S608 - of the constants above
        [(body, name) for name, body in written.items() if body is not None],
    )
    return {name: body is not None for name, body in written.items()}
