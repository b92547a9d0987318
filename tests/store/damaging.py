"""Databases with real blocks, and ways to damage them as a failing disk does."""

# ruff: noqa: S608 - the names of columns are ours
from contextlib import closing
from pathlib import Path
import random
import sqlite3

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog

BEGIN = 1_772_323_200.0  # a midnight in March 2026, epoch seconds
DAY = 86400.0
ENTITIES = ("light.hall", "binary_sensor.motion", "sensor.power", "sensor.weather", "cover.blind")
COLUMNS = ("body", "kind", "first", "last", "low", "high", "events", "codec", "checksum")


def days_of_events(days: int, a_day: int = 500) -> list[EventRow]:
    """Return events at hundredths of a second, at which nothing is rounded."""
    chance = random.Random(days)  # noqa: S311 - what a test does has to be repeatable
    moments = sorted(chance.sample(range(round(days * DAY * 100)), days * a_day))
    return [(BEGIN + moment / 100, name, _state(name, chance), 1) for moment in moments for name in _one(chance)]


async def async_sealed(database: Database, days: int, a_day: int = 500) -> list[EventRow]:
    """Live for some days, all of them sealed, and return what happened."""
    happened = days_of_events(days, a_day)
    await EventLog(database).append(happened)
    await Keeper(database, Keeping()).run(BEGIN + (days + 2) * DAY)
    return happened


def garble(path: Path, blocks: int) -> list[int]:
    """Overwrite the bodies of the first blocks with noise, from outside, and return their numbers."""
    noise = random.Random(blocks)  # noqa: S311
    with closing(sqlite3.connect(path)) as connection, connection:
        found = connection.execute(
            "SELECT number, length(body) FROM block ORDER BY number LIMIT ?", (blocks,)
        ).fetchall()
        connection.executemany(
            "UPDATE block SET body = ? WHERE number = ?", [(noise.randbytes(size), number) for number, size in found]
        )
    return [number for number, _ in found]


def tear(path: Path, number: int) -> None:
    """Let the pages of a block's body lead nowhere, in a file that nobody has open."""
    with closing(sqlite3.connect(path)) as connection:
        ((body,),) = connection.execute("SELECT body FROM block WHERE number = ?", (number,)).fetchall()
        ((size,),) = connection.execute("PRAGMA page_size").fetchall()
    content = path.read_bytes()
    page = content.index(body[size : size + 64]) // size * size
    # The first four bytes of a page say where the next one is.
    overwrite(path, page, b"\x7f\xff\xff\xff")


def overwrite(path: Path, place: int, with_what: bytes) -> None:
    """Overwrite a part of a file that nobody has open."""
    content = path.read_bytes()
    path.write_bytes(content[:place] + with_what + content[place + len(with_what) :])


def damage_rows_alone(path: Path, *statements: str) -> None:
    """Change rows of blocks in a file that nobody has open, as a failing disk does: the index stays as it is."""
    with closing(sqlite3.connect(path)) as connection, connection:
        (index,) = connection.execute("SELECT * FROM sqlite_schema WHERE name = 'block_span'").fetchall()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'block_span'")
    with closing(sqlite3.connect(path)) as connection, connection:
        [*map(connection.execute, statements)]
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", index)


def forget_checksums(path: Path) -> None:
    """Make all blocks as they were before there were checksums."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE block SET checksum = NULL")


def flip(connection: sqlite3.Connection, number: int, column: str, chance: random.Random) -> None:
    """Flip one bit of one column of a block."""
    ((value,),) = connection.execute(f"SELECT {column} FROM block WHERE number = ?", (number,)).fetchall()
    connection.execute(f"UPDATE block SET {column} = ? WHERE number = ?", (_flipped(value, chance), number))


def _flipped(value: bytes | int, chance: random.Random) -> bytes | int:
    if isinstance(value, bytes):
        place = chance.randrange(len(value))
        return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]
    bits = int.from_bytes(value.to_bytes(8, signed=True)) ^ 1 << chance.randrange(64)
    return int.from_bytes(bits.to_bytes(8), signed=True)


def _one(chance: random.Random) -> tuple[str]:
    return (chance.choice(ENTITIES),)


def _state(name: str, chance: random.Random) -> str:
    return str(chance.randrange(900) / 10) if name == "sensor.power" else chance.choice("abcdef")
