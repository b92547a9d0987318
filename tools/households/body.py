"""What people set off by being somewhere: motion, doors, presence, and the devices that go with what they do."""

from collections.abc import Iterable
from functools import partial

import numpy as np

from .dwelling import motion
from .people import AWAY, Person, Stay, write_day
from .plan import HouseholdPlan
from .world import World

# Seconds between two movements that a sensor notices; people who sit or sleep are hardly seen.
STILLNESS = {"sleep": 4500.0, "tv": 420.0, "relax": 300.0, "read": 200.0, "work": 240.0, "hobby": 200.0, "eat": 90.0}
BUSY = 40.0
PASSING = 0.55  # how often the hall is crossed between two rooms
LAGS = float(np.log(120.0))  # of the median seconds by which a tracker lags in a messy life
STIRS = float(np.log(200.0))  # of the median seconds after which a restless sensor sees again
NOTHING_THERE = 0.25  # how much rarer that is in an empty room
AT_HOME, GONE = "home", "not_home"


def live(world: World, plan: HouseholdPlan, days: int, away: frozenset[int]) -> None:
    """Let everybody live for so many days; on the days ``away`` the house is empty."""
    for person in world.people:
        rng = plan.random(f"diary {person.index}")
        stays = list(_stays(world, person, rng, plan, range(days), away))
        world.places[person.index] = stays[0].room
        world.states[person.entity] = AT_HOME
        for before, stay in zip([stays[0], *stays], stays, strict=False):
            _schedule(world, person, before, stay)


def _stays(
    world: World, person: Person, rng: np.random.Generator, plan: HouseholdPlan, days: range, away: frozenset[int]
) -> Iterable[Stay]:
    begins: list[tuple[float, str, str]] = []
    for day in days:
        sick = rng.random() < 0.03  # noqa: PLR2004 - or a public holiday
        week = (world.clock.first.toordinal() + day) // 7
        kind = "free" if sick else person.day_kind(world.clock.weekday(day), week)
        entries = write_day(person, kind, world.dwelling.rooms, rng, plan.looseness)
        if day in away:
            entries = [(540.0, AWAY, "holiday")]
        begins += [(world.clock.at(day, minute), room, activity) for minute, room, activity in entries]
    ends = [begin for begin, _, _ in begins[1:]] + [begins[-1][0] + 25_000]
    for (begin, room, activity), end in zip(begins, ends, strict=True):
        yield Stay(begin, max(end, begin + 1), person.index, room, activity)


def _schedule(world: World, person: Person, before: Stay, stay: Stay) -> None:
    world.at(stay.begin, lambda now: world.begin(now, stay))
    # Things are switched off before the room is left, and the hall entered after that.
    world.at(
        stay.end - min(float(world.rng.uniform(9, 40)), 0.5 * (stay.end - stay.begin)), partial(world.end, stay=stay)
    )
    _cross_door(world, person, before, stay)
    if stay.room == AWAY:
        return
    if "hall" not in {before.room, stay.room} and world.rng.random() < PASSING:
        world.at(stay.begin - 8, lambda now: _move(world, "hall", now))
    gap = STILLNESS.get(stay.activity, BUSY)
    moment = stay.begin + float(world.rng.uniform(0.2, 1.2))
    while moment < stay.end:
        world.at(moment, lambda now: _move(world, stay.room, now))
        moment += max(20.0, float(world.rng.exponential(gap)))


def _cross_door(world: World, person: Person, before: Stay, stay: Stay) -> None:
    if stay.room == AWAY and before.room != AWAY:
        world.at(stay.begin - 4, lambda now: _open(world, "front_door", now))
        world.at(stay.begin + float(world.rng.uniform(40, 200)), lambda now: _track(world, person, GONE, now))
    elif before.room == AWAY and stay.room != AWAY:
        world.at(stay.begin - 5, lambda now: _open(world, "front_door", now))
        world.at(stay.begin - 3, lambda now: _move(world, "hall", now))
        world.at(stay.begin + float(world.rng.uniform(-40, 15)), lambda now: _track(world, person, AT_HOME, now))
    if "garden" in {stay.room, before.room} and stay.room != before.room:
        world.at(stay.begin - 2, lambda now: _open(world, "patio_door", now))


def _track(world: World, person: Person, state: str, now: float) -> None:
    """Let a tracker notice who came or went: at once, or late where the life is messy."""
    late = float(world.rng.lognormal(LAGS, 1.0)) if world.restless else 0.0
    if late:
        world.at(now + late, lambda then: world.put(then, person.entity, state))
    else:
        world.put(now, person.entity, state)


def _open(world: World, door: str, now: float) -> None:
    entity = f"binary_sensor.{door}"
    world.put(now, entity, "on")
    world.at(now + float(world.rng.uniform(4, 15)), lambda later: world.put(later, entity, "off"))


def _move(world: World, room: str, now: float) -> None:
    world.moved[room] = now
    see(world, room, now)


def see(world: World, room: str, now: float) -> None:
    """Let a room's sensor notice something, be it a person or not; it holds for a minute or more."""
    if room not in world.dwelling.sensed:
        return
    entity = motion(room)
    held = now + 60 + 15 * (len(room) % 5)
    fresh = world.state(entity) != "on"
    world.holds[room] = held
    if fresh:
        world.put(now, entity, "on")
        world.at(held, lambda later: _release(world, room, later))


def _release(world: World, room: str, now: float) -> None:
    if world.holds[room] > now + 0.01:
        world.at(world.holds[room], lambda later: _release(world, room, later))
        return
    world.put(now, motion(room), "off")
    if world.restless:
        _stir(world, room, now)


def _stir(world: World, room: str, now: float) -> None:
    """Let a sensor see again soon what it had just let go of: who is still there, or nothing at all."""
    is_there = room in world.places.values()
    if world.rng.random() < world.restless * (1.0 if is_there else NOTHING_THERE):
        later = now + float(world.rng.lognormal(STIRS, 0.8))
        world.at(later, lambda then: (_move if is_there else see)(world, room, then))


def use_devices(world: World) -> None:
    """Let devices go with what people do: the television, the computer, the hob, the shower, the washing machine."""
    world.each_stay(lambda now, stay: _begin_use(world, now, stay))
    world.each_end(lambda now, stay: _end_use(world, now, stay))


def _begin_use(world: World, now: float, stay: Stay) -> None:
    draw = world.rng
    match stay.activity:
        case "tv":
            world.at(now + draw.uniform(15, 120), lambda _: world.act(_, "media_player.tv", "on", stay.person))
        case "work" | "hobby" if draw.random() < world.computing:
            world.at(now + draw.uniform(10, 60), lambda _: world.act(_, "switch.pc", "on", stay.person))
        case "cook":
            world.at(now + draw.uniform(60, 240), lambda _: world.put(_, "binary_sensor.hob", "on"))
        case "wash" if draw.random() < 0.6:  # noqa: PLR2004 - the others only brush their teeth
            world.at(now + draw.uniform(30, 90), lambda _: world.put(_, "binary_sensor.shower", "on"))
        case "wash_clothes" if world.state("sensor.washer") != "running":
            world.put(now + 60, "sensor.washer", "running")
            world.at(now + draw.uniform(5000, 8000), lambda _: world.put(_, "sensor.washer", "finished"))


def _end_use(world: World, now: float, stay: Stay) -> None:
    still = any(world.places.get(each.index) == stay.room for each in world.people if each.index != stay.person)
    match stay.activity:
        case "tv" if not still:
            world.act(now, "media_player.tv", "off", stay.person)
        case "work" | "hobby" if world.rng.random() < 0.6:  # noqa: PLR2004 - the others leave it on
            world.act(now, "switch.pc", "off", stay.person)
        case "cook":
            world.put(now, "binary_sensor.hob", "off")
        case "wash":
            world.put(now, "binary_sensor.shower", "off")
