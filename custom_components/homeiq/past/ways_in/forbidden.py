"""What must never be automated: what opens a way in, and what helps nobody."""

from __future__ import annotations

from ...model.home import Home
from ...model.things import thing_of
from . import lets_in


def is_forbidden(entity_id: str, state: str, home: Home) -> bool:
    """Tell whether bringing an entity to a state must never be automated."""
    return state in thing_of(entity_id).unhelpful or lets_in(entity_id, state, home) is not None
