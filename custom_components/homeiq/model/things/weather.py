"""What the weather measures, beside its state: a line for each attribute that is a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class WeatherNumber:
    """What one attribute of the weather measures.

    Attributes:
        device_class: that a sensor of it would have; empty where there is none.
        unit: where nobody tells one.
        told_in: the attribute that tells the unit; empty where it is always the same.
    """

    device_class: str = ""
    unit: str = ""
    told_in: str = ""


_DEGREES = WeatherNumber(device_class="temperature", unit="°C", told_in="temperature_unit")
_WIND = WeatherNumber(device_class="wind_speed", unit="km/h", told_in="wind_speed_unit")

WEATHER_NUMBERS: Mapping[str, WeatherNumber] = MappingProxyType(
    {
        "apparent_temperature": _DEGREES,
        "cloud_coverage": WeatherNumber(unit="%"),
        "dew_point": _DEGREES,
        "humidity": WeatherNumber(device_class="humidity", unit="%"),
        "pressure": WeatherNumber(device_class="atmospheric_pressure", unit="hPa", told_in="pressure_unit"),
        "temperature": _DEGREES,
        "uv_index": WeatherNumber(),
        "visibility": WeatherNumber(unit="km", told_in="visibility_unit"),
        "wind_gust_speed": _WIND,
        "wind_speed": _WIND,
    }
)
"""By attribute of a weather entity. Where the wind comes from goes round and round, and has no above."""
