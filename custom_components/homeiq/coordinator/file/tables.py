"""The open database, and an object for each part of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util import dt as dt_util
from homeassistant.util.signal_type import SignalType

from ...capture.registries import read_home
from ...const import DOMAIN, LOGGER
from ...on_demand import INFLUXDB, PartMissingError
from ...settings import InfluxDB, Profile, Role, Settings, Storage
from ...store.batch import BatchWriter, WritingHeard
from ...store.blocks.block import BlockKind
from ...store.ends.erasing import Eraser
from ...store.ends.keeper import Keeper, Keeping
from ...store.ends.trusted_clock import TrustedClock
from ...store.file.database import Database
from ...store.file.errors import DatabaseTooNewError, DatabaseUnusableError
from ...store.influx.target import Target
from ...store.outbox.line import LineWriter
from ...store.reading.units import Units
from ...store.sqlite import EventLog
from ...store.tables.findings import Findings
from ...store.tables.followed import FollowedAutomations
from ...store.tables.imports import Imports, reopen_after_gap
from ...store.tables.openings import Openings
from ...store.tables.pauses import Pauses
from ...store.tables.registry import Registry
from ...store.tables.renames import Renames
from ...store.tables.reopened import Reopened
from ...store.tables.rewritten.limits import LimitUnits
from ...store.tables.runs import Runs
from ...store.tables.trials import Adjustments, Trials
from ...store.tables.versions import Versions
from ..health.figures import Figures, async_figures
from ..health.notices import advised
from .leftover import async_keep, async_take_up
from .opening import async_open_database

if TYPE_CHECKING:
    from ...store.outbox.outbox import Attributes, Outbox, OutboxLimits

TOO_NEW = "database_too_new"
WRITING: SignalType[bool] = SignalType("homeiq_writing")
"""Sent with true when writing events begins to fail, with false when it works again."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
    reopened: Reopened
    trials: Trials
    followed: FollowedAutomations
    pauses: Pauses
    openings: Openings
    units: Units
    limits: LimitUnits
    renames: Renames
    eraser: Eraser
    keeper: Keeper
    clock: TrustedClock
    outbox: Outbox | None = None

    @classmethod
    async def async_open(
        cls, hass: HomeAssistant, settings: Settings, target: Target | None = None, attributes: Attributes | None = None
    ) -> Self:
        """Open the home's database, creating it the first time.

        Args:
            target: where points go as well.
            attributes: the changes of attributes that go there with the next batch.

        Raises:
            ConfigEntryError: a newer version wrote it, or a part of this one is missing; only the owner can help.
            ConfigEntryNotReady: it can't be used now; later perhaps.
        """
        await _async_load_part(hass, target)
        database, timezone = await _async_database(hass, settings.storage.profile), await _async_timezone(hass)
        clock, eraser = TrustedClock(database), Eraser(database, timezone)
        outbox = _outbox(hass, database, target, settings, attributes, clock) if target else None
        return cls(
            database=database,
            clock=clock,
            writer=await _async_writer(hass, database, settings.storage, outbox),
            events=EventLog(database, eraser),
            registry=Registry(database),
            findings=Findings(database),
            runs=Runs(database),
            imports=Imports(database),
            versions=Versions(database),
            adjustments=Adjustments(database),
            reopened=Reopened(database),
            trials=Trials(database),
            followed=FollowedAutomations(database, clock.now),
            pauses=Pauses(database),
            openings=Openings(database),
            units=Units(database),
            limits=LimitUnits(database),
            renames=Renames(database),
            eraser=eraser,
            keeper=Keeper(database, keeping_of(settings, timezone, has_archive=target is not None)),
            outbox=outbox,
        )

    async def async_begin(self) -> None:
        """Note that the home runs, and since when nobody has listened: both or neither, whatever fails after it.

        Raises:
            DatabaseUnusableError: neither could be noted.
        """
        await self.clock.look(beside=partial(reopen_after_gap, zone=dt_util.get_default_time_zone()))

    async def async_close(self, hass: HomeAssistant) -> None:
        """Write what waits, or keep it for the next start, and close. Closing twice does no harm."""
        try:
            if self.database.is_lost or not await self.writer.stop():
                await async_keep(hass, self.database, self.writer.give_up())
            if self.outbox and (lost := await self.outbox.stop()):
                LOGGER.error("%s changes of attributes could not be written, and won't be sent to InfluxDB", lost)
        finally:
            await self.database.close()


def _outbox(
    hass: HomeAssistant,
    database: Database,
    target: Target,
    settings: Settings,
    attributes: Attributes | None,
    clock: TrustedClock,
) -> Outbox:
    from ...store.outbox.outbox import Outbox  # noqa: PLC0415 - on demand, and loaded by now

    lines = LineWriter(target.home, read_home(hass))
    return Outbox(database, lines, limits_of(settings.influxdb), attributes, clock.by_age)


async def _async_writer(
    hass: HomeAssistant, database: Database, storage: Storage, outbox: Outbox | None
) -> BatchWriter:
    """Begin to write, with what waits elsewhere from before."""
    writer = BatchWriter(
        database,
        size=storage.batch_size,
        seconds=storage.batch_seconds,
        heard=WritingHeard(
            change=partial(async_dispatcher_send, hass, WRITING), batch=partial(_note_batch, async_figures(hass))
        ),
        beside=outbox.put if outbox else None,
    )
    await async_take_up(hass, database, writer)
    return writer


def _note_batch(figures: Figures, events: int, seconds: float) -> None:
    figures.note_batch(seconds)
    LOGGER.debug(
        "A batch of %s events is on disk after %.1f ms",
        events,
        1000 * seconds,
        extra={"events": events, "seconds": round(seconds, 6)},
    )


def keeping_of(settings: Settings, timezone: ZoneInfo, *, has_archive: bool) -> Keeping:
    """Return for how long the owner wants what to be kept on this machine."""
    storage = settings.storage
    days = {
        BlockKind.ACTS: storage.acts_days,
        BlockKind.STATES: storage.retention_days,
        BlockKind.NUMBERS: storage.numbers_days,
    }
    if has_archive and settings.influxdb.role is Role.ARCHIVE:
        days = {kind: min(limit, settings.influxdb.recent_days) for kind, limit in days.items()}
    return Keeping(
        days=MappingProxyType(days),
        sample_minutes=storage.sample_minutes,
        max_bytes=storage.max_megabytes * 1_000_000,
        timezone=timezone,
    )


def limits_of(options: InfluxDB) -> OutboxLimits:
    """Return how much may wait for InfluxDB."""
    from ...store.outbox.outbox import OutboxLimits  # noqa: PLC0415 - on demand, and loaded by now

    return OutboxLimits(size=options.outbox_megabytes * 1_000_000, age=options.outbox_days * 86400.0)


async def _async_load_part(hass: HomeAssistant, target: Target | None) -> None:
    if target is None:
        return
    try:
        await INFLUXDB.async_load(hass)
    except PartMissingError as err:
        raise ConfigEntryError(
            translation_domain=DOMAIN,
            translation_key=err.translation_key,
            translation_placeholders=err.translation_placeholders,
        ) from err


async def _async_timezone(hass: HomeAssistant) -> ZoneInfo:
    # The first look at a time zone reads a file.
    return await hass.async_add_executor_job(ZoneInfo, hass.config.time_zone)


async def _async_database(hass: HomeAssistant, profile: Profile) -> Database:
    try:
        database = await async_open_database(hass, profile)
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
            translation_key=advised("database_unusable", err.reason),
            translation_placeholders={"reason": err.reason},
        ) from err
    ir.async_delete_issue(hass, DOMAIN, TOO_NEW)
    return database
