"""Replacing what was accepted by a newer version, in its own place."""

from __future__ import annotations

from homeassistant.core import Context, HomeAssistant

from ...apply.editor import Editor
from ...apply.marks import async_mark
from ...capture.registries import read_home
from ...model.decisions.acceptance import AcceptMode, Version
from ...model.habits.suggestion import Suggestion
from ..errors import translated
from ..file.tables import Tables
from .forms import Forms
from .pending_version import PendingVersion
from .unfinished import Unfinished


class Replacing:
    """Brings what was accepted to a newer version, which is kept beside the older ones.

    Attributes:
        forms: knows what is written.
        unfinished: finishes what was cut off, and has to before anybody looks at what was written last.
    """

    def __init__(self, hass: HomeAssistant, tables: Tables, forms: Forms, unfinished: Unfinished) -> None:
        """Note versions in these tables, and finish what is cut off."""
        self.forms = forms
        self.unfinished = unfinished
        self._hass = hass
        self._tables = tables

    async def async_replace(
        self, version: Version, suggestion: Suggestion, user_id: str | None, mode: AcceptMode | None = None
    ) -> str:
        """Put a suggestion in the place of its older version, in one's turn, and return its entity's id.

        Args:
            version: the newest that was written.
            suggestion: what takes its place.
            user_id: who wants it; None where no person does.
            mode: what it becomes; None for what it was.

        Raises:
            HomeAssistantError: a person has changed it since, or it can't be written.
        """
        mode = mode or version.mode
        editor = Editor(self._hass, mode.place)
        form = await self.forms.async_form(suggestion, mode)
        pending = PendingVersion(versions=self._tables.versions, suggestion=suggestion, mode=mode, user_id=user_id)
        with translated(editor.file_name):
            async with self.unfinished.async_writing(editor.file_name, pending, form.config):
                entity_id = await editor.async_replace(
                    version.edit, form.config, pending.async_note, Context(user_id=user_id)
                )
            await self._tables.versions.settle(pending.noted[0])
        async_mark(self._hass, entity_id, suggestion.pattern.entities, read_home(self._hass))
        return entity_id
