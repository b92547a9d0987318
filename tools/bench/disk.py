"""How large a database is, whoever writes it."""

from contextlib import closing
from pathlib import Path
import sqlite3


def bytes_used(path: Path) -> int:
    """Return what a database's content takes, also while somebody writes it.

    The write-ahead log is no part of it, for it does not grow with the history, nor are free pages, which are used by
    what comes next.
    """
    with closing(sqlite3.connect(path)) as connection:
        size, pages, free = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count", "freelist_count")
        )
    return int(size * (pages - free))
