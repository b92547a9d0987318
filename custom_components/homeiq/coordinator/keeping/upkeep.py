"""The database's upkeep: every few minutes what is finished is sealed, and what is too old goes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ...const import DOMAIN
from ...store.ends.room import Room
from ..file.tables import Tables

if TYPE_CHECKING:
    from ..influx.mirror import Mirror

ROOM = "database_room"


class Upkeep:
    """Keeps the database small, in the background."""

    def __init__(self, hass: HomeAssistant, tables: Tables, mirror: Mirror | None) -> None:
        """Keep this database; what an archive doesn't have yet stays."""
        self._hass = hass
        self._mirror = mirror
        self._tables = tables

    async def async_keep(self, now: datetime) -> None:
        """Do all there is to do."""
        by_age = await self._tables.clock.look(now.timestamp())
        until = await self._mirror.async_forgettable(by_age) if self._mirror else by_age
        await self._tables.keeper.run(by_age, forget_until=until)
        self._async_tell(await self._tables.keeper.room())
        await self._tables.runs.trim()
        await self._tables.findings.trim()

    @callback
    def _async_tell(self, room: Room | None) -> None:
        """Say what takes the room where forgetting can't make enough of it."""
        if room is None:
            ir.async_delete_issue(self._hass, DOMAIN, ROOM)
            return
        sizes = {"used": room.used, "limit": self._tables.keeper.max_bytes, "acts": room.acts}
        others = {"texts": room.texts, "outbox": room.outbox, "found": room.found + room.days}
        others |= {"hooks": room.hooks, "damaged": room.damaged}
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            ROOM,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=ROOM,
            translation_placeholders={name: f"{size / 1e6:.1f}" for name, size in (sizes | others).items()},
        )
