"""What looks like a habit and is none: automations, timers, appliances in bursts, a pet, what is rarely used."""

from collections.abc import Callable
from functools import partial

from tools.simulate.truth import Confounder

from .body import see
from .dwelling import lamp, motion
from .household import Household
from .people import AWAY, Stay


def install(home: Household) -> list[Confounder]:
    """Put machines into a home; return what must not be suggested because of them."""
    rng = home.plan.random("machines")
    found: list[Confounder] = []
    for machine, share in MACHINES:
        if rng.random() < min(1.0, share * home.plan.knobs.noise):
            found += machine(home)
    if home.world.dwelling.pet:
        _let_a_pet_walk(home)
    return found


def _light_by_automation(home: Household) -> list[Confounder]:
    world = home.world
    free = sorted(world.dwelling.sensed - home.taken - {"living", "garden", "bedroom"})
    if not free:
        return []
    room = free[0]
    home.taken.add(room)
    name = f"automation.{room}"
    world.when(motion(room), "on", lambda now: world.put(now + 0.2, lamp(room), "on", parent=name))
    world.when(motion(room), "off", lambda now: world.put(now + 0.2, lamp(room), "off", parent=name))
    return [Confounder(entity_id=lamp(room), state="on", reason="an automation does it")]


def _light_by_time(home: Household) -> list[Confounder]:
    _daily(home, "light.fish", "on", 480.0, "automation.fish_on")
    _daily(home, "light.fish", "off", 1200.0, "automation.fish_off")
    return [Confounder(entity_id="light.fish", state=None, reason="an automation does it")]


def _timer_of_its_own(home: Household) -> list[Confounder]:
    _daily(home, "switch.terrace", "on", 1150.0, None)
    _daily(home, "switch.terrace", "off", 1330.0, None)
    return [Confounder(entity_id="switch.terrace", state=None, reason="its own timer does it, to the second")]


def _daily(home: Household, entity: str, state: str, minute: float, parent: str | None) -> None:
    for day in range(home.world.clock.days):
        moment = home.world.clock.at(day, minute) + 0.2
        home.world.at(moment, lambda now: home.world.put(now, entity, state, parent=parent))


def _dishwasher(home: Household) -> list[Confounder]:
    rng, world = home.plan.random("dishwasher"), home.world
    for day in range(world.clock.days):
        if rng.random() < 0.45:  # noqa: PLR2004 - of the days
            moment = world.clock.at(day, float(rng.normal(1190, 80)))
            for _ in range(int(rng.integers(8, 20))):
                for state in ("on", "off"):
                    world.at(moment, partial(world.put, entity="switch.dishwasher", state=state))
                    moment += float(rng.uniform(40, 700))
    return [Confounder(entity_id="switch.dishwasher", state=None, reason="an appliance in bursts")]


def _pool(home: Household) -> list[Confounder]:
    rng, world = home.plan.random("pool"), home.world
    for day in range(int(rng.integers(3, 9)), world.clock.days, 9):
        moment = world.clock.at(day, float(rng.uniform(700, 1100)))
        world.at(moment, lambda now: world.act(now, "switch.pool_pump", "on"))
        world.at(moment + 5400, lambda now: world.act(now, "switch.pool_pump", "off"))
    return [Confounder(entity_id="switch.pool_pump", state=None, reason="rarely used")]


def _unlocking(home: Household) -> list[Confounder]:
    world = home.world

    def leave(now: float, stay: Stay) -> None:
        if stay.room == AWAY:
            world.act(now, "lock.front_door", "unlocked", stay.person)

    world.each_stay(leave)
    return [Confounder(entity_id="lock.front_door", state="unlocked", reason="nothing may unlock by itself")]


def _garage(home: Household) -> list[Confounder]:
    world = home.world

    def come(now: float) -> None:
        world.act(now, "cover.garage_door", "open")
        world.at(now + 300, lambda later: world.put(later, "cover.garage_door", "closed"))

    world.when(world.people[0].entity, "home", come)
    return [Confounder(entity_id="cover.garage_door", state="open", reason="nothing may open a garage by itself")]


def _let_a_pet_walk(home: Household) -> None:
    rng, world = home.plan.random("pet"), home.world
    rooms = sorted(world.dwelling.rooms - {"garden"})
    for day in range(world.clock.days):
        for _ in range(int(rng.poisson(14 * home.plan.knobs.noise))):
            moment = world.clock.at(day, float(rng.uniform(0, 1439)))
            world.at(moment, partial(see, world, str(rng.choice(rooms))))


MACHINES: tuple[tuple[Callable[[Household], list[Confounder]], float], ...] = (
    (_light_by_automation, 0.6),
    (_light_by_time, 0.4),
    (_timer_of_its_own, 0.3),
    (_dishwasher, 0.5),
    (_pool, 0.4),
    (_unlocking, 1.0),
    (_garage, 0.3),
)
"""Each with how many households have it."""
