# ruff: noqa: S311 - a test may wait for its own files, and has to be repeatable
"""Databases that older versions have written: a simulated home's last sealed day, newest events, and what was decided.

Beside them stands what these versions themselves have read from them (``told.json``). Never make them anew with a
version of today: that it still reads what others wrote is what they are for.
"""

import asyncio
from collections.abc import Mapping
from contextlib import closing
import gzip
import hashlib
import json
from pathlib import Path
import random
import resource
import signal
import sqlite3
import sys
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.damage.checking import Checker
from custom_components.homeiq.store.ends.mending import Mender
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.migrations import MIGRATIONS
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.trials import Adjustments, Trials
from custom_components.homeiq.store.tables.versions import Versions

ROOT = Path(__file__).parents[2]
FILES = Path(__file__).with_name("older")
TOLD: Mapping[str, Mapping[str, Any]] = json.loads((FILES / "told.json").read_text())
LAST = 10_000_000_000.0  # beyond all events, epoch seconds


def told(version: str) -> dict[str, Any]:
    """Return what a version has read; ``mended`` is the sum of its events with ``(changed)`` for points in time."""
    return {name: one for name, one in TOLD[version].items() if name != "mended"}


of_each_version = pytest.mark.parametrize("version", TOLD)


@pytest.fixture
def older(path: Path, version: str) -> Path:
    path.write_bytes(gzip.decompress((FILES / f"version_{version:>02}.db.gz").read_bytes()))
    return path


def events_of(path: Path) -> tuple[int, str]:
    """Return how many events can be read, and what sums all of them up."""
    columns = EventLog.read(path, 0.0, LAST, numbers=True)
    rows = sorted([round(time, 3), name, state, cause] for time, name, state, cause in columns.rows())
    return len(rows), hashlib.sha256(json.dumps(rows).encode()).hexdigest()


async def told_by(path: Path) -> dict[str, Any]:
    database = await Database.open(path, Profile.NUC)
    events, sha256 = await asyncio.to_thread(events_of, path)
    findings = Findings(database)
    found = {
        "events": events,
        "sha256": sha256,
        "suggestions": [one.signature for one in await findings.suggestions()],
        "decisions": {name: str(one.verdict) for name, one in (await findings.decisions()).items()},
        "accepted": [one.suggestion.signature for one in await Versions(database).written()],
        "adjusted": [*await Adjustments(database).all()],
        "trials": [*await Trials(database).all()],
    }
    unreadable = database.unreadable.counts
    await database.close()
    return found | ({"unreadable": unreadable} if unreadable else {})


@of_each_version
async def test_what_an_older_version_wrote_says_what_it_said_there(older: Path, version: str) -> None:
    assert await told_by(older) == told(version)


@of_each_version
async def test_what_is_mended_in_the_background_changes_nothing_but_points_in_time(older: Path, version: str) -> None:
    database = await Database.open(older, Profile.NUC)
    mender = Mender(database, ZoneInfo("Europe/Berlin"))
    while await mender.step():
        pass
    checked = await Checker(database).check(LAST)
    await database.close()

    assert (checked.damaged, checked.tables) == (0, ())
    assert await told_by(older) == told(version) | {"sha256": TOLD[version]["mended"]}


async def bring_up_to_date(path: Path, statements: int) -> int:
    """Have another process do so, killed before the statement of a number; return how it ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.store.migrating_process", str(path), str(statements), cwd=ROOT
    )
    return await process.wait()


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT max(version) FROM schema_version").fetchone()[0])


@of_each_version
async def test_whoever_is_killed_while_it_becomes_a_newer_one_loses_nothing(older: Path, version: str) -> None:
    drawn = random.Random(32_200 + int(version))
    reached = []
    # Each goes on where the one before was killed.
    while (ended := await bring_up_to_date(older, drawn.randint(2, 40))) != 0:
        reached.append((ended, version_of(older)))

    versions = [found for _, found in reached]
    assert {ended for ended, _ in reached} <= {-signal.SIGKILL}
    assert (versions, version_of(older)) == (sorted(versions), len(MIGRATIONS))
    assert await told_by(older) == told(version)


@of_each_version
@pytest.mark.parametrize("room", [0, 20_000, 40_000])
async def test_a_disk_that_is_full_before_it_is_a_newer_one_costs_nothing(
    older: Path, version: str, room: int, request: pytest.FixtureRequest
) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    request.addfinalizer(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits))
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    with pytest.raises(DatabaseUnusableError) as caught:
        await Database.open(older, Profile.NUC)
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert caught.value.reason == "disk_full"
    assert await told_by(older) == told(version)
