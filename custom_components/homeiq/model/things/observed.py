"""Things that people only go by: what a device noticed, where somebody is, what time it is, how the weather is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .thing import Origin, Thing

_OFF = frozenset({"off"})
_AT_HOME = ("home", "not_home")
_INERT = Thing(is_inert=True)

OBSERVED: Mapping[str, Thing] = MappingProxyType(
    {
        "binary_sensor": Thing(
            at_rest=_OFF,
            opened="on",
            asked=("on", "off"),
            origin=Origin.SENSED,
            is_inert=True,
            is_trigger=True,
            goes_quiet=True,
        ),
        "event": Thing(is_trigger=True, is_moment=True, says="event_type", origin=Origin.SENSED, is_inert=True),
        "person": Thing(
            at_rest=frozenset({"not_home"}),
            asked=_AT_HOME,
            sort="person",
            origin=Origin.WHEREABOUTS,
            is_inert=True,
            is_trigger=True,
            is_witness=True,
            goes_quiet=True,
        ),
        "device_tracker": Thing(
            at_rest=frozenset({"not_home"}), asked=_AT_HOME, sort="person", origin=Origin.WHEREABOUTS, is_inert=True
        ),
        "zone": Thing(
            at_rest=frozenset({"0"}), sort="zone", is_inert=True, is_trigger=True, is_witness=True, goes_quiet=True
        ),
        "schedule": Thing(at_rest=_OFF, origin=Origin.PLANNED, is_trigger=True, is_witness=True),
        "calendar": Thing(at_rest=_OFF, origin=Origin.PLANNED, is_inert=True, is_witness=True),
        "timer": Thing(at_rest=frozenset({"idle", "paused"}), origin=Origin.PLANNED),
        "sun": Thing(origin=Origin.PLANNED, is_inert=True),
        "sensor": Thing(is_inert=True, is_trigger=True, origin=Origin.TOLD),
        "automation": Thing(is_inert=True, lists_others=True),
        # Who goes by the weather looks out of the window: is it wet, white, grey, blue or rough out there.
        "weather": Thing(
            alike=MappingProxyType(
                {
                    **dict.fromkeys(("pouring", "lightning-rainy", "hail"), "rainy"),
                    "snowy-rainy": "snowy",
                    **dict.fromkeys(("partlycloudy", "fog"), "cloudy"),
                    "clear-night": "sunny",
                    "windy-variant": "windy",
                }
            ),
            sort="weather",
            is_inert=True,
        ),
        **dict.fromkeys(("air_quality", "camera", "geo_location", "image", "todo", "update"), _INERT),
        **dict.fromkeys(("conversation", "notify", "stt", "tts"), _INERT),
    }
)
"""By domain."""
