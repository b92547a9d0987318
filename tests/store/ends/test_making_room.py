"""What has to go goes on going where something else fails, and nothing else goes for it."""

from pathlib import Path
from types import MappingProxyType

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.blocks.block import BlockKind
from custom_components.homeiq.store.damage.checking import Checker
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.ends.room import used_bytes
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.sqlite import EventLog
from tests.store.damaging import BEGIN, DAY, async_sealed, damage_rows_alone

SIZE = 400_000
BESIDE = {
    "messages to webhooks": (
        "hooks",
        """
        INSERT INTO webhook_delivery (hook, message, kind, correlation, body, created_at, since, state)
        VALUES ('a', 'b', 'c', 'd', zeroblob(?), 1, 1, 0)
        """,
    ),
    "what was sent": (
        "hooks",
        """
        INSERT INTO sent (sent_at, way, receiver, kind, reference, data, is_forgotten)
        VALUES (1, 'webhook', 'a', 'b', 'c', printf('%.*c', ?, 'x'), 0)
        """,
    ),
    "damaged blocks": (
        "damaged",
        """
        INSERT INTO block_damaged (body, is_span_known, entities, why, set_aside_at)
        VALUES (zeroblob(?), 0, '[]', 'noise', 1)
        """,
    ),
    "damaged parcels": (
        "outbox",
        "INSERT INTO influx_damaged (created_at, points, codec, body) VALUES (1, 1, 0, zeroblob(?))",
    ),
}
REFUSE_BLOCKS = "CREATE TRIGGER full BEFORE INSERT ON block BEGIN SELECT RAISE(ABORT, 'no room'); END"


async def run(database: Database, statement: str, *values: object) -> None:
    await database.write(lambda connection: connection.execute(statement, values))


async def spans(database: Database) -> list[tuple[int, int]]:
    return await database.read(
        lambda connection: connection.execute("SELECT first, last FROM block ORDER BY first, number").fetchall()
    )


@pytest.mark.parametrize(("part", "statement"), BESIDE.values(), ids=BESIDE)
async def test_what_is_no_event_costs_no_event_and_is_named(database: Database, part: str, statement: str) -> None:
    await async_sealed(database, 4)
    before = await spans(database)
    limit = await database.read(used_bytes) + SIZE // 2
    await run(database, statement, SIZE)
    keeper = Keeper(database, Keeping(max_bytes=limit))

    await keeper.run(BEGIN + 6 * DAY)

    room = await keeper.room()
    assert await spans(database) == before
    assert room is not None
    assert room.used > limit > room.events
    assert getattr(room, part) >= SIZE


async def test_what_has_to_go_goes_where_nothing_can_be_sealed(database: Database) -> None:
    await async_sealed(database, 4)
    await EventLog(database).append([(BEGIN + 7 * DAY + 60 * n, "light.hall", "on", 1) for n in range(100)])
    await run(database, REFUSE_BLOCKS)
    keeper = Keeper(database, Keeping(days=MappingProxyType(dict.fromkeys(BlockKind, 3))))

    with pytest.raises(DatabaseUnusableError, match="no room"):
        await keeper.run(BEGIN + 20 * DAY)

    assert await spans(database) == []
    assert keeper.forgotten > 0
    assert await EventLog(database).count() == 100


async def test_for_its_size_nothing_goes_that_is_newer_than_what_cannot_be_sealed(database: Database) -> None:
    await async_sealed(database, 6)
    before = await spans(database)
    await EventLog(database).append([(BEGIN + 3 * DAY + 0.5, "light.late", "on", 1)])
    await run(database, REFUSE_BLOCKS)
    keeper = Keeper(database, Keeping(max_bytes=1))

    with pytest.raises(DatabaseUnusableError, match="no room"):
        await keeper.run(BEGIN + 20 * DAY)

    after = await spans(database)
    newer = [span for span in before if span[1] > after[0][0]]
    assert 0 < len(after) < len(before)
    assert after == newer
    assert await keeper.room() is not None


async def test_once_it_can_be_sealed_it_goes_in_its_turn(database: Database) -> None:
    await async_sealed(database, 6)
    await EventLog(database).append([(BEGIN + 3 * DAY + 0.5, "light.late", "on", 1)])

    await Keeper(database, Keeping(max_bytes=1)).run(BEGIN + 20 * DAY)

    assert await spans(database) == []
    assert await EventLog(database).count() == 0


async def test_a_block_that_the_index_alone_calls_old_stays(path: Path, database: Database) -> None:
    happened = await async_sealed(database, 4)
    await run(database, "UPDATE block SET first = first - 300000000000, last = last - 300000000000 WHERE number = 2")
    await database.close()
    damage_rows_alone(
        path, "UPDATE block SET first = first + 300000000000, last = last + 300000000000 WHERE number = 2"
    )
    again = await Database.open(path, Profile.NUC)

    await Keeper(again, Keeping()).run(BEGIN + 6 * DAY)
    await Checker(again).set_aside_found()

    found = await EventLog(again).span(0.0, float("inf"))
    await again.close()
    assert len(found) == len(happened)
