"""What hands do besides what was meant: turn back at once, try out, and take another thing along."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ..world import RELEASED, Hand
from .length import length_of_use
from .uses import put_to_rest

if TYPE_CHECKING:
    from ..household import Household

SLIP, SECOND_THOUGHT = 0.03, 0.1  # share of the acts that are turned back within three seconds, within a minute
AGAIN = 0.5  # of these, that are then done once more
ANOTHER = 0.05  # share of the acts that another thing follows within twenty seconds


def have_second_thoughts(home: Household, things: dict[str, tuple[str, str]]) -> None:
    """Let people turn back what they just did, and take other things along.

    Args:
        things: what is handled so, with the states that it has in use and at rest.
    """
    rng, names = home.plan.random("second thoughts"), sorted(things)

    def follow(hand: Hand) -> None:
        if hand.entity not in things:
            return
        draw = rng.random()
        if draw < SLIP + SECOND_THOUGHT:
            seconds = float(rng.uniform(0.8, 2.9) if draw < SLIP else np.clip(rng.lognormal(2.6, 0.8), 3, 59))
            _turn_back(home, rng, hand, things[hand.entity], seconds)
        if rng.random() < ANOTHER:
            _take_along(home, rng, hand, things, names)

    home.world.on_act.append(follow)


def _turn_back(home: Household, rng: np.random.Generator, hand: Hand, states: tuple[str, str], seconds: float) -> None:
    world = home.world
    other = states[0] if hand.state in RELEASED else states[1]
    back = partial(world.act, entity=hand.entity, state=other, person=hand.person)
    world.at(hand.time + seconds, back)
    if rng.random() < AGAIN:
        again = hand.time + seconds + float(np.clip(rng.lognormal(2.3, 0.9), 1, 59))
        world.at(again, partial(world.act, entity=hand.entity, state=hand.state, person=hand.person))


def _take_along(
    home: Household, rng: np.random.Generator, hand: Hand, things: dict[str, tuple[str, str]], names: list[str]
) -> None:
    entity = names[int(rng.integers(len(names)))]
    world, (used, rest) = home.world, things[entity]
    if entity == hand.entity:
        return
    later, is_used = hand.time + float(rng.uniform(1, 19)), world.state(entity) == used
    world.at(later, partial(world.act, entity=entity, state=rest if is_used else used, person=hand.person))
    if not is_used:
        world.at(later + 60 * length_of_use(rng), partial(put_to_rest, home, entity=entity, rest=rest))
