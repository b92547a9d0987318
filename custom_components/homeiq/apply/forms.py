"""What a suggestion can become: the config that the editor would save, checked before it is written."""

from __future__ import annotations

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

from ..model.decisions.ask import Phone, Question
from ..model.decisions.edit import Place
from ..model.habits.pattern import Pattern
from ..model.habits.suggestion import Suggestion
from ..model.home import Home
from ..model.things import PARTLY
from .asks_first import asking
from .purpose import async_purposeful
from .refusal import ConfigFault, FaultKind, is_template, refusal, scene_refusal
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

    def __init__(self, because: ConfigFault) -> None:
        """Say why."""
        super().__init__(f"{because.why}: {because.what}")
        self.refusal = because


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFirst:
    """What an automation asks before it acts, and whom."""

    question: Question
    phones: tuple[Phone, ...]


async def async_form(
    hass: HomeAssistant, suggestion: Suggestion, place: Place, home: Home, ask: AskFirst | None = None
) -> Form:
    """Return what a suggestion is written as.

    Args:
        hass: Home Assistant.
        suggestion: what is written.
        place: to which of the owner's files.
        home: what there is to act on.
        ask: what an automation asks before it acts; None for one that does not ask.

    Raises:
        InvalidFormError: Home Assistant would not accept it.
        RefusedFormError: it is nothing that may be made.
    """
    match place:
        case Place.AUTOMATION:
            return await _async_automation(hass, suggestion, home, ask)
        case Place.SCENE:
            return _scene(suggestion, home)
        case Place.SCRIPT:
            return await _async_script(hass, suggestion, home)


def automation_of(suggestion: Suggestion) -> dict[str, Any]:
    """Return a suggestion's automation, as drafted, with its id first."""
    config = deepcopy(dict(suggestion.automation))
    return {"id": str(config.pop("id", f"homeiq_{suggestion.signature}")), **config}


async def _async_automation(hass: HomeAssistant, suggestion: Suggestion, home: Home, ask: AskFirst | None) -> Form:
    config = await async_purposeful(hass, automation_of(suggestion), home)
    # What it does is judged as drafted. What is put around it to ask first is ours, but for the names that it says.
    _refuse(refusal(config, home))
    if ask:
        texts = (ask.question.title, ask.question.text, *(label for _, label in ask.question.labels))
        _refuse(next((ConfigFault(why=FaultKind.TEMPLATE, what=text) for text in texts if is_template(text)), None))
        config = asking(config, suggestion.signature, ask.question, ask.phones)
    (fault,) = await async_valid_automations(hass, [config])
    if fault:
        raise InvalidFormError(fault)
    return Form(key=config["id"], config=config)


def _scene(suggestion: Suggestion, home: Home) -> Form:
    pattern = suggestion.pattern
    key = f"homeiq_{suggestion.signature}"
    states = dict(pattern.brings)
    _refuse(scene_refusal(states, home))
    config = {"id": key, "name": suggestion.title, "entities": {name: _brought_to(pattern, name) for name in states}}
    try:
        PLATFORM_SCHEMA(deepcopy(config))
    except vol.Invalid as err:
        raise InvalidFormError(str(err)) from err
    return Form(key=key, config=config)


def _brought_to(pattern: Pattern, entity_id: str) -> str | dict[str, Any]:
    """Return what a scene brings an entity to: a state, and what people set it to, where that is known."""
    # How far it is open, the position tells.
    state = "open" if pattern.state_of(entity_id) == PARTLY else pattern.state_of(entity_id)
    values = {one.attribute: one.as_told for one in pattern.values if one.entity_id == entity_id}
    return {"state": state, **values} if values else state


async def _async_script(hass: HomeAssistant, suggestion: Suggestion, home: Home) -> Form:
    automation = automation_of(suggestion)
    _refuse(refusal({**automation, "triggers": [], "conditions": []}, home))
    key = slugify(f"homeiq_{suggestion.signature}")
    config = {
        "alias": automation["alias"],
        "description": automation.get("description", ""),
        "sequence": [*_asked_by(automation, suggestion.pattern), *automation["actions"]],
        "mode": "single",
    }
    try:
        await async_validate_config_item(hass, key, deepcopy(config))
    except (vol.Invalid, HomeAssistantError) as err:
        raise InvalidFormError(str(err)) from err
    return Form(key=key, config=config)


def _asked_by(automation: Mapping[str, Any], pattern: Pattern) -> list[Any]:
    """Return the conditions that a script has as well: what is set is only set while its thing is as it was then."""
    asked = automation["conditions"] if pattern.sets else []
    return [one for one in asked if one.get("entity_id") in pattern.entities]


def _refuse(because: ConfigFault | None) -> None:
    if because:
        raise RefusedFormError(because)
