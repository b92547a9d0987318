"""Mixed scenes: things that people bring to different states on the same occasions, such as an evening with a film.

The television goes on, the lamp above the table off, the blind down. Each of these happens for other reasons too, so
what is looked for is what mostly comes with one of them, the rarest: within three quarters of a minute of it or of
another one of the scene, now in this order and now in that. Where one mostly leads it sets off the others, and what
comes within two seconds of another one, or always as long after it, is no second hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import Pattern
from ...model.habits.trigger import OnDemand, reminds
from ...model.home import Home
from ...model.things.brought import brings, share_an_act, told_apart
from ...past.acts import ONE_SCENE, TOGETHER, Unit, unit_of
from ...past.chance import binomial_tail, wilson_lower
from ...past.machines.devices.joined import meetings, together
from ...past.proofs import are_near
from ...past.replay import kept_acts
from ...past.timeline import Timeline
from ...past.together import NEARLY_ALL, Occasions, moved_with_rarest, occasions, with_rarest
from ...settings import Settings
from ..evidence import sign
from .scene import is_part
from .scene_evidence import FEWEST_DAYS, evidence_of

_REACH = 2 * ONE_SCENE  # how far from the rarest one the others may be, seconds
_MOSTLY = 0.6  # share of the occasions on which it had to be moved that it was
_KEPT = 0.7  # the same on the occasions of the whole scene
_MOVED = 1 / 3  # share of all occasions on which it was: what is mostly there already belongs to no scene
_MOST = 8  # things; more is a house being shut
_CHANCE = 0.001  # highest probability that as many of them come by accident
_OTHER_DAYS = (-7, -3, -2, -1, 1, 2, 3, 7)  # on which the same moments tell what comes by accident
_DAY = 86400.0
_FEWEST_LAGS, _OFTEN = 10, 0.5  # how often one thing comes behind another one for these to tell; share of the rarer one
_LED = 0.6  # lower bound of the share of the occasions with the same thing first from which on it leads
_SET_OFF = 0.75  # share of a scene's occasions that another habit explains
_EVENLY = 1.5  # seconds within which the middle half of the lags of a machine lies


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Ground:
    timeline: Timeline
    units: tuple[Unit, ...]
    settings: Settings


def find_mixed_scenes(timeline: Timeline, units: tuple[Unit, ...], settings: Settings) -> tuple[Pattern, ...]:
    """Find what people bring to different states together.

    Returns:
        The patterns that pass every gate, sorted by signature.
    """
    ground = _Ground(timeline=timeline, units=units, settings=settings)
    several = {pattern for rarest, others in _candidates(ground) if (pattern := _narrowed(rarest, others, ground))}
    found: list[Pattern] = []
    # What does most comes first: a few things on many days, or many on a few.
    for pattern in sorted(several, key=lambda one: (-one.evidence.hits * len(one.entities), one.signature)):
        if not any(_is_told(pattern, other) for other in found):
            found.append(pattern)
    return tuple(sorted(found, key=lambda pattern: pattern.signature))


def _is_told(one: Pattern, other: Pattern) -> bool:
    """Tell whether a scene is another one's already, or half of it."""
    return 2 * len(set(one.brings) & set(other.brings)) >= len(one.brings)


def _candidates(ground: _Ground) -> Iterator[tuple[Unit, list[Unit]]]:
    """Yield each unit, the rarest first, with what mostly comes with it, the surest first."""
    units = ground.units
    times = [unit.acts for unit in units]
    near: dict[int, list[int]] = {}
    for one, other, met in meetings(times, _REACH, FEWEST_DAYS):
        for place, beside in ((one, other), (other, one)):
            # Each act that has another one near meets it: fewer meetings are fewer such acts.
            if met >= _MOVED * len(times[place]):
                near.setdefault(place, []).append(beside)
    for place in sorted(near, key=lambda place: (len(times[place]), units[place].entities, units[place].state)):
        rarest = units[place]
        shares = [(share, units[other]) for other in near[place] if (share := _share(rarest, units[other], ground))]
        shares.sort(key=lambda one: (-one[0], one[1].entities, one[1].state))
        others = _each_once(rarest, [unit for _, unit in shares], ground.timeline.home)
        if 0 < len(others) < _MOST and len({rarest.state, *(unit.state for unit in others)}) > 1:
            yield rarest, others


def _each_once(rarest: Unit, others: Sequence[Unit], home: Home) -> list[Unit]:
    """Return the units of which no entity is brought to another state too, by itself, in a group or as an echo."""
    taken = {*home.with_members(rarest.entities), *rarest.kin}
    kept: list[Unit] = []
    for unit in others:
        things = {*home.with_members(unit.entities), *unit.kin}
        if taken.isdisjoint(things):
            kept.append(unit)
            taken |= things
    return kept


def _share(rarest: Unit, other: Unit, ground: _Ground) -> float:
    """Return how often another unit comes with the rarest one where it has to, 0 to 1; 0 where that may be chance."""
    acts = rarest.acts
    comes = are_near(other.acts, acts, _REACH)
    count = int(np.count_nonzero(comes))
    if count < max(FEWEST_DAYS, _MOVED * len(acts)):
        return 0.0
    had_to = int(np.count_nonzero(comes | ~other.is_done(ground.timeline, acts - _REACH)))
    share = count / had_to
    if share < _MOSTLY:
        return 0.0
    by_chance = _by_chance(acts, other.acts)
    return share if 2 * by_chance <= share and binomial_tail(count, had_to, by_chance) <= _CHANCE else 0.0


def _by_chance(acts: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    """Return how often the others come at the same moments of other days, 0 to 1."""
    found = [together(acts + day * _DAY, others, _REACH) for day in _OTHER_DAYS]
    return sum(found) / (len(found) * len(acts))


def _narrowed(rarest: Unit, others: list[Unit], ground: _Ground) -> Pattern | None:
    """Return the scene that the rarest unit and as many of the others as possible are; None where they are none."""
    kept = list(others)
    while kept and len({rarest.state, *(unit.state for unit in kept)}) > 1:
        parts = [rarest, *kept]
        found = occasions([one for unit in parts for one in brings(unit)], ground.timeline, ONE_SCENE)
        if (machine := _machine(parts)) is not None:
            if machine == 0:
                return None
            kept.pop(machine - 1)
            continue
        if _is_led(found):
            return None
        if pattern := _judge(parts, found, ground):
            return pattern
        kept.pop(_least(parts, found) - 1)
    return None


def _machine(parts: Sequence[Unit]) -> int | None:
    """Return which of some units follows another one as no hand does; None where none does."""
    for place, unit in enumerate(parts):
        for other in parts:
            if other is not unit and _follows(unit, other):
                return place
    return None


def _follows(unit: Unit, other: Unit) -> bool:
    """Tell whether a unit comes within two seconds of another one, or always as long after it."""
    after = unit.acts - np.append(-np.inf, other.acts)[other.acts.searchsorted(unit.acts, "right")]
    lags = after[after <= _REACH]
    if len(lags) < max(_FEWEST_LAGS, _OFTEN * min(len(unit.acts), len(other.acts))):
        return False
    low, middle, high = np.percentile(lags, (25, 50, 75)).tolist()
    return bool(middle <= TOGETHER or high - low <= _EVENLY)


def _least(parts: Sequence[Unit], found: Occasions) -> int:
    """Return which of some units, but the first, is moved least often where it has to be."""
    each = _kept(parts, found)[1:]
    # Of several as good, the one that stands last came with it least often.
    return len(each) - int(np.argmin(each[::-1]))


def _kept(parts: Sequence[Unit], found: Occasions) -> list[float]:
    """Return how often each of some units was moved where the first one was and it had to be, 0 to 1."""
    rows = _with_first(found, parts)
    missed = np.count_nonzero(~(found.moved | found.there)[rows], axis=0) / max(1, np.count_nonzero(rows))
    ends = np.cumsum([len(unit.entities) for unit in parts])
    return [1.0 - float(some.max()) for some in np.split(missed, ends[:-1])]


def _with_first(found: Occasions, parts: Sequence[Unit]) -> NDArray[np.bool_]:
    """Tell on which occasions the first of some units was moved, bool[n]."""
    return np.asarray(found.moved[:, : len(parts[0].entities)].any(axis=1))


def _judge(parts: Sequence[Unit], found: Occasions, ground: _Ground) -> Pattern | None:
    timeline = ground.timeline
    each = dict(sorted(one for unit in parts for one in brings(unit)))
    entities = tuple(each)
    if min(_kept(parts, found)) < _KEPT:
        return None
    evidence = evidence_of(
        entities,
        moved_with_rarest(tuple(each.items()), timeline),
        timeline,
        ground.settings,
        chance=lambda: min(_by_chance(parts[0].acts, unit.acts) for unit in parts[1:]),
        pause=ONE_SCENE,
    )
    if evidence is None:
        return None
    state, otherwise = told_apart(each)
    return Pattern(
        signature=sign("mixed scene", *each.items()),
        trigger=OnDemand(),
        entities=entities,
        state=state,
        otherwise=otherwise,
        evidence=evidence,
    )


def _is_led(found: Occasions) -> bool:
    """Tell whether surely the same thing is moved first more often than not, where all of them are moved."""
    whole = found.are_several & found.are_whole(NEARLY_ALL) & with_rarest(found)
    leaders = np.bincount(found.first[whole], minlength=found.moved.shape[1])
    return wilson_lower(int(leaders.max()), int(leaders.sum())) >= _LED


def without_set_off(
    scenes: Sequence[Pattern], others: Sequence[Pattern], units: tuple[Unit, ...], timeline: Timeline
) -> tuple[Pattern, ...]:
    """Leave out the scenes that mostly come at another habit's moments: that one does it by itself.

    Args:
        scenes: what is brought to different states together.
        others: what else was found.
        units: what people act on.
        timeline: the past.
    """
    return tuple(scene for scene in scenes if not any(_sets_off(other, scene, units, timeline) for other in others))


def _sets_off(other: Pattern, scene: Pattern, units: tuple[Unit, ...], timeline: Timeline) -> bool:
    if reminds(other.trigger) or not share_an_act(other, scene) or is_part(other, scene):
        return False
    acts = kept_acts(other, unit_of(other, units, timeline), timeline)
    outcomes = moved_with_rarest(scene.brings, timeline)
    whole = outcomes.time[outcomes.hit]
    return bool(np.count_nonzero(are_near(acts, whole, _REACH)) >= _SET_OFF * len(whole))
