"""The suggestions that the forms of the actions offer, by their titles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.service import async_set_service_schema
from homeassistant.util.yaml import load_yaml_dict

from ...const import DOMAIN
from ...coordinator import HomeIQConfigEntry
from ...model.overview import HomeData
from .suggestion_names import made_of

_FILE = Path(__file__).parents[2] / "services.yaml"

type Choices = tuple[tuple[str, str], ...]


async def async_offer_choices(hass: HomeAssistant, entry: HomeIQConfigEntry) -> None:
    """Offer what is open and what is accepted, now and whenever that changes."""
    described = await hass.async_add_executor_job(_described)
    coordinator = entry.runtime_data
    shown: dict[str, Choices] = {}

    @callback
    def look() -> None:
        for action, choices in _choices(coordinator.data).items():
            if shown.get(action, ()) != choices:
                shown[action] = choices
                async_set_service_schema(hass, DOMAIN, action, _with(described[action], choices))

    look()
    entry.async_on_unload(coordinator.async_add_listener(look))


@cache
def _described() -> Mapping[str, Any]:
    # A new version comes with a restart.
    return load_yaml_dict(str(_FILE))


def _choices(data: HomeData) -> Mapping[str, Choices]:
    """Return what each action may be about, as signatures and titles."""
    open_ones = tuple((one.signature, one.title) for one in data.suggestions)
    accepted = tuple((one.signature, one.title) for one in made_of(data))
    dismissed = tuple((one.signature, one.suggestion.title) for one in data.dismissed if one.suggestion)
    return MappingProxyType(
        {
            **dict.fromkeys(("accept_suggestion", "dismiss_suggestion", "snooze_suggestion"), open_ones),
            **dict.fromkeys(("adjust_suggestion", "refine_suggestion", "export"), (*open_ones, *accepted)),
            "undo_suggestion": accepted,
            "take_back_decision": dismissed,
        }
    )


def _with(described: Mapping[str, Any], choices: Choices) -> dict[str, Any]:
    """Return the description of an action whose form offers these; whatever else names one can be typed."""
    options = [{"value": signature, "label": title} for signature, title in choices]
    selector = {"select": {"options": options, "custom_value": True}} if options else {"text": None}
    fields = described["fields"]
    return {**described, "fields": {**fields, "signature": {**fields["signature"], "selector": selector}}}
