"""How much the home's AI was used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class AiUse:
    """One local day's use.

    Attributes:
        day: the day, ISO 8601.
        calls: how often the AI was asked.
        tokens: what that cost, sent and received; as far as its provider says.
        failures: how many of the calls brought no answer.
    """

    day: str
    calls: int = 0
    tokens: int = 0
    failures: int = 0

    def is_within(self, calls: int, tokens: int) -> bool:
        """Tell whether one more call may be made.

        Args:
            calls: how many there may be.
            tokens: after how many tokens there may be no more; 0 is no limit.
        """
        return self.calls < calls and not 0 < tokens <= self.tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class AiCall:
    """One call, once it is over.

    Attributes:
        called_at: UTC epoch seconds.
        correlation: the id of whatever led to it.
        outcome: ``answered`` or ``failed``.
        seconds: that it took.
        tokens: that it cost.
    """

    called_at: float
    correlation: str
    outcome: Literal["answered", "failed"]
    seconds: float
    tokens: int
