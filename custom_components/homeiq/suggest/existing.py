"""Patterns held against what the home does already: what need not be suggested, and what would get in its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import replace

from ..model.existing import ANY_STATE, Conflict, ConflictKind, Effect, Existing, ExistingAutomation
from ..model.habits.pattern import Pattern
from ..model.habits.suggestion import Suggestion
from ..model.habits.trigger import OnChange
from ..model.habits.usual import usual
from ..model.things import AT_REST, THINGS
from ..model.things.set_state import is_same_state, set_state_of
from ..model.words import Words
from .fit import Fit, comes_with, conditions_hold

_MODES = THINGS["climate"].meanings.keys() - AT_REST
_FARTHEST = 4  # automations that set each other off one after the other
_SOON = 3600  # seconds within which an automation comes so soon after what sets it off that both belong together

type Deed = tuple[ExistingAutomation, Effect]
type Change = tuple[str, str]
type _Held = tuple[Suggestion, Words, Suggestion | None]
"""A suggestion, the words that it was compared in, and what is shown of it: None where the home does it already."""


class Comparison:
    """All automations of the home, ready to be looked up by what they act on and by what sets them off."""

    def __init__(self, existing: Existing) -> None:
        """Sort the automations, once for any number of patterns."""
        self._members = existing.members
        self._by_id = {one.config_id: one for one in existing.automations if one.config_id}
        self._on: defaultdict[str, list[Deed]] = defaultdict(list)
        self._after: defaultdict[str, list[Deed]] = defaultdict(list)
        # By identity: a suggestion is no key.
        self._held: dict[int, _Held] = {}
        for automation in existing.automations:
            self._sort(automation)

    def _sort(self, automation: ExistingAutomation) -> None:
        if not automation.is_available:
            return
        for effect in automation.effects:
            for entity_id in self._parts(effect.entities):
                self._on[entity_id].append((automation, effect))
            if automation.is_enabled and (change := effect.occasion.change):
                self._after[change.entity_id].append((automation, effect))

    def _parts(self, entities: Iterable[str]) -> frozenset[str]:
        """Return what is left when every group is replaced by its members."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = list(entities)
        while waiting:
            entity_id = waiting.pop()
            if entity_id in seen:
                continue
            seen.add(entity_id)
            if members := self._members.get(entity_id):
                waiting += members
            else:
                found.add(entity_id)
        return frozenset(found)

    def covering(self, pattern: Pattern) -> tuple[ExistingAutomation, ...]:
        """Return the automations that together do all that a pattern would; none where something is left to do."""
        accepted = self._by_id.get(f"homeiq_{pattern.signature}")
        if accepted and accepted.is_enabled and accepted.is_available:
            return (accepted,)
        wanted, done = self._wanted(pattern), set[str]()
        found: dict[str, ExistingAutomation] = {}
        # Whoever made an automation for the habit may have chosen the usual time.
        for one in dict.fromkeys((pattern, usual(pattern))):
            for entity_id, automation in self._same(one, wanted, enabled=True, fits={Fit.ALWAYS}):
                done.add(entity_id)
                found[automation.entity_id] = automation
        return tuple(found.values()) if done >= wanted.keys() else ()

    def _wanted(self, pattern: Pattern) -> dict[str, str]:
        """Return what a pattern acts on, groups as their members, and the state that each is brought to."""
        return {part: state for name, state in pattern.brings for part in sorted(self._parts((name,)))}

    def _same(
        self, pattern: Pattern, wanted: Mapping[str, str], *, enabled: bool, fits: AbstractSet[Fit]
    ) -> Iterator[tuple[str, ExistingAutomation]]:
        """Find who brings which entity to a pattern's state when the pattern would, as often as is asked for."""
        for entity_id, state in wanted.items():
            for automation, effect in self._on.get(entity_id, ()):
                if (
                    automation.is_enabled == enabled
                    and is_same_state(effect.state, state)
                    and comes_with(effect.occasion, pattern)
                    and conditions_hold(effect.occasion, pattern) in fits
                ):
                    yield entity_id, automation

    def conflicts(self, pattern: Pattern, words: Words) -> tuple[Conflict, ...]:
        """Return the automations that a pattern would get in the way of, each once, the gravest first."""
        wanted = self._wanted(pattern)
        found: dict[str, Conflict] = {}
        for kind, automations in (
            (ConflictKind.UNDOES, self._opposite(pattern, wanted)),
            (ConflictKind.LOOP, self._chained(pattern, wanted)),
            (ConflictKind.DISABLED, self._same(pattern, wanted, enabled=False, fits={Fit.ALWAYS})),
            (ConflictKind.OVERLAPS, self._same(pattern, wanted, enabled=True, fits={Fit.ALWAYS, Fit.SOMETIMES})),
            (ConflictKind.ALSO, self._doing(wanted, by_hand=False)),
            (ConflictKind.BY_HAND, self._doing(wanted, by_hand=True)),
        ):
            for _, automation in automations:
                text = words.say(f"conflict_{kind.value}", name=automation.name)
                conflict = Conflict(kind=kind, entity_id=automation.entity_id, name=automation.name, text=text)
                found.setdefault(automation.entity_id, conflict)
        return tuple(found.values())

    def left(self, suggestions: Sequence[Suggestion], words: Words) -> tuple[Suggestion, ...]:
        """Return the suggestions that the home has not yet, each with what it would get in the way of.

        Of those that were asked about the last time, what was found then is told: the same objects. For one thread.
        """
        before, self._held = self._held, {}
        for one in suggestions:
            held = before.get(id(one))
            if held is None or held[1] is not words:
                is_there = bool(self.covering(one.pattern))
                shown = None if is_there else _with_conflicts(one, self.conflicts(one.pattern, words))
                held = one, words, shown
            self._held[id(one)] = held
        return tuple(shown for *_, shown in self._held.values() if shown)

    def _doing(self, wanted: Mapping[str, str], *, by_hand: bool) -> Iterator[tuple[str, ExistingAutomation]]:
        """Find who brings which entity to the state that is wanted of it at all, by itself or as a hand tells it to."""
        for entity_id, state in wanted.items():
            for automation, effect in self._on.get(entity_id, ()):
                is_meant = automation.is_enabled and effect.occasion.by_hand == by_hand
                if is_meant and is_same_state(effect.state, state):
                    yield entity_id, automation

    def _opposite(self, pattern: Pattern, wanted: Mapping[str, str]) -> Iterator[tuple[str, ExistingAutomation]]:
        for entity_id, state in wanted.items():
            for automation, effect in self._on.get(entity_id, ()):
                if (
                    automation.is_enabled
                    and is_opposite(effect.state, state)
                    and comes_with(effect.occasion, pattern, at_once=True)
                    and conditions_hold(effect.occasion, pattern) is not Fit.NEVER
                ):
                    yield entity_id, automation

    def _chained(self, pattern: Pattern, wanted: Mapping[str, str]) -> Iterator[tuple[str, ExistingAutomation]]:
        """Follow what the act sets off, and find what undoes it or brings its trigger about again."""
        changes: set[Change] = {*wanted.items(), *pattern.brings}
        seen = set(changes)
        for _ in range(_FARTHEST):
            following: set[Change] = set()
            for automation, effect in self._set_off(changes):
                if conditions_hold(effect.occasion, pattern) is Fit.NEVER:
                    continue
                brought = {(one, effect.state) for one in (*effect.entities, *self._parts(effect.entities))}
                if entity_id := _comes_back(pattern, wanted, brought):
                    yield entity_id, automation
                following |= brought - seen
            seen |= following
            changes = following

    def _set_off(self, changes: Iterable[Change]) -> Iterator[Deed]:
        for entity_id, state in sorted(changes):
            for automation, effect in self._after.get(entity_id, ()):
                change = effect.occasion.change
                if change and change.to in {state, ANY_STATE} and _comes_soon(effect):
                    yield automation, effect


def _comes_soon(effect: Effect) -> bool:
    """Tell whether an effect belongs to what sets it off; what comes hours later is a backstop, and welcome."""
    change = effect.occasion.change
    return (change.for_seconds if change else 0) + effect.occasion.delay_seconds <= _SOON


def _comes_back(pattern: Pattern, wanted: Mapping[str, str], brought: Iterable[Change]) -> str | None:
    """Return the entity by which a chain undoes a pattern's act or brings its trigger about; None where it does not."""
    trigger = pattern.trigger
    for entity_id, state in sorted(brought):
        if entity_id in wanted and is_opposite(state, wanted[entity_id]):
            return entity_id
        if isinstance(trigger, OnChange) and (trigger.entity_id, trigger.to) == (entity_id, state):
            return entity_id
    return None


def is_opposite(one: str, other: str) -> bool:
    """Tell whether a thing can't be in two states at once, of which one undoes the other."""
    if is_same_state(one, other):
        return False
    mine, theirs = set_state_of(one), set_state_of(other)
    if mine and theirs:
        return mine.attribute == theirs.attribute
    if mine or theirs:
        # Whatever is set, it may be put to rest right after it; what is at rest may be set.
        return one in AT_REST
    return (one in AT_REST) != (other in AT_REST) or {one, other} <= _MODES


def held_against(suggestions: Sequence[Suggestion], comparison: Comparison, words: Words) -> tuple[Suggestion, ...]:
    """Return the suggestions that the home has not yet, each with what it would get in the way of."""
    return comparison.left(suggestions, words)


def _with_conflicts(suggestion: Suggestion, conflicts: tuple[Conflict, ...]) -> Suggestion:
    # The same object as before: what was written of it, or judged, is so still.
    return suggestion if conflicts == suggestion.conflicts else replace(suggestion, conflicts=conflicts)
