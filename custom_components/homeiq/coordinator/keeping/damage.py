"""Blocks of the history that can't be read: set aside, told under Repairs, and looked for in the background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
import time

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ...const import DOMAIN, LOGGER
from ...model.words import itemised
from ...store.blocks.aside import SetAside
from ...store.damage.checking import Checked, Checker
from ...store.file.errors import DatabaseError
from ..errors import translated
from ..file.tables import Tables
from ..health.notices import async_moment

DAMAGED = "blocks_damaged"
FAULTY = "tables_damaged"
_LISTED = 20  # blocks that a notice names
_NAMED = 10  # entities that it names of each


class DamageWatch:
    """Tells of damaged blocks until somebody has read it."""

    def __init__(self, hass: HomeAssistant, tables: Tables) -> None:
        """Watch this database."""
        self._hass = hass
        self._checker = Checker(tables.database)
        self._told: Sequence[SetAside] = ()
        # Left by an earlier set-up; told anew where it is still so.
        ir.async_delete_issue(hass, DOMAIN, DAMAGED)
        ir.async_delete_issue(hass, DOMAIN, FAULTY)

    async def async_look(self) -> bool:
        """Set aside what was found damaged; return whether there is something that nobody has read yet."""
        try:
            await self._checker.set_aside_found()
            unseen = [block for block in await self._checker.all() if not block.is_seen]
            faulty = await self._checker.faulty_tables()
        except DatabaseError as err:
            LOGGER.debug("Damaged blocks can't be looked for: %s", err)
            return bool(self._told)
        if unseen != self._told:
            self._tell(unseen)
        self._tell_faulty(faulty)
        return bool(unseen or faulty)

    async def async_all(self) -> Sequence[SetAside]:
        """Return all damaged blocks, also those that somebody knows of; none where the database can't be read."""
        try:
            return await self._checker.all()
        except DatabaseError:
            return ()

    async def async_note_seen(self) -> None:
        """Note that somebody knows of all there are.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        with translated():
            await self._checker.note_seen()
        await self.async_look()

    async def async_check(self) -> Checked:
        """Check the whole database now.

        Raises:
            HomeAssistantError: it can't be read or written.
        """
        with translated():
            checked = await self._checker.check(time.time())
        await self.async_look()
        return checked

    async def async_go_on(self, now: datetime) -> None:
        """Check what is due."""
        await self._checker.run(now.timestamp())

    @callback
    def _tell(self, unseen: Sequence[SetAside]) -> None:
        if not unseen:
            ir.async_delete_issue(self._hass, DOMAIN, DAMAGED)
        else:
            if len(unseen) > len(self._told):
                LOGGER.warning("%s damaged blocks of the history were set aside; see Repairs", len(unseen))
            told = {"count": str(len(unseen)), "blocks": itemised([self._line(block) for block in unseen], _LISTED)}
            ir.async_create_issue(
                self._hass,
                DOMAIN,
                DAMAGED,
                data=dict[str, str | int | float | None](told),
                is_fixable=True,
                severity=ir.IssueSeverity.WARNING,
                translation_key=DAMAGED,
                translation_placeholders=told,
            )
        self._told = unseen

    @callback
    def _tell_faulty(self, tables: Sequence[str]) -> None:
        if not tables:
            ir.async_delete_issue(self._hass, DOMAIN, FAULTY)
            return
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            FAULTY,
            is_fixable=False,
            severity=ir.IssueSeverity.ERROR,
            translation_key=FAULTY,
            translation_placeholders={"tables": ", ".join(tables)},
        )

    @callback
    def _line(self, block: SetAside) -> str:
        """Say which time and which entities; each is a question mark where it is not known any more."""
        ends = [*(async_moment(self._hass, at) for at in (block.first, block.last) if at is not None)]
        span = " - ".join(ends) if len(ends) > 1 else "?"
        names, more = block.entities[:_NAMED], len(block.entities) - _NAMED
        entities = ", ".join(names) or "?"
        return f"{span} ({block.events or '?'}): {entities}{f' … (+{more})' if more > 0 else ''}"
