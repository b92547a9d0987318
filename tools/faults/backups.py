"""Home Assistant's own backup, taken while events are written and sealed without a pause, and restored."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import count
import json
from pathlib import Path
import sqlite3
import sys
import tempfile
import time
from types import MappingProxyType

from homeassistant.backup_restore import restore_backup
from homeassistant.bootstrap import async_setup_hass
from homeassistant.components.backup.const import DATA_MANAGER
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.runner import RuntimeConfig
import numpy as np

from custom_components.homeiq.const import DATABASE_FILE, DOMAIN
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.blocks.block import BlockKind
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog
from tools.home_assistant.boot import free_port
from tools.home_assistant.folder import set_port

# Acts are kept for three years: what the home itself forgets meanwhile would look like a loss.
BEGIN = time.time() // 1 - 1000 * 86400.0
LAMPS = 30
FOR_GOOD = 36500  # days
STEP = 300.0  # seconds between two events: a day has few, and is sealed as soon as it is over
BATCH = 200
BALLAST = 8  # megabytes
CHECKPOINT = 20  # pages; the default is 1000
PAUSE = 0.05  # seconds; else the database grows so much that copying takes all of the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of backups.

    Attributes:
        taken: how many were taken and restored.
        corrupt: in how many of them the database was damaged.
        incomplete: how many miss an event that was stored before, or have one that never was.
        events: how many events the last one has.
    """

    taken: int
    corrupt: int
    incomplete: int
    events: int


class Load:
    """Writes and seals beside Home Assistant, through a connection that knows nothing of backups.

    Attributes:
        stored: how many events are on disk for sure.
    """

    def __init__(self, database: Database) -> None:
        """Work on a database."""
        self.stored = 0
        self._writer = BatchWriter(database, size=10 * BATCH, seconds=1000)
        self._keeper = Keeper(database, Keeping(days=MappingProxyType(dict.fromkeys(BlockKind, FOR_GOOD))))

    async def write(self) -> None:
        """Write until cut off: event ``n`` is ``STEP`` seconds after the one before."""
        for flush in count():
            for number in range(flush * BATCH, (flush + 1) * BATCH):
                self._writer.add((BEGIN + STEP * number, f"light.lamp_{number % LAMPS}", f"state {number % 1000}", 1))
            if await self._writer.flush():
                self.stored = (flush + 1) * BATCH
            await asyncio.sleep(PAUSE)

    async def stop(self) -> None:
        """Write what waits, and no more."""
        await self._writer.stop()

    async def seal(self) -> None:
        """Seal until cut off."""
        while True:
            await self._keeper.step(BEGIN + STEP * self.stored)
            await asyncio.sleep(0)


@asynccontextmanager
async def loaded(path: Path) -> AsyncIterator[Load]:
    """Have a load on a database."""
    database = await Database.open(path, Profile.NUC)
    await database.write(_prepare)
    load = Load(database)
    tasks = [asyncio.create_task(work) for work in (load.write(), load.seal())]
    try:
        yield load
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await load.stop()
        await database.close()


def _prepare(connection: sqlite3.Connection) -> None:
    """Make copying take a while, and have the file written to many times meanwhile, if nothing prevents it."""
    connection.execute("CREATE TABLE IF NOT EXISTS ballast (noise BLOB)")
    connection.executemany("INSERT INTO ballast VALUES (randomblob(?))", [(1_000_000,)] * BALLAST)
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")


async def survive(hass: HomeAssistant, backups: int) -> Outcome:
    """Take and restore backups of a home that HomeIQ and ``backup`` are set up in."""
    corrupt = incomplete = events = 0
    async with loaded(Path(hass.config.path(DATABASE_FILE))) as load:
        for _ in range(backups):
            stored = load.stored
            archive = await _async_back_up(hass)
            numbers = await hass.async_add_executor_job(_restored, archive)
            corrupt += numbers is None
            if numbers is not None:
                events = len(numbers)
                incomplete += events < stored or bool((numbers != np.arange(events)).any())
    return Outcome(taken=backups, corrupt=corrupt, incomplete=incomplete, events=events)


async def _async_back_up(hass: HomeAssistant) -> Path:
    manager = hass.data[DATA_MANAGER]
    await manager.async_initiate_backup(
        agent_ids=["backup.local"],
        include_addons=None,
        include_all_addons=False,
        include_database=True,
        include_folders=None,
        include_homeassistant=True,
        name="load",
        password=None,
    )
    await asyncio.gather(*filter(None, [manager._backup_finish_task]))  # noqa: SLF001 - nothing else tells its end
    return await hass.async_add_executor_job(_only_file, Path(hass.config.path("backups")))


def _only_file(folder: Path) -> Path:
    (archive,) = folder.glob("*.tar")
    return archive


def _restored(archive: Path) -> np.ndarray[tuple[int], np.dtype[np.int64]] | None:
    """Restore a backup somewhere else and delete it; return the numbers of its events, None where it is damaged."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        instruction = {
            "path": str(archive),
            "password": None,
            "remove_after_restore": True,
            "restore_database": True,
            "restore_homeassistant": True,
        }
        (home / ".HA_RESTORE").write_text(json.dumps(instruction))
        restore_backup(folder)
        path = home / DATABASE_FILE
        try:
            with closing(sqlite3.connect(path)) as connection:
                if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    return None
            lamps = [f"light.lamp_{number}" for number in range(LAMPS)]
            columns = EventLog.read(path, 0, BEGIN * 2, entities=lamps)
        except sqlite3.Error, ValueError:
            return None
        return np.rint((columns.time - BEGIN) / STEP).astype(np.int64)


async def _main(backups: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "configuration.yaml").write_text("backup:\n")  # noqa: ASYNC240 - before the start
        set_port(Path(folder), free_port())
        hass = await async_setup_hass(RuntimeConfig(config_dir=folder, skip_pip=True))
        if hass is None:
            return 2
        await hass.async_start()
        answers = {"influxdb": False}
        result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"}, data=answers)
        if result["result"].state is not ConfigEntryState.LOADED:
            return 2
        outcome = await survive(hass, backups)
        await hass.async_stop(force=True)
    print(outcome)
    return int(bool(outcome.corrupt or outcome.incomplete))


if __name__ == "__main__":
    sys.exit(asyncio.run(_main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)))
