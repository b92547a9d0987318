from contextlib import closing
from pathlib import Path
import sqlite3

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store import migrations
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.schema import migrate, version_of
from custom_components.homeiq.store.migrations import MIGRATIONS


def tables(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_schema"))


def make(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[:version])


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    path = tmp_path_factory.mktemp("newest") / "new.db"
    make(path, len(MIGRATIONS))
    return tables(path)


@pytest.mark.parametrize("version", range(len(MIGRATIONS) + 1))
async def test_every_older_version_becomes_this_one(path: Path, newest: set[tuple[str, str]], version: int) -> None:
    make(path, version)

    database = await Database.open(path, Profile.NUC)
    found = await database.read(version_of)
    await database.close()

    assert found == len(MIGRATIONS)
    assert tables(path) == newest


async def test_events_of_an_older_version_are_kept(path: Path) -> None:
    make(path, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO event VALUES (1, 16)")

    database = await Database.open(path, Profile.NUC)
    stored = database.events.stored
    await database.close()

    assert stored == 1


async def test_points_that_an_older_version_set_aside_twice_are_there_once(path: Path) -> None:
    make(path, 33)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO influx_rejected (rejected_at, line, reason) VALUES (1, 'a', 'x'), (2, 'b', 'x'), (3, 'a', 'y')"
        )

    database = await Database.open(path, Profile.NUC)
    left = await database.read(lambda asked: asked.execute("SELECT line, reason FROM influx_rejected").fetchall())
    await database.close()

    assert left == [("b", "x"), ("a", "y")]


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    make(path, 2)
    before = tables(path)
    broken = (*MIGRATIONS[:2], ("CREATE TABLE half (n)", "CREATE TABLE half (n)"))

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, broken)
        version = version_of(connection)

    assert version == 2
    assert tables(path) == before


def test_a_migration_runs_once(path: Path) -> None:
    make(path, len(MIGRATIONS))

    make(path, len(MIGRATIONS))

    with closing(sqlite3.connect(path)) as connection:
        assert version_of(connection) == len(MIGRATIONS)


def test_each_migration_has_a_file_with_the_number_that_it_has_in_the_list() -> None:
    files = sorted(Path(migrations.__path__[0]).glob("m*.py"))

    assert [file.stem for file in files] == [f"m{version:02}_{file.stem[4:]}" for version, file in enumerate(files, 1)]
    assert [getattr(migrations, file.stem).STATEMENTS for file in files] == [*MIGRATIONS]
