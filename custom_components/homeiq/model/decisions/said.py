"""What people have said to suggestions, which outlives every run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..habits.suggestion import LIMITED, Decision, Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What people have said to suggestions.

    Attributes:
        adjusted: what somebody has changed, as it is since, by signature.
        reopened: what somebody's word has brought back since the newest run began: it was undone, taken back, or it is
            what an objection leaves of another one.
        decisions: by signature.
    """

    adjusted: Mapping[str, Suggestion]
    reopened: Sequence[Suggestion]
    decisions: Mapping[str, Decision]

    def with_decision(self, decision: Decision) -> Said:
        """Return what is said with one more decision."""
        return replace(self, decisions={**self.decisions, decision.signature: decision})

    def with_taken_back(self, decision: Decision) -> Said:
        """Return what is said without a decision; what it was on is offered again, and what an objection left goes."""
        back = (decision.suggestion,) if decision.suggestion else ()
        gone = {one.signature for one in back} | ({decision.signature + LIMITED} if decision.objection else set())
        return replace(
            self,
            reopened=(*(one for one in self.reopened if one.signature not in gone), *back),
            decisions={name: one for name, one in self.decisions.items() if name != decision.signature},
        )


NOTHING_SAID = Said(adjusted={}, reopened=(), decisions={})
