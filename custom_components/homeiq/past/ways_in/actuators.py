"""What people act on: the domains, the states an act can bring about, and those that must never be automated."""

from ...model.home import Home
from ...model.things import ACT_STATES, AT_REST
from . import lets_in

__all__ = ["ACT_STATES", "AT_REST", "AWAY", "is_forbidden"]

AWAY = frozenset({"unavailable", "unknown", ""})
"""Not states at all: the entity was not there."""


def is_forbidden(entity_id: str, state: str, home: Home) -> bool:
    """Tell whether bringing an entity to a state must never be automated: it opens a way in, or helps nobody."""
    if entity_id.startswith("media_player.") and state == "paused":
        return True  # an automation that pauses what somebody watches helps nobody
    return lets_in(entity_id, state, home) is not None
