"""What was cut off while it was written to a file of the owner's, or taken back: compared and finished."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
import time
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import issue_registry as ir

from ...apply.editor import Editor, NotIncludedError, async_is_read_again
from ...apply.errors import ConfigFileError
from ...const import DOMAIN, LOGGER
from ...model.decisions.acceptance import Version
from ...model.habits.suggestion import Decision, DecisionKind, Suggestion
from ..errors import NOT_INCLUDED, async_not_included
from ..file.tables import Tables
from ..telling.announcements import async_announce_undone
from ..telling.receipts import async_forget_accepted
from .offers import Offers
from .pending_version import PendingVersion


class Unfinished:
    """Brings what is noted and what the files say together, and notes how decisions end."""

    def __init__(self, hass: HomeAssistant, tables: Tables, offers: Offers) -> None:
        """Finish what is noted in these tables."""
        self._hass = hass
        self._tables = tables
        self._offers = offers
        self._told: set[int] = set()

    async def async_finish(self) -> None:
        """Finish what was cut off, in one's turn. Of a file that can't be read nobody knows; it is looked at again.

        Raises:
            DatabaseUnusableError: the database can't be read or written.
        """
        for number, version in await self._tables.versions.pending():
            try:
                await self._async_finish_writing(number, version)
            except ConfigFileError as err:
                self._tell(number, version, err)
        for number, version in await self._tables.versions.taken_back():
            try:
                await self._async_finish_undo(number, version, is_wanted=True)
            except ConfigFileError as err:
                self._tell(number, version, err)

    @asynccontextmanager
    async def async_writing(self, file: str, pending: PendingVersion, config: Mapping[str, Any]) -> AsyncIterator[None]:
        """Note what becomes of a version that can't be written.

        Args:
            file: the name of the owner's file.
            pending: what is written.
            config: as it would stand there, for who has to copy it.

        Raises:
            HomeAssistantError: the owner's configuration doesn't include the file.
        """
        try:
            yield
        except NotIncludedError as err:
            await pending.async_drop()
            raise async_not_included(self._hass, file, pending.suggestion, config) from err
        except Exception:
            # Whatever went wrong goes on to whoever asked; but what stands in the file by now, the file alone knows.
            await self.async_finish()
            raise

    async def async_give_up(self, number: int, version: Version) -> None:
        """Note what became of a version that could not be taken back: it stays what it is, if the file says it."""
        try:
            await self._async_finish_undo(number, version, is_wanted=False)
        except ConfigFileError as err:
            self._tell(number, version, err)

    async def async_written(self, number: int, version: Version) -> None:
        """Note that a version is in its file, and that the suggestion is accepted with it."""
        await self.async_accepted(version.suggestion, version.user_id)
        await self._tables.versions.settle(number)
        self._offers.async_tell(self._offers.basis.grounds.with_accepted(version))
        ir.async_delete_issue(self._hass, DOMAIN, NOT_INCLUDED)

    async def async_accepted(self, suggestion: Suggestion, user_id: str | None) -> None:
        """Note that a suggestion is accepted."""
        decision = Decision(
            signature=suggestion.signature,
            verdict=DecisionKind.ACCEPTED,
            decided_at=time.time(),
            user_id=user_id,
            suggestion=suggestion,
        )
        await self._offers.async_decide(decision)

    async def async_undone(self, number: int, version: Version, user_id: str | None) -> None:
        """Note that a version is not in its file any more: the one before is, or the suggestion is open again."""
        if version.edit.before is None:
            # First: cut off before the version goes, this is done once more.
            await self._offers.async_reopen(version.suggestion)
            async_forget_accepted(self._hass, version.suggestion.signature)
        await self._tables.versions.undo(number, time.time())
        async_announce_undone(self._hass, version.suggestion, user_id)

    async def _async_finish_writing(self, number: int, version: Version) -> None:
        editor = Editor(self._hass, version.mode.place)
        if await editor.async_says(version.edit.key) == version.edit.after:
            await self.async_written(number, version)
        else:
            await self._tables.versions.drop(number)

    async def _async_finish_undo(self, number: int, version: Version, *, is_wanted: bool) -> None:
        editor, edit = Editor(self._hass, version.mode.place), version.edit
        said = await editor.async_says(edit.key)
        is_moved = said is None and await editor.async_is_elsewhere(edit.key, Context())
        if said == edit.before and not is_moved:
            await editor.async_forget(edit, Context())
        elif said != edit.after or not is_wanted:
            # Somebody has changed or moved the entry since, and it is theirs now; or nothing came of it.
            await self._tables.versions.settle(number)
            return
        elif not async_is_read_again(self._hass, version.mode.place):
            # Home Assistant has read the file already, and can't be told; it is done once it has started.
            return
        else:
            await editor.async_take_back(edit, Context())
        await self.async_undone(number, version, None)

    def _tell(self, number: int, version: Version, err: ConfigFileError) -> None:
        if number not in self._told:
            self._told.add(number)
            LOGGER.warning("Nobody knows what %s says: %s", Editor(self._hass, version.mode.place).file_name, err)
