import asyncio
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.model.moments import CHANGED
from custom_components.homeiq.store.codes import dictionary
from custom_components.homeiq.store.codes.dictionary import Dictionary
from custom_components.homeiq.store.codes.naming import rename
from custom_components.homeiq.store.codes.spare import Names, set_free, take_number
from custom_components.homeiq.store.ends import collector as module
from custom_components.homeiq.store.ends.collector import Collector
from custom_components.homeiq.store.ends.erasing import Eraser
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.readers import connect_to_read
from custom_components.homeiq.store.sqlite import EventLog

MARCH = 1_772_000_000.0
DAY = 86400.0
LATER = MARCH + 1000 * DAY
type Row = tuple[float, str, str, int]


@pytest.fixture
def log(database: Database) -> EventLog:
    return EventLog(database)


async def ask(database: Database, statement: str) -> list[object]:
    return await database.read(lambda connection: [value for (value,) in connection.execute(statement)])


async def texts(database: Database) -> list[object]:
    return await ask(database, "SELECT text FROM state_text ORDER BY text")


async def names(database: Database) -> list[object]:
    return await ask(database, "SELECT entity_id FROM entity_name ORDER BY entity_id")


async def states_of(database: Database) -> list[tuple[str, str]]:
    columns = await asyncio.to_thread(partial(EventLog.read, database.path, 0.0, LATER, numbers=True))
    return [
        (columns.entities[entity], columns.states[state])
        for entity, state in zip(columns.entity.tolist(), columns.state.tolist(), strict=True)
    ]


def words(count: int, *, begin: float = MARCH, name: str = "sensor.news") -> list[Row]:
    return [(begin + 600.0 * n, f"{name}_{n % 20}", f"{name} says {n}", 2) for n in range(count)]


async def test_texts_that_no_event_has_any_more_go(database: Database, log: EventLog) -> None:
    await log.append([*words(300), *words(100, begin=MARCH + 500 * DAY, name="sensor.new")])

    await Keeper(database, Keeping()).run(MARCH + 502 * DAY)

    assert len(await texts(database)) == 100
    assert await states_of(database) == [(row[1], row[2]) for row in words(100, begin=0, name="sensor.new")]


async def test_names_of_entities_go_with_the_last_event_and_total(database: Database, log: EventLog) -> None:
    await log.append([*words(300), *words(100, begin=MARCH + 500 * DAY, name="sensor.new")])
    await Keeper(database, Keeping()).run(MARCH + 502 * DAY)
    with_totals = await names(database)
    await database.write(lambda connection: connection.execute("DELETE FROM day_total"))

    await Collector(database).run()

    assert len(with_totals) == 40
    assert await names(database) == sorted(f"sensor.new_{n}" for n in range(20))


async def test_nothing_in_use_goes_in_rows_in_blocks_or_behind_an_alias(database: Database, log: EventLog) -> None:
    sealed, fresh = words(400), words(40, begin=MARCH + 9 * DAY, name="sensor.fresh")
    await log.append([*sealed, *fresh])
    await Keeper(database, Keeping()).run(MARCH + 9.1 * DAY)
    renames = {"sensor.news_0": "sensor.fresh_0", "sensor.news_1": "sensor.other"}
    await database.write(lambda connection: rename(connection, renames))
    await database.write(lambda connection: connection.execute("DELETE FROM day_total"))
    before = await states_of(database)

    await Collector(database).run()

    assert await states_of(database) == before
    assert ("sensor.fresh_0", "sensor.news says 0") in before


async def test_what_is_said_again_during_a_search_stays(
    database: Database, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BLOCKS", 1)
    await log.append(words(400))
    await Keeper(database, Keeping()).run(MARCH + 5 * DAY)
    await database.write(lambda connection: connection.execute("DELETE FROM block"))
    collector = Collector(database)
    await database.write(lambda connection: database.events.delete(connection, (0, 1), None))
    await database.write(module._begin)  # noqa: SLF001 - a search that is under way
    database.events.forget_names()
    await collector.step()

    await log.append([(LATER - DAY, "sensor.news_7", "sensor.news says 7", 2)])
    while await collector.step():
        pass

    assert await states_of(database) == [("sensor.news_7", "sensor.news says 7")]


async def test_a_search_goes_on_where_a_restart_cut_it_off(database: Database, log: EventLog) -> None:
    await log.append(words(300))
    await Keeper(database, Keeping()).run(MARCH + 500 * DAY)
    await log.append(words(30, begin=LATER - DAY))
    await database.write(lambda connection: database.events.delete(connection, (0, 1 << 62), None))
    for _ in range(3):
        await Collector(database).step()

    assert await Collector(database).step()
    while await Collector(database).step():
        pass

    assert await texts(database) == []
    assert await ask(database, "SELECT name FROM fact WHERE name IN ('collect_phase', 'collect_gone')") == []


async def test_a_number_is_not_given_again_while_somebody_reads(database: Database, log: EventLog) -> None:
    await log.append(words(50))
    await database.write(lambda connection: database.events.delete(connection, (0, 1 << 62), None))
    reader = connect_to_read(database.path)
    collector = Collector(database)

    await collector.run()
    meanwhile = await database.write(lambda connection: take_number(connection, Names.TEXTS))
    reader.close()
    while await collector.step():
        pass

    assert meanwhile == 51
    assert await database.write(lambda connection: take_number(connection, Names.TEXTS)) == 1


async def test_when_all_numbers_were_given_those_of_gone_entities_are_given_again(
    database: Database, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.events, "_dictionary", Dictionary(max_entities=30))
    await log.append([(MARCH + n, f"sensor.old_{n}", "on", 2) for n in range(40)])
    refused = await log.append([(MARCH + 50, "sensor.new", "on", 2)])
    await Keeper(database, Keeping()).run(MARCH + 500 * DAY)
    await database.write(lambda connection: connection.execute("DELETE FROM day_total"))
    await Collector(database).run()

    stored = await log.append([(LATER - DAY, "sensor.new", "off", 2)])

    assert (refused, stored) == (0, 1)
    assert await states_of(database) == [("sensor.new", "off")]


async def test_scarce_numbers_are_worth_more_than_totals_of_gone_entities(database: Database) -> None:
    await database.write(
        lambda connection: [
            connection.execute("INSERT INTO entity_name VALUES (1, 'sensor.gone'), (2, 'sensor.here')"),
            connection.execute("INSERT INTO day_total VALUES (1, 1, 1, 0, NULL, NULL, 0), (1, 2, 1, 0, NULL, NULL, 0)"),
            connection.execute("INSERT INTO used_number VALUES (0, 2)"),
        ]
    )

    await database.write(lambda connection: module.sweep_names(connection, most=2))

    assert await names(database) == ["sensor.here"]
    assert await ask(database, "SELECT entity FROM day_total") == [2]


async def test_after_all_is_forgotten_no_name_and_no_text_stays(database: Database, log: EventLog) -> None:
    await log.append([*words(300), (MARCH + 9 * DAY, "light.hall", "on", 1)])
    await Keeper(database, Keeping()).run(MARCH + 5 * DAY)

    await Eraser(database, ZoneInfo("UTC")).forget(Forgotten(begin=0.0, until=LATER), LATER)

    assert (await names(database), await texts(database)) == ([], [])


async def test_a_freed_number_is_given_first(database: Database) -> None:
    await database.write(
        lambda connection: connection.execute("INSERT INTO spare_number VALUES (1, 0, 5), (1, 0, 3), (1, 1, 9)")
    )

    async def take() -> int:
        return await database.write(lambda connection: take_number(connection, Names.TEXTS))

    first = [await take(), await take()]
    await database.write(set_free)

    assert [*first, await take(), await take(), await take()] == [9, 6, 3, 5, 1]


def test_the_word_for_what_changes_each_time_is_one() -> None:
    assert dictionary.CHANGED == CHANGED == "(changed)"
