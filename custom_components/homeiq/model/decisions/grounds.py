"""All that what is offered rests on: what was found, and what people have said and done since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..habits.suggestion import Decision, Suggestion
from ..opening import Opening
from .acceptance import Version
from .said import NOTHING_SAID, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What an answer to "what is offered now?" rests on, as it was at one moment.

    Attributes:
        found: what the newest run found, best first.
        said: what people have said to it.
        accepted: what was accepted lately, newest first, without what somebody has cleared away.
        openings: what was seen to open something, by entity id.
        recorded_since: the time of the oldest event, epoch seconds; None where there is none.
    """

    found: Sequence[Suggestion] = ()
    said: Said = NOTHING_SAID
    accepted: Sequence[Version] = ()
    openings: Mapping[str, Opening] = field(default_factory=dict)
    recorded_since: float | None = None

    def with_decision(self, decision: Decision) -> Grounds:
        """Return the same with one more decision."""
        return replace(self, said=self.said.with_decision(decision))
