"""Writing an accepted automation anew, in its own place."""

from homeassistant.core import Context, HomeAssistant

from ..apply.editor import Editor, NotIncludedError
from ..apply.marks import async_mark
from ..capture.registries import read_home
from ..model.acceptance import Version
from ..model.suggestion import Suggestion
from .drafts import Draft, async_checked_form
from .refused import async_not_included, translated
from .tables import Tables


class Rewriting:
    """Brings what was accepted to a newer version, which is kept beside the older ones."""

    def __init__(self, hass: HomeAssistant, tables: Tables) -> None:
        """Note versions in these tables."""
        self._hass = hass
        self._tables = tables

    async def async_rewrite(self, version: Version, suggestion: Suggestion, user_id: str | None) -> str:
        """Put a suggestion in the place of its older version, in one's turn, and return its entity's id.

        Raises:
            HomeAssistantError: a person has changed it since, or it can't be written.
        """
        editor = Editor(self._hass, version.mode.place)
        form = await async_checked_form(self._hass, suggestion, version.mode.place)
        draft = Draft(versions=self._tables.versions, suggestion=suggestion, mode=version.mode, user_id=user_id)
        with translated(editor.file_name):
            try:
                entity_id = await editor.async_replace(
                    version.edit, form.config, draft.async_note, Context(user_id=user_id)
                )
            except NotIncludedError as err:
                await draft.async_drop()
                raise async_not_included(self._hass, editor.file_name, suggestion, form.config) from err
            except Exception:
                await draft.async_drop()
                raise
            await self._tables.versions.settle(draft.noted[0])
        async_mark(self._hass, entity_id, suggestion.pattern.entities, read_home(self._hass))
        return entity_id
