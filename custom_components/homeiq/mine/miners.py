"""The miners, in the order in which they look: the nearer explanation first."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..model.habits.likeness import is_same_habit
from ..model.habits.pattern import Pattern
from ..model.habits.trigger import Kind, answers, has_moment, is_called, reminds
from ..model.things import AT_REST
from ..model.things.brought import share_an_act
from ..model.things.set_state import set_state_of
from ..past.acts import Unit
from ..past.replay import kept_acts
from ..past.timeline import Timeline
from ..settings import Settings
from .co_occurrence import Search, chosen, pattern_of
from .evidence import is_sure
from .explained import explained_acts
from .judged import Found
from .left_on import find_left_on
from .moments.routines import find_routines
from .rivals import without_outdone, without_taken
from .scenes.mixed_scene import find_mixed_scenes, without_set_off
from .scenes.scene import find_scenes, without_explained, without_parts
from .sought import Sought

type Patterns = tuple[Pattern, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What is mined: the past, what people act on in it, and the thresholds.

    Attributes:
        sought: the habits that are asked about; None for all.
        whole: the same where nothing is asked: it knows what is so whatever is asked about; None where this is it.
    """

    timeline: Timeline
    units: tuple[Unit, ...]
    settings: Settings
    sought: Sequence[Pattern] | None = None
    whole: Ground | None = None

    def about(self, sought: Sequence[Pattern]) -> Ground:
        """Return the same ground, asked about some habits."""
        return replace(self, sought=sought, whole=self.whole or self)

    @cached_property
    def scenes(self) -> Patterns:
        """The scenes, whatever sets them off."""
        if self.whole:
            return self.whole.scenes
        return (*find_scenes(self.timeline, self._moved, self.settings), *self.mixed_scenes)

    @cached_property
    def mixed_scenes(self) -> Patterns:
        """Those of them whose things go to different states, whatever sets them off."""
        if self.whole:
            return self.whole.mixed_scenes
        return find_mixed_scenes(self.timeline, self._moved, self.settings)

    @cached_property
    def search(self) -> Search:
        """What follows something, as far as it was looked for."""
        return self.whole.search if self.whole else Search(self.timeline, self.units, self.settings)

    @property
    def _moved(self) -> tuple[Unit, ...]:
        """What comes to a state; what is only set is no part of a scene."""
        return tuple(one for one in self.units if not set_state_of(one.state))

    @cached_property
    def standing(self) -> tuple[Found, ...]:
        """All follow-ups that stand, also where several of them explain the same acts."""
        return self.search.standing(self.scope.followed)

    @cached_property
    def follow_ups(self) -> Patterns:
        """What follows something, surely or on half of its occasions."""
        return chosen(self.standing, self.timeline, self.settings, self.scope.names)

    @cached_property
    def sure(self) -> Patterns:
        """Those of them that are sure enough to act."""
        return tuple(one for one in self.follow_ups if is_sure(self.settings, self.timeline.home, one))

    @cached_property
    def scope(self) -> Sought:
        """What has to be mined."""
        return Sought.of(self.units, self.scenes, self.sought)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Miner:
    """Finds one sort of habit.

    Attributes:
        makes: the kinds of habits that it finds.
        add: adds what it finds to what those before it have found, and takes away what it explains better.
    """

    name: str
    makes: frozenset[Kind]
    add: Callable[[Ground, Patterns], Patterns]


def _follow_ups(ground: Ground, found: Patterns) -> Patterns:
    return (*found, *_undone(ground, ground.sure, ground.sure))


def _half_follow_ups(ground: Ground, found: Patterns) -> Patterns:
    """Find what follows something on half of its occasions: it explains nothing to the miners, so it comes last."""
    doubtful = tuple(one for one in ground.follow_ups if one not in ground.sure)
    return without_taken(_undone(ground, doubtful, ground.follow_ups), found, ground.units, ground.timeline)


def _undone(ground: Ground, some: Patterns, follow_ups: Patterns) -> Patterns:
    asked = tuple(one for one in some if ground.scope.asks_for(one))
    return without_outdone(asked, follow_ups, ground.units, (ground.timeline, ground.settings))


def _routines(ground: Ground, found: Patterns) -> Patterns:
    """Find what nothing nearer explains: what follows something is no routine."""
    timeline, units = ground.timeline, ground.scope.timed
    explained = {unit: explained_acts(unit, found, timeline) for unit in units}
    return (*found, *find_routines(timeline, units, explained, ground.settings))


def _scenes(ground: Ground, found: Patterns) -> Patterns:
    mixed = without_set_off(ground.mixed_scenes, found, ground.units, ground.timeline)
    alike = tuple(one for one in ground.scenes if not one.otherwise)
    # Earlier days are too few to tell surely that nothing leads, so there a scene takes no follow-up away.
    telling = mixed if ground.sought is None else ()
    scenes, others = without_explained(without_parts(alike, telling), without_parts(found, telling))
    return (*others, *scenes, *mixed)


def _left_on(ground: Ground, found: Patterns) -> Patterns:
    """Find what is forgotten, but for what a habit puts to rest; it tells nothing of other habits."""
    if ground.sought is not None and not any(reminds(one.trigger) for one in ground.sought):
        return found
    acting = (one for one in found if not is_called(one.trigger))
    put_to_rest = {name for one in acting for name, state in one.brings if state in AT_REST}
    reminders = find_left_on(ground.timeline, ground.units, ground.settings)
    return (*found, *(one for one in reminders if put_to_rest.isdisjoint(one.entities)))


MINERS = (
    Miner(name="follow-ups", makes=frozenset({Kind.FOLLOW_UP, Kind.CROSSING}), add=_follow_ups),
    Miner(name="routines", makes=frozenset({Kind.ROUTINE, Kind.SUN}), add=_routines),
    Miner(name="scenes", makes=frozenset({Kind.SCENE}), add=_scenes),
    Miner(name="left on", makes=frozenset({Kind.LEFT_ON}), add=_left_on),
)


def find_in(ground: Ground) -> Patterns:
    """Find every habit on some ground, each once: what one miner has explained is nothing for those after it.

    Where some are sought, all that may be one of them are found as they would be among all, a follow-up also where
    another one would explain its acts better; others may be missing.
    """
    sought = ground.sought
    found: Patterns = ()
    for miner in MINERS:
        found = miner.add(ground, found)
    # Nothing but the same habit is told by these, so where habits are asked about, nothing else needs them.
    timed = [one for one in sought or () if has_moment(one.trigger)]
    asked = tuple(one for one in ground.scope.timed if sought is None or any(_is_of(each, one) for each in timed))
    half = find_half_routines(ground.timeline, asked, ground.settings, found)
    return (*found, *half, *_half_follow_ups(ground, found))


def find_half_routines(timeline: Timeline, units: tuple[Unit, ...], settings: Settings, found: Patterns) -> Patterns:
    """Find the times of day that are sure enough to ask first, of acts that nothing surer explains.

    What is kept on few days may be so only because another time of the same thing was taken first, so the surest of
    what is left is looked for as well.

    Args:
        timeline: the past.
        units: what people act on.
        settings: the thresholds.
        found: what is surer.
    """
    explained = {unit: explained_acts(unit, found, timeline) | _timed_acts(unit, found, timeline) for unit in units}
    routines = find_routines(timeline, units, explained, settings, to_ask=True)
    names = {one.signature for one in found}
    return tuple(
        one for one in routines if one.signature not in names and not any(is_same_habit(one, other) for other in found)
    )


def _timed_acts(unit: Unit, found: Patterns, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts of a unit that its times of day would have spared, or found done: bool[n]."""
    timed = (
        one for one in found if has_moment(one.trigger) and (one.entities, one.state) == (unit.entities, unit.state)
    )
    marked = np.zeros(len(unit.acts), dtype=np.bool_)
    for one in timed:
        marked |= np.isin(unit.acts, kept_acts(one, unit, timeline))
    return marked


def find_displaced(ground: Ground, found: Patterns, fallen: AbstractSet[str]) -> Patterns:
    """Find the follow-ups that gave way to better ones of the same acts, which turned out not to stand.

    Args:
        ground: where all was found.
        found: every pattern.
        fallen: signatures of those that do not stand.
    """
    gone = [one for one in found if one.signature in fallen and answers(one.trigger)]
    mine = [one for one in ground.standing if any(_is_of(each, one.unit) for each in gone)]
    left = [one for one in mine if not any(is_same_habit(pattern_of(one), other) for other in found)]
    follow_ups = chosen(left, ground.timeline, ground.settings)
    kept = tuple(one for one in found if one not in gone)
    return without_taken(_undone(ground, follow_ups, (*kept, *follow_ups)), kept, ground.units, ground.timeline)


def find_freed(ground: Ground, found: Patterns, fallen: AbstractSet[str]) -> Patterns:
    """Find the times of day of acts that were left to follow-ups which turned out not to stand.

    Args:
        ground: where all was found.
        found: every pattern.
        fallen: signatures of those that do not stand, or not surely enough to act.
    """
    timeline, settings = ground.timeline, ground.settings
    # What may only ask has claimed nothing.
    sure = [one for one in found if not answers(one.trigger) or is_sure(settings, timeline.home, one)]
    claims = [one for one in sure if one.signature in fallen and answers(one.trigger)]
    mine = tuple(unit for unit in ground.units if any(_is_of(one, unit) for one in claims))
    left = tuple(one for one in sure if one not in claims)
    explained = {unit: explained_acts(unit, left, timeline) for unit in mine}
    routines = find_routines(timeline, mine, explained, settings)
    freed = tuple(one for one in routines if not any(is_same_habit(one, other) for other in left))
    return (*freed, *find_half_routines(timeline, mine, settings, (*left, *freed)))


def find_sought(earlier: Ground, sought: Sequence[Pattern]) -> Patterns:
    """Find what earlier days teach of habits that all days have taught.

    What stands as a time of day on all days is claimed there by no follow-up that does, so it is by none before.

    Args:
        earlier: the earlier days, whatever they are asked about.
        sought: the habits.
    """
    ground = earlier.about(sought)
    found = find_in(ground)
    timed = [one for one in sought if has_moment(one.trigger)]
    claiming = {one.signature for one in found if any(_is_of(one, other) for other in timed)}
    return (*found, *find_freed(ground, found, claiming))


def _is_of(pattern: Pattern, other: Unit | Pattern) -> bool:
    return share_an_act(pattern, other)
