"""What the owner said that people go by, with the units in which the weather is told."""

from types import MappingProxyType

from homeassistant.core import HomeAssistant, callback

from ..model.surroundings import Surroundings
from ..model.things.weather import WEATHER_NUMBERS
from ..settings import Context


@callback
def read_surroundings(hass: HomeAssistant, context: Context) -> Surroundings:
    """Read what is around a home, as it is now."""
    weather = hass.states.get(context.weather) if context.weather else None
    attributes = weather.attributes if weather else {}
    told = {name: attributes.get(one.told_in) for name, one in WEATHER_NUMBERS.items() if one.told_in}
    return Surroundings(
        weather=context.weather,
        workday=context.workday,
        sensors=frozenset(context.sensors),
        units=MappingProxyType({name: unit for name, unit in told.items() if isinstance(unit, str)}),
    )
