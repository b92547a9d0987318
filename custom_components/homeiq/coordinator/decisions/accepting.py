"""From a suggestion to something that runs, and back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
import time

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF, SERVICE_TURN_ON, STATE_OFF
from homeassistant.core import Context, HomeAssistant

from ...apply.editor import Editor
from ...apply.errors import MissingEntryError
from ...apply.marks import async_mark
from ...capture.registries import read_home
from ...correlation import apart
from ...model.decisions.acceptance import Accepted, AcceptMode, Version
from ...model.decisions.edit import Edit, Place
from ...model.habits.suggestion import Decision, DecisionKind, Objection, Suggestion
from ...rights import RIGHTS, async_require
from ..errors import removed, translated
from ..file.tables import Tables
from ..telling.announcements import async_announce_undone
from ..telling.receipts import CameAbout, async_forget_accepted, async_tell_accepted
from .forms import mode_for
from .offers import Offers
from .pending_version import PendingVersion
from .replacing import Replacing
from .trials import TrialWatch
from .unfinished import Unfinished


class Accepting:
    """Makes automations of suggestions, one at a time."""

    def __init__(
        self,
        hass: HomeAssistant,
        tables: Tables,
        offers: Offers,
        trials: TrialWatch,
        replacing: Replacing,
        unfinished: Unfinished,
    ) -> None:
        """Make automations of what is offered.

        Args:
            hass: Home Assistant.
            tables: the database.
            offers: what is offered.
            trials: begins and ends those on trial.
            replacing: changes what was accepted.
            unfinished: notes how it ended, and finishes what was cut off.
        """
        self._hass = hass
        self._tables = tables
        self._offers = offers
        self._trials = trials
        self._unfinished = unfinished
        self._replacing = replacing

    async def async_accept(
        self, signature: str, *, mode: AcceptMode | None = AcceptMode.ENABLED, user_id: str | None
    ) -> Accepted:
        """Make an open suggestion what it offers to be, or have an accepted one act that asks first.

        Args:
            signature: the suggestion's.
            mode: what it becomes; None leaves that to its rung.
            user_id: who wants it; None where no person does, but an automation.

        Raises:
            UnknownSuggestionError: no open suggestion has that signature.
            Unauthorized: the user may not.
            HomeAssistantError: it can't be made, and nothing was changed; the message says why.
        """
        await self._async_require("try_suggestion" if mode is AcceptMode.SHADOW else "accept_suggestion", user_id)
        return await self._offers.async_in_turn(partial(self._async_accept, signature, mode, user_id))

    async def async_end(self, signature: str) -> None:
        """Take back for good what asks first, whatever was changed in it since: nobody wants to be asked.

        Raises:
            HomeAssistantError: a person has changed it since, or the file can't be changed.
        """
        await self._offers.async_in_turn(partial(self._async_end, signature))

    async def async_undo(self, signature: str, *, user_id: str | None) -> None:
        """Bring what a suggestion has become back to the version before; without one, the suggestion is open again.

        Raises:
            UnknownSuggestionError: no suggestion with that signature was accepted.
            Unauthorized: the user may not.
            HomeAssistantError: a person has changed it since, or the file can't be changed.
        """
        is_on_trial = await self._trials.async_is_on(signature)
        await self._async_require("try_suggestion" if is_on_trial else "undo_suggestion", user_id)
        await self._offers.async_in_turn(partial(self._async_undo, signature, user_id))

    async def _async_require(self, deed: str, user_id: str | None) -> None:
        await async_require(self._hass, Context(user_id=user_id), RIGHTS[deed])

    async def _async_accept(self, signature: str, mode: AcceptMode | None, user_id: str | None) -> Accepted:
        await self._unfinished.async_finish()
        if mode is AcceptMode.ENABLED and (asking := await self._async_asking(signature)):
            return await self._async_climb(asking, user_id)
        suggestion = self._offers.async_find(signature)
        mode = mode_for(suggestion, mode or self._replacing.forms.usual_mode(suggestion))
        if suggestion.moved_from and (found := await self._tables.versions.newest(suggestion.moved_from)):
            return await self._async_move(suggestion, found[1], user_id)
        if mode is AcceptMode.SHADOW:
            return await self._trials.async_begin(suggestion, user_id)
        editor = Editor(self._hass, mode.place)
        form = await self._replacing.forms.async_form(suggestion, mode)
        pending = PendingVersion(versions=self._tables.versions, suggestion=suggestion, mode=mode, user_id=user_id)
        context = Context(user_id=user_id)
        with translated(editor.file_name):
            async with self._unfinished.async_writing(editor.file_name, pending, form.config):
                entity_id = await editor.async_add(form.key, form.config, pending.async_note, context)
            # From here on it is written: should the database fail now, the next look finds out.
            await self._unfinished.async_written(*pending.noted)
        async_mark(self._hass, entity_id, suggestion.pattern.entities, read_home(self._hass))
        if mode.place is Place.AUTOMATION:
            await self._async_switch(entity_id, is_on=mode is not AcceptMode.DISABLED, context=context)
        accepted = Accepted(signature=signature, key=form.key, entity_id=entity_id, mode=mode)
        await async_tell_accepted(self._hass, accepted, suggestion.title)
        return accepted

    async def _async_switch(self, entity_id: str, *, is_on: bool, context: Context) -> None:
        """Have an automation on or off: Home Assistant brings one whose id it had before back as that one was left."""
        if self._hass.states.is_state(entity_id, STATE_OFF) is not is_on:
            return
        service = SERVICE_TURN_ON if is_on else SERVICE_TURN_OFF
        data = {ATTR_ENTITY_ID: entity_id}
        # Whoever accepts it has gone when it runs.
        with apart():
            await self._hass.services.async_call(AUTOMATION, service, data, blocking=True, context=context)

    async def _async_asking(self, signature: str) -> Version | None:
        """Return what was written last, where it asks first."""
        with translated():
            found = await self._tables.versions.newest(signature)
        return found[1] if found and found[1].mode is AcceptMode.ASK else None

    async def _async_climb(self, version: Version, user_id: str | None) -> Accepted:
        """Have an automation that asks first act by itself."""
        suggestion, mode = version.suggestion, AcceptMode.ENABLED
        if missing := self._offers.basis.async_missing(suggestion):
            raise removed(missing)
        entity_id = await self._replacing.async_replace(version, suggestion, user_id, mode)
        accepted = Accepted(signature=suggestion.signature, key=version.edit.key, entity_id=entity_id, mode=mode)
        await async_tell_accepted(self._hass, accepted, suggestion.title, how=CameAbout.CLIMBED)
        return accepted

    async def _async_move(self, suggestion: Suggestion, version: Version, user_id: str | None) -> Accepted:
        """Move an accepted automation to the time that its habit has moved to."""
        habit = version.suggestion.signature
        moved = replace(
            suggestion,
            pattern=replace(suggestion.pattern, signature=habit),
            automation={**suggestion.automation, "id": version.edit.key},
            moved_from=None,
        )
        entity_id = await self._replacing.async_replace(version, moved, user_id)
        with translated():
            await self._unfinished.async_accepted(suggestion, user_id)
        accepted = Accepted(signature=habit, key=version.edit.key, entity_id=entity_id, mode=version.mode)
        await async_tell_accepted(self._hass, accepted, suggestion.title, how=CameAbout.MOVED)
        return accepted

    async def _async_end(self, signature: str) -> None:
        suggestion = None
        while found := await self._tables.versions.newest(signature):
            suggestion = found[1].suggestion
            await self._async_undo(signature, None)
        if suggestion is None:
            return
        decision = Decision(
            signature=signature,
            verdict=DecisionKind.DISMISSED,
            decided_at=time.time(),
            objection=Objection.ASKED_TOO_OFTEN,
            suggestion=suggestion,
        )
        with translated():
            await self._offers.async_decide(decision)

    async def _async_undo(self, signature: str, user_id: str | None) -> None:
        await self._unfinished.async_finish()
        found = await self._tables.versions.newest(signature)
        if found is None:
            await self._trials.async_end(signature, user_id)
            return
        # Again, in one's turn: the trial may have ended meanwhile, and the suggestion been accepted.
        await self._async_require("undo_suggestion", user_id)
        number, version = found
        editor = Editor(self._hass, version.mode.place)

        async def note(_edit: Edit) -> None:
            await self._tables.versions.take_back(number)

        with translated(editor.file_name):
            try:
                await editor.async_take_back(version.edit, Context(user_id=user_id), note)
            except MissingEntryError:
                # A person has deleted it already.
                await self._offers.async_reopen(version.suggestion)
                await self._tables.versions.forget(signature)
                async_forget_accepted(self._hass, signature)
                async_announce_undone(self._hass, version.suggestion, user_id)
            except Exception:
                # Whatever became of it, the file knows.
                await self._unfinished.async_give_up(number, version)
                raise
            else:
                await self._unfinished.async_undone(number, version, user_id)
