"""Facts of a database that make no sense any more: each costs itself alone, and is found out or noted anew."""

import json
from math import isfinite
import sqlite3

from .readable import UnreadRows

_NUMBERS = frozenset(
    {"check_done_at", "check_reached", "collect_at", "collect_gone", "collect_turn", "digest_at", "home_known"}
    | {"import_ceiling", "mend_at", "sent_since"}
)
_TEXTS = frozenset({"check_faulty", "collect_phase", "mend_phase"})
_CLOCK = "clock"
_LARGEST = 1e12  # of a moment or a count; beyond it a number has no meaning to anybody


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
    if name in _NUMBERS:
        _check_number(value)
    elif name in _TEXTS and not isinstance(value, str):
        raise TypeError(name)
    elif name == _CLOCK:
        believed, doubted, stood = json.loads(str(value))
        for one in (believed, stood, 0.0 if doubted is None else doubted):
            _check_number(one)
    return name


def _check_number(value: object) -> None:
    if not isinstance(value, int | float) or not isfinite(value) or abs(value) > _LARGEST:
        raise ValueError(value)
