"""Which sensors people may go by: those that measure something felt or seen, near what they act on, or outdoors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
import re
from typing import Self

from ...model.home import Entity, Home
from ...model.things import ACT_STATES
from ...model.things.quantity import QUANTITIES, quantity_of

# Units that tell by themselves what is measured, where nobody gave a device class; a per cent may be a battery's. Of
# the two letters for a millionth, Home Assistant writes the Greek one, and some integrations the other.
_PLAIN_UNITS = frozenset({"lx", "°C", "°F", "W", "kW", "ppm", "µg/m³", "μg/m³", "W/m²", "km/h", "mph", "mm/h"})
_OUTDOORS = re.compile(
    r".*(outdoor|outside|exterior|garden|patio|terrac|balcon|backyard|weather|außen|aussen|draußen|draussen|garten"
    r"|terras|balkon|wetter|extérieur|exterieur|jardin|meteo|météo|estern|giardino|jardín|buiten|tuin|utomhus|trädgård"
    r"|udendørs|utendørs|zewnątrz|zewnetrz|ogród|ogrod|venku|zahrad|улиц|погод).*",
    re.DOTALL,
)


def measuring(home: Home) -> frozenset[str]:
    """Name the sensors of a home that measure something that people may go by, or that its owner says they do."""
    return home.around.sensors.union(name for name, one in home.entities.items() if measures(one))


def measures(entity: Entity) -> bool:
    """Tell whether an entity measures something that people may go by."""
    if entity.domain != "sensor" or entity.category is not None or entity.is_hidden:
        return False
    if entity.device_class is None:
        return entity.unit in _PLAIN_UNITS
    return entity.device_class in QUANTITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """Sensors by where they are, asked for the surroundings of one thing after the other.

    Attributes:
        by_area: the sensors of a room; likewise those of a device.
        outdoors: those that are near everything, the owner's choice and the weather among them.
    """

    by_area: Mapping[str, frozenset[str]]
    by_device: Mapping[str, frozenset[str]]
    outdoors: frozenset[str]
    home: Home

    @classmethod
    def of(cls, home: Home, names: Iterable[str]) -> Self:
        """Look at some sensors of a home."""
        names = tuple(names)
        sensors = [home.entities[name] for name in names if name in home.entities]
        outdoors = (one.entity_id for one in sensors if _is_outdoors(one, home))
        return cls(
            by_area=_grouped((one.area_id, one.entity_id) for one in sensors),
            by_device=_grouped((one.device_id, one.entity_id) for one in sensors),
            outdoors=_chosen(home).intersection(names).union(outdoors),
            home=home,
        )

    def near(self, entity_ids: Iterable[str]) -> frozenset[str]:
        """Name the sensors of the rooms and the devices of some entities, and those outdoors."""
        things = [self.home.entities[name] for name in entity_ids if name in self.home.entities]
        around = (
            *(self.by_area.get(one.area_id or "", frozenset()) for one in things),
            *(self.by_device.get(one.device_id or "", frozenset()) for one in things),
        )
        return self.outdoors.union(*around)


def sensors_of(home: Home) -> frozenset[str]:
    """Name the sensors that are near something that people act on, or outdoors."""
    return Nearby.of(home, measuring(home)).near(
        name for name, one in home.entities.items() if one.domain in ACT_STATES
    )


def _grouped(pairs: Iterable[tuple[str | None, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for place, name in pairs:
        if place:
            found.setdefault(place, set()).add(name)
    return {place: frozenset(names) for place, names in found.items()}


def unit_in(home: Home, entity_id: str) -> str:
    """Return the unit in which a sensor measures: its own, or the usual one of its class.

    Args:
        home: knows it.
        entity_id: of the sensor, or the name of a number of the weather.
    """
    if number := home.around.number_of(entity_id):
        return number.unit
    return home.unit_of(entity_id) or quantity_of(home.device_class_of(entity_id)).unit


def class_in(home: Home, entity_id: str) -> str | None:
    """Return the device class of what is measured; None where there is none. The names are those of ``unit_in``."""
    if number := home.around.number_of(entity_id):
        return number.device_class or None
    return home.device_class_of(entity_id)


def _chosen(home: Home) -> frozenset[str]:
    """Name what the owner chose; a weather that is no longer in the home measures nothing any more."""
    around = home.around
    return around.sensors if around.weather and home.is_gone(around.weather) else around.numbers


def _is_outdoors(one: Entity, home: Home) -> bool:
    """Tell whether a sensor is outdoors, by what it or its area is called; a plug out there draws no weather."""
    if quantity_of(one.device_class).is_drawn:
        return False
    said = " ".join((one.entity_id, one.name, home.area_of(one.entity_id) or "")).casefold()
    return _OUTDOORS.fullmatch(said) is not None


NOWHERE = Nearby.of(Home(), ())
"""No sensors."""
