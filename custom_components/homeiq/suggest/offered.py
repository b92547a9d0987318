"""What is offered: worked out anew from what was found and what people have said, never kept beside them.

A run writes what it found and nothing else; people's words stand in tables of their own. So neither can overwrite the
other, whichever comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.decisions.said import Said
from ..model.habits.pattern import NumberIs, Pattern
from ..model.habits.suggestion import LIMITED, Decision, DecisionKind, Suggestion
from ..model.habits.trigger import Crosses
from ..model.habits.value import value_name
from ..model.home import Home
from ..model.words import Words
from .existing import Comparison, held_against
from .objections import REACHING, Objections


def offered(
    found: Iterable[Suggestion],
    said: Said,
    comparison: Comparison,
    home: Home,
    words: Words,
    *,
    now: float,
) -> tuple[Suggestion, ...]:
    """Return what is open to be decided on, best first.

    Args:
        found: what the newest run found, best first.
        said: people's words; a changed suggestion stands in the place of the one that was found.
        comparison: what the home does already.
        home: as it is.
        words: for what a suggestion would get in the way of.
        now: UTC epoch seconds; what is snoozed until then is open again.
    """
    candidates = {one.signature: one for one in (*found, *said.reopened, *said.adjusted.values())}
    settled = find_settled(said.decisions, now)
    open_ones = [
        said.adjusted.get(signature, one)
        for signature, one in candidates.items()
        if signature not in settled and _has_reason(signature, said.decisions)
    ]
    if any(decision.objection in REACHING for decision in said.decisions.values()):
        objections = Objections(said.decisions.values(), home)
        open_ones = [one for one in open_ones if objections.limit(one.pattern) == one.pattern]
    return held_against(open_ones, comparison, words)


def missing(suggestion: Suggestion, home: Home) -> tuple[str, ...]:
    """Return the entities that a suggestion would name and that are no longer in the home, sorted."""
    return tuple(sorted(filter(home.is_gone, suggestion.pattern.named)))


def compared(pattern: Pattern) -> frozenset[str]:
    """Return what a pattern compares with numbers, or sets to numbers, by its name in the history."""
    asked = {one.measured for one in pattern.conditions if isinstance(one, NumberIs)}
    asked |= {value_name(one.entity_id, one.attribute) for one in pattern.values}
    asked |= {value_name(name, sets.attribute) for name in pattern.entities if (sets := pattern.sets)}
    return frozenset(asked | {pattern.trigger.entity_id} if isinstance(pattern.trigger, Crosses) else asked)


def find_settled(decisions: Mapping[str, Decision], now: float) -> frozenset[str]:
    """Return the signatures that nobody wants to see now: accepted, dismissed, or snoozed until later."""
    return frozenset(signature for signature, decision in decisions.items() if is_in_force(decision, now))


def is_in_force(decision: Decision, now: float) -> bool:
    """Tell whether a decision holds; a snooze that is over does not."""
    return decision.verdict is not DecisionKind.SNOOZED or (decision.until or 0.0) > now


def _has_reason(signature: str, decisions: Mapping[str, Decision]) -> bool:
    """Tell whether a suggestion may stand for itself: what an objection leaves goes with the objection."""
    if not signature.endswith(LIMITED):
        return True
    objected = decisions.get(signature.removesuffix(LIMITED))
    return objected is not None and objected.objection is not None
