"""Backups of Home Assistant's: the database's file stands still while it is copied, and everything goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_call_later, async_track_time_interval
from homeassistant.util.hass_dict import HassKey

from ...const import DATABASE_FILE, DOMAIN, LOGGER
from ...correlation import apart
from ...store.file.database import checkpoint
from ...store.file.errors import DatabaseError
from ...store.file.files import Files
from ...store.file.hold import Hold
from .tables import Tables

CUT = "backup_cut"
LONGEST = 6 * 3600.0  # after which nobody believes any more that a backup goes on, seconds
LARGEST = 256_000_000  # what may be written meanwhile, bytes
LOOK_EVERY = timedelta(seconds=10)

HELD: HassKey[Held] = HassKey("homeiq_held")


class Held:
    """A hold that outlives reloads, until the backup is over, takes too long, or Home Assistant stops.

    Attributes:
        tables: of the database that is open now; None as long as none was.
    """

    def __init__(self, hass: HomeAssistant, hold: Hold, tables: Tables | None) -> None:
        """Keep a hold."""
        self._hass = hass
        self._hold = hold
        self.tables = tables
        self._files = Files(Path(hass.config.path(DATABASE_FILE)))
        with apart():
            self._cancels: list[CALLBACK_TYPE] = [
                async_call_later(hass, LONGEST, self._async_cut),
                async_track_time_interval(hass, self._async_look, LOOK_EVERY, cancel_on_shutdown=True),
                hass.bus.async_listen(EVENT_HOMEASSISTANT_FINAL_WRITE, self._async_stop),
            ]

    async def async_end(self) -> None:
        """Let go of the file. Ending twice does no harm."""
        while self._cancels:
            self._cancels.pop()()
        self._hass.data.pop(HELD, None)
        tables = self.tables
        if tables:
            tables.database.is_held = False
        await self._hass.async_add_executor_job(self._hold.end)
        if not tables:
            return
        try:
            await tables.database.alone(checkpoint)
        except DatabaseError as err:
            LOGGER.debug("The write-ahead log is emptied later: %s", err)

    async def _async_stop(self, _event: Event) -> None:
        await self.async_end()

    async def _async_look(self, _now: datetime) -> None:
        log_bytes = await self._hass.async_add_executor_job(lambda: self._files.log_size)
        if log_bytes > LARGEST and self._cancels:
            await self._async_cut()

    async def _async_cut(self, _now: datetime | None = None) -> None:
        await self.async_end()
        LOGGER.warning("A backup took so long that HomeIQ's database in it may not be whole")
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            CUT,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=CUT,
            translation_placeholders={
                "hours": str(round(LONGEST / 3600)),
                "megabytes": str(LARGEST // 1_000_000),
            },
        )


@callback
def async_keep_held(hass: HomeAssistant, tables: Tables) -> None:
    """Open a database in the midst of a backup: what another set-up of ours began to hold stays held."""
    if held := hass.data.get(HELD):
        held.tables = tables
        tables.database.is_held = True


async def async_hold(hass: HomeAssistant, tables: Tables) -> None:
    """Write what waits, and let nothing but the write-ahead log's end change until ``async_release``.

    A database that can't be held is copied as it is: it must not keep the home from its backup.
    """
    await async_release(hass)
    await tables.writer.flush()
    try:
        hold = await Hold.begin(tables.database)
    except DatabaseError as err:
        LOGGER.warning("HomeIQ's database may not be whole in the backup: %s", err)
        return
    tables.database.is_held = True
    hass.data[HELD] = Held(hass, hold, tables)


async def async_hold_closed(hass: HomeAssistant) -> None:
    """Hold a database that is not open, or just being opened: a set-up in the midst of a backup writes to it too."""
    await async_release(hass)
    try:
        hold = await hass.async_add_executor_job(Hold.of_closed, Path(hass.config.path(DATABASE_FILE)))
    except DatabaseError as err:
        # What can't be read is not written either, as a rule.
        LOGGER.debug("HomeIQ's database is not held during the backup: %s", err)
        return
    if hold:
        hass.data[HELD] = Held(hass, hold, None)


async def async_release(hass: HomeAssistant) -> None:
    """Go on as before. Without a hold there is nothing to do."""
    if held := hass.data.get(HELD):
        await held.async_end()
