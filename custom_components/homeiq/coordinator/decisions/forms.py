"""What a suggestion is written as, in each of the modes that something is written in: checked before it is."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from ...apply.forms import AskFirst, Form, InvalidFormError, RefusedFormError, async_form
from ...const import DOMAIN
from ...model.decisions.acceptance import AcceptMode
from ...model.decisions.edit import Place
from ...model.habits.rung import Rung
from ...model.habits.suggestion import Suggestion
from ...model.habits.trigger import is_called, reminds
from ..errors import refused, translated
from ..file.tables import Tables
from ..home.guarded_home import async_guarded_home
from .asked_phones import AskedPhones

_FEWEST_IN_A_SCENE = 2


class Forms:
    """Knows what each suggestion is written as."""

    def __init__(self, hass: HomeAssistant, tables: Tables, asked_phones: AskedPhones) -> None:
        """Guard the ways in that these tables name."""
        self._hass = hass
        self._tables = tables
        self._asked_phones = asked_phones

    async def async_form(self, suggestion: Suggestion, mode: AcceptMode) -> Form:
        """Return what a suggestion is written as.

        Raises:
            ServiceValidationError: it can't be made of this suggestion, or must not be.
            HomeAssistantError: the database can't be read.
        """
        ask = await self._asked_phones.async_ask(suggestion.pattern) if mode is AcceptMode.ASK else None
        return await async_checked_form(self._hass, self._tables, suggestion, mode.place, ask)

    def usual_mode(self, suggestion: Suggestion) -> AcceptMode:
        """Return what a suggestion becomes for whoever says yes and no more: where there is a phone, its rung says."""
        if suggestion.rung is Rung.ASKS and not suggestion.moved_from and self._asked_phones.async_phones():
            return AcceptMode.ASK
        return AcceptMode.ENABLED


def mode_for(suggestion: Suggestion, mode: AcceptMode) -> AcceptMode:
    """Return what a suggestion becomes: without a trigger, a scene.

    Raises:
        ServiceValidationError: it has no trigger, and was to wait for one, does nothing that could be asked first, or
            moves what is there already, which works on meanwhile: nothing can be tried, asked or made beside it.
    """
    if suggestion.moved_from and mode is not AcceptMode.ENABLED:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="only_moves")
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
    if place is Place.SCENE and suggestion.pattern.sets:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_scene_of_what_is_set")
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
