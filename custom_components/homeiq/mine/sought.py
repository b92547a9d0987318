"""Sought: the habits that a past is asked about, so that what can't touch them need not be looked at.

One habit has a say in another one only where both bring the same things to the same state: who explains an act, who is
a scene's part. So of a past that is asked about a few habits, the units that these act on are mined, and those that
stand in one scene with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from ..model.habits.pattern import Pattern
from ..model.habits.trigger import Trigger, answers, has_moment, reminds
from ..model.things import AT_REST
from ..model.things.brought import share_an_act
from ..past.acts import Unit


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sought:
    """What of a past is mined.

    Attributes:
        followed: the units whose follow-ups are.
        timed: those of them whose times of day are as well.
        asked: the follow-ups that are asked about, by state and trigger; those of timed units all are. None is all.
    """

    followed: tuple[Unit, ...]
    timed: tuple[Unit, ...]
    asked: frozenset[tuple[str, str]] | None = None

    @classmethod
    def of(cls, units: tuple[Unit, ...], scenes: Sequence[Pattern], sought: Sequence[Pattern] | None) -> Self:
        """Find out what has to be mined for some habits, or for all of them.

        Args:
            units: what people act on.
            scenes: all there are, whatever sets them off.
            sought: the habits; None for all.
        """
        if sought is None:
            return cls(followed=units, timed=units)
        wide = [scene for scene in scenes if any(_have_things_in_common(scene, one) for one in sought)]
        at_rest = frozenset(name for one in sought if reminds(one.trigger) for name in one.entities)
        wanted = (*wide, *(one for one in sought if has_moment(one.trigger)))
        timed = tuple(
            unit
            for unit in units
            if _is_acted_on(unit, wanted) or (unit.state in AT_REST and not at_rest.isdisjoint(unit.entities))
        )
        follow_ups = [one for one in sought if answers(one.trigger)]
        return cls(
            followed=tuple(unit for unit in units if unit in timed or _is_acted_on(unit, follow_ups)),
            timed=timed,
            asked=frozenset((state, _what_sets_off(one.trigger)) for one in follow_ups for _, state in one.brings),
        )

    def names(self, follow_up: Pattern) -> bool:
        """Tell whether some follow-ups are asked about, and one may be one of them."""
        return self.asked is not None and (follow_up.state, _what_sets_off(follow_up.trigger)) in self.asked

    def asks_for(self, follow_up: Pattern) -> bool:
        """Tell whether it matters if a follow-up stands."""
        if self.asked is None or self.names(follow_up):
            return True
        return any((unit.entities, unit.state) == (follow_up.entities, follow_up.state) for unit in self.timed)


def _have_things_in_common(scene: Pattern, one: Pattern) -> bool:
    is_alike = any(state == scene.state for _, state in one.brings)
    is_set_off = is_alike and not one.involved.isdisjoint(scene.entities)
    return is_set_off or share_an_act(scene, one)


def _is_acted_on(unit: Unit, several: Iterable[Pattern]) -> bool:
    return any(share_an_act(one, unit) for one in several)


def _what_sets_off(trigger: Trigger) -> str:
    return trigger.entity_id if answers(trigger) else ""
