"""The import of what the recorder remembers: in the background, a day at a time, taken up again after a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
import time

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ...capture.errors import RecorderBusyError, RecorderMissingError
from ...capture.recorder.backfill import history_days
from ...const import DOMAIN, LOGGER
from ...model.overview import ImportProgress
from ..background import Background
from ..file.recognising import async_recognise
from ..file.tables import Tables
from ..home.units import async_note_units
from .intake import Intake

MISSING = "recorder_missing"
RETRY = 300.0  # how long to wait for a recorder that is busy, seconds


class ImportUnavailableError(Exception):
    """There is nothing to import from.

    Attributes:
        reason: why, as a word.
    """

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__("the recorder is not running")
        self.reason = reason


class HistoryImport:
    """Imports once what was before the first start.

    Attributes:
        progress: how far it is.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        intake: Intake,
        tables: Tables,
        background: Background,
        show: Callable[..., None],
        learn: Callable[[], Awaitable[None]],
    ) -> None:
        """Import into this database, ``show`` the progress, a field of ``HomeData``, and ``learn`` from it."""
        self._background = background
        self._hass = hass
        self._intake = intake
        self._tables = tables
        self._show = show
        self._learn = learn
        self.progress = ImportProgress(days_done=0, days_total=0, events=0, running=False)

    def check(self) -> None:
        """Look whether there is a recorder.

        Raises:
            ImportUnavailableError: there is none.
        """
        if "recorder" not in self._hass.config.components:
            raise ImportUnavailableError(MISSING)

    @callback
    def async_begin(self) -> ImportProgress:
        """Import in the background, unless that is under way, and return where it stands.

        Raises:
            ImportUnavailableError: there is nothing to import from.
        """
        self.check()
        self.async_go_on()
        return self.progress

    @callback
    def async_go_on(self) -> None:
        """Import what is still to be done, if there is a recorder; what HomeIQ made earlier is recognised before."""
        if not self.progress.running:
            self._background.async_keep(self.async_run, "import")

    async def async_run(self) -> None:
        """Import the days that are still to be done, and learn from them if there are any by now."""
        self._show_progress(replace(self.progress, running=True))
        try:
            await async_recognise(self._hass, self._tables)
            await self._async_import()
        except RecorderMissingError:
            LOGGER.info("There is no recorder to import history from")
            self._async_tell_missing()
        finally:
            self._show_progress(replace(self.progress, running=False))
        if await self._tables.imports.done():
            await self._learn()

    async def _async_import(self) -> None:
        while True:
            try:
                await self._async_import_days()
            except RecorderBusyError:
                LOGGER.debug("The recorder is busy, the import waits")
                await asyncio.sleep(RETRY)
            else:
                ir.async_delete_issue(self._hass, DOMAIN, MISSING)
                return

    async def _async_import_days(self) -> None:
        imports = self._tables.imports
        # The intake has, before it listened; but for a home whose clock was not set by then.
        await imports.set_ceiling(time.time())
        if (ceiling := await imports.ceiling()) is None:
            raise RecorderBusyError("nobody knows how late it is")
        # Before the ids are read: the recorder follows a rename at once.
        done, known = await imports.done(), await self._tables.renames.known()
        days = history_days(self._hass, ceiling, done, self._intake.scope, self._intake.causes, self._note_days)
        is_certain = False
        async for day in days:
            is_certain = is_certain or await self._async_check_names(known)
            # Before the day is done: what a stop cuts off here is told once more.
            async_note_units(self._hass, await self._tables.units.note_past(day.units, ceiling))
            stored = await imports.write_day(day.name, day.rows, known)
            self.progress = replace(self.progress, events=self.progress.events + stored)

    async def _async_check_names(self, known: int) -> bool:
        """Return true once the ids that were read are those of when so many renames were known.

        Raises:
            RecorderBusyError: the recorder may have followed a rename already that the database knows nothing of yet.
        """
        if self._tables.writer.holds or await self._tables.renames.known() != known:
            raise RecorderBusyError("entities are being renamed")
        return True

    def _note_days(self, done: int, total: int) -> None:
        self._show_progress(replace(self.progress, days_done=done, days_total=total))

    def _show_progress(self, progress: ImportProgress) -> None:
        self.progress = progress
        self._show(history_import=self.progress)

    def _async_tell_missing(self) -> None:
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            MISSING,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=MISSING,
        )
