"""Hands: they press the switch beside the one that was meant, change their minds, and play with what they just did."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from ..world import Act, World
from .things import Thing

SLIP = (0.01, 0.07)  # share of the acts in which a hand meets the switch beside the one that was meant, by person
DOUBT = (0.03, 0.12)  # share of the acts that are thought better of at once, by person
AGAIN = 0.5  # share of the second thoughts behind which there is another one
AT_ONCE = 0.35  # of the slips that are felt rather than seen
PRESSED = frozenset({"light", "switch", "fan"})  # what has its switches side by side


class Hands:
    """The hands of one person."""

    def __init__(self, rng: np.random.Generator, world: World, things: Sequence[Thing]) -> None:
        """Draw how clumsy and how doubtful the person is."""
        self._rng, self._world = rng, world
        self._slip, self._doubt = float(rng.uniform(*SLIP)), float(rng.uniform(*DOUBT))
        self._side_by_side: defaultdict[str, list[Thing]] = defaultdict(list)
        for thing in things:
            if thing.entity_id.partition(".")[0] in PRESSED:
                self._side_by_side[thing.room].append(thing)

    def put(self, time: float, thing: Thing, state: str, why: str = "", *, anywhere: bool = False) -> None:
        """Bring a thing to a state, sooner or later, and perhaps for a moment only."""
        beside = [each for each in self._side_by_side[thing.room] if each is not thing]
        if beside and not anywhere and self._world.states[thing.entity_id] != state and self._rng.random() < self._slip:
            time = self._slip_to(time, beside[int(self._rng.integers(len(beside)))])
        self._act(time, thing, state, why, self._doubt, anywhere=anywhere)

    def _slip_to(self, time: float, wrong: Thing) -> float:
        """Press the wrong switch and bring it back; return when the right one is pressed."""
        was = self._world.states[wrong.entity_id]
        if was not in {wrong.used, wrong.rest}:
            return time
        is_felt = self._rng.random() < AT_ONCE
        noticed = float(self._rng.uniform(0.6, 2.8) if is_felt else np.clip(self._rng.lognormal(2.1, 0.8), 3, 55))
        self._act(time, wrong, wrong.rest if was == wrong.used else wrong.used, "", 0.0)
        self._act(time + noticed, wrong, was, "", 0.0)
        return time + noticed + float(self._rng.uniform(0.8, 4))

    def _act(self, time: float, thing: Thing, state: str, why: str, doubt: float, *, anywhere: bool = False) -> None:
        def think(at: float) -> None:
            if self._rng.random() < doubt:
                later = at + float(np.clip(self._rng.lognormal(np.log(11), 1.0), 0.9, 240))
                other = thing.rest if state == thing.used else thing.used
                self._act(later, thing, other, "", AGAIN, anywhere=anywhere)

        self._world.plan(
            Act(time=time, entities=(thing.entity_id,), state=state, anywhere=anywhere, why=why, then=think)
        )
