"""The open database, and an object for each part of it."""

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Self
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady
from homeassistant.helpers import issue_registry as ir

from ..capture.registries import read_home
from ..const import DATABASE_FILE, DOMAIN, LOGGER
from ..settings import InfluxDB, Role, Settings, Storage
from ..store.ai_use import AiUses
from ..store.batch import BatchWriter
from ..store.block import Kind
from ..store.database import Database
from ..store.erasing import Eraser
from ..store.errors import DatabaseTooNewError, DatabaseUnusableError
from ..store.events import EventLog
from ..store.findings import Findings
from ..store.followed import FollowedAutomations
from ..store.imports import Imports
from ..store.influx.line import LineWriter
from ..store.influx.outbox import Limits, Outbox
from ..store.influx.target import Target
from ..store.keeper import Keeper, Keeping
from ..store.pauses import Pauses
from ..store.registry import Registry
from ..store.renames import Renames
from ..store.runs import Runs
from ..store.told import ToldLog
from ..store.trials import Adjustments, Trials
from ..store.versions import Versions

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
    versions: Versions
    adjustments: Adjustments
    trials: Trials
    told: ToldLog
    followed: FollowedAutomations
    ai_uses: AiUses
    pauses: Pauses
    renames: Renames
    eraser: Eraser
    keeper: Keeper
    lines: LineWriter | None = None
    outbox: Outbox | None = None

    @classmethod
    async def async_open(cls, hass: HomeAssistant, settings: Settings, target: Target | None = None) -> Self:
        """Open the home's database, creating it the first time.

        Args:
            hass: the home.
            settings: the owner's.
            target: where points go as well.

        Raises:
            ConfigEntryError: a newer version wrote it; only the owner can help.
            ConfigEntryNotReady: it can't be used now; later perhaps.
        """
        database, timezone = await _async_database(hass, settings.storage), await _async_timezone(hass)
        lines = LineWriter(target.home, read_home(hass)) if target else None
        outbox = Outbox(database, lines, limits_of(settings.influxdb)) if lines else None
        return cls(
            database=database,
            writer=_writer(database, settings.storage, outbox),
            events=EventLog(database),
            registry=Registry(database),
            findings=Findings(database),
            runs=Runs(database),
            imports=Imports(database),
            versions=Versions(database),
            adjustments=Adjustments(database),
            trials=Trials(database),
            told=ToldLog(database),
            followed=FollowedAutomations(database),
            ai_uses=AiUses(database),
            pauses=Pauses(database),
            renames=Renames(database),
            eraser=Eraser(database, timezone),
            keeper=Keeper(database, keeping_of(settings, timezone, has_archive=target is not None)),
            lines=lines,
            outbox=outbox,
        )

    async def async_close(self) -> None:
        """Write what waits and close. Closing twice does no harm."""
        if not await self.writer.stop():
            LOGGER.warning("%s events could not be written and are lost", self.writer.stats.queued)
        await self.database.close()


def _writer(database: Database, storage: Storage, outbox: Outbox | None) -> BatchWriter:
    beside = outbox.put if outbox else None
    return BatchWriter(database, size=storage.batch_size, seconds=storage.batch_seconds, beside=beside)


def keeping_of(settings: Settings, timezone: ZoneInfo, *, has_archive: bool) -> Keeping:
    """Return for how long the owner wants what to be kept on this machine."""
    storage = settings.storage
    days = {Kind.ACTS: storage.acts_days, Kind.STATES: storage.retention_days, Kind.NUMBERS: storage.numbers_days}
    if has_archive and settings.influxdb.role is Role.ARCHIVE:
        days = {kind: min(limit, settings.influxdb.recent_days) for kind, limit in days.items()}
    return Keeping(
        days=MappingProxyType(days),
        sample_minutes=storage.sample_minutes,
        max_bytes=storage.max_megabytes * 1_000_000,
        timezone=timezone,
    )


def limits_of(options: InfluxDB) -> Limits:
    """Return how much may wait for InfluxDB."""
    return Limits(size=options.outbox_megabytes * 1_000_000, age=options.outbox_days * 86400.0)


async def _async_timezone(hass: HomeAssistant) -> ZoneInfo:
    # The first look at a time zone reads a file.
    return await hass.async_add_executor_job(ZoneInfo, hass.config.time_zone)


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
