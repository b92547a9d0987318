"""Acts: what people did, one record for one movement of a hand, however many entities it moved.

A lamp group, its members and their helpers that change within two seconds are one act of one unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Pattern
from ..model.habits.suggestion import Learned
from ..model.habits.trigger import is_called
from ..model.habits.value import split_value_name
from ..model.things import ACT_STATES, states_of, thing_of
from ..model.things.brought import BroughtTo, share_an_act, state_of
from ..model.things.set_state import set_state_of
from .hearing.starts import is_resumed, told_twice
from .machines.devices.echoes import Echoes
from .machines.devices.joined import join
from .numbers.set_points import can_be_set, is_there
from .presence import somebody_home
from .proofs import are_near
from .timeline import Timeline, knows, telling
from .ways_in import is_forbidden

TOGETHER = 2.0  # longest distance between two changes of one act, seconds
ONE_SCENE = 45.0
"""Longest pause between two acts of one wish where things go to several states, seconds: who walks takes longer."""
_SHARED = 0.6  # share of the rarer entity's changes that two entities of a unit have in common
_FEWEST_SHARED = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """Entities that people bring to a state together, and when they did.

    Attributes:
        entities: sorted.
        state: the state they are brought to.
        acts: float64[n], UTC epoch seconds of the acts of people, ascending.
        kin: what only repeats one of the entities, or is repeated by it: no cause of these acts.
        afar: those of the acts that somebody did by name while nobody was home.
        otherwise: those of the entities that are brought to another state.
    """

    entities: tuple[str, ...]
    state: str
    acts: NDArray[np.float64]
    kin: frozenset[str] = frozenset()
    afar: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    otherwise: tuple[BroughtTo, ...] = ()

    def state_of(self, entity_id: str) -> str:
        """Return the state that one of the entities is brought to."""
        return state_of(self, entity_id)

    def is_for_who_is_home(self, moments: NDArray[np.float64], within: float) -> bool:
        """Tell whether what is done about some moments is mostly done by somebody who is home.

        Args:
            moments: float64[n], UTC epoch seconds, ascending; a day without the sun's event has none (NaN).
            within: seconds on either side.
        """
        if not len(self.afar):
            return True
        known = moments[np.isfinite(moments)]
        afar, every = (int(np.count_nonzero(are_near(known, some, within))) for some in (self.afar, self.acts))
        return 2 * afar < every or not every

    def is_done(self, timeline: Timeline, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell at which moments nothing was left to do, just before anything happening at the moment itself.

        Most of what is brought to one state will do; of what goes to several states, most to each of them. What is set
        waits until all of it is in use.

        Examples:
            >>> lamps = past("0 light.a off, 60 light.a on, 500 light.a off")
            >>> unit("light.a", "on", lamps).is_done(lamps, np.array([60.0, 61.0, 501.0])).tolist()
            [False, True, False]
        """
        if not self.otherwise:
            series = [telling(timeline, name, self.state) for name in self.entities]
            are_there = _most([is_there(one, self.state, times) for one in series])
            if len(series) == 1 or not set_state_of(self.state):
                return are_there
            return np.asarray(are_there | ~np.all([can_be_set(one, self.state, times) for one in series], axis=0))
        done: dict[str, list[NDArray[np.bool_]]] = {}
        for name in self.entities:
            state = self.state_of(name)
            done.setdefault(state, []).append(is_there(telling(timeline, name, state), state, times))
        return np.asarray(np.all([_most(some) for some in done.values()], axis=0))

    def whole(self, timeline: Timeline) -> Unit:
        """Return the same with those acts alone after which nothing was left to do, one for all that one wish took.

        Who puts out the lamp and leaves the blind up has not done what brings both to their states would do.

        Examples:
            >>> room = past("0 light.a on, 0 cover.b open, 60 light.a off, 90 cover.b closed, 500 light.a on, "
            ...     "600 cover.b open, 900 light.a off")
            >>> night = replace(
            ...     unit("light.a", "off", room),
            ...     entities=("cover.b", "light.a"),
            ...     acts=np.array([60.0, 90.0, 900.0]),
            ...     otherwise=(BroughtTo(entity_id="cover.b", state="closed"),),
            ... )
            >>> night.whole(room).acts.tolist()
            [60.0]
        """
        if not len(self.acts):
            return self
        pauses = np.diff(self.acts) > ONE_SCENE
        begun, over = self.acts[np.append(True, pauses)], self.acts[np.append(pauses, True)]
        acts = begun[self.is_done(timeline, over + TOGETHER)]
        return replace(self, acts=acts, afar=acts[are_near(self.afar, acts, ONE_SCENE)])


def _most(done: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Tell at which moments most of some things are done, bool[n]."""
    return done[0] if len(done) == 1 else np.asarray(2 * np.count_nonzero(done, axis=0) > len(done))


def find_units(timeline: Timeline) -> tuple[Unit, ...]:
    """Find what people act on, the units sorted by entity and state.

    Examples:
        >>> lamp = past("0 light.a off, 60 light.a on, 90 light.a off")
        >>> [(one.entities, one.state, one.acts.tolist()) for one in find_units(lamp)]
        [(('light.a',), 'off', [90.0]), (('light.a',), 'on', [60.0])]
    """
    times = _acts_by_state(timeline)
    echoes = Echoes.of(timeline, times, TOGETHER, _FEWEST_SHARED)
    units = []
    for state in sorted({state for _, state in times}):
        alike = {name: found for (name, other), found in times.items() if other == state}
        for group in join(alike, TOGETHER, _SHARED, _FEWEST_SHARED):
            members = tuple(sorted(group))
            moments = np.sort(np.concatenate([alike[name] for name in members]))
            first = np.append(True, np.diff(moments) > TOGETHER)
            if not echoes.repeat(members, moments[first], times, state):
                moved = _moved(members, moments[first], state, echoes, timeline)
                units.append(
                    Unit(
                        entities=_seen(moved, timeline),
                        state=state,
                        acts=moments[first],
                        kin=echoes.kin(moved),
                        afar=_afar(members, moments[first], timeline, state),
                    )
                )
    return tuple(sorted([*units, *_set_units(timeline, echoes)], key=lambda unit: (unit.entities, unit.state)))


def _set_units(timeline: Timeline, echoes: Echoes) -> Iterator[Unit]:
    """Yield what people set while it stays as it is: no groups, as who sets one would light all of it."""
    times = {one: acts for one, acts in _settings_by_state(timeline).items() if not echoes.stands_for_others(one[0])}
    for state in sorted({state for _, state in times}):
        alike = {name: found for (name, other), found in times.items() if other == state}
        for group in join(alike, TOGETHER, _SHARED, _FEWEST_SHARED):
            members = tuple(sorted(group))
            moments = np.sort(np.concatenate([alike[name] for name in members]))
            acts = moments[np.append(True, np.diff(moments) > TOGETHER)]
            afar = _afar(members, acts, timeline, state)
            yield Unit(entities=_seen(members, timeline), state=state, acts=acts, afar=afar)


def _settings_by_state(timeline: Timeline) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return when people set something while it stayed as it was, by entity and what they set; nothing forbidden."""
    found = {}
    for name, series in sorted(timeline.set_points.items()):
        entity_id = split_value_name(name)[0]
        if not _can_be_acted_on(entity_id, timeline):
            continue
        for state in filter(set_state_of, series.states):
            mine = series.comes_to(state) & series.by_people
            mine[:1] = False
            if mine.any() and not is_forbidden(entity_id, state, timeline.home):
                found[entity_id, state] = series.time[mine]
    return found


def _moved(
    members: tuple[str, ...], acts: NDArray[np.float64], state: str, echoes: Echoes, timeline: Timeline
) -> tuple[str, ...]:
    """Leave out what stands for more than people move: a group of which they mostly light one lamp.

    Who acts on the group lights all of it.

    Args:
        members: what is moved together.
        acts: float64[n], UTC epoch seconds.
        state: that it is brought to.
        echoes: what stands for what.
        timeline: the past.
    """

    def is_moved(name: str) -> bool:
        parts = echoes.sources.get(name, frozenset())
        others = [timeline.series[one] for one in parts.difference(members) if one in timeline.series]
        if not others or parts.isdisjoint(members):
            return True
        there = np.all([one.was(state, acts + TOGETHER) for one in others], axis=0)
        return bool(np.count_nonzero(there) >= _SHARED * len(acts))

    return tuple(filter(is_moved, members)) or members


def _afar(members: tuple[str, ...], acts: NDArray[np.float64], timeline: Timeline, state: str) -> NDArray[np.float64]:
    """Return the acts of a person by name, of which nobody was home to do them."""
    series = [telling(timeline, name, state) for name in members]
    named = np.sort(np.concatenate([one.time[one.by_people & one.by_person] for one in series]))
    mine = acts[are_near(named, acts, TOGETHER)]
    return mine[~somebody_home(timeline, mine)] if len(mine) else mine


def _seen(members: tuple[str, ...], timeline: Timeline) -> tuple[str, ...]:
    """Leave out what nobody sees, where something else of the unit stands for it."""
    entities = timeline.home.entities
    return tuple(name for name in members if not (name in entities and entities[name].is_hidden)) or members


def _acts_by_state(timeline: Timeline) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return the acts of people by entity and the state they were after, forbidden ones left out."""
    found = {}
    for name, series in sorted(timeline.series.items()):
        if not _can_be_acted_on(name, timeline):
            continue
        twice = told_twice(name, series)
        for state in sorted(states_of(name)):
            # The first report of an entity tells what it was, not that somebody did it.
            mine = series.comes_to(state) & series.by_people & ~twice & (np.arange(len(series.time)) > 0)
            if state == thing_of(name).goes_on:
                mine &= ~is_resumed(series)
            if mine.any() and not is_forbidden(name, state, timeline.home):
                found[name, state] = series.time[mine]
    return found


def _can_be_acted_on(name: str, timeline: Timeline) -> bool:
    """Tell whether people act on an entity: what is no longer in the home can't be acted on any more."""
    entity = timeline.home.entities.get(name)
    if timeline.home.is_gone(name) or (entity is not None and entity.category is not None):
        return False
    return name.partition(".")[0] in ACT_STATES


def unit_of(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline) -> Unit:
    """Return what a pattern acts on, with all acts of people on any part of it.

    Of what goes to several states, those that left nothing of it to do. Of a scene of that kind, which nothing sets
    off, those on the rarest part: the others are moved for other reasons too.
    """
    state = _as_known(pattern, units)
    mine = [unit for unit in units if share_an_act(unit, replace(pattern, state=state))]
    if pattern.sets:
        mine = [unit for unit in mine if unit.state == state]
    if pattern.otherwise and is_called(pattern.trigger):
        mine = sorted(mine, key=lambda unit: len(unit.acts))[:1]
    acts, afar = (
        np.sort(np.concatenate([np.empty(0), *some]))
        for some in ((unit.acts for unit in mine), (unit.afar for unit in mine))
    )
    unit = Unit(entities=pattern.entities, state=state, acts=acts, afar=afar, otherwise=pattern.otherwise)
    if not pattern.otherwise or is_called(pattern.trigger):
        return unit
    return replace(known_part(unit, timeline).whole(timeline), entities=pattern.entities)


def _as_known(pattern: Pattern, units: tuple[Unit, ...]) -> str:
    """Return a pattern's state as units name it: what is set most often may be half a degree more by now."""
    if not pattern.sets:
        return pattern.state
    near = [unit for unit in units if share_an_act(unit, pattern)]
    if not near or any(unit.state == pattern.state for unit in near):
        return pattern.state
    return min(near, key=lambda unit: (-len(unit.acts), unit.state)).state


def known_part(unit: Unit, timeline: Timeline) -> Unit:
    """Return a unit with those of its entities that have a history."""
    return replace(unit, entities=tuple(name for name in unit.entities if knows(timeline, name, unit.state)))


def heard(timeline: Timeline, units: tuple[Unit, ...]) -> Learned:
    """Return what there was to learn from, before anything is learned."""
    return Learned(
        events=timeline.events,
        acts=sum(len(unit.acts) for unit in units),
        days=len(timeline.days),
        entities=len(timeline.series),
        used=len({name for unit in units if len(unit.acts) for name in unit.entities}),
        openings=tuple(timeline.home.openings.values()),
    )
