# ruff: noqa: S311 - what a test does has to be repeatable
import asyncio
from contextlib import closing
from pathlib import Path
import random
import resource
import sqlite3
import sys

import numpy as np
import pytest

from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.database import Database
from custom_components.homeiq.store.events import EventLog
from custom_components.homeiq.store.registry import Registry

PROGRAM = Path(__file__).with_name("writing_process.py")
BATCH = 50
BEGIN = 1_772_000_000.0


async def write_until_killed(path: Path, seconds: float) -> int:
    """Let another process write, kill it, and return how many events it said were on disk."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, PROGRAM, path, str(BATCH), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    first = await asyncio.wait_for(process.stdout.readline(), 30)
    await asyncio.sleep(seconds)
    process.kill()
    rest = await process.stdout.read()
    await process.wait()
    # The last line may be cut off.
    return int((first + rest).decode().rpartition("\n")[0].split()[-1])


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("seed", range(8))
async def test_a_killed_process_loses_no_event_that_was_flushed(path: Path, seed: int) -> None:
    seconds = random.Random(seed).uniform(0, 0.6)

    first = await write_until_killed(path, seconds)
    second = await write_until_killed(path, seconds / 2)
    database = await Database.open(path, Profile.NUC)
    columns = await asyncio.to_thread(EventLog.read, path, 0, float("inf"))
    stored = database.events.stored
    await database.close()

    # A batch may have been committed without time to say so; never a part of one.
    assert first < second <= len(columns) <= second + BATCH
    assert len(columns) % BATCH == 0
    assert stored == len(columns)
    assert np.array_equal(columns.time, BEGIN + np.arange(len(columns)))
    assert is_whole(path)


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
    registry = Registry(database)
    entities = {f"light.lamp_{n}": Entity(entity_id=f"light.lamp_{n}", name=f"Lamp {n}") for n in range(1000)}
    await registry.replace_all(Home(entities=entities))
    writer = BatchWriter(database, size=100, seconds=5)
    [*map(writer.add, [(BEGIN + n, f"light.lamp_{n % 1000}", "on", 1) for n in range(20_000)])]

    answers = [await registry.entity(f"light.lamp_{n}") for n in range(0, 1000, 10)]
    await writer.stop()

    assert answers == [entities[f"light.lamp_{n}"] for n in range(0, 1000, 10)]
    assert writer.stats.stored == 20_000
