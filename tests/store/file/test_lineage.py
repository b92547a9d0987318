# ruff: noqa: ASYNC240 - a test may wait for its own files
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
import shutil

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database, checkpoint
from custom_components.homeiq.store.file.lineage import belongs, put_log_aside
from custom_components.homeiq.store.sqlite import EventLog

MARCH = 1_772_000_000.0


async def a_database(path: Path, *nights: int) -> Database:
    """Open a database and store an event for each night."""
    database = await Database.open(path, Profile.NUC)
    for night in nights:
        await EventLog(database).append([(MARCH + night * 86400, "light.hall", "on", 1)])
    return database


def copied(path: Path, to: Path) -> Path:
    """Copy a database and its log as they are, as a power failure leaves them."""
    to.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", to / f"{path.name}{suffix}")
    return to / path.name


@pytest.fixture
async def older(path: Path) -> Path:
    """A database as it was two nights ago."""
    await (await a_database(path, 1)).close()
    return Path(shutil.copy(path, path.with_name("older")))


@pytest.fixture
async def database(path: Path, older: Path) -> AsyncIterator[Database]:
    """The same, of today."""
    await (await a_database(path, 2)).close()
    opened = await a_database(path, 3)
    yield opened
    opened.is_lost = True
    await opened.close()


async def test_a_log_belongs_to_the_file_that_it_was_begun_for(path: Path, database: Database, tmp_path: Path) -> None:
    assert belongs(path)
    assert belongs(copied(path, tmp_path / "copy"))
    assert await database.is_whole()


async def test_a_log_of_which_a_part_was_brought_into_the_file_is_its_own(path: Path, database: Database) -> None:
    await database.alone(lambda connection: connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall())
    assert belongs(path)

    await EventLog(database).append([(MARCH + 4 * 86400, "light.hall", "on", 1)])
    assert belongs(path)


async def test_the_log_of_a_newer_file_is_not_that_of_an_older_one(
    path: Path, older: Path, database: Database, tmp_path: Path
) -> None:
    there = copied(path, tmp_path / "copy")
    shutil.copy(older, there)

    assert database
    assert not belongs(there)


async def test_an_older_log_is_not_that_of_a_newer_file(path: Path, database: Database, tmp_path: Path) -> None:
    there = copied(path, tmp_path / "copy")
    await database.alone(checkpoint)
    await EventLog(database).append([(MARCH + 4 * 86400, "light.hall", "on", 1)])
    await database.alone(checkpoint)
    shutil.copy(path, there)

    assert not belongs(there)


@pytest.mark.parametrize("content", [b"", b"no database"])
async def test_a_log_belongs_to_nothing_else(path: Path, database: Database, tmp_path: Path, content: bytes) -> None:
    there = copied(path, tmp_path / "copy")
    there.write_bytes(content)

    assert database
    assert not belongs(there)


async def test_a_file_that_is_written_over_while_it_is_open_is_noticed(
    path: Path, older: Path, database: Database
) -> None:
    path.write_bytes(older.read_bytes())

    assert not await database.is_whole()


async def test_a_log_that_is_put_aside_is_never_written_over(path: Path, database: Database, tmp_path: Path) -> None:
    there, now = copied(path, tmp_path / "copy"), datetime(2026, 3, 1, tzinfo=UTC)
    first = put_log_aside(there, now)
    shutil.copy(f"{path}-wal", f"{there}-wal")
    second = put_log_aside(there, now)

    assert database
    assert first != second
    assert first.read_bytes() == second.read_bytes()
    assert belongs(there)


async def test_a_transaction_that_changes_nothing_writes_nothing(path: Path, database: Database) -> None:
    before = path.with_name(f"{path.name}-wal").read_bytes()

    await database.write(lambda connection: connection.execute("DELETE FROM fact WHERE false"))

    assert path.with_name(f"{path.name}-wal").read_bytes() == before
