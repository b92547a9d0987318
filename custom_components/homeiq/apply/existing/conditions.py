"""Conditions, old spelling and new: what must hold, on which days, and which triggers are let through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ...model.existing import Occasion, Unreadable
from ...model.habits.pattern import (
    EVERY_DAY,
    WEEKEND,
    WORKDAYS,
    Between,
    Condition,
    Dark,
    NumberIs,
    SomebodyHome,
    StateIs,
)
from ...model.home import HOME_ZONE
from ...model.surroundings import measures_number
from ...model.things import thing_of
from .config_spelling import Config, as_list, is_template, minute_of, seconds, weekdays_of
from .plain import MEANINGS, device_state
from .targets import entity_ids_of, meant, targets_of

_NOON = 12 * 60
_PLAIN_NUMBER = frozenset({"condition", "entity_id", "attribute", "above", "below", "alias", "enabled"})
_SAME_SUN = 15 * 60  # an offset below this is the sun itself, seconds
_AFTER_DARK = (Dark(), Between(after=_NOON, before=0))
_BEFORE_DAWN = (Dark(), Between(after=0, before=_NOON))

type Readable = Condition | Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What some conditions ask for together.

    Attributes:
        day_off: the one that asks for workdays, or days off; None where none does, or several do.
        trigger_ids: the triggers that they let through; None for all.
    """

    weekdays: frozenset[int] = EVERY_DAY
    day_off: StateIs | None = None
    conditions: tuple[Readable, ...] = ()
    trigger_ids: frozenset[str] | None = None

    def joined(self, other: Reading) -> Reading:
        """Return what both ask for."""
        ids = [one for one in (self.trigger_ids, other.trigger_ids) if one is not None]
        return Reading(
            weekdays=self.weekdays & other.weekdays,
            day_off=_only(self, other),
            conditions=tuple(dict.fromkeys((*self.conditions, *other.conditions))),
            trigger_ids=frozenset.intersection(*ids) if ids else None,
        )

    def met(self, occasions: Iterable[Occasion]) -> list[Occasion]:
        """Return the occasions on which the conditions hold."""
        return [
            replace(
                occasion,
                weekdays=occasion.weekdays & self.weekdays,
                day_off=_only(occasion, self),
                conditions=tuple(dict.fromkeys((*occasion.conditions, *self.conditions))),
            )
            for occasion in occasions
            if self._lets(occasion)
        ]

    def missed(self, occasions: Iterable[Occasion]) -> list[Occasion]:
        """Return the occasions on which the conditions do not hold."""
        return [
            replace(occasion, conditions=(*occasion.conditions, *self._opposite()))
            if self._lets(occasion)
            else occasion
            for occasion in occasions
            if not self._lets(occasion) or self.conditions or self.weekdays != EVERY_DAY
        ]

    def _lets(self, occasion: Occasion) -> bool:
        return self.trigger_ids is None or occasion.trigger_id in self.trigger_ids

    def _opposite(self) -> tuple[Readable, ...]:
        match self.conditions:
            case (Dark(dark=dark),) if self.weekdays == EVERY_DAY:
                return (Dark(dark=not dark),)
            case _:
                return (Unreadable(what="else"),)


@callback
def read_conditions(hass: HomeAssistant, configs: Any) -> Reading:
    """Return what a list of conditions asks for."""
    found = Reading()
    for config in as_list(configs):
        found = found.joined(_read(hass, config))
    return found


def _unreadable(kind: str) -> Reading:
    return Reading(conditions=(Unreadable(what=kind),))


def _read(hass: HomeAssistant, config: Any) -> Reading:
    if not isinstance(config, Mapping):
        return _unreadable("template")
    if config.get("enabled") is False:
        return Reading()
    kind = config.get("condition")
    if isinstance(kind, list) or "and" in config:
        return read_conditions(hass, config.get("and", kind))
    name = str(kind or next((word for word in ("or", "not") if word in config), "template"))
    if reader := READERS.get(name):
        return reader(hass, config)
    if name in MEANINGS:
        return _purpose(hass, config, name)
    return _unreadable("template" if is_template(name) else name)


def _and(hass: HomeAssistant, config: Config) -> Reading:
    return read_conditions(hass, config.get("conditions"))


def _time(hass: HomeAssistant, config: Config) -> Reading:
    after, before = (minute_of(hass, config.get(word)) for word in ("after", "before"))
    if (after is None) != ("after" not in config) or (before is None) != ("before" not in config):
        return _unreadable("time")
    band = (Between(after=after or 0, before=before or 0),) if after or before else ()
    return Reading(weekdays=weekdays_of(config.get("weekday")), conditions=band)


def _state(hass: HomeAssistant, config: Config) -> Reading:
    entity_ids = entity_ids_of(hass, config.get("entity_id"))
    states = _told_as_one(entity_ids, [str(state) for state in as_list(config.get("state"))])
    is_plain = len(states) == 1 and not is_template(states[0]) and not {"attribute", "for"} & config.keys()
    if not is_plain or (config.get("match", "all") != "all" and len(entity_ids) > 1):
        return _unreadable("state")
    found = Reading()
    for entity_id in entity_ids:
        found = found.joined(_is(hass, entity_id, states[0]))
    return found


def _only(one: Occasion | Reading, other: Reading) -> StateIs | None:
    """Return what tells the days of both; None where more than that does."""
    if EVERY_DAY in {one.weekdays, other.weekdays}:
        return one.day_off or other.day_off
    return None


def _told_as_one(entity_ids: Iterable[str], states: list[str]) -> list[str]:
    """Return the one state that others tell as well, as conditions of HomeIQ ask for all of them."""
    if len(states) > 1 and all(set(thing_of(one).reports(states[0])) == set(states) for one in entity_ids):
        return states[:1]
    return states


def _is(hass: HomeAssistant, entity_id: str, state: str) -> Reading:
    if entity_id == "sun.sun":
        return Reading(conditions=(Dark(dark=state == "below_horizon"),))
    entry = er.async_get(hass).async_get(entity_id)
    if entry and entry.platform == "workday":
        day_off = StateIs(entity_id=entity_id, state=state)
        return Reading(weekdays=WORKDAYS if state == "on" else WEEKEND, day_off=day_off)
    return Reading(conditions=(StateIs(entity_id=entity_id, state=state),))


def _numeric_state(hass: HomeAssistant, config: Config) -> Reading:
    entity_ids = entity_ids_of(hass, config.get("entity_id"))
    limits = {word: config[word] for word in ("above", "below") if word in config}
    attribute = str(config.get("attribute") or "")
    is_home = entity_ids == [HOME_ZONE] and limits == {"above": 0} and not attribute
    if is_home and config.keys() <= _PLAIN_NUMBER:
        return Reading(conditions=(SomebodyHome(),))
    is_plain = config.keys() <= _PLAIN_NUMBER and all(isinstance(one, int | float) for one in limits.values())
    if not entity_ids or not is_plain or not all(measures_number(one, attribute) for one in entity_ids):
        return _unreadable("numeric_state")
    try:
        return Reading(conditions=tuple(NumberIs(entity_id=one, attribute=attribute, **limits) for one in entity_ids))
    except ValueError:
        return _unreadable("numeric_state")


def _sun(hass: HomeAssistant, config: Config) -> Reading:
    options = {**config, **(config.get("options") or {})}
    offsets = [seconds(options.get(word)) for word in ("after_offset", "before_offset")]
    if any(offset is None or abs(offset) > _SAME_SUN for offset in offsets):
        return _unreadable("sun")
    match options.get("after"), options.get("before"):
        case "sunset", "sunrise":
            return Reading(conditions=(Dark(),))
        case "sunset", None:
            return Reading(conditions=_AFTER_DARK)
        case None, "sunrise":
            return Reading(conditions=_BEFORE_DAWN)
        case "sunrise", "sunset":
            return Reading(conditions=(Dark(dark=False),))
        case _:
            return _unreadable("sun")


def _sun_is_set(hass: HomeAssistant, config: Config) -> Reading:
    return Reading(conditions=(Dark(),))


def _sun_is_up(hass: HomeAssistant, config: Config) -> Reading:
    return Reading(conditions=(Dark(dark=False),))


def _device(hass: HomeAssistant, config: Config) -> Reading:
    state = device_state(str(config.get("domain")), str(config.get("type")))
    entity_ids = entity_ids_of(hass, config.get("entity_id"))
    if state is None or not entity_ids or "for" in config:
        return _unreadable("device")
    return Reading(conditions=tuple(StateIs(entity_id=entity_id, state=state) for entity_id in entity_ids))


def _zone(hass: HomeAssistant, config: Config) -> Reading:
    if as_list(config.get("zone")) != [HOME_ZONE]:
        return _unreadable("zone")
    people = entity_ids_of(hass, config.get("entity_id"))
    return Reading(conditions=tuple(StateIs(entity_id=person, state="home") for person in people))


def _trigger(hass: HomeAssistant, config: Config) -> Reading:
    return Reading(trigger_ids=frozenset(str(one) for one in as_list(config.get("id"))))


def _purpose(hass: HomeAssistant, config: Config, kind: str) -> Reading:
    options = config.get("options") or {}
    states = [
        StateIs(entity_id=entity_id, state=meaning.state)
        for entity_id in sorted(targets_of(hass, config.get("target")))
        for meaning in MEANINGS[kind]
        if meant(hass, entity_id, meaning)
    ]
    # Of several, any one is enough unless all are asked for.
    if not states or options.get("for") or (len(states) > 1 and options.get("behavior", "any") != "all"):
        return _unreadable(kind)
    return Reading(conditions=tuple(states))


READERS: Mapping[str, Callable[[HomeAssistant, Config], Reading]] = MappingProxyType(
    {
        "and": _and,
        "time": _time,
        "state": _state,
        "numeric_state": _numeric_state,
        "sun": _sun,
        "sun.is_set": _sun_is_set,
        "sun.is_up": _sun_is_up,
        "device": _device,
        "zone": _zone,
        "trigger": _trigger,
    }
)
"""By the kind of a condition, or its name where it has a purpose; ``plain.MEANINGS`` are read besides."""
