"""Facts of a database that make no sense any more: each costs itself alone, and is found out or noted anew."""

from __future__ import annotations

import json
import sqlite3

from .readable import LARGEST, UnreadRows

_MOMENTS = frozenset({"check_done_at", "digest_at", "import_ceiling", "sent_since"})
_NUMBERS = frozenset({"check_reached", "collect_at", "collect_gone", "collect_turn", "home_known", "mend_at"})
"""Counts and places, such as the key of a row, which may be as large as SQLite's integers are."""
_TEXTS = frozenset({"check_faulty", "collect_phase", "mend_phase"})
_CLOCK = "clock"
_HEARD = "import_heard"

KNOWN = _MOMENTS | _NUMBERS | _TEXTS | {_CLOCK, _HEARD}
"""The names of the facts whose values are checked."""


def drop_senseless(connection: sqlite3.Connection, unreadable: UnreadRows) -> None:
    """Forget the facts that make no sense, and count them among the rows that could not be read."""
    rows = connection.execute("SELECT name, value FROM fact").fetchall()
    kept = set(unreadable.read("fact", rows, _checked))
    for name, _ in rows:
        if name not in kept:
            connection.execute("DELETE FROM fact WHERE name = ?", (name,))


def _checked(name: str, value: object) -> str:
    """Return the name of a fact.

    Raises:
        ValueError: its value is none that it can have.
        TypeError: likewise.
    """
    if (name in _NUMBERS and not isinstance(value, int)) or (name in _TEXTS and not isinstance(value, str)):
        raise TypeError(name)
    if name in _MOMENTS:
        _check_moment(value)
    elif name == _CLOCK:
        believed, doubted, stood = json.loads(str(value))
        for one in (believed, stood, 0.0 if doubted is None else doubted):
            _check_moment(one)
    elif name == _HEARD:
        for begin, end in json.loads(str(value)):
            _check_moment(begin)
            _check_moment(end)
    return name


def _check_moment(value: object) -> None:
    if not isinstance(value, int | float) or not abs(value) <= LARGEST:
        raise ValueError(value)
