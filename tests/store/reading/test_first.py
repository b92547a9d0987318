"""The first events of a span, and in how few steps they are read: beside a busy thread, each takes milliseconds."""

from contextlib import closing
from pathlib import Path

import pytest

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.blocks.wanted import RowsWanted
from custom_components.homeiq.store.codes.codec import first_key
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.readers import connect_to_read
from custom_components.homeiq.store.reading.first import read_first
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.unread.noted import Damage
from tests.store.damaging import BEGIN, DAY, async_sealed, tear

HALL = "light.hall"
A_PAGE = (1000, 4000)


@pytest.fixture
async def happened(path: Path) -> list[EventRow]:
    """Have some days in blocks, and the last one in rows."""
    database = await Database.open(path, Profile.NUC)
    sealed = await async_sealed(database, 3, 1000)
    fresh = [(BEGIN + 6 * DAY + n, HALL, "on" if n % 2 else "off", 1) for n in range(20)]
    await EventLog(database).append(fresh)
    await database.close()
    return [*sealed, *fresh]


def read(path: Path, begin: float, days: float, damage: Damage | None = None) -> tuple[list[EventRow], list[str]]:
    """Return the events of the hall's lamp, and the statements that it took to read them."""
    statements: list[str] = []
    with closing(connect_to_read(path)) as connection:
        connection.set_trace_callback(statements.append)
        keys = first_key(begin), first_key(begin + days * DAY)
        wanted = RowsWanted.of(connection, keys, numbers=True, entities=[HALL])
        found = read_first(connection, wanted, A_PAGE, lambda: None, damage or Damage())
    return [*found.rows()], statements


def of_hall(happened: list[EventRow], begin: float, days: float) -> list[EventRow]:
    return [one for one in happened if one[1] == HALL and begin <= one[0] < begin + days * DAY]


@pytest.mark.parametrize("begin", [BEGIN, BEGIN + 0.4 * DAY, BEGIN + 5.5 * DAY, BEGIN + 40 * DAY])
def test_a_day_of_an_entity_is_read_by_three_statements_at_most(
    path: Path, happened: list[EventRow], begin: float
) -> None:
    found, statements = read(path, begin, 1)

    assert found == of_hall(happened, begin, 1)
    # Its number, all of the day, and what its states are called.
    assert len(statements) <= 3


def test_longer_spans_are_read_day_by_day_and_then_in_ever_longer_steps(path: Path, happened: list[EventRow]) -> None:
    assert read(path, BEGIN, 30)[0] == of_hall(happened, BEGIN, 30)


async def test_a_block_that_is_torn_is_noted_and_the_other_one_of_its_day_is_read(path: Path) -> None:
    database, damage = await Database.open(path, Profile.NUC), Damage()
    happened = await async_sealed(database, 2, 9000)
    await database.close()
    # The acts of the first day.
    tear(path, 1)

    found, _ = read(path, BEGIN + 0.5 * DAY, 1, damage)

    assert found == of_hall(happened, BEGIN + DAY, 0.5)
    assert list(damage.take()) == [1]
