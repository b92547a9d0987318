"""Surroundings: what people go by beside what their home tells: the weather, days off, what energy costs.

The owner names them. Numbers of the weather are attributes of one entity; in the history each is an event of a name of
its own, as values are: ``weather.home#temperature`` came to ``21.5``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .habits.value import split_value_name, value_name
from .things.weather import WEATHER_NUMBERS, WeatherNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the owner said that people go by.

    Attributes:
        weather: the entity of the weather; None where there is none.
        workday: the entity that tells days on which people work from others; None where there is none.
        sensors: those that count wherever they are and whatever they measure, such as a price.
        units: of the weather's numbers, by attribute, where they are told.
    """

    weather: str | None = None
    workday: str | None = None
    sensors: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def numbers(self) -> frozenset[str]:
        """The names of all numbers that are near everything, as the history has them."""
        weather = () if self.weather is None else (value_name(self.weather, one) for one in WEATHER_NUMBERS)
        return self.sensors.union(weather)

    def number_of(self, name: str) -> WeatherNumber | None:
        """Return what a number of the weather measures, and in which unit; None for any other name."""
        entity_id, attribute = split_value_name(name)
        if entity_id != self.weather or (number := WEATHER_NUMBERS.get(attribute)) is None:
            return None
        return WeatherNumber(device_class=number.device_class, unit=self.units.get(attribute, number.unit))


NOTHING = Surroundings()
"""The owner said nothing."""


def measures_number(entity_id: str, attribute: str) -> bool:
    """Tell whether conditions may ask for a number there: the state of a sensor, or what the weather measures.

    Examples:
        >>> measures_number("sensor.hall", ""), measures_number("weather.home", "humidity")
        (True, True)
        >>> measures_number("sensor.hall", "battery"), measures_number("weather.home", "")
        (False, False)
    """
    if attribute:
        return entity_id.startswith("weather.") and attribute in WEATHER_NUMBERS
    return entity_id.startswith("sensor.")
