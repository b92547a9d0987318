"""Hands: what looks as if it answered another thing, where one hand has moved both."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .suspects import Disowned
from .verdict import Gate, Verdict

_LEADS = 0.25  # share of the answers between two things that are to either


def find_pairs(found: Sequence[Disowned]) -> Iterator[Verdict]:
    """Yield what follows a thing that follows it about as often: a hand moves both, now this one first, now that one.

    Two devices that tell each other do so as well; then it is the same whichever of them is moved.

    Args:
        found: what was found to answer something.
    """
    answers = Counter[tuple[str, str]]()
    for one in found:
        if one.verdict.gate is Gate.FOLLOWER:
            answers.update({(one.verdict.entity_id, source): one.verdict.acts for source in one.verdict.sources})
    for (name, source), count in answers.items():
        other = answers[source, name]
        if min(count, other) >= _LEADS * (count + other):
            yield Verdict(entity_id=name, state="", gate=Gate.HAND, acts=count, sources=(source,))


def without_hands(found: Iterable[Disowned], hands: Iterable[Verdict]) -> Iterator[Disowned]:
    """Yield what was found but for what answers nothing else than what a hand moves it by, or with."""
    moved_by: defaultdict[str, set[str]] = defaultdict(set)
    for hand in hands:
        moved_by[hand.entity_id].update(hand.sources)
    for one in found:
        if not one.verdict.sources or not moved_by[one.verdict.entity_id].issuperset(one.verdict.sources):
            yield one
