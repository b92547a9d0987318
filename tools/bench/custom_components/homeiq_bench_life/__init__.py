"""A home that never rests: registered entities that change at a steady rate from the start on.

Its actions tell what the event loop has felt since the last time (``watch``), where its time goes (``profile``), for
whom it waits (``stalls``), and how many objects Python looks through for garbage (``objects``).
"""

from homeassistant.const import STATE_OFF
from homeassistant.core import HomeAssistant, SupportsResponse
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.typing import ConfigType

from .life import Life

DOMAIN = "homeiq_bench_life"


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the entities, and let them live once Home Assistant has started."""
    registry = er.async_get(hass)
    wanted = config[DOMAIN]
    names = [
        registry.async_get_or_create(
            "binary_sensor", DOMAIN, str(number), suggested_object_id=f"life_{number}"
        ).entity_id
        for number in range(wanted["entities"])
    ]
    for number in range(wanted["lamps"]):
        hass.states.async_set(f"light.lamp_{number}", STATE_OFF)
    life = Life(hass, names, float(wanted["rate"]))
    answers = {
        "watch": life.async_watch,
        "objects": life.async_objects,
        "profile": life.async_profile,
        "stalls": life.async_stalls,
    }
    for name, answer in answers.items():
        hass.services.async_register(DOMAIN, name, answer, supports_response=SupportsResponse.ONLY)

    async def begin(hass: HomeAssistant) -> None:
        hass.async_create_background_task(life.async_live(), DOMAIN)

    async_at_started(hass, begin)
    return True
