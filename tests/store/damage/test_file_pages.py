# ruff: noqa: ASYNC240, S311 - a test may wait for its own files, and has to be repeatable
"""A file of which SQLite reads nothing, or not all, is read page by page: what stands in a whole page is kept."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
import random
import shutil
import sqlite3

import pytest

from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.damage.cells import Cell
from custom_components.homeiq.store.damage.file_pages import Pages
from custom_components.homeiq.store.damage.successor import Succession, succeed
from custom_components.homeiq.store.damage.table_shapes import shapes, shapes_in
from custom_components.homeiq.store.damage.trees import Trees
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.layout import layout
from custom_components.homeiq.store.file.schema import migrate
from custom_components.homeiq.store.migrations import MIGRATIONS
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.findings import Findings
from tests.offers import a_suggestion

PAGE = 4096  # bytes
MARCH = 1_772_000_000.0
NOW = datetime.fromisoformat("2026-12-01T04:10:22")  # for a file's name, so by the clock on the wall
DECIDED = {
    name: Decision(signature=name, verdict=DecisionKind.DISMISSED, decided_at=MARCH, suggestion=a_suggestion())
    for name in (f"habit-{n}" for n in range(60))
}

type Event = tuple[float, str, str, int]


def lived(random_of: random.Random, events: int = 30_000) -> list[Event]:
    """Three weeks of lamps and of a hundred sensors that measure something."""
    return [
        (
            MARCH + 60.0 * n,
            f"light.lamp_{n % 7}" if n % 5 == 0 else f"sensor.of_{n % 101}",
            ("on", "off")[n // 7 % 2] if n % 5 == 0 else f"{random_of.randrange(100_000) / 100:.2f}",
            1,
        )
        for n in range(events)
    ]


@pytest.fixture(scope="module")
def past() -> Sequence[Event]:
    return lived(random.Random(32_100))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, past: Sequence[Event]) -> Path:
    path = tmp_path_factory.mktemp("filled") / "homeiq.db"
    asyncio.run(fill(path, past))
    return path


@pytest.fixture
def home(filled: Path, path: Path) -> Path:
    return Path(shutil.copy(filled, path))


async def fill(path: Path, past: Sequence[Event]) -> None:
    """Most of it is sealed, and a day of it not yet."""
    database = await Database.open(path, Profile.NUC)
    await EventLog(database).append(past[:-1500])
    await Keeper(database, Keeping()).run(MARCH + 2e6)
    await EventLog(database).append(past[-1500:])
    for decision in DECIDED.values():
        await Findings(database).decide(decision)
    await database.close()


def garble(path: Path, *pages: int) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(content)


def pages_of(path: Path, table: str, kind: str = "%") -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        statement = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype LIKE ? ORDER BY pageno"
        return [page for (page,) in connection.execute(statement, (table, kind))]


async def succeeded(path: Path) -> Succession:
    return await succeed(path, Profile.NUC, NOW)


async def events_of(path: Path) -> list[Event]:
    database = await Database.open(path, Profile.NUC)
    await database.close()
    columns = await asyncio.to_thread(EventLog.read, path, 0, float("inf"), numbers=True)
    return sorted((round(time, 2), name, state, cause) for time, name, state, cause in columns.rows())


async def decisions_of(path: Path) -> dict[str, Decision]:
    database = await Database.open(path, Profile.NUC)
    found = await Findings(database).decisions()
    await database.close()
    return dict(found)


async def test_a_file_that_lost_its_list_of_tables_loses_nothing_else(home: Path, past: Sequence[Event]) -> None:
    garble(home, *pages_of(home, "sqlite_schema"))

    succession = await succeeded(home)

    assert await decisions_of(home) == DECIDED
    assert await events_of(home) == sorted(past)
    assert (succession.saved.cut, succession.saved.lost) == ([], 0)


async def test_a_file_whose_beginning_was_written_over_keeps_what_stands_behind(
    home: Path, past: Sequence[Event]
) -> None:
    content = home.read_bytes()
    home.write_bytes(bytes(16 * PAGE) + content[16 * PAGE :])

    succession = await succeeded(home)

    assert await decisions_of(home) == DECIDED
    # The names of entities and states stood at the beginning, and nobody knows any more who has said what.
    assert await events_of(home) == []
    assert {"entity_name", "state_text"} <= set(succession.saved.cut)
    assert succession.saved.rows["block"] > 0


async def test_of_a_file_that_was_cut_off_all_is_kept_that_stands_before_it(home: Path, past: Sequence[Event]) -> None:
    content = home.read_bytes()
    home.write_bytes(content[: len(content) * 7 // 10 // PAGE * PAGE])

    succession = await succeeded(home)

    kept = await events_of(home)
    assert {*kept} <= {*past}
    assert len(kept) > len(past) // 3
    assert "block" in succession.saved.cut


@pytest.mark.parametrize("table", ["block", "event", "decisions"])
async def test_a_page_that_only_leads_to_others_costs_nothing(home: Path, past: Sequence[Event], table: str) -> None:
    garble(home, pages_of(home, table, "internal")[0])

    succession = await succeeded(home)

    assert await decisions_of(home) == DECIDED
    assert await events_of(home) == sorted(past)
    assert succession.saved.cut == [table]


async def test_two_pages_of_a_table_cost_what_stands_in_them_and_not_what_stands_between(
    home: Path, past: Sequence[Event]
) -> None:
    leaves = pages_of(home, "event", "leaf")
    garble(home, leaves[1], leaves[-2])

    await succeeded(home)

    kept = await events_of(home)
    assert {*kept} <= {*past}
    assert 0 < len(past) - len(kept) < 1000


async def test_what_is_only_in_the_log_is_read_from_there(home: Path, tmp_path: Path, past: Sequence[Event]) -> None:
    crashed = tmp_path / "crashed" / "homeiq.db"
    crashed.parent.mkdir()
    database = await Database.open(home, Profile.NUC)
    later = (MARCH + 1e7, "light.lamp_1", "on", 1)
    await EventLog(database).append([later])
    for suffix in ("", "-wal"):
        shutil.copy(f"{home}{suffix}", f"{crashed}{suffix}")
    await database.close()
    garble(crashed, 1, *pages_of(home, "sqlite_schema"))

    await succeeded(crashed)

    assert await events_of(crashed) == sorted([*past, later])


@pytest.mark.parametrize("seed", range(32_000, 32_012))
async def test_whatever_is_written_over_nothing_is_made_up(home: Path, past: Sequence[Event], seed: int) -> None:
    drawn = random.Random(seed)
    count = home.stat().st_size // PAGE
    garble(home, *{1, *drawn.sample(range(2, count + 1), drawn.choice((1, 5, 25)))})

    await succeeded(home)

    assert {*await events_of(home)} <= {*past}
    assert (await decisions_of(home)).items() <= DECIDED.items()


def rows_of(path: Path, table: str) -> list[Cell | None]:
    pages = Pages(path)
    shape = shapes()[table]
    found = [*Trees(pages, [shape.root]).rows(shape.root, is_keyed=bool(layout()[table].keys))]
    pages.close()
    return found


@pytest.mark.parametrize(
    ("table", "query"),
    [
        ("event", "SELECT * FROM event"),
        ("block", "SELECT * FROM block"),
        ("day_total", "SELECT * FROM day_total"),
        ("decisions", "SELECT * FROM decisions"),
        ("entity_name", "SELECT * FROM entity_name"),
    ],
)
def test_rows_are_what_sqlite_says_they_are(home: Path, table: str, query: str) -> None:
    shape = shapes()[table]
    with closing(sqlite3.connect(home)) as connection:
        said = connection.execute(query).fetchall()

    found = [
        dict(zip(shape.columns, row.values, strict=True)) | {str(shape.number): row.number}
        for row in rows_of(home, table)
        if row
    ]

    assert {*said} == {tuple(row[name] for name in shape.columns) for row in found}
    assert len(said) == len(found) > 0


@pytest.mark.parametrize("version", range(6, len(MIGRATIONS)))
def test_tables_begin_where_those_of_every_home_do_whenever_they_came_to_be(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        migrate(connection, MIGRATIONS[:version])
        then = shapes_in(connection)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO event VALUES (?, 16)", [(n,) for n in range(5000)])
        connection.execute("COMMIT")
        migrate(connection)

        now = shapes_in(connection)

    assert (then, now) == (shapes(version), shapes())


async def test_a_file_of_an_older_version_that_lost_its_list_is_read_as_one_of_that(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        migrate(connection, MIGRATIONS[:8])
        connection.execute("INSERT INTO decisions VALUES ('a', 'dismissed', 1772000000.0, NULL, 'why', NULL)")
    garble(path, *pages_of(path, "sqlite_schema"))

    await succeeded(path)

    assert await decisions_of(path) == {
        "a": Decision(signature="a", verdict=DecisionKind.DISMISSED, decided_at=MARCH, reason="why")
    }
