"""The fewest names that reach the same: what is reached through a group is named by the group alone."""

from __future__ import annotations

from dataclasses import replace

from ...model.habits.pattern import Pattern
from ...model.home import Home
from ...model.things.brought import left_of


def named_once(pattern: Pattern, home: Home) -> Pattern:
    """Return a pattern without the members of the groups that it acts on: the fewest entities reach the same."""
    reached = {(member, state) for name, state in pattern.brings for member in _members(name, home)}
    left = tuple(name for name, state in pattern.brings if (name, state) not in reached)
    if not left or left == pattern.entities:
        return pattern
    values = tuple(value for value in pattern.values if value.entity_id in left)
    state, otherwise = left_of(pattern, left)
    return replace(pattern, entities=left, state=state, values=values, otherwise=otherwise)


def _members(entity_id: str, home: Home) -> set[str]:
    """Return what a group stands for, groups of groups all the way down."""
    found: set[str] = set()
    waiting = [entity_id]
    while waiting:
        entity = home.entities.get(waiting.pop())
        new = set(entity.members) - found - {entity_id} if entity else set()
        found |= new
        waiting += sorted(new)
    return found
