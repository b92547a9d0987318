"""Put a messy home together, let its people live on beyond its history, and count what they made of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

import numpy as np

from ..calendar import make_calendar
from ..confounders import ArrivalLock, Burst, ClockAutomation, Flapping, MotionAutomation, Restarts, Sky, add_chatter
from ..draw import Actor
from ..home import SimulatedHome
from ..loose_use import LooseUse
from ..plan import AFTER, Afterlife, Simulated, SimulationPlan
from ..residents import draw_household
from ..truth import Confounder, Truth
from ..undoing import Undoing
from ..world import World
from .eyes import Eyes
from .followers import draw_followers
from .hands import Hands
from .household import Household
from .kept import Kept
from .person import Person, Where
from .radios import drop_out
from .things import draw_things
from .wishes import draw_intentions

WINDOW = "binary_sensor.bedroom_window"
UNLOCKS = (0.15, 0.5)  # share of the arrivals, by home


def live_messily(plan: SimulationPlan, home: SimulatedHome, chatty: list[str]) -> Simulated:
    """Live through the history and the weeks after it."""
    history = make_calendar(plan)
    calendar = make_calendar(replace(plan, days=plan.days + AFTER))
    history = replace(history, days=calendar.days[: plan.days])
    world = World(home, calendar, plan.generator("world"))
    followers = list(draw_followers(plan.generator("followers")))
    household = _move_in(plan, world, {each.device for each in followers})
    for actor in (*_machines(plan.generator("machines"), null=plan.null), *followers):
        actor.begin(world)
    intentions = []
    if not plan.null:
        things = {thing.entity_id: thing for thing in household.things}
        intentions = list(draw_intentions(plan.generator("intentions"), household, things, plan.messy))
    for intention in intentions:
        intention.begin(household)
    world.run()
    events = sorted(world.events, key=lambda event: event.time)
    lived = [event for event in events if history.start <= event.time < calendar.end]
    heard = drop_out(plan.generator("radios"), world, lived)
    before = list(takewhile(lambda event: event.time < history.end, heard))
    kept = Kept(household, history)
    return Simulated(
        events=add_chatter(before, chatty, history, plan.events_per_day, plan.generator("noise")),
        truth=Truth(
            habits=tuple(habit for each in intentions if (habit := kept.planted(each))),
            confounders=(*_machine_truths(null=plan.null), *(each.confounder for each in followers)),
        ),
        home=home,
        afterlife=Afterlife(
            events=heard[len(before) :],
            done=sorted(world.done),
            home_days=frozenset(day.number for day in calendar.days if not day.is_holiday),
            until=calendar.days[-1].date + timedelta(days=1),
        ),
    )


def _move_in(plan: SimulationPlan, world: World, machines: set[str]) -> Household:
    """Let the people move in with their things; nobody handles what goes with something else."""
    rng, days = plan.generator("things"), len(world.calendar.days)
    things = [
        thing
        for thing in draw_things(rng, world.home.entities, days, plan.knobs.noise)
        if thing.entity_id not in machines
    ]
    household = Household(plan.generator("household ways"), world, things, Eyes(plan.generator("eyes"), world))
    world.presence = lambda: any(person.where is not Where.OUT for person in household.people)
    for resident, rhythm in draw_household(plan).items():
        person = Person(resident, rhythm, plan.generator(resident.name), household)
        household.add(person, Hands(plan.generator(f"hands of {resident.name}"), world, things))
        person.begin(world)
    return household


def _machines(rng: np.random.Generator, *, null: bool) -> Iterator[Actor]:
    yield Sky()
    yield Restarts(rng=rng)
    yield Flapping(rng=rng, entity_id="switch.garage_fan")
    yield Burst(rng=rng, entity_id="switch.dishwasher", days=int(rng.integers(1, 4)))
    yield MotionAutomation(
        rng=rng, automation="automation.hallway_light", sensor="binary_sensor.hallway_motion", light="light.hallway"
    )
    minutes = ((21 * 60, "on"), (23 * 60, "off"))
    yield ClockAutomation(rng=rng, automation="automation.garden_light", entity_id="light.garden", minutes=minutes)
    yield LooseUse(rng=rng, entities=(WINDOW,), state="on", a_day=1.2, between=(420, 1350))
    yield Undoing(rng=rng, entities=(WINDOW,), reached="on", back="off", after=(2, 90))
    if not null:
        yield ArrivalLock(rng=rng, share=float(rng.uniform(*UNLOCKS)))


def _machine_truths(*, null: bool) -> Iterator[Confounder]:
    for light in ("light.hallway", "light.garden"):
        yield Confounder(entity_id=light, state=None, reason="an automation does it already")
    yield Confounder(entity_id="switch.dishwasher", state=None, reason="an appliance in bursts on a few days")
    yield Confounder(entity_id="switch.garage_fan", state=None, reason="a loose contact")
    if not null:
        yield Confounder(entity_id="lock.front_door", state="unlocked", reason="nobody unlocks a door unasked")
