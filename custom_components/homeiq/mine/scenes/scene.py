"""Scenes: things that people move one after another, again and again, with nothing that sets it off.

What moves within two seconds is one thing already (a group, a scene, a switch for all), unless it is put to rest one by
one and two hands could have moved it: a fan that its lamp puts on, and that runs on after it, is no scene. Else a scene
has two of such things at least, moved within twenty seconds of each other and now one first, now the other. Where one
always leads, it is the trigger of a follow-up.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...model.habits.pattern import Pattern
from ...model.habits.trigger import OnChange, OnDemand, is_called
from ...model.things import AT_REST
from ...model.things.brought import share_an_act
from ...past.acts import Unit
from ...past.machines.devices.joined import join
from ...past.timeline import Timeline
from ...past.together import LED, ONE_WISH, moved_together
from ...settings import Settings
from ..evidence import sign
from .scene_evidence import FEWEST_DAYS, evidence_of

_SHARE = 0.75  # of the acts of the more frequent of two things, those that both have
_AT_ONCE = 0.7  # seconds between the things that one signal moves
_ALWAYS = 0.95  # share of the acts that are one signal's
_FEWEST_SIGNALS = 24  # acts, below which hands may have been as quick by chance
_MOST = 8  # things; more is a house being shut


def find_scenes(timeline: Timeline, units: tuple[Unit, ...], settings: Settings) -> tuple[Pattern, ...]:
    """Find what people bring into use together.

    Returns:
        The patterns that pass every gate, sorted by signature.
    """
    found = [
        pattern
        for state in sorted({unit.state for unit in units} - AT_REST)
        for things in _groups([unit for unit in units if unit.state == state], units, timeline)
        if (pattern := _judge(things, timeline, settings)) is not None
    ]
    return tuple(sorted(found, key=lambda pattern: pattern.signature))


def _groups(units: list[Unit], every: tuple[Unit, ...], timeline: Timeline) -> Iterator[list[Unit]]:
    moments = {unit: unit.acts for unit in units}
    for group in join(moments, ONE_WISH, _SHARE, FEWEST_DAYS):
        alone = group[0] if len(group) == 1 else None
        if alone and (not _is_taken_apart(alone, every) or _is_one_signal(alone, timeline)):
            continue
        if len(group) <= _MOST:
            yield group


def _is_taken_apart(unit: Unit, every: tuple[Unit, ...]) -> bool:
    """Tell whether what comes into use at once is put to rest one by one: two hands, not one switch."""
    mine = set(unit.entities)
    at_rest = [one for one in every if one.state in AT_REST and mine & set(one.entities)]
    apart = [mine & (set(one.entities) | one.kin) for one in at_rest]
    return 1 < len(mine) <= _MOST and set().union(*apart) == mine and all(len(some) == 1 for some in apart)


def _is_one_signal(unit: Unit, timeline: Timeline) -> bool:
    """Tell whether what comes into use at once always does so more quickly than two hands can: it is joined already."""
    late = np.zeros(len(unit.acts))
    for name in unit.entities:
        arrivals = np.append(timeline.series[name].reached(unit.state), np.inf)
        late = np.maximum(late, arrivals[arrivals.searchsorted(unit.acts)] - unit.acts)
    return len(late) >= _FEWEST_SIGNALS and bool(np.count_nonzero(late <= _AT_ONCE) >= _ALWAYS * len(late))


def _judge(things: list[Unit], timeline: Timeline, settings: Settings) -> Pattern | None:
    entities = tuple(sorted(name for unit in things for name in unit.entities))
    state = things[0].state
    rarest, span = min(len(unit.acts) for unit in things), max(timeline.until - timeline.since, 1.0)
    evidence = evidence_of(
        entities,
        moved_together(entities, state, timeline),
        timeline,
        settings,
        chance=lambda: float(-np.expm1(-2 * ONE_WISH * rarest / span)),
        pause=ONE_WISH,
    )
    if evidence is None or (len(things) > 1 and _is_led(things)):
        return None
    return Pattern(
        signature=sign("scene", entities, state),
        trigger=OnDemand(),
        entities=entities,
        state=state,
        evidence=evidence,
    )


def _is_led(things: list[Unit]) -> bool:
    """Tell whether mostly the same thing is moved first."""
    times = np.concatenate([unit.acts for unit in things])
    whose = np.repeat(np.arange(len(things)), [len(unit.acts) for unit in things])
    order = np.argsort(times, kind="stable")
    first = np.diff(times[order], prepend=-np.inf) > ONE_WISH
    leaders = np.bincount(whose[order][first], minlength=len(things))
    return bool(leaders.max() >= LED * leaders.sum())


def without_explained(
    scenes: tuple[Pattern, ...], others: tuple[Pattern, ...]
) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
    """Show each habit once: return the scenes that nothing sets off, and the others without what those scenes are.

    That each of a scene's things follows the other ones is the scene itself.
    """
    kept = tuple(scene for scene in scenes if not any(_sets_off(other, scene) for other in others))
    return kept, without_parts(others, kept)


def without_parts(several: tuple[Pattern, ...], scenes: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    """Leave out that each of a scene's things follows the other ones, and what is a larger scene already."""
    return tuple(one for one in several if not any(is_part(one, scene) for scene in scenes))


def _sets_off(other: Pattern, scene: Pattern) -> bool:
    return share_an_act(other, scene) and not is_part(other, scene)


def is_part(other: Pattern, scene: Pattern) -> bool:
    """Tell whether a habit is that some of a scene's things follow the others, or is a smaller scene of them."""
    trigger, does = other.trigger, set(scene.brings)
    is_led_within = isinstance(trigger, OnChange) and (trigger.entity_id, trigger.to) in does
    return (is_led_within or is_called(trigger)) and does.issuperset(other.brings)
