"""What is in use for longer than it usefully was, of all that HomeIQ could remind of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...model.habits.packed import of_kinds
from ...model.habits.pattern import Pattern
from ...model.habits.trigger import Kind, LeftOn, reminds
from ...model.things import thing_of

_REMINDING = frozenset(kind for kind in Kind if kind.reminds)

type Since = Callable[[str], tuple[str, float] | None]
"""Tells in which state an entity is and since when, UTC epoch seconds; None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOn:
    """An entity that stays in use.

    Attributes:
        trigger: says what that is, and for how long it usefully was at most.
        since: UTC epoch seconds.
    """

    pattern: Pattern
    trigger: LeftOn
    since: float


def still_on(patterns: Sequence[Pattern], since: Since, now: float) -> Iterator[StillOn]:
    """Yield what stays in use.

    Args:
        patterns: all habits, best first.
        since: knows the entities.
        now: UTC epoch seconds.
    """
    for pattern in of_kinds(patterns, _REMINDING):
        if not reminds(pattern.trigger):
            continue
        trigger = pattern.trigger
        found = since(trigger.entity_id)
        if not found or found[0] not in thing_of(trigger.entity_id).reports(trigger.to):
            continue
        if now - found[1] > trigger.for_seconds:
            yield StillOn(pattern=pattern, trigger=trigger, since=found[1])
