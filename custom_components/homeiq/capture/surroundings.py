"""What the owner said that people go by, with the units in which the weather is told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from homeassistant.const import UnitOfPressure, UnitOfSpeed
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM

from ..model.surroundings import Surroundings
from ..model.things.weather import WEATHER_NUMBERS
from ..settings import Context


@callback
def read_surroundings(hass: HomeAssistant, context: Context) -> Surroundings:
    """Read what is around a home, as it is now.

    What is no longer in it tells nothing more, whatever it told before. Only the weather is named all the same, because
    its past is read by that name.
    """
    state = hass.states.get(context.weather) if context.weather else None
    attributes, usual = state.attributes if state else {}, _usual_units(hass)
    told = {
        name: attributes.get(one.told_in, usual[one.told_in])
        for name, one in WEATHER_NUMBERS.items()
        if one.told_in and context.weather
    }
    return Surroundings(
        weather=context.weather,
        workday=context.workday if context.workday and _is_there(hass, context.workday) else None,
        sensors=frozenset(one for one in context.sensors if _is_there(hass, one)),
        units=MappingProxyType({name: unit for name, unit in told.items() if isinstance(unit, str)}),
    )


def _is_there(hass: HomeAssistant, entity_id: str) -> bool:
    """Tell whether an entity is in the home, also while it is away."""
    entry = er.async_get(hass).async_get(entity_id)
    return hass.states.get(entity_id) is not None or (entry is not None and entry.disabled_by is None)


def _usual_units(hass: HomeAssistant) -> Mapping[str, str]:
    """Return the units of a weather that tells none because it is away, by what would tell them.

    They are those that Home Assistant's weather has where its integration and its owner say nothing else.
    """
    units, is_american = hass.config.units, hass.config.units is US_CUSTOMARY_SYSTEM
    return {
        "temperature_unit": units.temperature_unit,
        "wind_speed_unit": UnitOfSpeed.MILES_PER_HOUR if is_american else UnitOfSpeed.KILOMETERS_PER_HOUR,
        "pressure_unit": UnitOfPressure.INHG if is_american else UnitOfPressure.HPA,
        "visibility_unit": units.length_unit,
    }
