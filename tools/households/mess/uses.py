"""Uses that nobody plans: of a minute or a day, in a few loose crowds a day, in good weeks more than in bad ones."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from .length import length_of_use

if TYPE_CHECKING:
    from ..household import Household

A_DAY = 0.4  # median uses of a thing
CROWDS, CROWD = (2, 5), 55.0  # crowds of uses a day, fewest and one more than most; their standard deviation, minutes
ANY_TIME = 0.25  # of the uses that belong to no crowd
MORNING, NIGHT = 420.0, 1400.0  # minutes of the day
FICKLE = 0.5  # shape of the gamma distribution of a day's mood; of a week's twice that


def use_now_and_then(home: Household, entity: str, state: str, rest: str) -> None:
    """Let something be used without any habit, and put to rest some time later."""
    rng, world = home.plan.random(f"now and then {entity}"), home.world
    often = A_DAY * float(rng.lognormal(0, 0.7))
    crowds = rng.uniform(MORNING, NIGHT, int(rng.integers(*CROWDS)))
    weights = rng.dirichlet(np.full(len(crowds), 2.0))
    week = 1.0
    for day in range(world.clock.days):
        if day % 7 == 0:
            week = float(rng.gamma(2 * FICKLE, 1 / (2 * FICKLE)))
        for _ in range(int(rng.poisson(often * week * float(rng.gamma(FICKLE, 1 / FICKLE))))):
            minute = float(rng.choice(crowds, p=weights)) + float(rng.normal(0, CROWD))
            if rng.random() < ANY_TIME or not MORNING <= minute < NIGHT:
                minute = float(rng.uniform(MORNING, NIGHT))
            begin = world.clock.at(day, minute)
            world.at(begin, partial(_use, home, entity=entity, state=state, rest=rest, minutes=length_of_use(rng)))


def _use(home: Household, now: float, *, entity: str, state: str, rest: str, minutes: float) -> None:
    world = home.world
    if world.is_up(None) and not world.is_done(entity, state):
        world.act(now, entity, state)
        world.at(now + 60 * minutes, partial(put_to_rest, home, entity=entity, rest=rest))


def put_to_rest(home: Household, now: float, *, entity: str, rest: str) -> None:
    """Let somebody who is up put something to rest, now or when somebody is."""
    world = home.world
    if world.is_up(None):
        world.act(now, entity, rest)
    elif now < world.clock.at(world.clock.days - 1, 0):
        world.at(now + float(home.rng.uniform(3600, 30_000)), partial(put_to_rest, home, entity=entity, rest=rest))
