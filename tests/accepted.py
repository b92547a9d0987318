"""Homes in which suggestions are accepted: with the owner's own files, read as Home Assistant reads them."""

from pathlib import Path
from typing import Any

from homeassistant.config import async_hass_config_yaml
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.habits.suggestion import Suggestion
from tests.homes import async_remember, async_set_up

INCLUDED = """\
automation: !include automations.yaml
scene: !include scenes.yaml
script: !include scripts.yaml
"""

OWN = """\
# My automations, please do not touch.
- id: mine
  alias: Mine  # it is
  triggers:
  - trigger: time
    at: '05:00:00'
  actions:
  - action: light.turn_off
    target:
      entity_id: light.attic
"""


def file_of(hass: HomeAssistant, name: str = "automations.yaml") -> Path:
    return Path(hass.config.path(name))


def write_files(hass: HomeAssistant, automations: str = "[]\n", configuration: str = INCLUDED) -> None:
    """Lay the owner's files out."""
    files = {
        "configuration.yaml": configuration,
        "automations.yaml": automations,
        "scenes.yaml": "",
        "scripts.yaml": "",
    }
    for name, text in files.items():
        file_of(hass, name).write_bytes(text.encode())


async def async_furnish(hass: HomeAssistant, *entity_ids: str, **attributes: Any) -> None:
    """Have entities, all of them off."""
    for entity_id in entity_ids or ("light.kitchen", "light.hall"):
        hass.states.async_set(entity_id, "off", attributes)


async def async_a_home(
    hass: HomeAssistant,
    *suggestions: Suggestion,
    automations: str = "[]\n",
    configuration: str = INCLUDED,
    options: dict[str, Any] | None = None,
) -> MockConfigEntry:
    """Set up a home that has suggestions, its files included."""
    write_files(hass, automations, configuration)
    await async_furnish(hass)
    config = await async_hass_config_yaml(hass)
    for component in ("automation", "scene", "script", "config"):
        assert await async_setup_component(hass, component, config)
    await async_remember(hass, *suggestions)
    return await async_set_up(hass, options)


async def async_accept(hass: HomeAssistant, signature: str, **fields: Any) -> dict[str, Any]:
    answer = await hass.services.async_call(
        DOMAIN, "accept_suggestion", {"signature": signature, **fields}, blocking=True, return_response=True
    )
    assert answer is not None
    return dict(answer)


async def async_undo(hass: HomeAssistant, signature: str) -> None:
    await hass.services.async_call(DOMAIN, "undo_suggestion", {"signature": signature}, blocking=True)
    await hass.async_block_till_done()
