"""Why a habit that was found is not suggested: the gate that it did not pass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Gate(StrEnum):
    """What stood in the way; the first gate on the way to a suggestion is told."""

    DECIDED = "decided"
    """Somebody has said what is to become of it, or of its kind."""
    UNCLEAR = "unclear"
    """Nobody can tell what exactly would have to be done."""
    COVERED = "covered"
    """The home's own automations do it."""
    DAYS = "days"
    """It was kept as often as it takes, but not on days enough to be sure of it."""
    LOOSE = "loose"
    """It was not kept often enough."""
    ENDED = "ended"
    """What earlier days taught of it did not come true on later ones."""
    SAME = "same"
    """Another suggestion does it."""
    PLACES = "places"
    """Others are better, and there are only so many places."""
    REFUSED = "refused"
    """Home Assistant would not take its automation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What stands in a habit's way.

    Attributes:
        needs: so many more times that it is kept, one after the other, and it passes; None where nobody can tell.
    """

    gate: Gate
    needs: int | None = None


@lru_cache(maxsize=1024)
def refused_as(gate: Gate, needs: int | None) -> Refused:
    """Return one record for all that was refused alike: of ten thousand patterns a few are enough."""
    return Refused(gate=gate, needs=needs)
