# ruff: noqa: S311 - what a test does has to be repeatable
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
import random
import shutil
import sqlite3

import pytest

from custom_components.homeiq.store.file.lineage import mark, marked
from custom_components.homeiq.store.file.torn_log import Torn, torn

CHANGES = 60
HEAD, FRAME = 32, 4120


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database that is open, with changes of three pages and of one in its log."""
    path = tmp_path_factory.mktemp("living") / "homeiq.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("CREATE TABLE page (number INTEGER PRIMARY KEY, text BLOB)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        chance = random.Random(1)
        for number in range(CHANGES):
            change(connection, number, chance.randbytes(chance.choice([10, 6000])))
        yield connection


def change(connection: sqlite3.Connection, number: int, text: bytes) -> None:
    with marked(connection):
        connection.execute("INSERT INTO page VALUES (?, ?)", (number, text))


def copied(living: sqlite3.Connection, to: Path) -> Path:
    """Copy it as a power failure leaves it."""
    ((_, _, path),) = living.execute("PRAGMA database_list").fetchall()
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", to / f"homeiq.db{suffix}")
    return to / "homeiq.db"


def damage(path: Path, place: int, what: bytes) -> None:
    log = path.with_name("homeiq.db-wal")
    content = log.read_bytes()
    log.write_bytes(content[:place] + what + content[place + len(what) :])


def flip(path: Path, place: int) -> None:
    damage(path, place, bytes([path.with_name("homeiq.db-wal").read_bytes()[place] ^ 4]))


def read_by_sqlite(path: Path) -> int:
    """Return how many changes SQLite finds, which drops the others."""
    with closing(sqlite3.connect(path)) as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM page").fetchall()
        return int(count)


def test_a_log_that_is_whole_lacks_nothing(living: sqlite3.Connection, tmp_path: Path) -> None:
    assert torn(copied(living, tmp_path)) is None


def test_without_a_log_nothing_is_torn(tmp_path: Path) -> None:
    assert torn(tmp_path / "homeiq.db") is None


def test_what_sqlite_drops_without_a_word_is_counted(living: sqlite3.Connection, tmp_path: Path) -> None:
    chance, wrong = random.Random(2), {}
    size = copied(living, tmp_path).with_name("homeiq.db-wal").stat().st_size

    for place in (3, 9, 17, 26, *(chance.randrange(HEAD, size) for _ in range(150))):
        path = copied(living, tmp_path)
        flip(path, place)
        found = torn(path)
        lost = CHANGES - read_by_sqlite(path)
        # What says that a change ends there may itself be what is damaged.
        if found is None or not lost - 1 <= found.changes <= lost:
            wrong[place] = (found, lost)
        path.with_name("homeiq.db-shm").unlink(missing_ok=True)

    assert wrong == {}


@pytest.mark.parametrize("frames", [1, 7, 40])
def test_zeros_in_the_midst_of_a_log_are_noticed(living: sqlite3.Connection, tmp_path: Path, frames: int) -> None:
    path = copied(living, tmp_path)
    damage(path, HEAD + 5 * FRAME, bytes(frames * FRAME))

    assert torn(path) is not None


def test_a_change_that_was_never_stored_is_no_loss(living: sqlite3.Connection, tmp_path: Path) -> None:
    path = copied(living, tmp_path)
    log = path.with_name("homeiq.db-wal")
    log.write_bytes(log.read_bytes()[: -FRAME // 2])

    assert torn(path) is None


def test_what_an_earlier_log_has_left_behind_is_no_loss(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with closing(sqlite3.connect(tmp_path / "homeiq.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE page (number INTEGER PRIMARY KEY, text BLOB)")
        for number in range(20):
            change(connection, number, bytes(5000))
        connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
        change(connection, 20, bytes(10))

        assert torn(copied(connection, tmp_path / "copy")) is None


def test_a_log_whose_changes_are_in_the_file_is_known(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with closing(sqlite3.connect(tmp_path / "homeiq.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE page (number INTEGER PRIMARY KEY, text BLOB)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for number in range(5):
            with marked(connection):
                connection.execute("INSERT INTO page VALUES (?, ?)", (number, bytes(10)))
                mark(connection)
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        path = copied(connection, tmp_path / "copy")
    flip(path, HEAD + 3 * FRAME + 100)

    found = torn(path)

    assert isinstance(found, Torn)
    assert found.are_in_file
