"""What is about to be written: checked once more, and noted in the database before a file is touched."""

from dataclasses import dataclass, field
import time

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from ...apply.forms import AskFirst, Form, InvalidFormError, RefusedFormError, async_form
from ...const import DOMAIN
from ...model.decisions.acceptance import AcceptMode, Version
from ...model.decisions.edit import Edit, Place
from ...model.habits.suggestion import Suggestion
from ...model.habits.trigger import is_called, reminds
from ...store.tables.versions import Versions
from ..errors import refused, translated
from ..file.tables import Tables
from ..learning.guarded_home import async_guarded_home

_FEWEST_IN_A_SCENE = 2


def mode_for(suggestion: Suggestion, mode: AcceptMode) -> AcceptMode:
    """Return what a suggestion becomes: without a trigger, a scene.

    Raises:
        ServiceValidationError: it has no trigger, and was to wait for one, or does nothing that could be asked first.
    """
    if mode is AcceptMode.ASK and reminds(suggestion.pattern.trigger):
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="nothing_to_ask")
    if not is_called(suggestion.pattern.trigger) or mode in {AcceptMode.SCENE, AcceptMode.SCRIPT}:
        return mode
    if mode is AcceptMode.ENABLED:
        return AcceptMode.SCENE
    raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_trigger")


async def async_checked_form(
    hass: HomeAssistant, tables: Tables, suggestion: Suggestion, place: Place, ask: AskFirst | None = None
) -> Form:
    """Return what a suggestion is written as.

    Args:
        hass: Home Assistant.
        tables: the database.
        suggestion: what is written.
        place: to which of the owner's files.
        ask: what an automation asks before it acts; None for one that does not ask.

    Raises:
        ServiceValidationError: it can't be made of this suggestion, or must not be.
        HomeAssistantError: the database can't be read.
    """
    if place is Place.SCENE and len(suggestion.pattern.entities) < _FEWEST_IN_A_SCENE:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_scene")
    with translated():
        home = await async_guarded_home(hass, tables)
    try:
        return await async_form(hass, suggestion, place, home, ask)
    except RefusedFormError as err:
        raise refused(err.refusal) from err
    except InvalidFormError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="invalid_automation",
            translation_placeholders={"reason": str(err)},
        ) from err


@dataclass(slots=True, kw_only=True)
class Draft:
    """A version on its way into a file."""

    versions: Versions
    suggestion: Suggestion
    mode: AcceptMode
    user_id: str | None
    _noted: tuple[int, Version] | None = field(default=None, init=False)

    @property
    def noted(self) -> tuple[int, Version]:
        """The version and its number, once it is noted."""
        if self._noted is None:
            raise LookupError(self.suggestion.signature)
        return self._noted

    async def async_note(self, edit: Edit) -> None:
        """Note what is about to be done to the file; an earlier plan is void."""
        await self.async_drop()
        version = Version(
            suggestion=self.suggestion, mode=self.mode, edit=edit, written_at=time.time(), user_id=self.user_id
        )
        self._noted = (await self.versions.note(version), version)

    async def async_drop(self) -> None:
        """Forget it: nothing came of it."""
        if self._noted is not None:
            await self.versions.drop(self._noted[0])
            self._noted = None
