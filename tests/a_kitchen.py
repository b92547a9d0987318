"""A kitchen, and a wish for its lamp that an AI is asked."""

from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er

from tests.actions import async_ask

WISH = "only when nobody sleeps"
LATER = {"possible": True, "time": "06:30"}


async def async_refine(
    hass: HomeAssistant,
    signature: str = "kitchen-at-seven",
    wish: str = WISH,
    context: Context | None = None,
    **more: Any,
) -> dict[str, Any]:
    return await async_ask(hass, "refine_suggestion", context, signature=signature, instruction=wish, **more)


async def async_a_kitchen(hass: HomeAssistant, **names: str) -> None:
    """Have two lamps, a radio and a motion sensor in the kitchen, a lamp elsewhere, and people."""
    kitchen = ar.async_get(hass).async_create(names.get("area", "Kitchen"))
    registry = er.async_get(hass)
    for entity_id in ("light.kitchen", "light.table", "binary_sensor.stove", "media_player.radio", "cover.gate"):
        domain, _, name = entity_id.partition(".")
        hass.states.async_remove(entity_id)
        registry.async_get_or_create(domain, "test", name, suggested_object_id=name)
        registry.async_update_entity(entity_id, area_id=kitchen.id)
        hass.states.async_set(entity_id, "off", {"friendly_name": names.get(entity_id, name.capitalize())})
    for entity_id in ("light.attic", "person.anna", "input_boolean.asleep", "lock.front"):
        hass.states.async_set(entity_id, "off", {"friendly_name": names.get(entity_id)})
    hass.states.async_set("sun.sun", "below_horizon")
    hass.states.async_set("zone.home", "1")
