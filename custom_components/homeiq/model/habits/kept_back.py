"""What is never suggested, why, and what its owner can do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBack:
    """An entity that HomeIQ lets alone, for it may let somebody in.

    Attributes:
        ground: the key of the reason.
        reason: in the owner's language.
        remedy: how to tell HomeIQ otherwise, in the owner's language.
    """

    entity_id: str
    name: str
    ground: str
    reason: str
    remedy: str
