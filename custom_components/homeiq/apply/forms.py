"""What a suggestion can become: the config that the editor would save, checked before it is written."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from homeassistant.components.scene import PLATFORM_SCHEMA
from homeassistant.components.script.config import async_validate_config_item
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import slugify
import probatio as vol

from ..model.edit import Place
from ..model.home import Home
from ..model.suggestion import Suggestion
from .purpose import async_purposeful
from .refusal import Refusal, refusal, scene_refusal
from .validate import async_valid_automations


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An entry to be written.

    Attributes:
        key: its id.
        config: what it says.
    """

    key: str
    config: Mapping[str, Any]


class InvalidFormError(Exception):
    """Home Assistant would not accept it; the message says why."""


class RefusedFormError(Exception):
    """HomeIQ never makes such a thing.

    Attributes:
        refusal: why.
    """

    def __init__(self, because: Refusal) -> None:
        """Say why."""
        super().__init__(f"{because.why}: {because.what}")
        self.refusal = because


async def async_form(hass: HomeAssistant, suggestion: Suggestion, place: Place, home: Home) -> Form:
    """Return what a suggestion is written as.

    Raises:
        InvalidFormError: Home Assistant would not accept it.
        RefusedFormError: it is nothing that may be made.
    """
    match place:
        case Place.AUTOMATION:
            return await _async_automation(hass, suggestion, home)
        case Place.SCENE:
            return _scene(suggestion, home)
        case Place.SCRIPT:
            return await _async_script(hass, suggestion, home)


def automation_of(suggestion: Suggestion) -> dict[str, Any]:
    """Return a suggestion's automation, as drafted, with its id first."""
    config = deepcopy(dict(suggestion.automation))
    return {"id": str(config.pop("id", f"homeiq_{suggestion.signature}")), **config}


async def _async_automation(hass: HomeAssistant, suggestion: Suggestion, home: Home) -> Form:
    config = await async_purposeful(hass, automation_of(suggestion), home)
    _refuse(refusal(config, home))
    (fault,) = await async_valid_automations(hass, [config])
    if fault:
        raise InvalidFormError(fault)
    return Form(key=config["id"], config=config)


def _scene(suggestion: Suggestion, home: Home) -> Form:
    pattern = suggestion.pattern
    key = f"homeiq_{suggestion.signature}"
    states = dict.fromkeys(pattern.entities, pattern.state)
    _refuse(scene_refusal(states, home))
    config = {"id": key, "name": suggestion.title, "entities": states}
    try:
        PLATFORM_SCHEMA(deepcopy(config))
    except vol.Invalid as err:
        raise InvalidFormError(str(err)) from err
    return Form(key=key, config=config)


async def _async_script(hass: HomeAssistant, suggestion: Suggestion, home: Home) -> Form:
    automation = automation_of(suggestion)
    _refuse(refusal({**automation, "triggers": [], "conditions": []}, home))
    key = slugify(f"homeiq_{suggestion.signature}")
    config = {
        "alias": automation["alias"],
        "description": automation.get("description", ""),
        "sequence": automation["actions"],
        "mode": "single",
    }
    try:
        await async_validate_config_item(hass, key, deepcopy(config))
    except (vol.Invalid, HomeAssistantError) as err:
        raise InvalidFormError(str(err)) from err
    return Form(key=key, config=config)


def _refuse(because: Refusal | None) -> None:
    if because:
        raise RefusedFormError(because)
