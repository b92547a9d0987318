"""What sensors measure, by device class: the unit, and which numbers people tell from each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What sensors of a class measure.

    Attributes:
        unit: where nobody tells one.
        step: how far apart numbers are that people tell from each other; None where they tell ratios.
        is_light: it goes by the time of day.
        is_drawn: a device draws it, wherever that is, so it tells nothing of the place.
    """

    unit: str = ""
    step: float | None = None
    is_light: bool = False
    is_drawn: bool = False


QUANTITIES: Mapping[str, Quantity] = MappingProxyType(
    {
        "absolute_humidity": Quantity(unit="g/m³"),
        "apparent_power": Quantity(unit="VA", is_drawn=True),
        "aqi": Quantity(),
        "atmospheric_pressure": Quantity(unit="hPa", step=5.0),
        "carbon_dioxide": Quantity(unit="ppm"),
        "carbon_monoxide": Quantity(unit="ppm"),
        "current": Quantity(unit="A", is_drawn=True),
        "humidity": Quantity(unit="%", step=5.0),
        "illuminance": Quantity(unit="lx", is_light=True),
        "irradiance": Quantity(unit="W/m²", is_light=True),
        "moisture": Quantity(unit="%", step=5.0),
        "pm1": Quantity(unit="μg/m³"),
        "pm10": Quantity(unit="μg/m³"),
        "pm25": Quantity(unit="μg/m³"),
        "pm4": Quantity(unit="μg/m³"),
        "power": Quantity(unit="W", is_drawn=True),
        "precipitation_intensity": Quantity(unit="mm/h"),
        "pressure": Quantity(unit="hPa"),
        "sound_pressure": Quantity(unit="dB", step=5.0),
        "temperature": Quantity(unit="°C", step=0.5),
        "volatile_organic_compounds": Quantity(unit="μg/m³"),
        "volatile_organic_compounds_parts": Quantity(unit="ppm"),
        "wind_speed": Quantity(unit="km/h"),
    }
)
"""By device class. What only counts up, or tells of a device itself, is not in it."""

NOTHING_MEASURED = Quantity()


def quantity_of(device_class: str | None) -> Quantity:
    """Return what sensors of a class measure; nothing that people go by, where they have none or another one."""
    return QUANTITIES.get(device_class or "", NOTHING_MEASURED)
