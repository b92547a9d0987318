"""The open database, and an object for each part of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady
from homeassistant.helpers import issue_registry as ir

from ..const import DATABASE_FILE, DOMAIN, LOGGER
from ..settings import Storage
from ..store.batch import BatchWriter
from ..store.database import Database, DatabaseTooNewError, DatabaseUnusableError
from ..store.events import EventLog
from ..store.findings import Findings
from ..store.imports import Imports
from ..store.registry import Registry
from ..store.runs import Runs

TOO_NEW = "database_too_new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All parts of one open database."""

    database: Database
    writer: BatchWriter
    events: EventLog
    registry: Registry
    findings: Findings
    runs: Runs
    imports: Imports

    @classmethod
    async def async_open(cls, hass: HomeAssistant, storage: Storage) -> Self:
        """Open the home's database, creating it the first time.

        Raises:
            ConfigEntryError: a newer version wrote it; only the owner can help.
            ConfigEntryNotReady: it can't be used now; later perhaps.
        """
        database = await _async_database(hass, storage)
        return cls(
            database=database,
            writer=BatchWriter(database, size=storage.batch_size, seconds=storage.batch_seconds),
            events=EventLog(database),
            registry=Registry(database),
            findings=Findings(database),
            runs=Runs(database),
            imports=Imports(database),
        )

    async def async_close(self) -> None:
        """Write what waits and close. Closing twice does no harm."""
        if not await self.writer.stop():
            LOGGER.warning("%s events could not be written and are lost", self.writer.stats.queued)
        await self.database.close()


async def _async_database(hass: HomeAssistant, storage: Storage) -> Database:
    try:
        database = await Database.open(Path(hass.config.path(DATABASE_FILE)), storage.profile)
    except DatabaseTooNewError as err:
        placeholders = {"found": str(err.found), "known": str(err.known)}
        ir.async_create_issue(
            hass,
            DOMAIN,
            TOO_NEW,
            is_fixable=False,
            severity=ir.IssueSeverity.ERROR,
            translation_key=TOO_NEW,
            translation_placeholders=placeholders,
        )
        raise ConfigEntryError(
            translation_domain=DOMAIN, translation_key=TOO_NEW, translation_placeholders=placeholders
        ) from err
    except DatabaseUnusableError as err:
        raise ConfigEntryNotReady(
            translation_domain=DOMAIN,
            translation_key="database_unusable",
            translation_placeholders={"reason": err.reason},
        ) from err
    ir.async_delete_issue(hass, DOMAIN, TOO_NEW)
    return database
