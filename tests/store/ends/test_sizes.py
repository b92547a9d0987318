from datetime import UTC, datetime
from types import MappingProxyType

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.overview import Size, Stored
from custom_components.homeiq.store.blocks.block import BlockKind
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog

MARCH = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
DAY = 86400.0
KEPT = MappingProxyType({BlockKind.ACTS: 1095, BlockKind.STATES: 365, BlockKind.NUMBERS: 90})


def a_day_of(entity_id: str, state: str, count: int) -> list[EventRow]:
    return [(MARCH + 60.0 * n, entity_id, state.format(n), 1) for n in range(count)]


async def sizes(database: Database) -> dict[Stored, Size]:
    found = await Keeper(database, Keeping(days=KEPT)).sizes()
    return {one.kind: one for one in found.kinds}


async def test_an_empty_database_holds_nothing_of_ours(database: Database) -> None:
    assert [*await sizes(database)] == [Stored.OTHER]


async def test_events_that_are_packed_are_told_by_kind_with_how_long_they_stay(database: Database) -> None:
    await EventLog(database).append(
        [
            *a_day_of("light.hall", "on", 30),
            *a_day_of("binary_sensor.motion", "on", 20),
            *a_day_of("sensor.power", "{}.5", 400),
        ]
    )
    keeper = Keeper(database, Keeping(days=KEPT))

    await keeper.run(MARCH + 3 * DAY)

    found = await sizes(database)
    assert [(found[kind].count, found[kind].keep_days) for kind in (Stored.ACTS, Stored.STATES, Stored.NUMBERS)] == [
        (30, 1095),
        (20, 365),
        (400, 90),
    ]
    assert found[Stored.NUMBERS].bytes > found[Stored.ACTS].bytes
    assert found[Stored.DAYS].count == 3
    assert Stored.FRESH not in found


async def test_events_of_the_last_hours_are_not_packed_yet(database: Database) -> None:
    await EventLog(database).append(a_day_of("light.hall", "on", 30))

    found = await sizes(database)

    assert found[Stored.FRESH].count == 30
    assert found[Stored.TEXTS].bytes > 0
    assert Stored.ACTS not in found


async def test_the_kinds_together_are_what_is_used(database: Database) -> None:
    await EventLog(database).append(a_day_of("sensor.power", "{}.5", 400))

    found = await Keeper(database, Keeping(days=KEPT)).sizes()

    assert sum(one.bytes for one in found.kinds) == found.used_bytes
    assert found.free_bytes == 0
