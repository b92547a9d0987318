"""Answers that come sometimes: who walks by a sensor switches something on now and then, some time later."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ..dwelling import lamp, motion
from .length import length_of_use
from .uses import FICKLE, put_to_rest

if TYPE_CHECKING:
    from ..household import Household

RARELY, OFTEN = 0.06, 0.45  # share of a sensor's firings that are answered, from the least thing to the most
DELAY, SPREAD = 48.0, 0.8  # median seconds of an answer, standard deviation of the logarithm
BY_DAY = 0.5  # how much rarer a lamp is lit while it is light
ELSEWHERE = 0.6  # of the things that are no room's lamp, those that go with the sensor of some room


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Answer:
    """A thing that is now and then switched on behind a room's sensor."""

    entity: str
    states: tuple[str, str]
    room: str
    share: float
    moods: list[float]
    rng: np.random.Generator


def answer_sometimes(home: Household, things: dict[str, tuple[str, str]]) -> None:
    """Let people answer sensors now and then, and most of them rarely."""
    rng, world = home.plan.random("sometimes"), home.world
    sensed = sorted(world.dwelling.sensed - {"garden"})
    of_room = {lamp(room): room for room in sensed}
    for entity in sorted(things):
        draw, share = rng.random(), float(np.exp(rng.uniform(np.log(RARELY), np.log(OFTEN))))
        room = of_room.get(entity) or (sensed[int(rng.integers(len(sensed)))] if sensed and draw < ELSEWHERE else None)
        if room:
            moods = rng.gamma(FICKLE, 1 / FICKLE, world.clock.days).tolist()
            answer = _Answer(entity=entity, states=things[entity], room=room, share=share, moods=moods, rng=rng)
            world.when(motion(room), "on", partial(_answered, home, answer))


def _answered(home: Household, one: _Answer, now: float) -> None:
    world, (used, rest) = home.world, one.states
    share = one.share * one.moods[world.clock.local(now)[0] % len(one.moods)]
    draw = one.rng.random()
    if draw >= share or world.is_done(one.entity, used):
        return
    if draw >= share * BY_DAY and one.entity.startswith("light.") and not world.clock.is_dark(now):
        return
    if one.room in world.places.values() and world.is_up(None):
        later = now + float(one.rng.lognormal(np.log(DELAY), SPREAD))
        world.at(later, partial(world.act, entity=one.entity, state=used))
        world.at(later + 60 * length_of_use(one.rng), partial(put_to_rest, home, entity=one.entity, rest=rest))
