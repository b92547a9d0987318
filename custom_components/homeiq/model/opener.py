"""What was seen to open something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An entity that a door, a gate or a lock follows, as the history shows.

    Attributes:
        entity_id: what was activated.
        contact: what opened within a minute.
        times: how often it was activated while that was closed.
        followed: how often that opened then.
    """

    entity_id: str
    contact: str
    times: int
    followed: int
