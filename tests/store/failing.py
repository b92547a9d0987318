"""Databases that end before their time, opened beside one that goes on."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
import sqlite3
from typing import Never, override

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError


@asynccontextmanager
async def beside[D: Database](kind: type[D], database: Database) -> AsyncIterator[D]:
    """Open a database once more, as one of another kind."""
    other = await kind.open(database.path, Profile.NUC)
    try:
        yield other
    finally:
        await other.close()


class Failing(Database):
    """A database that a power failure ends after some writes."""

    left = 100

    @override
    async def write[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        self.left -= 1
        return await super().write({True: _fail}.get(self.left < 0, work))


def _fail(_connection: sqlite3.Connection) -> Never:
    raise _cut_off()


def _cut_off() -> Exception:
    return DatabaseUnusableError("other", "cut off")
