"""Forgetting: an event is in a row, or in a block, or gone, whatever happens meanwhile."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
import sqlite3
from typing import override
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from custom_components.homeiq.model.decisions.forgotten import Forgotten, without_forgotten
from custom_components.homeiq.model.event import EventColumns, EventRow
from custom_components.homeiq.store.codes.codec import EPOCH
from custom_components.homeiq.store.damage.checking import Checker
from custom_components.homeiq.store.ends.erasing import Eraser
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.imports import Imports
from tests.store.damaging import garble
from tests.store.failing import Failing, beside

BERLIN = ZoneInfo("Europe/Berlin")
MIDNIGHT = datetime(2026, 11, 2, tzinfo=BERLIN).timestamp()
HOUR, DAY = 3600.0, 86400.0
LATER = MIDNIGHT + 30 * DAY
ENTITIES = ("light.a", "light.b", "binary_sensor.c", "sensor.d", "light.a#brightness")


def told(columns: EventColumns) -> set[tuple[int, str, str]]:
    """Return events by their second, entity and state."""
    rows = zip(columns.time.tolist(), columns.entity.tolist(), columns.state.tolist(), strict=True)
    return {(round(moment), columns.entities[entity], columns.states[state]) for moment, entity, state in rows}


def ten_days() -> list[EventRow]:
    """Every entity changes every hour or so, for ten days."""
    random = np.random.default_rng(3)
    return [
        (MIDNIGHT + hour * HOUR + 60 * place, name, state_of(name, hour, int(random.integers(50))), 1)
        for hour in range(240)
        for place, name in enumerate(ENTITIES)
    ]


def state_of(name: str, hour: int, number: int) -> str:
    return {True: str(number + 0.5), False: ("on", "off")[hour % 2]}[name in {"sensor.d", "light.a#brightness"}]


@pytest.fixture
def events(database: Database) -> EventLog:
    return EventLog(database)


@pytest.fixture
def eraser(database: Database) -> Eraser:
    return Eraser(database, BERLIN)


async def async_lived(database: Database, sealed_days: float) -> set[tuple[int, str, str]]:
    """Live for ten days, of which the first ones are sealed; return what happened."""
    rows = ten_days()
    await EventLog(database).append(rows)
    await Keeper(database, Keeping(timezone=BERLIN)).run(MIDNIGHT + sealed_days * DAY + 1000)
    return {(round(moment), name, state) for moment, name, state, _ in rows}


async def async_totals(database: Database) -> set[tuple[int, str, int]]:
    rows = await database.read(
        lambda connection: connection.execute(
            "SELECT day, entity_id, changes FROM day_total JOIN entity_name ON number = entity"
        ).fetchall()
    )
    first = datetime.fromtimestamp(MIDNIGHT, BERLIN).date().toordinal()
    return {(day - first, name, changes) for day, name, changes in rows}


def is_meant(event: tuple[int, str, str], part: Forgotten) -> bool:
    return part.begin <= event[0] < part.until and part.names(event[1])


PARTS = (
    Forgotten(begin=0.0, until=LATER, entities=frozenset({"light.a"})),
    Forgotten(begin=0.0, until=LATER, entities=frozenset({"light.b", "sensor.d"})),
    Forgotten(begin=MIDNIGHT + 1.5 * DAY, until=MIDNIGHT + 2.25 * DAY),
    Forgotten(begin=MIDNIGHT + 1.5 * DAY, until=MIDNIGHT + 7.25 * DAY, entities=frozenset({"binary_sensor.c"})),
    Forgotten(begin=0.0, until=LATER, entities=frozenset({"light.never_seen"})),
    Forgotten(begin=0.0, until=LATER),
)


@pytest.mark.parametrize("sealed_days", [0, 5, 12])
@pytest.mark.parametrize("part", PARTS)
async def test_exactly_what_is_meant_goes_from_rows_and_blocks(
    database: Database, events: EventLog, eraser: Eraser, sealed_days: float, part: Forgotten
) -> None:
    happened = await async_lived(database, sealed_days)

    gone = await eraser.forget(part, LATER)

    left = {event for event in happened if not is_meant(event, part)}
    assert told(await events.span(0.0, LATER)) == left
    assert (gone, await events.count()) == (len(happened) - len(left), len(left))


@pytest.mark.parametrize("part", PARTS)
async def test_daily_totals_are_those_of_what_is_left(database: Database, eraser: Eraser, part: Forgotten) -> None:
    happened = await async_lived(database, 12)

    await eraser.forget(part, LATER)

    left = [event for event in happened if not is_meant(event, part)]
    days = [(int((moment - MIDNIGHT) // DAY), name) for moment, name, _ in left]
    assert await async_totals(database) == {(day, name, days.count((day, name))) for day, name in days}


@pytest.mark.parametrize("writes", range(1, 9))
async def test_what_a_stop_cuts_off_is_finished_later(
    database: Database, events: EventLog, eraser: Eraser, writes: int
) -> None:
    happened = await async_lived(database, 12)
    part = PARTS[0]

    async with beside(Failing, database) as failing:
        failing.left = writes
        with pytest.raises(DatabaseUnusableError):
            await Eraser(failing, BERLIN).forget(part, LATER)
    in_between = told(await events.span(0.0, LATER))
    await eraser.finish()

    left = {event for event in happened if not is_meant(event, part)}
    assert left <= in_between <= happened
    assert told(await events.span(0.0, LATER)) == left
    assert await eraser.finish() == 0


async def test_no_import_brings_it_back(database: Database, events: EventLog, eraser: Eraser) -> None:
    happened = await async_lived(database, 5)
    part = PARTS[2]
    await eraser.forget(part, LATER)

    stored = await Imports(database).write_day("2026-11-03", ten_days())

    assert stored == 0
    assert told(await events.span(0.0, LATER)) == {event for event in happened if not is_meant(event, part)}


async def test_what_happens_later_is_recorded_as_ever(database: Database, events: EventLog, eraser: Eraser) -> None:
    await async_lived(database, 5)
    await eraser.forget(PARTS[0], LATER)

    await events.append([(LATER + 1, "light.a", "on", 1)])
    await Imports(database).write_day("later", [(LATER + 2, "light.a", "off", 1)])

    assert {state for _, name, state in told(await events.span(0.0, LATER + 9)) if name == "light.a"} == {"on", "off"}


async def test_what_was_forgotten_is_known(eraser: Eraser) -> None:
    await eraser.forget(PARTS[1], LATER)
    await eraser.forget(PARTS[2], LATER)

    assert await eraser.all() == (PARTS[1], PARTS[2])


async def test_a_block_that_is_gone_by_then_does_no_harm(database: Database, events: EventLog, eraser: Eraser) -> None:
    await async_lived(database, 12)
    before = await events.count()

    gone = await database.write(lambda connection: database.events.replace(connection, 999, []))

    assert (gone, await events.count()) == (0, before)


@pytest.mark.parametrize("part", PARTS)
def test_what_is_kept_elsewhere_is_read_without_it(part: Forgotten) -> None:
    history = EventColumns.from_rows(ten_days())

    left = told(without_forgotten(history, [part]))

    assert left == {event for event in told(history) if not is_meant(event, part)}


async def test_a_block_of_which_nothing_is_meant_stays(database: Database, events: EventLog, eraser: Eraser) -> None:
    happened = await async_lived(database, 12)
    quiet = Forgotten(begin=MIDNIGHT + DAY + 600, until=MIDNIGHT + DAY + 900)

    gone = await eraser.forget(quiet, LATER)

    assert (gone, told(await events.span(0.0, LATER))) == (0, happened)


async def test_days_without_the_entity_add_up_to_nothing(database: Database, events: EventLog, eraser: Eraser) -> None:
    await events.append([(MIDNIGHT + n, f"light.{name}", "on", 1) for n, name in enumerate("xyz")])
    later = [(MIDNIGHT + DAY + hour * HOUR, f"light.{name}", "off", 1) for hour in range(3) for name in "xz"]
    await events.append(later)
    await Keeper(database, Keeping(timezone=BERLIN)).run(MIDNIGHT + 3 * DAY)

    gone = await eraser.forget(
        Forgotten(begin=MIDNIGHT, until=MIDNIGHT + DAY + HOUR, entities=frozenset({"light.y"})), LATER
    )

    assert gone == 1
    assert {name for _, name, _ in await async_totals(database)} == {"light.x", "light.z"}


class _Vanishing(Database):
    """A database whose blocks go between the look at the list of them and the look into them."""

    @override
    async def read[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        found = await super().read(work)
        # The list of the blocks is the only list that is read here.
        lost = {True: "DELETE FROM block", False: "SELECT 1"}[isinstance(found, list)]
        await self.write(lambda connection: connection.execute(lost))
        return found


async def test_blocks_that_the_keeper_drops_meanwhile_are_gone_already(database: Database) -> None:
    await async_lived(database, 12)
    await database.write(lambda connection: connection.execute("DELETE FROM event"))

    async with beside(_Vanishing, database) as lost:
        assert await Eraser(lost, BERLIN).forget(PARTS[5], LATER) == 0
    assert await Eraser(database, BERLIN).finish() == 0


async def test_a_damaged_block_stops_no_forgetting_and_what_it_may_have_held_is_gone(
    database: Database, events: EventLog, eraser: Eraser
) -> None:
    happened = await async_lived(database, 12)
    (damaged, *_) = garble(database.path, 1)
    ((first, last),) = await database.read(
        lambda connection: connection.execute("SELECT first, last FROM block WHERE number = ?", (damaged,)).fetchall()
    )

    await eraser.forget(PARTS[0], LATER)

    left = {event for event in happened if not is_meant(event, PARTS[0])}
    read = told(await events.span(0.0, LATER))
    lost = {moment for moment, _, _ in left - read}
    kept = await database.read(lambda connection: connection.execute("SELECT number FROM block_damaged").fetchall())
    assert read < left
    assert {first // 1000 <= moment - EPOCH <= last // 1000 + 1 for moment in lost} == {True}
    assert await events.count() == len(read)
    assert kept == []


async def test_forgetting_keeps_the_bytes_of_a_damaged_block_of_another_time(
    database: Database, eraser: Eraser
) -> None:
    await async_lived(database, 12)
    garble(database.path, 1)

    await eraser.forget(Forgotten(begin=MIDNIGHT + 5 * DAY, until=MIDNIGHT + 6 * DAY), LATER)
    await eraser.forget(Forgotten(begin=MIDNIGHT, until=MIDNIGHT + HOUR, entities=frozenset({"light.never"})), LATER)
    await Checker(database).check(LATER)

    kept = await database.read(lambda connection: connection.execute("SELECT why FROM block_damaged").fetchall())
    assert kept == [("its checksum is another one",)]


async def test_a_file_that_is_no_database_any_more_is_told(database: Database, tmp_path: Path) -> None:
    await async_lived(database, 12)
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(b"no database at all" * 100)
    database.path = garbage

    with pytest.raises(DatabaseUnusableError):
        await Eraser(database, BERLIN).forget(PARTS[0], LATER)
