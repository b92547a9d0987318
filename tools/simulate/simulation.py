"""Put a home together, let its people live in it, and say what the truth about it is."""

from collections.abc import Iterator

from .calendar import Calendar, make_calendar
from .candidates import draw_habits
from .confounders import Sky, add_chatter
from .draw import Actor, Chosen, Draw
from .everyday import Everyday, draw_everyday
from .home import EXTRA_ROOMS, ROOMS, SimulatedHome, chatty_sensors, furnish, people
from .loose_use import LooseUse
from .messy.life import live_messily
from .movement import Movement
from .plan import Simulated, SimulationPlan
from .residents import Comings, draw_household
from .truth import Truth
from .world import World

BUSY_HOME = 1000  # events a day from which on people are seen in every room
NOW_AND_THEN = 0.15  # uses a day of a habit's lamp without the habit


def simulate(plan: SimulationPlan) -> Simulated:
    """Simulate a home. The same plan gives the same history."""
    home, chatty = _build(plan)
    if plan.messy:
        return live_messily(plan, home, chatty)
    calendar = make_calendar(plan)
    chosen = [] if plan.null else _choose(plan, home, calendar)
    taken = frozenset(entity for each in chosen for entity in _acted_on(each))
    everyday = draw_everyday(plan, calendar, home.entities, taken)
    world = World(home, calendar, plan.generator("world"))
    for actor in _actors(plan, chosen, everyday):
        actor.begin(world)
    world.run()
    lived = [event for event in world.events if calendar.start <= event.time < calendar.end]
    habits = tuple(habit.planted(world) for each in chosen for habit in each.habits)
    return Simulated(
        events=add_chatter(lived, chatty, calendar, plan.events_per_day, plan.generator("noise")),
        truth=Truth(habits=habits, confounders=everyday.confounders),
        home=home,
    )


def _build(plan: SimulationPlan) -> tuple[SimulatedHome, list[str]]:
    """Build the home; the second value names its chatty sensors."""
    extra = int(plan.generator("rooms").integers(len(EXTRA_ROOMS) + 1)) if plan.rooms is None else plan.rooms
    place, household = plan.place, draw_household(plan)
    chatty = chatty_sensors((*ROOMS, *EXTRA_ROOMS[:extra]))
    home = SimulatedHome(
        time_zone=place.time_zone,
        latitude=place.latitude,
        longitude=place.longitude,
        residents=tuple(household),
        entities={**people(household), **furnish(extra), **chatty},
    )
    return home, list(chatty)


def _choose(plan: SimulationPlan, home: SimulatedHome, calendar: Calendar) -> list[Chosen]:
    rng, household = plan.generator("habits"), draw_household(plan)
    draw = Draw(rng=rng, calendar=calendar, household=household, entities=home.entities, knobs=plan.knobs)
    return list(draw_habits(draw))


def _acted_on(chosen: Chosen) -> Iterator[str]:
    """Yield what the habits act on and what sets them off: nobody uses it at random."""
    for habit in chosen.habits:
        yield from habit.entities
    for actor in chosen.around:
        if isinstance(actor, LooseUse):
            yield from actor.entities


def _actors(plan: SimulationPlan, chosen: list[Chosen], everyday: Everyday) -> Iterator[Actor]:
    """Yield everything that makes things happen. Movement is first: it follows the acts that the others plan."""
    busy = frozenset(sensor for each in chosen for sensor in each.busy)
    yield Movement(plan.generator("movement"), busy, min(1.0, plan.events_per_day / BUSY_HOME))
    yield Sky()
    for resident, rhythm in draw_household(plan).items():
        yield Comings(resident, rhythm, plan.generator(resident.name))
    yield from everyday.actors
    for each in chosen:
        yield from each.habits
        yield from each.around
    rng = plan.generator("now and then")
    for habit in (habit for each in chosen for habit in each.habits if habit.entities[0].startswith("light.")):
        if habit.state == "on":
            yield LooseUse(
                rng=rng, entities=habit.entities, state="on", a_day=NOW_AND_THEN * plan.knobs.noise, between=(450, 1380)
            )
