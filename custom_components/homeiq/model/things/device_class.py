"""What device classes tell that a domain doesn't: of sensors that are on or off, and of covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What a sensor of a class tells.

    Attributes:
        sort: how a change of it is said in words.
        is_contact: it tells whether a door, a gate or a lock is open.
        keeps_out: what it tells of keeps people out of the house, whatever it is called.
        is_witness: people may go by it, as it tells for hours how something is, not that something happened.
        is_asked: people ask about it wherever it is.
    """

    sort: str = ""
    is_contact: bool = False
    keeps_out: bool = False
    is_witness: bool = False
    is_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    """What a cover of a class is.

    Attributes:
        is_contact: it tells whether a door or a gate is open.
        keeps_out: what it tells of keeps people out of the house, whatever it is called.
        is_way_in: opening it lets somebody in.
        is_at_window: it covers a window.
    """

    is_contact: bool = False
    keeps_out: bool = False
    is_way_in: bool = False
    is_at_window: bool = False


MOTION = "motion"
"""The sort of what tells that somebody is there."""

SENSES: Mapping[str | None, Sense] = MappingProxyType(
    {
        **dict.fromkeys(("cold", "heat", "light", "moisture", "power", "running"), Sense(is_witness=True)),
        "door": Sense(sort="opening", is_contact=True, is_asked=True),
        "garage_door": Sense(sort="opening", is_contact=True, keeps_out=True),
        "lock": Sense(is_contact=True, keeps_out=True),
        "motion": Sense(sort=MOTION, is_asked=True),
        "moving": Sense(sort=MOTION, is_asked=True),
        "occupancy": Sense(sort=MOTION, is_witness=True, is_asked=True),
        "opening": Sense(sort="opening", is_contact=True, is_asked=True),
        "presence": Sense(sort=MOTION, is_witness=True, is_asked=True),
        "window": Sense(sort="opening", is_witness=True, is_asked=True),
    }
)
"""By device class of a sensor that is on or off."""

SHUTTER = "shutter"
"""What hangs in front of a window is of this class, and so are the doors of garages, at times."""

COVERINGS: Mapping[str | None, Covering] = MappingProxyType(
    {
        "door": Covering(is_contact=True, is_way_in=True),
        "garage": Covering(is_contact=True, keeps_out=True, is_way_in=True),
        "gate": Covering(is_contact=True, keeps_out=True, is_way_in=True),
        "window": Covering(is_way_in=True),
        **dict.fromkeys(("awning", "blind", "curtain", "shade", SHUTTER), Covering(is_at_window=True)),
    }
)
"""By device class of a cover."""

NOTHING_SENSED, NO_COVERING = Sense(), Covering()


def sense_of(device_class: str | None) -> Sense:
    """Return what a sensor of a class tells; nothing, where it has none or another one."""
    return SENSES.get(device_class, NOTHING_SENSED)


def covering_of(device_class: str | None) -> Covering:
    """Return what a cover of a class is; nothing that is known, where it has none or another one."""
    return COVERINGS.get(device_class, NO_COVERING)
