"""A home that never rests: registered entities that change at a steady rate from the start on."""

import asyncio
from time import perf_counter

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.typing import ConfigType

DOMAIN = "homeiq_bench_life"
_TICK = 0.01  # seconds between two handfuls


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
    rate = float(wanted["rate"])

    async def begin(hass: HomeAssistant) -> None:
        hass.async_create_background_task(_live(hass, names, rate), DOMAIN)

    async_at_started(hass, begin)
    return True


async def _live(hass: HomeAssistant, names: list[str], rate: float) -> None:
    begin, written = perf_counter(), 0
    while True:
        # By the clock, so that a late handful is made up for.
        due = int((perf_counter() - begin) * rate)
        for number in range(written, due):
            turn, place = divmod(number, len(names))
            state = "on" if turn % 2 else "off"
            hass.states.async_set(names[place], state, {"device_class": "motion"})
        written = due
        await asyncio.sleep(_TICK)
