"""The rest of the life in a home: everything that is used without a habit, and everything that only looks like one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .calendar import Calendar
from .candidates import LAMPS
from .confounders import ArrivalLock, Burst, ClockAutomation, Flapping, MotionAutomation, Restarts
from .draw import Actor
from .habits import Looseness, Routine
from .home import SimulatedEntity
from .loose_use import LooseUse
from .plan import SimulationPlan
from .truth import Confounder
from .undoing import Undoing

ENDED = 30  # days before the end of the history
LONG_ENOUGH = 50  # days; in a shorter history the ended habit would hardly have been one
USED = {"light": "on", "switch": "on", "fan": "on", "media_player": "on", "cover": "open", "climate": "off"}
BACK = {"cover": "closed", "climate": "heat"}
STARTS = (390, 540, 660, 990, 1050, 1110)  # minutes after midnight at which a loose use may begin to be likely
NARROWEST, WIDEST = 190, 300  # minutes within which it is likely

AUTOMATED = {"light.hallway": "automation.hallway_light", "light.garden": "automation.garden_light"}
BURSTS = ("switch.dishwasher",)
FLAPPING = "switch.garage_fan"
RARE = ("switch.kettle", "light.hood", "switch.pond_pump")
EVENING = "light.living_room"
ENDING = "light.stairs"
LOCK = "lock.front_door"


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyday:
    """What happens beside the habits, and what must not be found in it."""

    actors: tuple[Actor, ...]
    confounders: tuple[Confounder, ...]


def draw_everyday(
    plan: SimulationPlan, calendar: Calendar, entities: Mapping[str, SimulatedEntity], taken: frozenset[str]
) -> Everyday:
    """Fill a home's days.

    Args:
        plan: draws, and how much is used without a habit. A null home has nothing that is a habit or a consequence, not
            even what must not be suggested.
        calendar: the days.
        entities: what is in the home.
        taken: entities that a habit or its surroundings act on.
    """
    rng, noise = plan.generator("everyday"), plan.knobs.noise
    actors: list[Actor] = [*_machines(rng)]
    confounders = [*_machine_truths()]
    used = {*AUTOMATED, *BURSTS, FLAPPING, *RARE, LOCK, *taken}
    if not plan.null:
        actors += _near_habits(rng, calendar, noise)
        confounders += [Confounder(entity_id=LOCK, state="unlocked", reason="nobody unlocks a door unasked")]
        used.add(EVENING)
        confounders.append(Confounder(entity_id=EVENING, state=None, reason="evenings, at no particular time"))
        if len(calendar.days) >= LONG_ENOUGH:
            used.add(ENDING)
            confounders.append(Confounder(entity_id=ENDING, state="on", reason="a habit that ended a month ago"))
    if not used & set(LAMPS):
        used.update(LAMPS)
        actors += _loosely(rng, LAMPS, 0.6 * noise)
    for entity_id, entity in entities.items():
        if entity_id not in used and not entity.members and entity_id.partition(".")[0] in USED:
            actors += _loosely(rng, (entity_id,), rng.uniform(0.3, 0.8) * noise)
            confounders.append(Confounder(entity_id=entity_id, state=None, reason="used at no particular time"))
    return Everyday(actors=tuple(actors), confounders=tuple(confounders))


def _loosely(rng: np.random.Generator, entities: tuple[str, ...], a_day: float) -> list[Actor]:
    """Let something be used within some hours of the day, and brought back later."""
    domain = entities[0].partition(".")[0]
    state, back = USED[domain], BACK.get(domain, "off")
    start = int(rng.choice(STARTS))
    between = (start, start + rng.uniform(NARROWEST, WIDEST))
    return [
        LooseUse(rng=rng, entities=entities, state=state, a_day=a_day, between=between),
        Undoing(rng=rng, entities=entities, reached=state, back=back, after=(20, 300)),
    ]


def _machines(rng: np.random.Generator) -> Iterator[Actor]:
    yield Restarts(rng=rng)
    yield Flapping(rng=rng, entity_id=FLAPPING)
    yield from (Burst(rng=rng, entity_id=plug, days=int(rng.integers(1, 4))) for plug in BURSTS)
    yield MotionAutomation(
        rng=rng, automation=AUTOMATED["light.hallway"], sensor="binary_sensor.hallway_motion", light="light.hallway"
    )
    yield ClockAutomation(
        rng=rng,
        automation=AUTOMATED["light.garden"],
        entity_id="light.garden",
        minutes=((21 * 60, "on"), (23 * 60, "off")),
    )
    for switch in RARE:
        yield LooseUse(rng=rng, entities=(switch,), state="on", a_day=0.07, between=(420, 1380))
        yield Undoing(rng=rng, entities=(switch,), reached="on", back="off")


def _machine_truths() -> Iterator[Confounder]:
    for light in AUTOMATED:
        yield Confounder(entity_id=light, state=None, reason="an automation does it already")
    for plug in BURSTS:
        yield Confounder(entity_id=plug, state=None, reason="an appliance in bursts on a few days")
    yield Confounder(entity_id=FLAPPING, state=None, reason="a loose contact")
    for switch in RARE:
        yield Confounder(entity_id=switch, state=None, reason="used a few times")


def _near_habits(rng: np.random.Generator, calendar: Calendar, noise: float) -> Iterator[Actor]:
    """Yield what a detector may well take for a habit that deserves an automation."""
    yield ArrivalLock(rng=rng)
    yield LooseUse(rng=rng, entities=(EVENING,), state="on", a_day=0.6 * noise, between=(1110, 1290))
    yield Undoing(rng=rng, entities=(EVENING,), reached="on", back="off", after=(20, 300), sleeps=False)
    if len(calendar.days) >= LONG_ENOUGH:
        loose = Looseness(sigma=8, share=0.95)
        until = len(calendar.days) - ENDED
        yield Routine(rng=rng, entities=(ENDING,), state="on", minute=1290, loose=loose, until=until)
        yield Undoing(rng=rng, entities=(ENDING,), reached="on", back="off")
