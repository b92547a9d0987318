"""What triggers and conditions with a purpose, device triggers and actions come to: an entity in a state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ...model.things import PARTLY, SETTINGS, thing_of
from ...model.things.device_class import COVERINGS
from ...model.things.set_state import SetState


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Entities of a domain, and of a device class where one is named, in a state."""

    domain: str
    state: str
    device_class: str | None = None


# The words are those of Home Assistant's triggers, not of its domains: each has one for what it was made for.
_TURNED = ("light", "fan", "humidifier", "siren", "remote", "switch")
# A schedule is on, but nobody turns it on: its blocks start and end.
_POWERED = (*_TURNED, "schedule")
_SENSES = ("motion", "occupancy", "moisture", "vibration")
_OPENINGS = MappingProxyType({"door": "door", "window": "window", "garage_door": "garage", "gate": "gate"})
_SCREENS = tuple(name for name, covering in COVERINGS.items() if covering.is_at_window)
_STATES = MappingProxyType(
    {
        "lock": {"locked": "locked", "unlocked": "unlocked", "opened": "open"},
        "media_player": {"turned_off": "off", "started_playing": "playing", "paused_playing": "paused"},
        "vacuum": {"started_cleaning": "cleaning", "returned_to_dock": "docked", "started_returning": "returning"},
        "lawn_mower": {"started_mowing": "mowing", "returned_to_dock": "docked", "started_returning": "returning"},
        "climate": {"turned_off": "off"},
        "valve": {"opened": "open", "closed": "closed"},
        "schedule": {"block_started": "on", "block_ended": "off"},
    }
)
_IS = MappingProxyType(
    {
        "lock": {"is_locked": "locked", "is_unlocked": "unlocked", "is_open": "open"},
        "media_player": {"is_off": "off", "is_playing": "playing", "is_paused": "paused"},
        "vacuum": {"is_cleaning": "cleaning", "is_docked": "docked", "is_returning": "returning"},
        "climate": {"is_off": "off"},
        "valve": {"is_open": "open", "is_closed": "closed"},
    }
)


def _opening(name: str, cover_class: str, word: str, *, is_open: bool) -> tuple[str, tuple[Meaning, ...]]:
    return f"{name}.{word}", (
        Meaning(domain="binary_sensor", state="on" if is_open else "off", device_class=name),
        Meaning(domain="cover", state="open" if is_open else "closed", device_class=cover_class),
    )


def _powered(domain: str, word: str, state: str) -> tuple[str, tuple[Meaning, ...]]:
    # Triggers and conditions of switches take helpers as well.
    domains = ("switch", "input_boolean") if domain == "switch" else (domain,)
    return f"{domain}.{word}", tuple(Meaning(domain=name, state=state) for name in domains)


MEANINGS: Mapping[str, tuple[Meaning, ...]] = MappingProxyType(
    dict(
        [
            *(_powered(domain, f"turned_{state}", state) for domain in _TURNED for state in ("on", "off")),
            *(_powered(domain, f"is_{state}", state) for domain in _POWERED for state in ("on", "off")),
            *(
                (f"{sense}.{word}", (Meaning(domain="binary_sensor", state=state, device_class=sense),))
                for sense in _SENSES
                for word, state in (
                    ("detected", "on"),
                    ("cleared", "off"),
                    ("is_detected", "on"),
                    ("is_not_detected", "off"),
                )
            ),
            *(
                _opening(name, cover_class, word, is_open=is_open)
                for name, cover_class in _OPENINGS.items()
                for word, is_open in (("opened", True), ("closed", False), ("is_open", True), ("is_closed", False))
            ),
            *(
                (f"cover.{screen}_{word}", (Meaning(domain="cover", state=state, device_class=screen),))
                for screen in _SCREENS
                for word, state in (
                    ("opened", "open"),
                    ("closed", "closed"),
                    ("is_open", "open"),
                    ("is_closed", "closed"),
                )
            ),
            *(
                (f"{domain}.{word}", (Meaning(domain=domain, state=state),))
                for table in (_STATES, _IS)
                for domain, words in table.items()
                for word, state in words.items()
            ),
        ]
    )
)
"""By the name of the trigger or condition."""

_DEVICE_STATES = MappingProxyType(
    {
        "turned_on": "on",
        "turned_off": "off",
        "opened": "open",
        "turn_on": "on",
        "turn_off": "off",
        **{
            word: word
            for word in ("on", "off", "open", "closed", "locked", "unlocked", "cleaning", "docked", "playing", "paused")
        },
    }
)


def device_state(domain: str, kind: str) -> str | None:
    """Return the state that a device trigger, condition or action of a type speaks of; None where it is none.

    A binary sensor has a word for each device class: ``motion`` and ``no_motion``, ``opened`` and ``not_opened``.
    """
    word = kind.removeprefix("is_")
    if domain != "binary_sensor" or word in {"turned_on", "turned_off", "on", "off"}:
        return _DEVICE_STATES.get(word)
    is_off = word.startswith(("not_", "no_"))
    if word.endswith("locked"):
        return "on" if is_off else "off"
    return "off" if is_off else "on"


_TURNS = MappingProxyType({"turn_on": "on", "turn_off": "off"})


def brought_to(action: str, data: Mapping[str, Any]) -> str | None:
    """Return the state that an action brings its targets to; None where that can't be told."""
    domain, _, verb = action.partition(".")
    if domain == "homeassistant":
        return _TURNS.get(verb)
    thing = thing_of(action)
    if verb in _TURNS and verb in thing.brings:
        return thing.brings[verb]
    if thing.modes and thing.modes in data:
        return str(data[thing.modes])
    if verb == thing.actions.get(PARTLY):
        position = data.get("position")
        return None if not isinstance(position, int) else "open" if position else "closed"
    return thing.brings.get(verb)


def toggled_between(domain: str) -> tuple[str, ...]:
    """Return the two states that the entities of a domain are switched to and fro; none where it has others.

    Examples:
        >>> toggled_between("light"), toggled_between("cover"), toggled_between("lock")
        (('on', 'off'), ('open', 'closed'), ())
    """
    match tuple(dict.fromkeys(thing_of(domain).brings.values())):
        case (_, _) as states:
            return states
        case _:
            return ()


def set_by(action: str, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an action sets, whatever state its targets are in, of what people set while that stays.

    Args:
        action: its name; what switches to and fro, or off, sets nothing surely.
        data: its own, or the attributes that a scene holds of an entity of its domain.
    """
    domain, _, verb = action.partition(".")
    if verb not in {"toggle", "turn_off"}:
        yield from (
            SetState(within="", attribute=attribute, value=number / scale).text
            for attribute in thing_of(domain).values
            if (setting := SETTINGS[attribute]).alike
            for field, scale in {attribute: 1.0, setting.field: setting.scale}.items()
            if (number := _number(data.get(field))) is not None
        )


def _number(told: object) -> float | None:
    return float(told) if isinstance(told, int | float) and not isinstance(told, bool) else None


def takes(action: str, entity_id: str) -> bool:
    """Tell whether an action does anything to an entity that its target names, an area's or a label's included."""
    wanted, domain = action.partition(".")[0], entity_id.partition(".")[0]
    return "turn_on" in thing_of(entity_id).brings if wanted == "homeassistant" else domain == wanted
