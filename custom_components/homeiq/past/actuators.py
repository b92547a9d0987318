"""What people act on: the domains, the states an act can bring about, and those that must never be automated."""

from types import MappingProxyType

from ..model.home import Home
from .guarded import keeps_people_out

AWAY = frozenset({"unavailable", "unknown", ""})
"""Not states at all: the entity was not there."""

_SWITCHED = MappingProxyType({"on": "on", "off": "off"})
_OPENED = MappingProxyType({"open": "open", "opening": "open", "closed": "closed", "closing": "closed"})
_CLIMATE = MappingProxyType({mode: mode for mode in ("off", "heat", "cool", "auto", "heat_cool", "dry", "fan_only")})
ACT_STATES = MappingProxyType(
    {
        **dict.fromkeys(("light", "switch", "fan", "humidifier", "input_boolean", "siren", "water_heater"), _SWITCHED),
        "cover": _OPENED,
        "valve": _OPENED,
        "climate": _CLIMATE,
        "lock": MappingProxyType({"locked": "locked", "locking": "locked", "unlocked": "unlocked"}),
        "media_player": MappingProxyType(
            {"on": "on", "idle": "on", "playing": "playing", "paused": "paused", "off": "off", "standby": "off"}
        ),
        "vacuum": MappingProxyType({"cleaning": "cleaning", "docked": "docked", "returning": "docked"}),
    }
)
"""By domain: the state as reported -> the state that the act was after."""

AT_REST = frozenset({"off", "closed", "locked", "docked", "not_home", "0", "idle", "paused", "standby"})
"""States of things that nobody uses, and of people who are not there."""


def is_forbidden(entity_id: str, state: str, home: Home) -> bool:
    """Tell whether bringing an entity to a state unlocks, opens or disarms something that keeps people safe."""
    domain = entity_id.partition(".")[0]
    if domain == "cover":
        return state == "open" and keeps_people_out(entity_id, home)
    if domain == "media_player":
        return state == "paused"  # an automation that pauses what somebody watches helps nobody
    return (domain, state) in {("lock", "unlocked"), ("valve", "open")} or domain == "alarm_control_panel"
