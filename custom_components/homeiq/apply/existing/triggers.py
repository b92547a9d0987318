"""Triggers, old spelling and new, as occasions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from homeassistant.const import MAJOR_VERSION, MINOR_VERSION
from homeassistant.core import HomeAssistant, callback

from ...model.existing import ANY_STATE, Occasion, Unreadable
from ...model.habits.trigger import AtSun, AtTime, Crosses, OnChange, Trigger
from ...model.home import HOME_ZONE
from ...model.things import GONE, THINGS, thing_of
from .config_spelling import Config, as_list, is_template, minute_of, seconds, weekdays_of
from .plain import MEANINGS, device_state
from .schedules import turns_of
from .targets import entity_ids_of, meant, targets_of

# Between two such states there is nothing else to come from.
_COUNTERPARTS = frozenset({("off", "on"), ("on", "off"), ("home", "not_home"), ("not_home", "home")})
_PLAIN_CROSSING = frozenset(
    {"trigger", "platform", "entity_id", "above", "below", "for", "id", "alias", "enabled", "note", "variables"}
)
_SAYS = THINGS["event"].says

type IsByHand = Callable[[Config, str | None], bool]
"""Tells whether a hand alone fires a trigger: given its configuration, and whose change it is where it is one's."""


def _nobody(_: Config, __: str | None) -> bool:
    return False


@callback
def read_triggers(hass: HomeAssistant, configs: Any, is_by_hand: IsByHand = _nobody) -> list[Occasion]:
    """Return an occasion for each entity and time that sets an automation off."""
    found: list[Occasion] = []
    for place, config in enumerate(_flat(configs)):
        if config.get("enabled") is False:
            continue
        trigger_id = str(config.get("id", place))
        found += [
            replace(
                one, trigger_id=trigger_id, by_hand=is_by_hand(config, one.change.entity_id if one.change else None)
            )
            for one in _read(hass, config)
        ]
    return found


def _flat(configs: Any) -> Iterator[Config]:
    for config in as_list(configs):
        if not isinstance(config, Mapping):
            continue
        if "triggers" in config:
            yield from _flat(config["triggers"])
        else:
            yield config


def _read(hass: HomeAssistant, config: Config) -> list[Occasion]:
    kind = str(config.get("trigger", config.get("platform", "")))
    if reader := READERS.get(kind):
        return reader(hass, config)
    if kind in MEANINGS:
        return _purpose(hass, config, kind)
    return [_unreadable(kind)]


def _unreadable(kind: str) -> Occasion:
    return Occasion(trigger=Unreadable(what=kind))


def _time(hass: HomeAssistant, config: Config) -> list[Occasion]:
    weekdays = weekdays_of(config.get("weekday"))
    minutes = [minute_of(hass, at) for at in as_list(config.get("at"))]
    triggers: list[Trigger | Unreadable] = [
        Unreadable(what="time") if minute is None else AtTime(minute=minute) for minute in minutes
    ]
    return [Occasion(trigger=trigger, weekdays=weekdays) for trigger in triggers]


def _sun(hass: HomeAssistant, config: Config) -> list[Occasion]:
    options = {**config, **(config.get("options") or {})}
    return [_sun_at(str(options.get("event")), seconds(options.get("offset")))]


def _sun_purpose(hass: HomeAssistant, config: Config) -> list[Occasion]:
    options = config.get("options") or {}
    offset = seconds(options.get("offset"))
    if offset is not None and counts_backwards(options, (MAJOR_VERSION, MINOR_VERSION)):
        offset = -offset
    return [_sun_at(str(config.get("trigger", config.get("platform"))).partition(".")[2], offset)]


def counts_backwards(options: Config, version: tuple[int, int]) -> bool:
    """Tell whether an offset from the sun is one before it; without a type, Home Assistant changed its mind."""
    return bool(options.get("offset_type", "after" if version >= (2026, 11) else "before") == "before")


def _sun_at(event: str, offset: int | None) -> Occasion:
    match event, offset:
        case (("sunrise" | "sunset"), int()):
            return Occasion(trigger=AtSun(event=event, offset_minutes=round(offset / 60)))
        case _:
            return _unreadable("sun")


def _state(hass: HomeAssistant, config: Config) -> list[Occasion]:
    for_seconds = seconds(config.get("for"))
    entities = sorted(targets_of(hass, {"entity_id": config.get("entity_id")}))
    attribute = config.get("attribute", "")
    if for_seconds is None or (attribute and {thing_of(name).says for name in entities} != {attribute}):
        return [_unreadable("state")]
    states = [str(to) for to in as_list(config.get("to"))] or [ANY_STATE]
    if any(is_template(to) for to in states):
        return [_unreadable("state")]
    return [
        replace(occasion, conditions=() if _comes_from_anywhere(config, to) else (Unreadable(what="from"),))
        for entity_id in entities
        for to in states
        for occasion in _changes(hass, entity_id, to, for_seconds)
    ]


def _changes(hass: HomeAssistant, entity_id: str, to: str, for_seconds: int) -> Iterator[Occasion]:
    """Yield a change, and where a schedule makes it, the times at which it does."""
    yield Occasion(trigger=OnChange(entity_id=entity_id, to=to, for_seconds=for_seconds))
    if not for_seconds:
        yield from turns_of(hass, entity_id, to)


def _comes_from_anywhere(config: Config, to: str) -> bool:
    """Tell whether a state trigger leaves out nothing but what is no change of anybody's."""
    if not {*as_list(config.get("not_from")), *as_list(config.get("not_to"))} <= {*GONE}:
        return False
    sources = as_list(config.get("from"))
    return not sources or any((source, to) in _COUNTERPARTS for source in sources)


def _numeric_state(hass: HomeAssistant, config: Config) -> list[Occasion]:
    """Read a zone that fills or empties, and a sensor that crosses one number; of any other HomeIQ has no words."""
    above, below, for_seconds = config.get("above"), config.get("below"), seconds(config.get("for"))
    if for_seconds is not None and (crossings := _sensor_crossings(hass, config, for_seconds)):
        return crossings
    if entity_ids_of(hass, config.get("entity_id")) != [HOME_ZONE] or for_seconds is None or "value_template" in config:
        return [_unreadable("numeric_state")]
    match above, below:
        case None, (1 | 1.0 | "1"):
            to = "0"
        case ((0 | 0.0 | "0"), None):
            to = "1"
        case _:
            return [_unreadable("numeric_state")]
    return [Occasion(trigger=OnChange(entity_id=HOME_ZONE, to=to, for_seconds=for_seconds))]


def _sensor_crossings(hass: HomeAssistant, config: Config, for_seconds: int) -> list[Occasion]:
    """Return the sensors that cross a number; nothing where it is not as plain as that."""
    entity_ids = entity_ids_of(hass, config.get("entity_id"))
    (side, limit), *more = [(word, config[word]) for word in ("above", "below") if word in config] or [("", None)]
    is_number = isinstance(limit, int | float) and not isinstance(limit, bool)
    if more or not is_number or not config.keys() <= _PLAIN_CROSSING:
        return []
    if not all(one.startswith("sensor.") for one in entity_ids):
        return []
    return [
        Occasion(trigger=Crosses(entity_id=one, limit=float(limit), is_above=side == "above", for_seconds=for_seconds))
        for one in entity_ids
    ]


def _zone_occupancy(hass: HomeAssistant, config: Config) -> list[Occasion]:
    options, kind = config.get("options") or {}, str(config.get("trigger", config.get("platform")))
    for_seconds = seconds(options.get("for"))
    if options.get("zone") != HOME_ZONE or for_seconds is None:
        return [_unreadable(kind)]
    to = "1" if kind.endswith("detected") else "0"
    return [Occasion(trigger=OnChange(entity_id=HOME_ZONE, to=to, for_seconds=for_seconds))]


def _zone(hass: HomeAssistant, config: Config) -> list[Occasion]:
    comes = config.get("event", "enter") == "enter"
    return _crossings(entity_ids_of(hass, config.get("entity_id")), config.get("zone"), comes=comes)


def _zone_purpose(hass: HomeAssistant, config: Config) -> list[Occasion]:
    options, kind = config.get("options") or {}, str(config.get("trigger", config.get("platform")))
    people = sorted(targets_of(hass, config.get("target")))
    return _crossings(
        people, options.get("zone"), comes=kind == "zone.entered", for_seconds=seconds(options.get("for"))
    )


def _crossings(people: Sequence[str], zone: Any, *, comes: bool, for_seconds: int | None = 0) -> list[Occasion]:
    if zone != HOME_ZONE or for_seconds is None:
        return [_unreadable("zone")]
    to = "home" if comes else "not_home"
    return [Occasion(trigger=OnChange(entity_id=person, to=to, for_seconds=for_seconds)) for person in people]


def _device(hass: HomeAssistant, config: Config) -> list[Occasion]:
    domain, kind, for_seconds = str(config.get("domain")), str(config.get("type")), seconds(config.get("for"))
    entity_ids = entity_ids_of(hass, config.get("entity_id"))
    if kind in {"enters", "leaves"}:
        return _crossings(entity_ids, config.get("zone"), comes=kind == "enters")
    to = device_state(domain, kind) if entity_ids else None
    if to is None or for_seconds is None:
        return [_unreadable("device")]
    return [Occasion(trigger=OnChange(entity_id=entity_id, to=to, for_seconds=for_seconds)) for entity_id in entity_ids]


def _event(hass: HomeAssistant, config: Config) -> list[Occasion]:
    types = as_list((config.get("options") or {}).get(_SAYS))
    return [
        Occasion(trigger=OnChange(entity_id=entity_id, to=str(one)))
        for entity_id in sorted(targets_of(hass, config.get("target")))
        for one in types
    ]


def _purpose(hass: HomeAssistant, config: Config, kind: str) -> list[Occasion]:
    options = config.get("options") or {}
    for_seconds = seconds(options.get("for"))
    if for_seconds is None:
        return [_unreadable(kind)]
    pairs = [
        (entity_id, meaning.state)
        for entity_id in sorted(targets_of(hass, config.get("target")))
        for meaning in MEANINGS[kind]
        if meant(hass, entity_id, meaning)
    ]
    behavior = options.get("behavior", "each")
    # Of several, the first or the last one sets it off, which depends on the others. Each was once called any.
    narrower = () if behavior in {"each", "any"} or len(pairs) == 1 else (Unreadable(what=str(behavior)),)
    return [
        replace(occasion, conditions=narrower)
        for entity_id, state in pairs
        for occasion in _changes(hass, entity_id, state, for_seconds)
    ]


READERS: Mapping[str, Callable[[HomeAssistant, Config], list[Occasion]]] = MappingProxyType(
    {
        "time": _time,
        "sun": _sun,
        "sun.sunrise": _sun_purpose,
        "sun.sunset": _sun_purpose,
        "state": _state,
        "numeric_state": _numeric_state,
        "zone": _zone,
        "zone.entered": _zone_purpose,
        "zone.left": _zone_purpose,
        "zone.occupancy_detected": _zone_occupancy,
        "zone.occupancy_cleared": _zone_occupancy,
        "device": _device,
        "event.received": _event,
    }
)
"""By the kind of a trigger, or its name where it has a purpose; ``plain.MEANINGS`` are read besides."""
