"""Guarded: the covers that keep people out."""

from __future__ import annotations

from ...model.home import Home
from . import WayInReason, way_in


def keeps_people_out(entity_id: str, home: Home) -> bool:
    """Tell whether a cover is a garage, a door or a gate, as its class, its name or what follows it says.

    One of which nobody knows what it covers is none, though nothing opens it either.
    """
    if entity_id.partition(".")[0] != "cover":
        return False
    way = way_in(entity_id, home)
    return way is not None and way.ground is not WayInReason.UNPROVEN
