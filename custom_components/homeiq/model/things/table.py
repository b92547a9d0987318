"""The table of things: a record for each domain. What people only go by stands in ``observed``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from .observed import OBSERVED
from .thing import Origin, Thing


def _same(*states: str) -> Mapping[str, str]:
    return MappingProxyType({state: state for state in states})


_OFF = frozenset({"off"})
_TURNED = MappingProxyType({"on": "turn_on", "off": "turn_off"})
_TURNS = MappingProxyType({"turn_on": "on", "turn_off": "off"})
_ON_OFF = frozenset({"turn_on", "turn_off", "toggle"})
_SWITCHED = _same("on", "off")
_HEATS = ("on", "eco", "electric", "performance", "high_demand", "heat_pump", "gas")
_CLIMATE = ("off", "heat", "cool", "auto", "heat_cool", "dry", "fan_only")
PARTLY = "partly_open"
"""What a cover is left at by people who stop it on its way down."""


def _switched(
    *also: str,
    is_witness: bool = False,
    is_trigger: bool = True,
    values: tuple[str, ...] = (),
    sort: str = "power",
    is_named_after_place: bool = False,
    is_left_on: bool = False,
) -> Thing:
    """Return what is on or off; ``also`` are the other actions that are allowed."""
    return Thing(
        meanings=_SWITCHED,
        at_rest=_OFF,
        actions=_TURNED,
        brings=_TURNS,
        allowed=_ON_OFF.union(also),
        asked=tuple(_SWITCHED),
        values=values,
        sort=sort,
        is_trigger=is_trigger,
        is_witness=is_witness,
        is_acted_on=True,
        is_named_after_place=is_named_after_place,
        is_activated=True,
        is_left_on=is_left_on,
    )


def _opened(
    name: str,
    *allowed: str,
    is_witness: bool = False,
    is_way_in: bool = False,
    opened: str = "",
    values: tuple[str, ...] = (),
    asked: tuple[str, ...] = (),
) -> Thing:
    """Return what is open or closed; what stops one that moves opens nothing either."""
    close, stop = f"close_{name}", f"stop_{name}"
    return Thing(
        meanings=MappingProxyType({"open": "open", "opening": "open", "closed": "closed", "closing": "closed"}),
        on_the_way=frozenset({"opening", "closing"}),
        at_rest=frozenset({"closed"}),
        actions=MappingProxyType({"open": f"open_{name}", "closed": close, PARTLY: f"set_{name}_position"}),
        brings=MappingProxyType({f"open_{name}": "open", close: "closed"}),
        allowed=frozenset(allowed),
        asked=asked,
        values=values,
        is_activated=True,
        harmless=frozenset({"closed"}),
        harmless_actions=frozenset({close, stop} & {close, *allowed}),
        opened=opened,
        is_way_in=is_way_in,
        is_trigger=True,
        is_witness=is_witness,
        is_acted_on=True,
    )


_CHOSEN = Thing(is_chosen=True, is_acted_on=True)
_OPTION = replace(_CHOSEN, is_witness=True, is_trigger=True)


THINGS: Mapping[str, Thing] = MappingProxyType(
    {
        "light": replace(
            _switched(
                is_witness=True, values=("brightness", "color_temp_kelvin"), is_named_after_place=True, is_left_on=True
            ),
            by_sun=MappingProxyType({"on": "sunset", "off": "sunrise"}),
            is_ended_by_hand=True,
        ),
        "switch": _switched(is_witness=True, is_left_on=True),
        "fan": _switched(
            *("set_percentage", "set_preset_mode", "oscillate", "set_direction"),
            values=("percentage",),
            is_named_after_place=True,
            is_left_on=True,
        ),
        "humidifier": replace(
            _switched("set_humidity", "set_mode", values=("humidity",), is_named_after_place=True, is_left_on=True),
            sets="set_humidity",
        ),
        "input_boolean": _switched(is_witness=True),
        "siren": replace(_switched(is_trigger=False, sort=""), is_way_in=True),
        "water_heater": Thing(
            meanings=MappingProxyType({**dict.fromkeys(_HEATS, "on"), "off": "off"}),
            at_rest=_OFF,
            actions=_TURNED,
            sets="set_temperature",
            values=("temperature",),
            allowed=frozenset({*_TURNS, "set_temperature", "set_operation_mode"}),
            is_acted_on=True,
            is_named_after_place=True,
        ),
        "cover": replace(
            _opened(
                "cover",
                *("open_cover", "close_cover", "stop_cover", "set_cover_position"),
                *("open_cover_tilt", "close_cover_tilt", "set_cover_tilt_position"),
                is_witness=True,
                opened="open",
                values=("current_position",),
                asked=("open", "closed"),
            ),
            by_sun=MappingProxyType({"open": "sunrise", "closed": "sunset"}),
        ),
        "valve": _opened("valve", "close_valve", is_way_in=True),
        "climate": Thing(
            meanings=_same(*_CLIMATE),
            at_rest=_OFF,
            actions=MappingProxyType(dict.fromkeys(_CLIMATE, "set_hvac_mode")),
            modes="hvac_mode",
            sets="set_temperature",
            values=("temperature",),
            brings=_TURNS,
            allowed=_ON_OFF | {"set_hvac_mode", "set_temperature", "set_preset_mode", "set_fan_mode"},
            asked=_CLIMATE,
            is_named_after_place=True,
            is_trigger=True,
            is_witness=True,
            is_acted_on=True,
        ),
        "lock": Thing(
            # What is open is not locked, to say the least.
            meanings=MappingProxyType(
                {
                    **_same("locked", "unlocked"),
                    "locking": "locked",
                    **dict.fromkeys(("unlocking", "open", "opening"), "unlocked"),
                }
            ),
            on_the_way=frozenset({"locking", "unlocking", "opening"}),
            at_rest=frozenset({"locked"}),
            opened="unlocked",
            actions=MappingProxyType({"locked": "lock", "unlocked": "unlock"}),
            brings=MappingProxyType({"lock": "locked", "unlock": "unlocked", "open": "open"}),
            allowed=frozenset({"lock"}),
            harmless=frozenset({"locked"}),
            harmless_actions=frozenset({"lock"}),
            origin=Origin.GUARDED,
            is_way_in=True,
            asked=("locked", "unlocked"),
            is_trigger=True,
            is_acted_on=True,
        ),
        "media_player": Thing(
            # What is idle after playing has ended; what is idle after it was off plays nothing yet.
            meanings=MappingProxyType(
                {
                    **_same("on", "playing", "paused", "off"),
                    "buffering": "playing",
                    **dict.fromkeys(("idle", "standby"), "off"),
                }
            ),
            at_rest=frozenset({"off", "paused"}),
            ends=frozenset({"idle"}),
            goes_on="playing",
            unhelpful=frozenset({"paused"}),  # of what somebody watches
            actions=MappingProxyType({**_TURNED, "playing": "media_play", "paused": "media_pause"}),
            sets="volume_set",
            values=("volume_level",),
            brings=MappingProxyType(
                {
                    **_TURNS,
                    **dict.fromkeys(("media_play", "play_media"), "playing"),
                    "media_pause": "paused",
                    "media_stop": "idle",
                }
            ),
            allowed=_ON_OFF | {"media_play", "media_pause", "media_stop", "volume_set", "volume_mute", "select_source"},
            asked=("on", "off", "idle", "paused", "playing"),
            sort="power",
            goes_quiet=True,
            is_named_after_place=True,
            is_over_by_itself=True,
            is_trigger=True,
            is_witness=True,
            is_acted_on=True,
        ),
        "vacuum": Thing(
            meanings=MappingProxyType({**_same("cleaning", "docked"), "returning": "docked"}),
            on_the_way=frozenset({"returning"}),
            at_rest=frozenset({"docked", "paused", "idle"}),
            ends=frozenset({"returning", "docked"}),
            goes_on="cleaning",
            actions=MappingProxyType({"cleaning": "start", "docked": "return_to_base"}),
            brings=MappingProxyType({"start": "cleaning", "return_to_base": "docked"}),
            allowed=frozenset({"start", "pause", "stop", "return_to_base"}),
            asked=("cleaning", "docked"),
            is_named_after_place=True,
            is_over_by_itself=True,
            is_trigger=True,
            is_acted_on=True,
        ),
        "lawn_mower": Thing(
            meanings=MappingProxyType({**_same("mowing", "docked"), "returning": "docked"}),
            on_the_way=frozenset({"returning"}),
            at_rest=frozenset({"docked", "paused", "idle"}),
            ends=frozenset({"returning", "docked"}),
            goes_on="mowing",
            actions=MappingProxyType({"mowing": "start_mowing", "docked": "dock"}),
            brings=MappingProxyType({"start_mowing": "mowing", "dock": "docked"}),
            allowed=frozenset({"start_mowing", "pause", "dock"}),
            asked=("mowing", "docked"),
            is_named_after_place=True,
            is_over_by_itself=True,
            is_trigger=True,
            is_acted_on=True,
        ),
        "alarm_control_panel": Thing(
            asked=("armed_away", "armed_home", "armed_night", "armed_vacation", "disarmed"),
            origin=Origin.GUARDED,
            is_way_in=True,
            is_witness=True,
            is_acted_on=True,
        ),
        **dict.fromkeys(("input_select", "select"), _OPTION),
        **dict.fromkeys(("input_number", "number"), _CHOSEN),
        **dict.fromkeys(("input_text", "text"), replace(_CHOSEN, is_acted_on=False)),
        **dict.fromkeys(
            ("button", "input_button"),
            Thing(is_acted_on=True, is_moment=True, is_trigger=True, sort="button", origin=Origin.PRESSED),
        ),
        "scene": Thing(is_acted_on=True, is_moment=True, lists_others=True),
        "input_datetime": Thing(is_acted_on=True),
        "script": Thing(is_activated=True, is_acted_on=True, lists_others=True),
        "remote": Thing(brings=_TURNS, is_activated=True, is_acted_on=True),
        # Of people; of anything else, it has other states, and none of their words.
        "group": Thing(at_rest=frozenset({"off", "not_home"}), is_activated=True, is_trigger=True, sort="person"),
        "assist_satellite": Thing(is_named_after_place=True),
        **OBSERVED,
    }
)
"""By domain. What is not here is only remembered."""

NOBODY_GOES_BY = Thing()
"""What all other domains are."""
