"""All that what is offered rests on: what was found, and what people have said and done since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..habits.suggestion import Decision, Suggestion
from ..opener import Opening
from .acceptance import Trial, Version
from .said import NOTHING_SAID, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What an answer to "what is offered now?" rests on, as it was at one moment.

    Attributes:
        found: what the newest run found, best first.
        said: what people have said to it.
        accepted: what was accepted lately, newest first, without what somebody has cleared away.
        trials: those that go on, or wait for an answer.
        openings: what was seen to open something, by entity id.
        turned: what is measured in another unit by now than limits are told in, by its name in the history.
        recorded_since: the time of the oldest event, epoch seconds; None where there is none.
    """

    found: Sequence[Suggestion] = ()
    said: Said = NOTHING_SAID
    accepted: Sequence[Version] = ()
    trials: Sequence[Trial] = ()
    openings: Mapping[str, Opening] = field(default_factory=dict)
    turned: frozenset[str] = frozenset()
    recorded_since: float | None = None

    @property
    def candidates(self) -> Sequence[Suggestion]:
        """All that might be offered."""
        return (*self.found, *self.said.reopened, *self.said.adjusted.values())

    def with_decision(self, decision: Decision) -> Grounds:
        """Return the same with one more decision."""
        return replace(self, said=self.said.with_decision(decision))

    def with_taken_back(self, decision: Decision) -> Grounds:
        """Return the same without a decision, on what is offered again."""
        return replace(self, said=self.said.with_taken_back(decision))

    def with_accepted(self, version: Version) -> Grounds:
        """Return the same with what was written a moment ago."""
        name = version.suggestion.signature
        older = (one for one in self.accepted if one.suggestion.signature != name)
        return replace(self, accepted=(version, *older))

    def with_trial(self, trial: Trial) -> Grounds:
        """Return the same with a trial that has just begun."""
        name = trial.suggestion.signature
        return replace(self, trials=(*(one for one in self.trials if one.suggestion.signature != name), trial))
