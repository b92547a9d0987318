import asyncio
from pathlib import Path
import resource

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.file.moving import move
from custom_components.homeiq.store.sqlite import EventLog

MARCH = 1_772_000_000.0


async def append(database: Database, number: int) -> int:
    await EventLog(database).append([(MARCH + number, "light.hall", "on", 1)])
    return number


async def numbers_in(path: Path) -> list[float]:
    columns = await asyncio.to_thread(EventLog.read, path, 0, float("inf"))
    return [time - MARCH for time in columns.time.tolist()]


def unlink(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink()


async def test_what_is_stored_while_a_deleted_database_is_written_anew_comes_along_or_is_refused(
    database: Database, path: Path
) -> None:
    await append(database, 0)
    await asyncio.to_thread(unlink, path)

    before = append(database, 1)
    behind = [append(database, number) for number in range(2, 5)]
    said = await asyncio.gather(before, move(database, path.with_name("new.db")), *behind, return_exceptions=True)

    stored = [0, *(one for one in said if isinstance(one, int))]
    refused = [one for one in said if isinstance(one, DatabaseUnusableError)]
    assert (await numbers_in(path.with_name("new.db")), len(refused)) == (stored, 3)


async def test_a_disk_without_room_leaves_nothing_half_written_and_the_database_goes_on(
    database: Database, path: Path
) -> None:
    await append(database, 0)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    with pytest.raises(DatabaseUnusableError):
        await move(database, path.with_name("new.db"))
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    await append(database, 1)

    assert [one.name for one in path.parent.glob("new.db*")] == []
    assert await numbers_in(path) == [0, 1]


async def test_what_was_moved_is_a_whole_database(database: Database, path: Path) -> None:
    await append(database, 0)

    await move(database, path.with_name("new.db"))
    await database.close()
    moved = await Database.open(path.with_name("new.db"), Profile.NUC)
    stored = moved.events.stored
    await moved.close()

    assert stored == 1
