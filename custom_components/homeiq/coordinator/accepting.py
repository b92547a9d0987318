"""From a suggestion to something that runs, and back."""

from dataclasses import replace
from functools import partial
import time

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import issue_registry as ir

from ..apply.editor import Editor, NotIncludedError
from ..apply.errors import ConfigFileError, MissingEntryError
from ..apply.marks import async_mark
from ..capture.registries import read_home
from ..const import DOMAIN, LOGGER
from ..model.acceptance import Accepted, AcceptMode, Version
from ..model.suggestion import Decision, Suggestion, Verdict
from .announce import async_announce_resolved, async_announce_undone
from .drafts import Draft, async_checked_form, mode_for
from .offers import Offers
from .refused import NOT_INCLUDED, async_authorize, async_not_included, translated
from .rewriting import Rewriting
from .tables import Tables
from .trials import TrialWatch


class Accepting:
    """Makes automations of suggestions, one at a time."""

    def __init__(self, hass: HomeAssistant, tables: Tables, offers: Offers, trials: TrialWatch) -> None:
        """Make automations of what is offered."""
        self._hass = hass
        self._tables = tables
        self._offers = offers
        self._trials = trials
        self._rewriting = Rewriting(hass, tables)

    async def async_accept(
        self, signature: str, *, mode: AcceptMode = AcceptMode.ENABLED, user_id: str | None
    ) -> Accepted:
        """Make an open suggestion what it offers to be.

        Args:
            signature: the suggestion's.
            mode: what it becomes.
            user_id: who wants it; None where no person does, but an automation.

        Raises:
            UnknownSuggestionError: no open suggestion has that signature.
            Unauthorized: the user is no administrator.
            HomeAssistantError: it can't be made, and nothing was changed; the message says why.
        """
        await async_authorize(self._hass, user_id)
        return await self._offers.async_in_turn(partial(self._async_accept, signature, mode, user_id))

    async def async_undo(self, signature: str, *, user_id: str | None) -> None:
        """Bring what a suggestion has become back to the version before; without one, the suggestion is open again.

        Raises:
            UnknownSuggestionError: no suggestion with that signature was accepted.
            Unauthorized: the user is no administrator.
            HomeAssistantError: a person has changed it since, or the file can't be changed.
        """
        await async_authorize(self._hass, user_id)
        await self._offers.async_in_turn(partial(self._async_undo, signature, user_id))

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

    async def _async_accept(self, signature: str, mode: AcceptMode, user_id: str | None) -> Accepted:
        suggestion = self._offers.async_find(signature)
        mode = mode_for(suggestion, mode)
        if suggestion.adjusts and (found := await self._tables.versions.newest(suggestion.adjusts)):
            return await self._async_move(suggestion, found[1], user_id)
        if mode is AcceptMode.SHADOW:
            return await self._trials.async_begin(suggestion, user_id)
        editor = Editor(self._hass, mode.place)
        form = await async_checked_form(self._hass, suggestion, mode.place)
        draft = Draft(versions=self._tables.versions, suggestion=suggestion, mode=mode, user_id=user_id)
        context = Context(user_id=user_id)
        with translated(editor.file_name):
            try:
                entity_id = await editor.async_add(form.key, form.config, draft.async_note, context)
            except NotIncludedError as err:
                await draft.async_drop()
                raise async_not_included(self._hass, editor.file_name, suggestion, form.config) from err
            except Exception:
                await draft.async_drop()
                raise
            # From here on it is written: should the database fail now, the next start finds out.
            await self._async_settle(*draft.noted)
        ir.async_delete_issue(self._hass, DOMAIN, NOT_INCLUDED)
        async_mark(self._hass, entity_id, suggestion.pattern.entities, read_home(self._hass))
        if mode is AcceptMode.DISABLED:
            await self._hass.services.async_call(
                AUTOMATION, SERVICE_TURN_OFF, {ATTR_ENTITY_ID: entity_id}, blocking=True, context=context
            )
        return Accepted(signature=signature, key=form.key, entity_id=entity_id, mode=mode)

    async def _async_move(self, suggestion: Suggestion, version: Version, user_id: str | None) -> Accepted:
        """Move an accepted automation to the time that its habit has moved to."""
        habit = version.suggestion.signature
        moved = replace(
            suggestion,
            pattern=replace(suggestion.pattern, signature=habit),
            automation={**suggestion.automation, "id": version.edit.key},
            adjusts=None,
        )
        entity_id = await self._rewriting.async_rewrite(version, moved, user_id)
        with translated():
            await self._async_decide(suggestion, user_id)
        return Accepted(signature=habit, key=version.edit.key, entity_id=entity_id, mode=version.mode)

    async def _async_settle(self, number: int, version: Version) -> None:
        """Note that a version is in its file, and that the suggestion is accepted with it."""
        await self._async_decide(version.suggestion, version.user_id)
        await self._tables.versions.settle(number)

    async def _async_decide(self, suggestion: Suggestion, user_id: str | None) -> None:
        decision = Decision(
            signature=suggestion.signature,
            verdict=Verdict.ACCEPTED,
            decided_at=time.time(),
            user_id=user_id,
            suggestion=suggestion,
        )
        await self._tables.findings.decide(decision)
        self._offers.async_close(suggestion.signature)
        async_announce_resolved(self._hass, decision)

    async def _async_undo(self, signature: str, user_id: str | None) -> None:
        found = await self._tables.versions.newest(signature)
        if found is None:
            await self._trials.async_end(signature, user_id)
            return
        number, version = found
        editor = Editor(self._hass, version.mode.place)
        with translated(editor.file_name):
            try:
                await editor.async_take_back(version.edit, Context(user_id=user_id))
            except MissingEntryError:
                # A person has deleted it already.
                await self._tables.versions.forget(signature)
                async_announce_undone(self._hass, version.suggestion, user_id)
            else:
                await self._tables.versions.undo(number, time.time())
                async_announce_undone(self._hass, version.suggestion, user_id)
                if version.edit.before is not None:
                    return
            await self._offers.async_reopen(version.suggestion)
