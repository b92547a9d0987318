from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.imports import Imports, reopen_after_gap

MARCH = 1_772_000_000.0
HOUR = 3600.0


@pytest.fixture
def imports(database: Database) -> Imports:
    return Imports(database)


async def async_reopen(database: Database, now: float, ran_until: float = 0.0) -> bool:
    return await database.write(lambda connection: reopen_after_gap(connection, now, ran_until, UTC))


def a_day(count: int = 100) -> Iterator[EventRow]:
    return ((MARCH + n, "light.hall", "on", 0) for n in range(count))


def a_day_that_breaks() -> Iterator[EventRow]:
    yield from a_day()
    raise ConnectionError


async def test_a_day_is_marked_with_its_events(database: Database, imports: Imports) -> None:
    assert await imports.write_day("2026-02-25", a_day()) == 100
    assert await imports.done() == {"2026-02-25"}
    assert await EventLog(database).count() == 100


async def test_a_day_imported_again_changes_nothing(database: Database, imports: Imports) -> None:
    await imports.write_day("2026-02-25", a_day())

    assert await imports.write_day("2026-02-25", a_day()) == 0
    assert await EventLog(database).count() == 100


async def test_a_day_that_breaks_leaves_neither_mark_nor_events(database: Database, imports: Imports) -> None:
    with pytest.raises(ConnectionError):
        await imports.write_day("2026-02-25", a_day_that_breaks())

    assert await imports.done() == set()
    assert await EventLog(database).count() == 0
    assert await imports.write_day("2026-02-25", a_day()) == 100


async def test_a_day_without_events_can_be_marked(imports: Imports) -> None:
    await imports.write_day("2026-02-24", [])

    assert await imports.done() == {"2026-02-24"}


async def test_the_first_ceiling_stays_over_a_restart(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    imports = Imports(database)
    before = await imports.ceiling()
    await imports.set_ceiling(MARCH + 0.25)
    await database.close()

    database = await Database.open(path, Profile.NUC)
    imports = Imports(database)
    await imports.set_ceiling(MARCH + 1000)
    after = await imports.ceiling()
    await database.close()

    assert (before, after) == (None, MARCH + 0.25)


async def test_two_events_of_one_moment_are_both_kept_wherever_they_are(database: Database, imports: Imports) -> None:
    rows = [
        row for number in range(1500) for row in ((MARCH + number, "light.hall", state, 0) for state in ("on", "off"))
    ]

    assert await imports.write_day("2026-02-25", rows[1:]) == 2999
    assert await EventLog(database).count() == 2999


async def test_what_a_clock_that_was_never_set_says_is_no_ceiling(imports: Imports) -> None:
    await imports.set_ceiling(120.0)
    unset = await imports.ceiling()
    await imports.set_ceiling(MARCH)

    assert (unset, await imports.ceiling()) == (None, MARCH)


async def test_a_ceiling_of_1970_from_an_earlier_version_is_none(database: Database, imports: Imports) -> None:
    await database.write(lambda connection: connection.execute("INSERT INTO fact VALUES ('import_ceiling', 120.5)"))

    assert await imports.ceiling() is None


async def test_of_what_was_heard_before_each_gap_nothing_is_imported(database: Database, imports: Imports) -> None:
    log = EventLog(database)
    await imports.set_ceiling(MARCH + 10)
    await log.append([(MARCH + 20, "light.hall", "on", 0)])
    await async_reopen(database, MARCH + HOUR)
    await imports.set_ceiling(MARCH + HOUR)
    await log.append([(MARCH + HOUR + 20, "light.hall", "on", 0)])
    await async_reopen(database, MARCH + 2 * HOUR)
    await imports.set_ceiling(MARCH + 2 * HOUR)

    moments = [5, 12, 20, 21, HOUR - 1, HOUR + 1, HOUR + 20, HOUR + 21]
    stored = await imports.write_day("2026-02-25", [(MARCH + moment, "light.attic", "on", 0) for moment in moments])

    # Before it began, and twice in each gap; what was heard of the attic at all other times was nothing.
    assert stored == 4


async def test_what_a_clock_that_was_ahead_has_noted_hides_no_gap(database: Database, imports: Imports) -> None:
    await imports.set_ceiling(MARCH - HOUR)
    await EventLog(database).append(
        [(MARCH, "light.hall", "on", 0), (MARCH + 10 * HOUR, "light.hall", "off", 0)],
    )

    assert await async_reopen(database, MARCH + HOUR, ran_until=MARCH + 10 * HOUR)
    await imports.set_ceiling(MARCH + HOUR)

    moments = [-HOUR / 2, HOUR / 2]
    assert await imports.write_day("2026-02-25", [(MARCH + one, "light.attic", "on", 0) for one in moments]) == 1


async def test_a_gap_is_one_also_where_nothing_was_heard_before_it(database: Database, imports: Imports) -> None:
    await imports.set_ceiling(MARCH)

    assert not await async_reopen(database, MARCH + HOUR / 4)
    assert not await async_reopen(database, MARCH + HOUR, ran_until=MARCH + HOUR * 0.9)
    assert await async_reopen(database, MARCH + HOUR)


@pytest.mark.parametrize("state", ["21.5", "on"])
@pytest.mark.parametrize("fraction", [0.0, 0.00099, 0.099, 0.5])
async def test_the_last_event_that_was_sealed_is_there_once_however_often_it_is_imported(
    database: Database, imports: Imports, state: str, fraction: float
) -> None:
    day = [(MARCH + fraction, "sensor.hall", state, 0)]
    await imports.write_day("2026-02-25", day)
    await Keeper(database, Keeping()).run(MARCH + 3 * 86400)

    assert await imports.write_day("2026-02-25", day) == 0
