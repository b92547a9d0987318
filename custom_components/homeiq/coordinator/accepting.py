"""From a suggestion to something that runs, and back."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
import time
from typing import Any

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir

from ..apply.editor import Editor, NotIncludedError
from ..apply.errors import ConfigFileError, MissingEntryError
from ..apply.marks import async_mark
from ..capture.registries import read_home
from ..const import DOMAIN, LOGGER
from ..model.acceptance import Accepted, AcceptMode, Version
from ..model.overview import HomeData
from ..model.suggestion import Decision, Suggestion, Verdict
from .announce import async_announce_resolved
from .drafts import Draft, async_checked_form
from .refused import NOT_INCLUDED, async_authorize, async_not_included, translated
from .tables import Tables


class Accepting:
    """Makes automations of suggestions, one at a time."""

    def __init__(
        self, hass: HomeAssistant, tables: Tables, data: Callable[[], HomeData], show: Callable[..., None]
    ) -> None:
        """Work on these tables.

        Args:
            hass: Home Assistant.
            tables: the database.
            data: what is shown now.
            show: called with the fields of ``HomeData`` that are new.
        """
        self._hass = hass
        self._tables = tables
        self._data = data
        self._show = show
        self._turn = asyncio.Lock()

    async def async_accept(
        self, signature: str, *, mode: AcceptMode = AcceptMode.ENABLED, user_id: str | None
    ) -> Accepted:
        """Make an open suggestion what it offers to be.

        Args:
            signature: the suggestion's.
            mode: what it becomes.
            user_id: who wants it; None where no person does, but an automation.

        Raises:
            LookupError: no open suggestion has that signature.
            Unauthorized: the user is no administrator.
            HomeAssistantError: it can't be made, and nothing was changed; the message says why.
        """
        await async_authorize(self._hass, user_id)
        return await self._async_whole(partial(self._async_accept, signature, mode, user_id))

    async def async_undo(self, signature: str, *, user_id: str | None) -> None:
        """Bring what a suggestion has become back to the version before; without one, the suggestion is open again.

        Raises:
            LookupError: no suggestion with that signature was accepted.
            Unauthorized: the user is no administrator.
            HomeAssistantError: a person has changed it since, or the file can't be changed.
        """
        await async_authorize(self._hass, user_id)
        await self._async_whole(partial(self._async_undo, signature, user_id))

    async def async_reconcile(self) -> None:
        """Find out what became of what was being written when the process ended."""
        for number, version in await self._tables.versions.pending():
            editor = Editor(self._hass, version.mode.place)
            try:
                is_there = await editor.async_says(version.edit.key) == version.edit.after
            except ConfigFileError as err:
                LOGGER.warning("Nobody knows what %s says: %s", editor.file_name, err)
                continue
            if is_there:
                await self._async_settle(number, version)
            else:
                await self._tables.versions.drop(number)

    async def async_finish(self) -> None:
        """Wait until nothing is being written."""
        async with self._turn:
            return

    async def _async_whole[T](self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do work to its end, also when nobody waits for it any more: half of it must not stay."""

        async def in_turn() -> T:
            async with self._turn:
                return await work()

        return await asyncio.shield(self._hass.async_create_task(in_turn(), "homeiq accept"))

    def _open(self, signature: str) -> Suggestion:
        for suggestion in self._data().suggestions:
            if suggestion.signature == signature:
                return suggestion
        raise LookupError(signature)

    async def _async_accept(self, signature: str, mode: AcceptMode, user_id: str | None) -> Accepted:
        suggestion = self._open(signature)
        editor = Editor(self._hass, mode.place)
        form = await async_checked_form(self._hass, suggestion, mode.place)
        draft = Draft(versions=self._tables.versions, suggestion=suggestion, mode=mode, user_id=user_id)
        context = Context(user_id=user_id)
        with translated(editor.file_name):
            try:
                entity_id = await editor.async_add(form.key, form.config, draft.async_note, context)
                number, version = draft.noted
                await self._async_settle(number, version)
            except NotIncludedError as err:
                await draft.async_drop()
                raise async_not_included(self._hass, editor.file_name, suggestion, form.config) from err
            except ConfigFileError, HomeAssistantError:
                await draft.async_drop()
                raise
        ir.async_delete_issue(self._hass, DOMAIN, NOT_INCLUDED)
        async_mark(self._hass, entity_id, suggestion.pattern.entities, read_home(self._hass))
        if mode is AcceptMode.DISABLED:
            await self._hass.services.async_call(
                AUTOMATION, SERVICE_TURN_OFF, {ATTR_ENTITY_ID: entity_id}, blocking=True, context=context
            )
        return Accepted(signature=signature, key=form.key, entity_id=entity_id, mode=mode)

    async def _async_settle(self, number: int, version: Version) -> None:
        """Note that a version is in its file, and that the suggestion is accepted with it."""
        signature = version.suggestion.signature
        decision = Decision(
            signature=signature, verdict=Verdict.ACCEPTED, decided_at=time.time(), user_id=version.user_id
        )
        await self._tables.versions.settle(number)
        await self._tables.findings.decide(decision)
        self._show(suggestions=tuple(one for one in self._data().suggestions if one.signature != signature))
        async_announce_resolved(self._hass, decision)

    async def _async_undo(self, signature: str, user_id: str | None) -> None:
        if (found := await self._tables.versions.newest(signature)) is None:
            raise LookupError(signature)
        number, version = found
        editor = Editor(self._hass, version.mode.place)
        with translated(editor.file_name):
            try:
                await editor.async_take_back(version.edit, Context(user_id=user_id))
            except MissingEntryError:
                # A person has deleted it already.
                await self._tables.versions.forget(signature)
            else:
                await self._tables.versions.drop(number)
                if version.edit.before is not None:
                    return
            await self._tables.findings.take_back(signature)
            await self._tables.findings.offer(version.suggestion)
        others = tuple(one for one in self._data().suggestions if one.signature != signature)
        self._show(suggestions=(*others, version.suggestion))
