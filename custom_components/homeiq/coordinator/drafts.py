"""What is about to be written: checked once more, and noted in the database before a file is touched."""

from dataclasses import dataclass, field
import time

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from ..apply.forms import Form, InvalidFormError, RefusedFormError, async_form
from ..capture.registries import read_home
from ..const import DOMAIN
from ..model.acceptance import AcceptMode, Version
from ..model.edit import Edit, Place
from ..model.pattern import OnDemand
from ..model.suggestion import Suggestion
from ..store.versions import Versions
from .refused import refused

_FEWEST_IN_A_SCENE = 2


def mode_for(suggestion: Suggestion, mode: AcceptMode) -> AcceptMode:
    """Return what a suggestion becomes: without a trigger, a scene.

    Raises:
        ServiceValidationError: it has no trigger, and was to wait for one.
    """
    if not isinstance(suggestion.pattern.trigger, OnDemand) or mode in {AcceptMode.SCENE, AcceptMode.SCRIPT}:
        return mode
    if mode is AcceptMode.ENABLED:
        return AcceptMode.SCENE
    raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_trigger")


async def async_checked_form(hass: HomeAssistant, suggestion: Suggestion, place: Place) -> Form:
    """Return what a suggestion is written as.

    Raises:
        ServiceValidationError: it can't be made of this suggestion, or must not be.
    """
    if place is Place.SCENE and len(suggestion.pattern.entities) < _FEWEST_IN_A_SCENE:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_scene")
    try:
        return await async_form(hass, suggestion, place, read_home(hass))
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
