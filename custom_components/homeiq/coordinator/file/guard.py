"""The database's file while it is open: deleted, replaced or damaged, it is noticed within half a minute."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from time import monotonic

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util.hass_dict import HassKey

from ...const import DOMAIN, LOGGER
from ...store.damage.successor import forget_successor, successor_of
from ...store.file.database import checkpoint
from ...store.file.errors import DatabaseError
from ...store.file.files import Whereabouts
from ...store.file.moving import move
from .backups import async_release
from .opening import CONDEMNED
from .tables import Tables

GONE = "database_gone"
REPLACED = "database_replaced"
DAMAGED = "database_damaged"
ONCE_IN = 86400.0  # a file that is damaged again so soon lies on a disk that fails, seconds

_CONDEMNED_AT: HassKey[float] = HassKey("homeiq_condemned_at")


class FileGuard:
    """Looks at the file, and has HomeIQ set up anew where that helps."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, tables: Tables) -> None:
        """Guard the file of an open database."""
        self._hass = hass
        self._entry = entry
        self._tables = tables
        self._told: Mapping[str, int] = {}
        self._is_done = False
        ir.async_delete_issue(hass, DOMAIN, DAMAGED)

    @property
    def unreadable(self) -> Mapping[str, int]:
        """How many rows make no sense, by table."""
        return self._tables.database.unreadable.counts

    async def async_look(self, _now: datetime | None = None) -> None:
        """Look once."""
        if self._is_done:
            return
        self._async_tell_unreadable()
        whereabouts = await self._async_whereabouts()
        if whereabouts is not Whereabouts.THERE:
            self._is_done = True
            await self._async_move(whereabouts)
        elif self.async_condemn():
            self._is_done = True
            self._async_reload()

    async def _async_whereabouts(self) -> Whereabouts:
        database = self._tables.database
        whereabouts = await self._hass.async_add_executor_job(lambda: database.files.whereabouts)
        if whereabouts is Whereabouts.THERE and not await database.is_whole():
            return Whereabouts.WRITTEN_OVER
        return whereabouts

    @callback
    def async_condemn(self) -> bool:
        """Have a damaged file put aside when it is opened next, once a day at most; return whether it will be."""
        trouble, data = self._tables.database.damage.trouble, self._hass.data
        if trouble is None:
            return False
        if monotonic() - data.get(_CONDEMNED_AT, float("-inf")) < ONCE_IN:
            self._async_tell(DAMAGED, ir.IssueSeverity.ERROR, {"detail": trouble})
            self._is_done = True
            return False
        LOGGER.error("The database is damaged: %s", trouble)
        data[CONDEMNED], data[_CONDEMNED_AT] = trouble, monotonic()
        return True

    async def _async_move(self, whereabouts: Whereabouts) -> None:
        """Go on with what lies there; what doesn't lie there any more is written anew, as long as it is open."""
        await async_release(self._hass)
        LOGGER.warning("The database's file was deleted or replaced while HomeIQ had it open")
        if whereabouts in {Whereabouts.REPLACED, Whereabouts.WRITTEN_OVER}:
            self._tables.database.is_lost = True
            self._async_tell(REPLACED, ir.IssueSeverity.WARNING, {})
        else:
            self._async_tell(GONE, ir.IssueSeverity.WARNING, {})
            await self._tables.writer.flush()
            try:
                await self._async_write_anew(whereabouts)
            except (DatabaseError, OSError) as err:
                # It is there as long as it is open, and closed it would be gone: the next look tries again.
                LOGGER.error("What was deleted can't be written anew yet: %s", err)
                self._is_done = False
                return
        self._async_reload()

    async def _async_write_anew(self, whereabouts: Whereabouts) -> None:
        database = self._tables.database
        if whereabouts is Whereabouts.GONE:
            await self._hass.async_add_executor_job(forget_successor, database.path)
            await move(database, successor_of(database.path))
        else:
            await database.alone(checkpoint)

    @callback
    def _async_reload(self) -> None:
        self._hass.config_entries.async_schedule_reload(self._entry.entry_id)

    @callback
    def _async_tell(self, issue: str, severity: ir.IssueSeverity, placeholders: dict[str, str]) -> None:
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue,
            is_fixable=issue != DAMAGED,
            is_persistent=issue != DAMAGED,
            severity=severity,
            translation_key=issue,
            translation_placeholders=placeholders,
        )

    @callback
    def _async_tell_unreadable(self) -> None:
        counts = self.unreadable
        for table, count in counts.items():
            if count > self._told.get(table, 0):
                LOGGER.warning("%s rows of the table %s can't be read and are left out", count, table)
        self._told = counts
