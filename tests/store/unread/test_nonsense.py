"""A fact of the database that makes no sense costs itself, and never keeps the database shut."""

from contextlib import closing
from pathlib import Path
import re
import sqlite3

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.ends.trusted_clock import TrustedClock
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.imports import Imports
from custom_components.homeiq.store.unread import nonsense

MARCH = 1_772_000_000.0
STORE = Path(nonsense.__file__).parents[1]


async def with_fact(path: Path, name: str, value: object) -> Database:
    """A database that somebody wrote a fact into while it was closed."""
    await (await Database.open(path, Profile.NUC)).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))
    return await Database.open(path, Profile.NUC)


async def names(database: Database) -> set[str]:
    return await database.read(lambda connection: {name for (name,) in connection.execute("SELECT name FROM fact")})


@pytest.mark.parametrize("value", [b"\xff", "x", -1, "[1, 2]", '["a", {}, []]', "[1e999, null, 0]", 2**62])
async def test_a_clock_that_was_noted_as_nonsense_is_looked_at_anew(path: Path, value: object) -> None:
    database = await with_fact(path, "clock", value)

    believed = await TrustedClock(database, clock=lambda: MARCH).look()
    await database.close()

    assert believed == MARCH
    assert database.unreadable.counts == {"fact": 1}


@pytest.mark.parametrize("value", [b"\xff", "x", 1e300, 2**62])
async def test_the_end_of_imports_that_was_noted_as_nonsense_is_set_anew(path: Path, value: object) -> None:
    database = await with_fact(path, "import_ceiling", value)
    imports = Imports(database)

    before = await imports.ceiling()
    await imports.set_ceiling(MARCH)
    after = await imports.ceiling()
    await database.close()

    assert (before, after) == (None, MARCH)


@pytest.mark.parametrize("value", [b"\xff", "x", 1, "{}x", "[1, 2]", '[["a", 2]]', "[[1, 2, 3]]", "[[1e999, 2]]"])
async def test_when_it_listened_that_was_noted_as_nonsense_is_not_known(path: Path, value: object) -> None:
    database = await with_fact(path, "import_heard", value)
    imports = Imports(database)

    stored = await imports.write_day("2026-02-25", [(MARCH, "light.hall", "on", 0)])
    await database.close()

    assert stored == 1
    assert database.unreadable.counts == {"fact": 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("digest_at", MARCH),
        ("import_heard", f"[[{MARCH}, {MARCH + 60}]]"),
        ("clock", "[1.0, null, 0.0]"),
        ("mend_phase", "rows"),
        ("mend_at", 2**60),
        ("of_later", b"?"),
    ],
)
async def test_what_makes_sense_and_what_nobody_knows_stays(path: Path, name: str, value: object) -> None:
    database = await with_fact(path, name, value)

    found = await names(database)
    await database.close()

    assert name in found
    assert database.unreadable.counts == {}


@pytest.mark.parametrize("name", ["mend_phase", "check_faulty", "collect_at"])
async def test_whatever_has_the_wrong_type_goes(path: Path, name: str) -> None:
    database = await with_fact(path, name, b"\x00")

    found = await names(database)
    await database.close()

    assert name not in found


def facts_named_in(text: str) -> set[str]:
    """Return the facts that a module reads or writes: in its SQL, or as constants beside it."""
    if not re.search(r"\b(?:FROM|INTO|UPDATE) fact\b", text):
        return set()
    constants = re.findall(r"^_[A-Z_, ]+ = (\"[a-z_\", ]+\")", text, re.MULTILINE)
    return {*re.findall(r"'([a-z]+_[a-z_]+)'", text), *re.findall(r'"([a-z_]+)"', " ".join(constants))}


def test_every_fact_that_the_store_knows_is_checked() -> None:
    named = {
        name for file in STORE.rglob("*.py") if file.name != "nonsense.py" for name in facts_named_in(file.read_text())
    }
    old = {"stored_up_to"}  # of a version before blocks; a migration deletes it

    assert named - old == nonsense.KNOWN
