# ruff: noqa: S311 - what a test does has to be repeatable
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
import random
import resource
import sqlite3
import tracemalloc

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.blocks.aside import unlikely_blocks
from custom_components.homeiq.store.blocks.block import MOST
from custom_components.homeiq.store.blocks.index import list_blocks, read_unless_damaged
from custom_components.homeiq.store.blocks.wanted import RowsWanted
from custom_components.homeiq.store.codes.codec import first_key
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.unread.noted import Damage
from tests.store.damaging import COLUMNS, async_sealed, flip, forget_checksums

FLIPS = 4000
OF_AN_EVENT = 200  # bytes that decoding may take; an event has 13 to 17 of them before it is compressed
OF_A_BLOCK = 100_000  # bytes, whatever it holds
ALL = RowsWanted(begin=first_key(0.0), end=first_key(4e9))


@pytest.fixture
async def sealed(path: Path) -> Path:
    database = await Database.open(path, Profile.NUC)
    await async_sealed(database, 3, 1000)
    await database.close()
    return path


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        tracemalloc.start()
        yield connection
        tracemalloc.stop()


def memory() -> int:
    """Return the most that this process ever had, bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def noticed(connection: sqlite3.Connection, number: int) -> bool:
    """Tell whether anybody who reads, or looks at the index, finds that a block is damaged."""
    damage = Damage()
    [
        read_unless_damaged(connection, listed, damage)
        for listed in list_blocks(connection, ALL)
        if listed.number == number
    ]
    return number in {*damage.take(), *unlikely_blocks(connection)}


def flips(connection: sqlite3.Connection, columns: tuple[str, ...], count: int = FLIPS) -> list[tuple[str, bool, int]]:
    """Flip a single bit, so many times; return the column, whether it was noticed, and the bytes that it took."""
    chance = random.Random(4000)
    numbers = [number for (number,) in connection.execute("SELECT number FROM block").fetchall()]
    return [one_flip(connection, chance.choice(numbers), columns[n % len(columns)], chance) for n in range(count)]


def one_flip(connection: sqlite3.Connection, number: int, column: str, chance: random.Random) -> tuple[str, bool, int]:
    connection.execute("SAVEPOINT flip")
    flip(connection, number, column, chance)
    # What other threads of the process take meanwhile is counted too, but hardly twice.
    tries = [read(connection, number) for _ in range(2)]
    connection.execute("ROLLBACK TO flip")
    return column, all(was_noticed for was_noticed, _ in tries), min(took for _, took in tries)


def read(connection: sqlite3.Connection, number: int) -> tuple[bool, int]:
    """Read a block, and return whether its damage was noticed, and the bytes that it took."""
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    was_noticed = noticed(connection, number)
    _, peak = tracemalloc.get_traced_memory()
    return was_noticed, peak - before


def largest(connection: sqlite3.Connection) -> int:
    ((events,),) = connection.execute("SELECT max(events) FROM block").fetchall()
    return int(events)


@pytest.mark.long
def test_each_of_four_thousand_flipped_bits_is_noticed_and_asks_for_no_more_than_its_block_may_hold(
    sealed: Path,
) -> None:
    with opened(sealed) as connection:
        bound = OF_AN_EVENT * largest(connection) + OF_A_BLOCK
        # Half of them in the body, as it is with the bits of a disk.
        found = flips(connection, (*COLUMNS, *["body"] * 8))

    assert [column for column, was_noticed, _ in found if not was_noticed] == []
    assert max(took for _, _, took in found) < bound


def test_a_flipped_bit_without_a_checksum_raises_nothing_and_asks_for_no_more_than_any_block_may_hold(
    sealed: Path,
) -> None:
    forget_checksums(sealed)
    before = memory()

    with opened(sealed) as connection:
        found = flips(connection, ("body", "body", "body", "events", "codec", "first", "low"), FLIPS // 4)

    assert max(took for _, _, took in found) < OF_AN_EVENT * MOST
    assert memory() - before < 64_000_000
    # What is true of every block, and is not any more, is noticed without one.
    assert sum(was_noticed for column, was_noticed, _ in found if column != "body") > 0
