# ruff: noqa: ASYNC240, S311 - a test may wait for its own files, and has to be repeatable
import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
import errno
import os
from pathlib import Path
import random
import resource
import shutil
import sqlite3
import tempfile
import threading
from time import monotonic

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import (
    Database,
    DatabaseTooNewError,
    DatabaseUnusableError,
)
from custom_components.homeiq.store.file.readers import connect_to_read
from custom_components.homeiq.store.migrations import MIGRATIONS
from custom_components.homeiq.store.sqlite import EventLog

MARCH = 1_772_000_000.0
NOBODY = 65534


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that everybody can read, even somebody without the rights of root."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Give up the rights of root for a while: it may write everywhere."""
    before = os.getresuid()
    os.setresuid(before[0] or NOBODY, before[1] or NOBODY, before[2])
    yield
    os.setresuid(*before)


@pytest.fixture
async def other_process(path: Path, database: Database) -> AsyncIterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


async def pragma(database: Database, name: str) -> object:
    return await database.read(lambda connection: connection.execute(f"PRAGMA {name}").fetchone()[0])


async def reason_not_to_open(path: Path, busy_timeout: float = 0.1) -> str:
    with pytest.raises(DatabaseUnusableError) as caught:
        await Database.open(path, Profile.NUC, busy_timeout=busy_timeout)
    return caught.value.reason


async def test_a_disk_without_room_for_what_lies_beside_the_file_is_full(path: Path, database: Database) -> None:
    await database.close()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        reason = await reason_not_to_open(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert reason == "disk_full"


async def fill(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    await EventLog(database).append([(MARCH + n, "light.hall", "on", 1) for n in range(100)])
    await database.close()


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO schema_version VALUES (?)", (len(MIGRATIONS) + 1,))
        connection.commit()


@pytest.mark.parametrize(("profile", "cache"), [(Profile.NUC, -32000), (Profile.STANDARD, -64000)])
async def test_the_connection_is_set_up(path: Path, profile: Profile, cache: int) -> None:
    database = await Database.open(path, profile)
    names = ("journal_mode", "synchronous", "cache_size", "temp_store", "foreign_keys", "busy_timeout")
    values = [await pragma(database, name) for name in names]
    await database.close()

    assert values == ["wal", 1, cache, 2, 1, 30000]


async def test_closing_leaves_one_file_and_no_thread(path: Path) -> None:
    threads = set(threading.enumerate())
    database = await Database.open(path, Profile.NUC)
    await EventLog(database).append([(MARCH, "light.hall", "on", 1)])

    await database.close()
    await database.close()

    assert [file.name for file in path.parent.iterdir()] == ["homeiq.db"]
    assert set(threading.enumerate()) <= threads


async def test_closing_twice_at_once_is_fine(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)

    await asyncio.gather(database.close(), database.close())

    assert await reason_of(database) == "other"


async def reason_of(database: Database) -> str:
    with pytest.raises(DatabaseUnusableError) as caught:
        await EventLog(database).append([(MARCH, "light.hall", "on", 1)])
    return caught.value.reason


async def test_the_number_of_events_survives_a_restart(path: Path) -> None:
    await fill(path)

    database = await Database.open(path, Profile.NUC)
    stored = database.events.stored
    await database.close()

    assert stored == 100


async def test_a_failed_transaction_changes_nothing(database: Database) -> None:
    def half(connection: sqlite3.Connection) -> None:
        database.events.insert(connection, [(MARCH, "light.hall", "on", 1)])
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(half)

    assert database.events.stored == 0
    assert await EventLog(database).first_time() is None


async def test_a_newer_database_is_refused_and_stays_as_it_is(path: Path) -> None:
    await fill(path)
    make_newer(path)
    before = path.read_bytes()

    with pytest.raises(DatabaseTooNewError) as caught:
        await Database.open(path, Profile.NUC)

    assert (caught.value.found, caught.value.known) == (len(MIGRATIONS) + 1, len(MIGRATIONS))
    assert [file.name for file in path.parent.iterdir()] == ["homeiq.db"]
    assert path.read_bytes() == before


async def test_a_newer_database_left_by_a_crash_stays_as_it_is(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed.db"
    database = await Database.open(path, Profile.NUC)
    await database.write(lambda connection: connection.execute("INSERT INTO schema_version VALUES (99)"))
    shutil.copy(path, crashed)
    shutil.copy(f"{path}-wal", f"{crashed}-wal")
    await database.close()
    before = crashed.read_bytes(), Path(f"{crashed}-wal").read_bytes()

    with pytest.raises(DatabaseTooNewError):
        await Database.open(crashed, Profile.NUC)

    assert (crashed.read_bytes(), Path(f"{crashed}-wal").read_bytes()) == before


@pytest.mark.parametrize("head", [b"", b"SQLite format 3\x00"])
async def test_a_corrupt_file_is_refused_and_stays_as_it_is(path: Path, head: bytes) -> None:
    garbage = head + random.Random(1).randbytes(20_000)
    path.write_bytes(garbage)

    assert await reason_not_to_open(path) == "corrupt"
    assert path.read_bytes() == garbage


async def test_a_database_with_a_broken_page_is_refused_and_stays_as_it_is(path: Path) -> None:
    await fill(path)
    content = path.read_bytes()
    broken = content[:100] + bytes(len(content) - 100)
    path.write_bytes(broken)

    assert await reason_not_to_open(path) == "corrupt"
    assert path.read_bytes() == broken


async def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()

    await fill(path)

    assert path.stat().st_size > 0


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert await reason_not_to_open(tmp_path / "gone" / "homeiq.db") == "missing_folder"


async def test_a_folder_in_the_way_is_refused(path: Path) -> None:
    path.mkdir()

    assert await reason_not_to_open(path) == "foreign"


async def test_a_folder_that_can_not_be_written_is_named(open_folder: Path, as_nobody: None) -> None:
    assert await reason_not_to_open(open_folder / "homeiq.db") == "read_only"


async def test_a_file_that_can_not_be_written_is_named(open_folder: Path, request: pytest.FixtureRequest) -> None:
    path = open_folder / "homeiq.db"
    await fill(path)
    path.chmod(0o444)
    open_folder.chmod(0o777)
    before = path.read_bytes()
    request.getfixturevalue("as_nobody")

    assert await reason_not_to_open(path) == "read_only"
    assert path.read_bytes() == before


async def test_a_file_that_can_be_written_again_opens(open_folder: Path, request: pytest.FixtureRequest) -> None:
    path = open_folder / "homeiq.db"
    await fill(path)
    path.chmod(0o444)
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
    open_folder.chmod(0o777)
    request.getfixturevalue("as_nobody")
    before = await reason_not_to_open(path), [one.name for one in open_folder.iterdir()]

    path.chmod(0o644)
    database = await Database.open(path, Profile.NUC)
    stored = await EventLog(database).append([(MARCH + 1e6, "light.hall", "off", 1)])
    await database.close()

    assert before == ("read_only", ["homeiq.db"])
    assert stored == 1


async def test_a_failed_open_leaves_no_thread(tmp_path: Path) -> None:
    threads = set(threading.enumerate())

    await reason_not_to_open(tmp_path / "gone" / "homeiq.db")

    assert set(threading.enumerate()) <= threads


async def test_a_database_that_another_process_holds_does_not_open(
    path: Path, database: Database, other_process: sqlite3.Connection
) -> None:
    other_process.execute("BEGIN IMMEDIATE")

    assert await reason_not_to_open(path) == "locked"


async def test_writing_while_another_process_holds_the_database_fails(
    database: Database, other_process: sqlite3.Connection
) -> None:
    other_process.execute("BEGIN IMMEDIATE")
    assert await reason_of(database) == "locked"

    other_process.execute("ROLLBACK")
    assert await EventLog(database).append([(MARCH, "light.hall", "on", 1)]) == 1


async def test_a_full_disk_is_named_and_closes(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    pages = await pragma(database, "page_count")
    await database.write(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchall())

    with pytest.raises(DatabaseUnusableError, match="disk_full"):
        await EventLog(database).append([(MARCH + n, f"light.{n}", "on", 1) for n in range(5000)])
    stored = database.events.stored
    await database.close()

    assert stored == 0


async def test_a_missing_database_is_not_created_by_reading(path: Path) -> None:
    with pytest.raises(DatabaseUnusableError):
        connect_to_read(path)

    assert not path.exists()


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Have the disk refuse everything that is written from now on, and say why."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def refuse(number: int) -> None:
        def write(_file: int, _content: bytes) -> int:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "write", write)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, limits[1]))

    yield refuse
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        *((errno.ENOSPC, "disk_full"), (errno.EFBIG, "disk_full"), (errno.EDQUOT, "quota")),
        *((errno.EROFS, "read_only"), (errno.EIO, "disk_failing"), (errno.ENXIO, "disk_failing")),
    ],
)
async def test_why_a_disk_refuses_is_named(
    path: Path, database: Database, refusing: Callable[[int], None], number: int, reason: str
) -> None:
    await EventLog(database).append([(MARCH, "light.hall", "on", 1)])
    before = sorted(path.parent.iterdir())

    refusing(number)
    with pytest.raises(DatabaseUnusableError) as caught:
        await EventLog(database).append([(MARCH + n, "light.hall", f"{n}", 1) for n in range(100)])

    assert caught.value.reason == reason
    assert sorted(path.parent.iterdir()) == before


async def test_a_disk_that_fails_for_the_database_alone_fails(path: Path, database: Database) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ

    assert database
    assert DatabaseUnusableError.from_sqlite(error, path).reason == "disk_failing"


async def test_near_the_end_others_are_waited_for_once_and_not_by_each(path: Path) -> None:
    patient = await Database.open(path, Profile.NUC, busy_timeout=30)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begin = monotonic()
        patient.waits.hurry(0.5)
        reasons = [await reason_of(patient) for _ in range(4)]
        patient.waits.hurry(30)
        reasons.append(await reason_of(patient))
    stored = await EventLog(patient).append([(MARCH, "light.hall", "on", 1)])
    seconds = monotonic() - begin
    await patient.close()

    assert reasons == ["locked"] * 5
    assert stored == 1
    assert 0.5 <= seconds < 5
