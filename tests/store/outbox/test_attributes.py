"""Changes of attributes on their way to a server: they wait in memory until they are on disk, like the events."""

import resource

import pytest

from custom_components.homeiq.model.home import Home
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from tests.heard import Heard

MARCH = 1_772_000_000.0


@pytest.fixture
def heard() -> Heard:
    return Heard([(MARCH + n, "light.hall", 1, {"brightness": n}) for n in range(3)])


@pytest.fixture
def outbox(database: Database, heard: Heard) -> Outbox:
    return Outbox(database, LineWriter("ours", Home()), attributes=heard)


async def levels(outbox: Outbox) -> list[int]:
    """Return what waits on disk."""
    parcel = await outbox.take(1000)
    lines = parcel.lines if parcel else ()
    return [round(float(line.partition("brightness=")[2].partition(" ")[0])) for line in lines if "brightness" in line]


def limit(size: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size or hard, hard))


async def test_they_go_with_the_next_batch_of_events(database: Database, outbox: Outbox, heard: Heard) -> None:
    writer = BatchWriter(database, size=100, seconds=1000, beside=outbox.put)
    writer.add((MARCH, "light.hall", "on", 1))

    await writer.flush()
    await writer.stop()

    assert await levels(outbox) == [0, 1, 2]
    assert heard.waiting()[0] == []


async def test_a_batch_that_cannot_be_written_takes_none_of_them(
    database: Database, outbox: Outbox, heard: Heard
) -> None:
    writer = BatchWriter(database, size=100, seconds=1000, beside=outbox.put)
    writer.add((MARCH, "light.hall", "on", 1))

    limit(1)
    was_written = await writer.flush()
    limit(0)
    before = len(heard.waiting()[0])
    await writer.stop()

    assert (was_written, before) == (False, 3)
    assert await levels(outbox) == [0, 1, 2]


async def test_what_comes_while_they_are_written_waits_for_the_next_time(
    database: Database, outbox: Outbox, heard: Heard
) -> None:
    await outbox.add(())
    heard.rows.append((MARCH + 9, "light.hall", 1, {"brightness": 9}))

    await outbox.add(())

    assert await levels(outbox) == [0, 1, 2, 9]


async def test_at_the_end_they_wait_for_no_event(outbox: Outbox, heard: Heard) -> None:
    lost = await outbox.stop()

    assert (lost, await levels(outbox), heard.waiting()[0]) == (0, [0, 1, 2], [])


async def test_how_many_find_no_room_at_the_end_is_known(outbox: Outbox) -> None:
    limit(1)
    lost = await outbox.stop()
    limit(0)

    assert lost == 3
