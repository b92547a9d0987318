# ruff: noqa: S311 - what a test does has to be repeatable
import asyncio
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
import random
import resource
import sqlite3
import subprocess
import sys
from types import MappingProxyType

import numpy as np
import pytest

from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.blocks.block import BlockKind
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.registry import Registry
from tests.forking import forking

PROGRAM = "tests.store.writing_process"
BATCH = 50
STEP = 20.0
AT_ONCE, KILLS = 4, 50
BEGIN = 1_772_000_000.0


async def work_and_be_killed(path: Path, chance: random.Random) -> int:
    """Have another process write, seal and forget, and kill it, again and again.

    So often, and on a slow machine as much more as it takes until something was forgotten.

    Returns:
        how many events it said at last were on disk.
    """
    said = kills = 0
    async with forking(PROGRAM, str(path), str(BATCH)) as program:
        while kills < KILLS or not has_forgotten(path):
            said = int((await program.work_until_killed(chance.uniform(0, 0.25)))[-1])
            kills += 1
    return said


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def has_forgotten(path: Path) -> bool:
    """Tell whether the first numbers are gone; everything else is kept for years."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT min(first) FILTER (WHERE kind = ?) > min(first) FROM block"
        return bool(connection.execute(sql, (BlockKind.NUMBERS,)).fetchone()[0])


def numbers_of(columns: EventColumns, entity: str) -> list[int]:
    is_entity = np.char.startswith(np.array(columns.entities), entity)[columns.entity]
    numbers: list[int] = np.rint((columns.time[is_entity] - BEGIN) / STEP).astype(int).tolist()
    return numbers


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_two_hundred_killed_processes_lose_and_double_nothing(tmp_path: Path) -> None:
    paths = [tmp_path / f"{seed}.db" for seed in range(AT_ONCE)]

    said = await asyncio.gather(*(work_and_be_killed(path, random.Random(path.name)) for path in paths))
    databases = [await Database.open(path, Profile.NUC) for path in paths]
    read = partial(EventLog.read, since=0, until=float("inf"), numbers=True)
    found = await asyncio.gather(*(asyncio.to_thread(read, path) for path in paths))
    stored = [database.events.stored for database in databases]
    await asyncio.gather(*(database.close() for database in databases))

    acts, numbers = ([numbers_of(columns, entity) for columns in found] for entity in ("light", "sensor"))
    ends = [max(both[0][-1], both[1][-1]) + 1 for both in zip(acts, numbers, strict=True)]
    # A batch may have been committed without time to say so; never a part of one.
    assert [(end - least) % BATCH for end, least in zip(ends, said, strict=True)] == [0] * AT_ONCE
    assert all(least <= end <= least + BATCH for end, least in zip(ends, said, strict=True))
    assert acts == [[number for number in range(end) if number % 3] for end in ends]
    # Of the numbers, whole stretches were forgotten from the beginning.
    assert numbers == [[*range(those[0], end, 3)] for those, end in zip(numbers, ends, strict=True)]
    assert all(those[0] > 0 for those in numbers)
    assert stored == [*map(len, found)]
    assert [*map(is_whole, paths)] == [True] * AT_ONCE


async def test_events_wait_while_the_file_can_not_grow(path: Path, request: pytest.FixtureRequest) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    request.addfinalizer(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits))
    database = await Database.open(path, Profile.NUC)
    writer = BatchWriter(database, size=10_000, seconds=1000)
    [*map(writer.add, [(BEGIN + n, f"light.lamp_{n}", "on", 1) for n in range(5000)])]

    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, limits[1]))
    was_written = await writer.flush()
    queued = writer.stats.queued
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert (was_written, queued) == (False, 5000)
    assert await writer.flush()
    await writer.stop()
    await database.close()
    assert writer.stats.stored == 5000
    assert is_whole(path)


async def test_a_question_is_answered_beside_a_stream_of_events(database: Database) -> None:
    entities = {f"light.lamp_{n}": Entity(entity_id=f"light.lamp_{n}", name=f"Lamp {n}") for n in range(1000)}
    await Registry(database).replace_all(Home(entities=entities))
    registry = Registry(database)
    writer = BatchWriter(database, size=100, seconds=5)
    [*map(writer.add, [(BEGIN + n, f"light.lamp_{n % 1000}", "on", 1) for n in range(20_000)])]

    answers = [await registry.entity(f"light.lamp_{n}") for n in range(0, 1000, 10)]
    await writer.stop()

    assert answers == [entities[f"light.lamp_{n}"] for n in range(0, 1000, 10)]
    assert writer.stats.stored == 20_000


HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
"""


@pytest.mark.long
@pytest.mark.timeout(240)
async def test_another_process_that_holds_the_database_for_a_minute_costs_nothing(database: Database) -> None:
    writer = BatchWriter(database, size=100, seconds=1)
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD, str(database.path), "60", stdout=asyncio.subprocess.PIPE
    )
    assert other.stdout
    await other.stdout.readline()

    for second in range(60):
        [*map(writer.add, [(BEGIN + second + n / 100, "light.hall", str(n % 2), 1) for n in range(100)])]
        await asyncio.sleep(1)
    waited = writer.stats.queued
    await other.wait()
    while not await writer.flush():
        pass
    found = await asyncio.to_thread(EventLog.read, database.path, 0, float("inf"), numbers=True)
    await writer.stop()

    assert waited > 5000
    assert np.rint((found.time - BEGIN) * 100).astype(int).tolist() == [*range(6000)]
    assert (writer.stats.dropped, is_whole(database.path)) == (0, True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = f"mount -t tmpfs -o size=3m tmpfs '{folder}'"
    if subprocess.run(mount, check=False, capture_output=True, shell=True).returncode:  # noqa: S602 - ours
        pytest.skip("only root can mount a small file system")
    yield folder
    subprocess.run(f"umount '{folder}'", check=True, shell=True)  # noqa: S602 - ours


async def test_a_full_disk_costs_nothing_once_there_is_room_again(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(2_000_000))
    database = await Database.open(small_disk / "homeiq.db", Profile.NUC)
    writer = BatchWriter(database, size=50_000, seconds=1000)
    was_written, count = True, 0

    while was_written and count < 45_000:
        [*map(writer.add, [(BEGIN + n, f"light.lamp_{n % 50}", "on", 1) for n in range(count, count + 2500)])]
        count += 2500
        was_written = await writer.flush()
    queued = writer.stats.queued
    ballast.unlink()
    is_written = await writer.flush()
    found = await asyncio.to_thread(EventLog.read, database.path, 0, float("inf"))
    await writer.stop()
    await database.close()

    assert (was_written, is_written) == (False, True)
    assert queued > 0
    assert np.rint(found.time - BEGIN).astype(int).tolist() == [*range(count)]
    assert is_whole(database.path)


async def test_a_clock_that_steps_back_loses_and_doubles_nothing(database: Database) -> None:
    writer, log = BatchWriter(database, size=100, seconds=5), EventLog(database)
    keeper = Keeper(database, Keeping(days=MappingProxyType(dict.fromkeys(BlockKind, 3650))))
    # Two days, then an hour that comes twice, as after a battery that was empty.
    hours = [*range(48), 47, 48, 49]
    times = [BEGIN + 3600 * hour + 36 * n + 0.001 * place for place, hour in enumerate(hours) for n in range(100)]

    for time in times:
        writer.add((time, f"light.lamp_{round(time) % 7}", str(round(time) % 5), 1))
    await writer.flush()
    await keeper.run(BEGIN + 52 * 3600)
    [*map(writer.add, [(BEGIN + 36 * n + 0.5, "light.late", str(n % 2), 1) for n in range(100)])]
    await writer.flush()
    await keeper.run(BEGIN + 100 * 3600)
    found = await asyncio.to_thread(EventLog.read, database.path, 0, float("inf"), numbers=True)
    await writer.stop()

    expected = sorted([*times, *(BEGIN + 36 * n + 0.5 for n in range(100))])
    assert np.allclose(found.time, expected, atol=0.01, rtol=0)
    assert await log.count() == len(expected)
