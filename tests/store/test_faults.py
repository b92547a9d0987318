# ruff: noqa: S311 - what a test does has to be repeatable
import asyncio
from contextlib import closing
from functools import partial
from pathlib import Path
import random
import resource
import sqlite3
import sys

import numpy as np
import pytest

from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.database import Database
from custom_components.homeiq.store.events import EventLog
from custom_components.homeiq.store.registry import Registry

PROGRAM = Path(__file__).with_name("writing_process.py")
BATCH = 50
STEP = 20.0
AT_ONCE, KILLS = 4, 50
BEGIN = 1_772_000_000.0


async def work_until_killed(path: Path, seconds: float) -> int:
    """Let another process write, seal and forget, kill it, and return how many events it said were on disk."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, PROGRAM, path, str(BATCH), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    first = await asyncio.wait_for(process.stdout.readline(), 60)
    await asyncio.sleep(seconds)
    process.kill()
    rest = await process.stdout.read()
    await process.wait()
    # The last line may be cut off.
    return int((first + rest).decode().rpartition("\n")[0].split()[-1])


async def work_and_be_killed(path: Path, chance: random.Random) -> int:
    return [await work_until_killed(path, chance.uniform(0, 0.25)) for _ in range(KILLS)][-1]


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def numbers_of(columns: EventColumns, entity: str) -> list[int]:
    is_entity = np.char.startswith(np.array(columns.entities), entity)[columns.entity]
    numbers: list[int] = np.rint((columns.time[is_entity] - BEGIN) / STEP).astype(int).tolist()
    return numbers


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
    registry = Registry(database)
    entities = {f"light.lamp_{n}": Entity(entity_id=f"light.lamp_{n}", name=f"Lamp {n}") for n in range(1000)}
    await registry.replace_all(Home(entities=entities))
    writer = BatchWriter(database, size=100, seconds=5)
    [*map(writer.add, [(BEGIN + n, f"light.lamp_{n % 1000}", "on", 1) for n in range(20_000)])]

    answers = [await registry.entity(f"light.lamp_{n}") for n in range(0, 1000, 10)]
    await writer.stop()

    assert answers == [entities[f"light.lamp_{n}"] for n in range(0, 1000, 10)]
    assert writer.stats.stored == 20_000
