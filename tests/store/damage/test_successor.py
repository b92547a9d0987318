# ruff: noqa: ASYNC240, S311 - a test may wait for its own files, and has to be repeatable
import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
import random
import sqlite3

import pytest

from custom_components.homeiq.model.decisions.acceptance import AcceptMode, Version
from custom_components.homeiq.model.decisions.edit import Edit
from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.damage.successor import Succession, succeed, successor_of, take_up
from custom_components.homeiq.store.ends.collector import Collector
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.versions import Versions
from tests.offers import a_suggestion

MARCH = 1_772_000_000.0
NOW = datetime(2026, 11, 28, 4, 10, 22)  # noqa: DTZ001 - a file's name
ASIDE = "homeiq.db.corrupt.2026-11-28T04-10-22"
EVENTS = [(MARCH + 60 * n, f"light.lamp_{n % 7}", f"state {n % 50}", 1) for n in range(5000)]
DECIDED = {
    name: Decision(signature=name, verdict=DecisionKind.DISMISSED, decided_at=MARCH, suggestion=a_suggestion())
    for name in (f"habit-{n}" for n in range(200))
}
EDIT = Edit(key="homeiq_lamp", removed="", inserted="- id: homeiq_lamp\n", before=None, after={"id": "homeiq_lamp"})
VERSION = Version(suggestion=a_suggestion(), mode=AcceptMode.ENABLED, edit=EDIT, written_at=MARCH)


async def fill(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    await EventLog(database).append(EVENTS)
    await Keeper(database, Keeping()).run(MARCH + 1e6)
    for decision in DECIDED.values():
        await Findings(database).decide(decision)
    versions = Versions(database)
    await versions.settle(await versions.note(VERSION))
    await database.close()


async def reason_not_to_open(path: Path) -> str:
    with pytest.raises(DatabaseUnusableError) as caught:
        await Database.open(path, Profile.NUC)
    return caught.value.reason


async def contents(path: Path) -> tuple[int, dict[str, Decision], tuple[Version, ...]]:
    database = await Database.open(path, Profile.NUC)
    found = database.events.stored, await Findings(database).decisions(), await Versions(database).written()
    await database.close()
    return found


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        [*map(connection.execute, statements)]


def root_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchall()
        return int(page)


def garble(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = random.Random(page).randbytes(4096)
    path.write_bytes(content)


async def succeeded(path: Path) -> Succession:
    return await succeed(path, Profile.NUC, NOW)


async def test_a_database_without_one_of_its_tables_keeps_everything_else(path: Path) -> None:
    await fill(path)
    run(path, "DROP TABLE suggestions")
    before = path.read_bytes()

    reason = await reason_not_to_open(path)
    succession = await succeeded(path)

    assert reason == "foreign"
    assert succession.name == ASIDE
    assert path.with_name(ASIDE).read_bytes() == before
    assert await contents(path) == (len(EVENTS), DECIDED, (VERSION,))
    assert (succession.saved.rows["decisions"], succession.saved.cut, succession.saved.lost) == (
        len(DECIDED),
        ["suggestions"],
        0,
    )


async def test_a_table_without_its_first_page_loses_nothing_but_is_told_of(path: Path) -> None:
    await fill(path)
    garble(path, root_of(path, "decisions"))

    succession = await succeeded(path)

    assert await contents(path) == (len(EVENTS), DECIDED, (VERSION,))
    assert succession.saved.cut == ["decisions"]


async def test_a_garbled_page_costs_what_is_on_it(path: Path) -> None:
    await fill(path)
    with closing(sqlite3.connect(path)) as connection:
        pages = connection.execute("SELECT pageno FROM dbstat WHERE name = 'decisions' AND pagetype = 'leaf'")
        leaves = [page for (page,) in pages]
    garble(path, leaves[len(leaves) // 2])

    await succeeded(path)

    _, decisions, _ = await contents(path)
    assert len(DECIDED) - 5 <= len(decisions) < len(DECIDED)
    assert decisions.items() <= DECIDED.items()


async def test_without_any_names_of_states_no_event_is_believed(path: Path) -> None:
    await fill(path)
    garble(path, root_of(path, "state_text"))

    succession = await succeeded(path)

    _, decisions, versions = await contents(path)
    assert (decisions, versions) == (DECIDED, (VERSION,))
    assert await rows_of(path) == []
    assert "state_text" in succession.saved.cut


def many_names() -> list[EventRow]:
    """Events of so many entities and states that their names fill some pages each."""
    return [(MARCH + 60 * n, f"light.in_room_number_{n % 900}", f"scene number {n % 1400}", 1) for n in range(6000)]


async def rows_of(path: Path) -> list[tuple[object, ...]]:
    columns = await asyncio.to_thread(EventLog.read, path, 0, float("inf"))
    return [(round(time, 2), name, state, cause) for time, name, state, cause in columns.rows()]


@pytest.mark.parametrize("table", ["entity_name", "state_text"])
@pytest.mark.parametrize("leaf", [0, 3, -1])
async def test_a_page_of_lost_names_costs_the_events_of_these_and_no_event_speaks_of_another(
    path: Path, table: str, leaf: int
) -> None:
    lived, later = many_names(), MARCH + 1e6
    database = await Database.open(path, Profile.NUC)
    await EventLog(database).append(lived[:5000])
    await Keeper(database, Keeping()).run(MARCH + 5e5)
    await EventLog(database).append(lived[5000:])
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        statement = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path"
        leaves = [page for (page,) in connection.execute(statement, (table,))]
    garble(path, leaves[leaf])

    await succeeded(path)
    saved = await rows_of(path)
    new = [(later + n, f"cover.new_{n % 700}", f"new {n % 400}", 1) for n in range(2000)]
    database = await Database.open(path, Profile.NUC)
    await EventLog(database).append(new)
    await Keeper(database, Keeping()).run(later + 5e5)
    await Collector(database).run()
    await database.close()
    left = await rows_of(path)

    assert len(lived) // 2 < len(saved) < len(lived)
    assert {*saved} <= {*lived}
    assert left == [*saved, *new]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
async def test_of_a_truncated_file_what_is_left_is_saved(path: Path, share: float) -> None:
    await fill(path)
    content = path.read_bytes()
    path.write_bytes(content[: round(len(content) * share) // 4096 * 4096])

    reason = await reason_not_to_open(path)
    await succeeded(path)

    stored, decisions, versions = await contents(path)
    assert reason == "corrupt"
    assert stored <= len(EVENTS)
    assert decisions.items() <= DECIDED.items()
    assert versions in ((), (VERSION,))


async def test_a_row_that_makes_no_sense_is_left_out_and_counted(path: Path) -> None:
    await fill(path)
    run(
        path,
        "UPDATE decisions SET suggestion = '{' WHERE signature = 'habit-7'",
        "UPDATE decisions SET verdict = 'perhaps' WHERE signature = 'habit-8'",
        "DROP TABLE told",
    )

    succession = await succeeded(path)

    _, decisions, _ = await contents(path)
    assert DECIDED.keys() - decisions.keys() == {"habit-7", "habit-8"}
    assert succession.saved.lost == 2


@pytest.mark.parametrize("content", [b"\x00" * 5000, b"SQLite format 3\x00" + b"\xff" * 9000, b"no database"])
async def test_what_is_no_database_is_put_aside_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    reason = await reason_not_to_open(path)
    succession = await succeeded(path)

    assert reason == "corrupt"
    assert path.with_name(succession.name).read_bytes() == content
    assert await contents(path) == (0, {}, ())


async def test_a_database_of_another_program_is_put_aside_as_it_is(path: Path) -> None:
    run(path, "CREATE TABLE decisions (signature TEXT, verdict TEXT)", "INSERT INTO decisions VALUES ('a', 'b')")
    before = path.read_bytes()

    reason = await reason_not_to_open(path)
    succession = await succeeded(path)

    assert reason == "foreign"
    assert path.with_name(succession.name).read_bytes() == before
    assert await contents(path) == (0, {}, ())


async def test_a_folder_in_the_way_is_put_aside(path: Path) -> None:
    path.mkdir()
    (path / "mine").touch()

    succession = await succeeded(path)

    assert (path.with_name(succession.name) / "mine").exists()
    assert await contents(path) == (0, {}, ())


async def test_nothing_that_was_put_aside_is_written_over(path: Path) -> None:
    contents_of = [b"first", b"second", b"third"]

    names = []
    for content in contents_of:
        path.write_bytes(content)
        names.append((await succeeded(path)).name)

    assert [path.with_name(name).read_bytes() for name in names] == contents_of


async def test_what_is_only_in_the_log_is_saved_and_the_log_goes_along(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed" / "homeiq.db"
    crashed.parent.mkdir()
    database = await Database.open(path, Profile.NUC)
    decision = replace(DECIDED["habit-1"], suggestion=None)
    await Findings(database).decide(decision)
    for suffix in ("", "-wal"):
        crashed.with_name(f"homeiq.db{suffix}").write_bytes(path.with_name(f"homeiq.db{suffix}").read_bytes())
    await database.write(lambda connection: connection.execute("DROP TABLE told"))
    await database.close()

    succession = await succeeded(crashed)

    assert await contents(crashed) == (0, {"habit-1": decision}, ())
    assert crashed.with_name(f"{succession.name}-wal").exists()


async def test_a_successor_that_a_stop_left_unfinished_is_made_anew(path: Path) -> None:
    await fill(path)
    successor_of(path).write_bytes(b"half")

    took = take_up(path)

    assert (took, successor_of(path).exists()) == (False, False)
    assert await contents(path) == (len(EVENTS), DECIDED, (VERSION,))


async def test_a_successor_whose_place_is_free_takes_it(path: Path) -> None:
    await fill(successor_of(path))
    path.with_name("homeiq.db-wal").write_bytes(b"of another file")

    took = take_up(path)

    assert took
    assert await contents(path) == (len(EVENTS), DECIDED, (VERSION,))
