"""What people handle in a messy home, and how much each thing invites them to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ..home import SimulatedEntity
from .moods import draw_moods

STATES = {
    "light": ("on", "off"),
    "switch": ("on", "off"),
    "fan": ("on", "off"),
    "media_player": ("on", "off"),
    "cover": ("open", "closed"),
    "climate": ("heat", "off"),
}
PLAYS = {"media_player.kitchen_radio": ("playing", "off")}
NOBODYS = frozenset({"light.hallway", "light.garden", "switch.dishwasher", "switch.garage_fan"})
"""What machines switch; nobody handles it."""
RARELY, OFTEN = 0.22, 0.8  # share of the visits to its room on which a thing is used, from the least to the most
CROWDS, WIDE = (2, 4), 58.0  # hours of the day in which it is used, fewest and one more than most; their width, minutes
WALK = 7.0  # minutes by which these hours move from day to day
ANY_TIME = 0.16  # how likely a use is outside of them
BY_DAY = 0.5  # how much rarer a lamp is lit while it is light
FICKLE = 0.9  # standard deviation of the logarithm of how much a week makes of a thing
TIDIED = (0.1, 0.5)  # share of the times that who leaves its room puts a thing to rest, from the least to the most
WAKING = (400.0, 1400.0)  # minutes of the day
DAY = 1440.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Thing:
    """Something that people handle.

    Attributes:
        pull: share of the visits to its room on which it is used, at its best hours and in a usual mood.
        crowds: minutes of the day at which it is used most.
        walk: by how many minutes these have moved on each day.
        moods: how much each day makes of it, about 1.
        tidied: share of the times that who leaves the room puts it to rest.
    """

    entity_id: str
    room: str
    used: str
    rest: str
    pull: float
    crowds: tuple[float, ...]
    walk: tuple[float, ...]
    moods: tuple[float, ...]
    tidied: float

    @property
    def is_lamp(self) -> bool:
        """It gives light."""
        return self.entity_id.startswith("light.")

    def invites(self, day: int, minute: float, *, dark: bool) -> float:
        """Return how likely who comes by uses it, 0 to 0.9."""
        apart = [(minute - centre - self.walk[day] + DAY / 2) % DAY - DAY / 2 for centre in self.crowds]
        crowd = max(float(np.exp(-0.5 * (each / WIDE) ** 2)) for each in apart)
        light = BY_DAY if self.is_lamp and not dark else 1.0
        return min(0.9, self.pull * light * self.moods[day] * max(crowd, ANY_TIME))


def draw_things(
    rng: np.random.Generator, entities: Mapping[str, SimulatedEntity], days: int, noise: float
) -> Iterator[Thing]:
    """Draw what each thing of a home is to its people.

    Args:
        noise: factor on how often things are used without a habit.
    """
    for name, entity in entities.items():
        domain = name.partition(".")[0]
        if domain not in STATES or entity.members or entity.area is None or name in NOBODYS:
            continue
        used, rest = PLAYS.get(name, STATES[domain])
        yield Thing(
            entity_id=name,
            room=entity.area,
            used=used,
            rest=rest,
            pull=noise * float(np.exp(rng.uniform(np.log(RARELY), np.log(OFTEN)))),
            crowds=tuple(rng.uniform(*WAKING, int(rng.integers(*CROWDS))).tolist()),
            walk=tuple(np.cumsum(rng.normal(0, WALK, days)).tolist()),
            moods=tuple(draw_moods(rng, days, FICKLE)),
            tidied=float(rng.uniform(*TIDIED)),
        )
