"""The home as its registries describe it, at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A room or a part of the home."""

    area_id: str
    name: str
    floor_id: str | None = None
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A storey."""

    floor_id: str
    name: str
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A mark that the owner put on entities, devices or areas."""

    label_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device, or a service that looks like one."""

    device_id: str
    name: str
    area_id: str | None = None
    manufacturer: str | None = None
    model: str | None = None
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An entity, with what it inherits from its device and area already filled in.

    Attributes:
        area_id: its own area, else its device's.
        labels: its own labels, its device's and its area's.
        members: what a group stands for; empty for anything else.
        category: ``config`` or ``diagnostic``; None for what people use.
    """

    entity_id: str
    name: str
    platform: str | None = None
    device_id: str | None = None
    area_id: str | None = None
    device_class: str | None = None
    category: str | None = None
    labels: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """The part of the id before the dot."""
        return self.entity_id.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where the home is and what is in it. Ids are the keys of the mappings."""

    time_zone: str = "UTC"
    latitude: float = 0.0
    longitude: float = 0.0
    entities: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))
    devices: Mapping[str, Device] = field(default_factory=lambda: MappingProxyType({}))
    areas: Mapping[str, Area] = field(default_factory=lambda: MappingProxyType({}))
    floors: Mapping[str, Floor] = field(default_factory=lambda: MappingProxyType({}))
    labels: Mapping[str, Label] = field(default_factory=lambda: MappingProxyType({}))

    def name_of(self, entity_id: str) -> str:
        """Name an entity as people do; an unknown one is named after its id."""
        if entity := self.entities.get(entity_id):
            return entity.name
        return entity_id.partition(".")[2].replace("_", " ").capitalize()

    def device_class_of(self, entity_id: str) -> str | None:
        """Return the device class of an entity, None where there is none or the entity is unknown."""
        return entity.device_class if (entity := self.entities.get(entity_id)) else None
