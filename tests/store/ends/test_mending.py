import asyncio
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
import sqlite3
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.model.moments import CHANGED
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.blocks.index import add_blocks
from custom_components.homeiq.store.blocks.sealing import kinds_of, seal, totals
from custom_components.homeiq.store.blocks.totals import add_totals
from custom_components.homeiq.store.codes.codec import CAUSE_BITS, key_of, text_code
from custom_components.homeiq.store.ends import mending as module
from custom_components.homeiq.store.ends.erasing import Eraser
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.ends.mending import Mender
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.schema import migrate
from custom_components.homeiq.store.migrations import MIGRATIONS
from custom_components.homeiq.store.migrations.m23_ends import STATEMENTS as ENDS
from custom_components.homeiq.store.sqlite import EventLog

MARCH = 1_772_000_000.0
DAY = 86400.0
NAMES = ("sensor.raw", "sensor.clock", "binary_sensor.motion", "climate.hall")
LONG = [repr(20 + n / 7) for n in range(400)]


def state_of(name: str, place: int) -> str:
    return {
        "sensor.raw": LONG[place % 400],
        "sensor.clock": f"2026-03-01T00:{place % 60:02}:00+00:00",
        "binary_sensor.motion": "on" if place % 8 == 2 else "off",
        "climate.hall": "2.5e1" if place % 16 == 3 else "heat",
    }[name]


def an_old_database(path: Path, sealed: int, fresh: int) -> list[tuple[float, str, str]]:
    """Write a database as a version before this one did, where all of it is texts; return what is to be read of it."""
    events = [(MARCH + 60.0 * n, NAMES[n % 4], state_of(NAMES[n % 4], n)) for n in range(sealed + fresh)]
    texts = sorted({state for _, _, state in events})
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[: MIGRATIONS.index(ENDS)])
        connection.executemany("INSERT INTO entity_name VALUES (?, ?)", enumerate(NAMES, 1))
        connection.executemany("INSERT INTO state_text VALUES (?, ?)", enumerate(texts, 1))
        rows = [
            (key_of(time, NAMES.index(name) + 1), text_code(texts.index(state) + 1) << CAUSE_BITS | 2)
            for time, name, state in events
        ]
        connection.executemany("INSERT INTO event VALUES (?, ?)", rows[sealed:])
        keys, values = np.array(rows[:sealed]).T
        add_blocks(connection, seal(keys, values, kinds_of(keys, values, dict(enumerate(NAMES, 1)))))
        add_totals(connection, totals(keys, values, ZoneInfo("UTC")))
    return events


async def read(path: Path, *, numbers: bool = True) -> list[tuple[float, str, str]]:
    columns = await asyncio.to_thread(partial(EventLog.read, path, 0.0, float("inf"), numbers=numbers))
    return [
        (time, columns.entities[entity], columns.states[state])
        for time, entity, state in zip(
            columns.time.tolist(), columns.entity.tolist(), columns.state.tolist(), strict=True
        )
    ]


def as_today(event: tuple[float, str, str]) -> tuple[float, str, str]:
    time, name, state = event
    try:
        return round(time, 2), name, f"{float(state):.12g}"
    except ValueError:
        return round(time, 2), name, CHANGED if state.startswith("2026") else state


def alike(found: Sequence[tuple[float, str, str]], events: Sequence[tuple[float, str, str]]) -> bool:
    return [as_today(event) for event in found] == [as_today(event) for event in events]


async def texts(database: Database) -> list[str]:
    return await database.read(
        lambda connection: [text for (text,) in connection.execute("SELECT text FROM state_text ORDER BY text")]
    )


async def mend(database: Database) -> int:
    """Mend to the end; return in how many steps."""
    mender, steps = Mender(database, ZoneInfo("UTC")), 0
    while await mender.step():
        steps += 1
    return steps


async def test_numbers_and_moments_among_the_texts_become_what_they_are(path: Path) -> None:
    events = an_old_database(path, sealed=1200, fresh=400)
    database = await Database.open(path, Profile.NUC)

    await Keeper(database, Keeping()).run(MARCH + DAY)

    assert alike(await read(path), events)
    assert await texts(database) == [CHANGED, "heat", "off", "on"]
    assert {name for _, name, _ in await read(path, numbers=False)} == set(NAMES) - {"sensor.raw"}
    assert database.events.stored == 1600
    await database.close()


async def test_totals_of_days_know_the_numbers(path: Path) -> None:
    events = an_old_database(path, sealed=1200, fresh=0)
    database = await Database.open(path, Profile.NUC)

    await mend(database)

    raw = [float(state) for _, name, state in events if name == "sensor.raw"]
    (total,) = await database.read(
        lambda connection: connection.execute(
            "SELECT sum(changes), sum(numbers), min(low), max(high), sum(total) FROM day_total WHERE entity = 1"
        ).fetchall()
    )
    assert total == pytest.approx((300, 300, min(raw), max(raw), sum(raw)))
    await database.close()


async def test_it_goes_on_where_a_restart_cut_it_off(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS", 150)
    monkeypatch.setattr(module, "TEXTS", 300)
    events = an_old_database(path, sealed=1200, fresh=400)
    more = True
    for _ in range(10):
        database = await Database.open(path, Profile.NUC)
        more = await Mender(database, ZoneInfo("UTC")).step()
        assert alike(await read(path), events)
        await database.close()

    assert not more
    assert {name for _, name, _ in await read(path, numbers=False)} == set(NAMES) - {"sensor.raw"}


async def test_what_is_stored_meanwhile_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS", 100)
    events = an_old_database(path, sealed=1200, fresh=400)
    database = await Database.open(path, Profile.NUC)
    mender = Mender(database, ZoneInfo("UTC"))
    await mender.step()
    await mender.step()
    new = (MARCH + 200_000.0, "sensor.raw", LONG[3])
    await EventLog(database).append([(*new, 2)])

    while await mender.step():
        pass

    assert alike(await read(path), [*events, new])
    await database.close()


async def test_a_new_database_has_nothing_to_mend(database: Database) -> None:
    assert await mend(database) == 0


async def test_a_damaged_block_does_not_hold_it_up(path: Path) -> None:
    an_old_database(path, sealed=1200, fresh=0)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE block SET body = x'00' WHERE number = 1")
    database = await Database.open(path, Profile.NUC)

    assert await mend(database) > 0
    assert await mend(database) == 0
    await database.close()


@pytest.mark.parametrize("delay", range(6))
async def test_what_is_forgotten_while_blocks_are_mended_hides_in_none_of_them(
    path: Path, monkeypatch: pytest.MonkeyPatch, delay: int
) -> None:
    monkeypatch.setattr(module, "BLOCKS", 1)
    await asyncio.to_thread(an_old_database, path, 1400, 0)
    database = await Database.open(path, Profile.NUC)
    keeper, eraser = Keeper(database, Keeping()), Eraser(database, ZoneInfo("UTC"))
    part = Forgotten(begin=0.0, until=MARCH + 90 * DAY, entities=frozenset({"climate.hall", "sensor.raw"}))

    async def forget() -> None:
        for _ in range(delay):
            await database.probe()
        await eraser.forget(part, MARCH + 90 * DAY)

    await asyncio.gather(keeper.run(MARCH + 9 * DAY), forget())
    left = {name for _, name, _ in await read(path)}
    await database.close()

    assert left == {"binary_sensor.motion", "sensor.clock"}
