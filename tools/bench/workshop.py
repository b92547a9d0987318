"""The files that sections work on. The large ones are made once in a run, and used by several sections."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
import shutil
from types import MappingProxyType

import numpy as np

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.habits.value import is_value_name
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.blocks.block import BlockKind
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog

from .members import mixed_home
from .mix import DAY, START, mixed_days
from .recorder import fill_recorder
from .size import Size

EVERYTHING = Keeping(days=MappingProxyType(dict.fromkeys(BlockKind, 36_500)))
_AT_ONCE = 20_000  # events written in one transaction
_EVER = 4e9  # later than any run of the bench, epoch seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A database of ours with many days of the mix, all sealed.

    Attributes:
        path: the database's file.
        until: the end of its last day, epoch seconds.
    """

    path: Path
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """How much is measured, and where.

    Attributes:
        folder: for everything that is written; it goes when the run is over.
    """

    size: Size
    folder: Path

    def new_folder(self, name: str) -> Path:
        """Return an empty folder for a section's own files."""
        folder = self.folder / name
        folder.mkdir()
        return folder

    async def archive(self) -> Archive:
        """Return the database that columns and queries are measured on, made where it isn't there yet."""
        days = self.size.archive_days
        path = self.folder / "archive.db"
        if not path.exists():
            making = self.folder / "archive.making.db"
            async with opened(making) as database:
                await store_days(database, mixed_days(days))
                await Keeper(database, EVERYTHING).run(START + (days + 2) * DAY)
            making.rename(path)
        return Archive(path=path, until=START + days * DAY)

    async def copied_archive(self, folder: Path) -> Archive:
        """Return a copy of the archive, for a section that changes it."""
        archive = await self.archive()
        path = folder / "homeiq.db"
        await asyncio.to_thread(shutil.copyfile, archive.path, path)
        return Archive(path=path, until=archive.until)

    async def copied_past(self, folder: Path) -> Path:
        """Return a folder for a core whose recorder has the mix of some days, a copy that may be changed."""
        past = self.folder / "past"
        if not past.exists():
            making = self.folder / "past.making"
            await fill_recorder(making, mixed_home(), mixed_days(self.size.past_days))
            making.rename(past)
        await asyncio.to_thread(shutil.copytree, past, folder)
        return folder


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Database]:
    """Open a database of ours while the block runs."""
    database = await Database.open(path, Profile.NUC)
    try:
        yield database
    finally:
        await database.close()


async def store_days(database: Database, days: Iterable[list[EventRow]], *, seal: bool = True) -> int:
    """Store day by day, and seal what is finished in between, as a home does; return how many events are new."""
    log, keeper = EventLog(database), Keeper(database, EVERYTHING)
    stored = 0
    for day in days:
        for part in parts_of(day):
            stored += await log.append(part)
            if seal:
                await keeper.run(part[-1][0])
        # Making up a day takes a moment, in which others may want the loop.
        await asyncio.sleep(0)
    return stored


async def changes_stored(database: Database) -> int:
    """Count the changes of state themselves, in rows and blocks, without what lamps were set to beside them."""
    columns = await EventLog(database).span(0, _EVER)
    is_state = np.array([not is_value_name(name) for name in columns.entities], dtype=np.bool_)
    return int(np.count_nonzero(is_state[columns.entity])) if len(columns) else 0


def parts_of(rows: Sequence[EventRow], size: int = _AT_ONCE) -> Iterator[Sequence[EventRow]]:
    """Cut rows into parts."""
    for begin in range(0, len(rows), size):
        yield rows[begin : begin + size]
