"""Whether Home Assistant would accept an automation, asked before anybody is shown it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from homeassistant.components.automation.config import async_validate_config_item
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import probatio as vol


async def async_valid_automations(hass: HomeAssistant, configs: Iterable[Mapping[str, Any]]) -> list[str | None]:
    """Return for each config why Home Assistant refuses it; None where it accepts it."""
    return [await _async_refusal(hass, config) for config in configs]


async def _async_refusal(hass: HomeAssistant, config: Mapping[str, Any]) -> str | None:
    try:
        # A copy, because validation moves keys about.
        await async_validate_config_item(hass, str(config.get("id", "")), deepcopy(dict(config)))
    except (vol.Invalid, HomeAssistantError) as err:
        return str(err) or type(err).__name__
    return None
