"""Which suggestions people were told of, so that nobody is told twice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How somebody was told."""

    NOTIFICATION = "notification"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A suggestion that people were told of.

    Attributes:
        told_at: UTC epoch seconds.
        is_asked_for: somebody put it off, and so asked to be told once more.
    """

    signature: str
    how: How
    told_at: float
    is_asked_for: bool = False
