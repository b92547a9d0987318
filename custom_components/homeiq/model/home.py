"""The home as its registries describe it, at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from .opener import Opening
from .readings import UnitEra
from .surroundings import Surroundings
from .things import thing_of

HOME_ZONE = "zone.home"
"""The home itself, as Home Assistant calls it; its state is how many persons are there."""


def members_in(entity_id: str, attributes: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the entities that a group stands for, as its attributes name them; none where it is no group.

    Examples:
        >>> members_in("light.stairs", {"entity_id": ["light.up", "light.down"]})
        ('light.up', 'light.down')
        >>> members_in("scene.evening", {"entity_id": ["light.up", "light.down"]})
        ()
    """
    if thing_of(entity_id).lists_others:
        return ()
    members = attributes.get("entity_id") or attributes.get("group_entities") or ()
    return () if isinstance(members, str) else tuple(map(str, members))


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
        is_hidden: people don't see it: something else stands for it, mostly.
        category: ``config`` or ``diagnostic``; None for what people use.
        aliases: what else its owner calls it.
        chosen_class: the device class that its owner chose; None where it has the one of its integration.
        unit: in which it measures; None where it measures nothing, or nobody knows.
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
    aliases: tuple[str, ...] = ()
    chosen_class: str | None = None
    is_hidden: bool = False
    unit: str | None = None

    @property
    def domain(self) -> str:
        """The part of the id before the dot."""
        return self.entity_id.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where the home is and what is in it. Ids are the keys of the mappings.

    Attributes:
        openings: what was seen to open something, by what was activated.
        forwards: what scripts, templates and automations may open when an entity is acted on, by that entity.
        around: what people go by beside it, as the owner said.
        controls: entities that people press, turn or flip so that they move other things.
        eras: stretches of the past in which something measured in another unit than now, by its name in the history.
        is_whole: whether all that there is is among its entities, so that what is not is gone.
    """

    time_zone: str = "UTC"
    latitude: float = 0.0
    longitude: float = 0.0
    entities: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))
    devices: Mapping[str, Device] = field(default_factory=lambda: MappingProxyType({}))
    areas: Mapping[str, Area] = field(default_factory=lambda: MappingProxyType({}))
    floors: Mapping[str, Floor] = field(default_factory=lambda: MappingProxyType({}))
    labels: Mapping[str, Label] = field(default_factory=lambda: MappingProxyType({}))
    openings: Mapping[str, Opening] = field(default_factory=lambda: MappingProxyType({}))
    forwards: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    around: Surroundings = field(default_factory=Surroundings)
    controls: frozenset[str] = frozenset()
    eras: Mapping[str, tuple[UnitEra, ...]] = field(default_factory=lambda: MappingProxyType({}))
    is_whole: bool = False

    def is_gone(self, entity_id: str) -> bool:
        """Tell whether an entity is no longer in the home, as far as anybody knows."""
        return self.is_whole and entity_id not in self.entities

    def name_of(self, entity_id: str) -> str:
        """Name an entity as people do; an unknown one is named after its id."""
        if entity := self.entities.get(entity_id):
            return entity.name
        return entity_id.partition(".")[2].replace("_", " ").capitalize()

    def with_members(self, entities: Iterable[str], deepest: int = 4) -> Iterator[str]:
        """Yield entities and the members of those that are groups, down through groups of groups."""
        for name in entities:
            yield name
            entity = self.entities.get(name)
            if entity and entity.members and deepest:
                yield from self.with_members(entity.members, deepest - 1)

    def area_of(self, entity_id: str) -> str | None:
        """Name the area of an entity, None where it is in none."""
        entity = self.entities.get(entity_id)
        area = self.areas.get(entity.area_id) if entity and entity.area_id else None
        return area.name if area else None

    def has_namesake(self, entity_id: str) -> bool:
        """Tell whether something that people use bears the same name."""
        name = self.name_of(entity_id).casefold()
        return any(
            one.name.casefold() == name and other != entity_id and one.category is None and not one.is_hidden
            for other, one in self.entities.items()
        )

    def device_class_of(self, entity_id: str) -> str | None:
        """Return the device class of an entity, None where there is none or the entity is unknown."""
        return entity.device_class if (entity := self.entities.get(entity_id)) else None

    def unit_of(self, entity_id: str) -> str | None:
        """Return the unit that an entity measures in, None where there is none or the entity is unknown."""
        return entity.unit if (entity := self.entities.get(entity_id)) else None
