"""The one judge of whether acting on something lets somebody in, disarms an alarm, or lets water or gas flow.

Asked at every door: when habits are looked for, shown, changed, accepted, exported, and when a config is about to be
written. An actuator of any domain is a way in because of what it *is* (a lock, a valve, an alarm or its siren; a cover
of class garage, gate, door or window), what it is *called* (its id, its name, its aliases; its device's name where
these say nothing of their own, and its area's where even that says nothing), what it *does* (a contact follows it:
``contacts``), or because one of its members is one, or what it forwards to: the switch that is shown as a light, what a
template or a script calls, what an automation does once it changes. A cover that nothing proves to cover a window
counts as well.

What is dangerous is the act, not the thing: closing a gate or a valve and locking a lock are harmless, anything else
that is done to a cover, a valve or a lock is not. All other domains only give a pulse or switch a relay, where either
direction may open; so nothing at all is done to them, and nothing to an alarm or its siren.

Names of different weight:

- A relay (switch, button, helper, script …) is a way in with any word for a door, a gate, a guard or an opener,
  unless the same name says that it is something else there: a lamp, a camera, a heater. Openers are openers whatever
  else they are. A garage is a room: it makes a way in only of what has no other name.
- What says by its domain what it is (light, fan, climate, media player …) is a way in by a word for openers alone. A
  light called *Garage door* hangs there; lighting is no way in. A relay shown as a light gives itself away by what
  follows it.
- A cover is proven by its class or by a word for a covering. *Shutter* is a word for the doors of garages too, so it
  proves nothing beside a garage, a gate or a door, nor does the class, unless its owner chose that. A word that means
  both, as *persiana*, proves nothing beside a garage.
- A class that the owner chose, of a covering or of an outlet, is believed before any name. What follows is believed
  first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ...model.home import Entity, Home
from ...model.things import domains_where, thing_of
from ...model.things.device_class import SHUTTER, covering_of, sense_of
from .called import area_name, device_name, own_names
from .furniture import is_furniture
from .names import WAYS, Says, said_by, said_of_household, says_nothing_else


class WayInReason(StrEnum):
    """Why something is taken for a way in."""

    KIND = "kind"
    NAME = "name"
    UNPROVEN = "unproven"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """Something that is taken for a way in.

    Attributes:
        entity_id: the one that is; of a group the member.
        by: the contact that follows it, or the name that says so; None where its kind does.
    """

    entity_id: str
    ground: WayInReason
    by: str | None = None


SPEAKING_FOR_THEMSELVES = domains_where(lambda thing: thing.is_named_after_place)
"""Domains that say what an entity is, so that its name is that of its place."""

_KINDS = domains_where(lambda thing: thing.is_way_in)
_OUTLET = "outlet"  # a class of switches; the only one that says that what they switch opens nothing
_BUTTONS = frozenset({"identify", "restart", "update"})  # all classes that Home Assistant has of buttons
_ELSE = frozenset({Says.LAMP, Says.OTHER})
_BESIDE_SHUTTERS = frozenset({Says.GARAGE, Says.GATE, Says.OPENER})


def lets_in(entity_id: str, state: str, home: Home) -> WayIn | None:
    """Return the way in that bringing an entity to a state would open; None where it opens none."""
    return next((way for way in _ways(entity_id, home, set()) if state not in thing_of(way.entity_id).harmless), None)


def opened_by(entity_id: str, action: str, home: Home) -> WayIn | None:
    """Return the way in that an action such as ``turn_on`` would open; None where it opens none."""
    return next(
        (way for way in _ways(entity_id, home, set()) if action not in thing_of(way.entity_id).harmless_actions), None
    )


def way_in(entity_id: str, home: Home) -> WayIn | None:
    """Return why an entity, or what it stands for, is a way in; None where it is none."""
    return next(_ways(entity_id, home, set()), None)


def is_forbidden(entity_id: str, state: str, home: Home) -> bool:
    """Tell whether bringing an entity to a state must never be automated: it lets somebody in, or helps nobody."""
    return state in thing_of(entity_id).unhelpful or lets_in(entity_id, state, home) is not None


def keeps_people_out(entity_id: str, home: Home) -> bool:
    """Tell whether a cover is a garage, a door or a gate, as its class, its name or what follows it says.

    One of which nobody knows what it covers is none, though nothing opens it either.
    """
    if entity_id.partition(".")[0] != "cover":
        return False
    way = way_in(entity_id, home)
    return way is not None and way.ground is not WayInReason.UNPROVEN


def is_contact(entity: Entity, home: Home) -> bool:
    """Tell whether an entity says that a way in is open: by its class, or by its name without one.

    A way in is a door, a gate or a lock, not the door of a fridge.
    """
    return _tells_of_opening(entity) and not is_furniture(entity, home)


def _tells_of_opening(entity: Entity) -> bool:
    match entity.domain, entity.device_class:
        case "lock", _:
            return True
        case "binary_sensor", name if sense_of(name).is_contact:
            return True
        case "cover", name if covering_of(name).is_contact:
            return True
        case "binary_sensor" | "cover", None | "window" | "shutter":
            told = [said_by(name) & {*WAYS, Says.COVERING} for name in own_names(entity)]
            return any(said and Says.COVERING not in said for said in told)
        case _:
            return False


def may_be_people(entity: Entity, home: Home) -> bool:
    """Tell whether people use a thing and then go through a door, as its kind, its class or its name says.

    So they do with a lamp, a kettle or a blind. A name with a word for a way in beside that of a kettle says no such
    thing.
    """
    if entity.domain == "cover":
        return covers_a_window(entity)
    if entity.domain in SPEAKING_FOR_THEMSELVES or _is_believed(entity):
        return True
    own = own_names(entity)
    asked = (*own, *device_name(entity, home)) if all(map(says_nothing_else, own)) else own
    return any(map(_is_appliance, asked)) and not any(said_by(name) & WAYS for name in asked)


def _is_appliance(name: str) -> bool:
    return bool(said_by(name) & _ELSE or said_of_household(name) & {Says.FURNITURE, Says.APPLIANCE})


def covers_a_window(entity: Entity) -> bool:
    """Tell whether a cover is proven to cover a window, by its class or its name."""
    told = frozenset[Says]().union(*map(said_by, own_names(entity)))
    return covering_of(entity.device_class).is_at_window or bool(told & {Says.COVERING, Says.SHUTTER})


def _ways(entity_id: str, home: Home, seen: set[str]) -> Iterator[WayIn]:
    seen.add(entity_id)
    entity = home.entities.get(entity_id) or Entity(entity_id=entity_id, name="")
    if found := _own(entity, home):
        yield found
    for member in entity.members:
        if member not in seen:
            yield from _ways(member, home, seen)
    for target in home.forwards.get(entity_id, ()):
        if target not in seen:
            # Somebody's automation that opens a cover of which nobody knows anything is no proof against a lamp.
            yield from (way for way in _ways(target, home, seen) if way.ground is not WayInReason.UNPROVEN)


def _own(entity: Entity, home: Home) -> WayIn | None:
    way = WayIn(entity_id=entity.entity_id, ground=WayInReason.KIND)
    if entity.domain in _KINDS:
        return way
    if opening := home.openings.get(entity.entity_id):
        return replace(way, ground=WayInReason.CONTACT, by=opening.contact)
    if thing_of(entity.entity_id).is_inert:
        return None
    if entity.domain == "cover":
        return _of_cover(entity, home)
    name = _giving_away(entity, home)
    return replace(way, ground=WayInReason.NAME, by=name) if name else None


def _of_cover(entity: Entity, home: Home) -> WayIn | None:
    way = WayIn(entity_id=entity.entity_id, ground=WayInReason.KIND)
    is_shutter, covering = entity.device_class == SHUTTER, covering_of(entity.device_class)
    if covering.is_at_window and not (is_shutter and entity.chosen_class != SHUTTER):
        return None
    if covering.is_way_in:
        return way
    own = own_names(entity)
    told = [(name, said) for name in own if (said := said_by(name))] or [
        (name, said_by(name)) for name in device_name(entity, home)
    ]
    for name, said in told:
        if _is_door(said, is_shutter=is_shutter):
            return replace(way, ground=WayInReason.NAME, by=name)
    if is_shutter or entity.members or any(said & {Says.COVERING, Says.SHUTTER} for _, said in told):
        return None
    return replace(way, ground=WayInReason.UNPROVEN)


def _is_door(said: frozenset[Says], *, is_shutter: bool) -> bool:
    """Tell whether the name of a cover is that of a door, not of what hangs in front of one."""
    if Says.GATE in said or Says.OPENER in said:
        return True
    if Says.COVERING in said:
        # Some words for a covering are those for the roller that closes a garage as well.
        return {Says.GARAGE, Says.SHUTTER} <= said
    return bool(said & (_BESIDE_SHUTTERS if is_shutter else WAYS))


def _giving_away(entity: Entity, home: Home) -> str | None:
    """Return the name that makes a way in of something else than a cover; None where no name does."""
    own, device = own_names(entity), device_name(entity, home)
    if entity.domain in SPEAKING_FOR_THEMSELVES:
        is_lamp = any(Says.LAMP in said_by(name) for name in (*own, *device))
        return None if is_lamp else next((name for name in (*own, *device) if Says.OPENER in said_by(name)), None)
    if _is_believed(entity):
        return None
    says_else = any(said_by(name) & _ELSE for name in own)
    asked = (*own, *(name for name in device if not says_else or Says.OPENER in said_by(name)))
    if found := next(filter(_is_way, asked), None):
        return found
    if all(map(says_nothing_else, asked)):
        return next((name for name in area_name(entity, home) if said_by(name) & WAYS), None)
    return None


def _is_believed(entity: Entity) -> bool:
    """Tell whether a class says that something else than a cover is harmless."""
    return entity.chosen_class == _OUTLET or (entity.domain == "button" and entity.device_class in _BUTTONS)


def _is_way(name: str) -> bool:
    said = said_by(name)
    if Says.OPENER in said:
        return True
    if said & _ELSE or not said & WAYS:
        return False
    return said & WAYS != {Says.GARAGE} or says_nothing_else(name, frozenset({Says.GARAGE}))
