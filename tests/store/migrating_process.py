"""Brings a database up to date, and is killed by itself before the statement of a number.

Started by ``test_older_versions``, in the root of the repository.
"""

from itertools import count
import os
import signal
import sqlite3
import sys

from tests.store.writing_process import loader

if __name__ == "__main__":
    load, statements = loader(), count(1)
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    # So that pages of a transaction reach the log before it ends.
    connection.execute("PRAGMA cache_size = 5")

    def count_up(_statement: str) -> None:
        if next(statements) == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

    connection.set_trace_callback(count_up)
    load("store.file.schema").migrate(connection)
