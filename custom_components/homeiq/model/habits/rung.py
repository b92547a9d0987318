"""The rungs of trust: what a habit deserves, as often as it would have been right on days it was not learned from."""

from __future__ import annotations

from enum import StrEnum


class Rung(StrEnum):
    """How far a habit may be trusted."""

    ACTS = "acts"
    """To do it."""
    ASKS = "asks"
    """To ask whether to do it."""
    REMINDS = "reminds"
    """To tell somebody, and to switch nothing."""
    FORMING = "forming"
    """To be seen, and no more."""
