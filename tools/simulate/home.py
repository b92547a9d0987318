"""The simulated home: rooms, and the entities in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

ROOMS = ("living_room", "kitchen", "bedroom", "bathroom", "hallway", "entrance", "office", "garden")
EXTRA_ROOMS = ("laundry", "pantry", "guest_room", "attic")
ZONE = "zone.home"
SUN = "sun.sun"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedEntity:
    """An entity of the home.

    Attributes:
        members: what a group or a helper stands for; it follows them within a second.
        at_first: its state when the history begins.
    """

    entity_id: str
    name: str
    area: str | None = None
    device_class: str | None = None
    members: tuple[str, ...] = ()
    at_first: str = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """Somebody who lives there."""

    name: str
    user_id: str

    @property
    def entity_id(self) -> str:
        """The person entity."""
        return f"person.{self.name}"


RESIDENTS = (
    Resident(name="alex", user_id="5f1c2a0b9d3e4c76a8b1e0f2d4c6a801"),
    Resident(name="robin", user_id="7b2d4e6f8a0c4d1e93f5a7b9c1d3e502"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedHome:
    """Where the home is, who lives there and what is in it."""

    time_zone: str
    latitude: float
    longitude: float
    residents: tuple[Resident, ...]
    entities: Mapping[str, SimulatedEntity]

    def followers(self, entity_id: str) -> list[SimulatedEntity]:
        """Return the groups and helpers that stand for an entity."""
        return [entity for entity in self.entities.values() if entity_id in entity.members]

    def motion_of(self, entity_id: str) -> str | None:
        """Return the motion sensor in the room of an entity, None where there is none."""
        sensor = f"binary_sensor.{self.entities[entity_id].area}_motion"
        return sensor if sensor in self.entities else None

    def to_json(self) -> dict[str, Any]:
        """Return what is written beside the events."""
        entities = {
            key: {"name": each.name, "area": each.area, "device_class": each.device_class, "members": each.members}
            for key, each in self.entities.items()
        }
        areas = sorted({each.area for each in self.entities.values() if each.area})
        place = {"time_zone": self.time_zone, "latitude": self.latitude, "longitude": self.longitude}
        residents = [asdict(resident) for resident in self.residents]
        return {**place, "areas": areas, "residents": residents, "entities": entities}


FURNITURE = """
living_room light.living_room cover.living_room_blinds climate.living_room media_player.living_room_tv
living_room light.sofa_lamp light.shelf_lamp light.corner_lamp fan.living_room_fan
kitchen light.kitchen light.hood switch.coffee_machine media_player.kitchen_radio switch.kettle switch.dishwasher
bedroom light.bedroom light.bedside_lamp cover.bedroom_blinds climate.bedroom switch.heated_blanket
bathroom light.bathroom light.mirror switch.towel_rail
hallway light.hallway light.stairs
entrance light.entrance lock.front_door
office light.office light.desk_lamp switch.printer
garden light.porch light.garden switch.pond_pump switch.garage_fan
laundry light.laundry switch.washing_machine
pantry light.pantry
guest_room light.guest_room
attic light.attic
"""
GROUPS = {
    "light.living_room_lamps": ("living_room", ("light.sofa_lamp", "light.shelf_lamp", "light.corner_lamp")),
    "light.pond_pump": ("garden", ("switch.pond_pump",)),
}
FIRST_STATES = {"cover": "closed", "climate": "heat", "lock": "locked"}
OPENINGS = {"binary_sensor.front_door": ("entrance", "door"), "binary_sensor.bedroom_window": ("bedroom", "window")}
WITHOUT_MOTION = {"entrance", "garden", "bedroom"}


def furnish(extra_rooms: int) -> dict[str, SimulatedEntity]:
    """Put everything but the people and the chatty sensors into a home with so many extra rooms."""
    rooms = {*ROOMS, *EXTRA_ROOMS[:extra_rooms]}
    return _by_id([*_actuators(rooms), *_groups(), *_binary_sensors(rooms)])


def people(residents: Iterable[Resident]) -> dict[str, SimulatedEntity]:
    """Return the entities that follow the residents and the sun."""
    persons = [_entity(resident.entity_id, at_first="home") for resident in residents]
    counted = _entity(ZONE, at_first=str(len(persons)))
    return _by_id([*persons, counted, _entity(SUN, at_first="below_horizon")])


def chatty_sensors(rooms: Iterable[str]) -> dict[str, SimulatedEntity]:
    """Return sensors whose values change all day."""
    kinds = ("temperature", "illuminance", "power", "humidity")
    return _by_id(_entity(f"sensor.{room}_{kind}", room, kind, at_first="20.0") for room in rooms for kind in kinds)


def _actuators(rooms: set[str]) -> Iterator[SimulatedEntity]:
    for line in FURNITURE.strip().splitlines():
        room, *ids = line.split()
        if room in rooms:
            yield from (_entity(each, room, at_first=FIRST_STATES.get(each.partition(".")[0], "off")) for each in ids)


def _groups() -> Iterator[SimulatedEntity]:
    for group, (room, members) in GROUPS.items():
        yield _entity(group, room, members=members)


def _binary_sensors(rooms: set[str]) -> Iterator[SimulatedEntity]:
    for sensor, (room, device_class) in OPENINGS.items():
        yield _entity(sensor, room, device_class)
    for room in sorted(rooms - WITHOUT_MOTION):
        yield _entity(f"binary_sensor.{room}_motion", room, "motion")


def _entity(
    entity_id: str,
    area: str | None = None,
    device_class: str | None = None,
    *,
    members: tuple[str, ...] = (),
    at_first: str = "off",
) -> SimulatedEntity:
    name = entity_id.partition(".")[2].replace("_", " ").capitalize()
    return SimulatedEntity(
        entity_id=entity_id, name=name, area=area, device_class=device_class, members=members, at_first=at_first
    )


def _by_id(entities: Iterable[SimulatedEntity]) -> dict[str, SimulatedEntity]:
    return {entity.entity_id: entity for entity in entities}
