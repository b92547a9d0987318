"""What is done without any habit: lamps when it is dark and somebody thinks of it, and devices now and then."""

from functools import partial

from tools.simulate.truth import PlantedHabit

from .dwelling import lamp
from .household import Household
from .people import AWAY, Stay
from .world import World

DEVICES = (
    ("switch.fan_heater", 1100),
    ("light.corner_left", 1215),
    ("light.corner_right", 1225),
    ("media_player.den", 1180),
    ("switch.charger", 1260),
    ("light.cabinet", 1150),
    ("cover.guest", 900),
    ("fan.cellar", 980),
)
FORGOTTEN = "fan.cellar"
FORGETS, FORGOTTEN_FOR = 0.05, 700.0  # how often it is, and for how many minutes it runs then
SPREAD = 95.0  # standard deviation of when something is used without habit, minutes


def live_loosely(home: Household) -> None:
    """Let people switch lamps as they think of it, and use devices at no time in particular."""
    if home.plan.knobs.noise > 0:
        _use_lamps(home)
    rng = home.plan.random("loose")
    for device, minute in DEVICES:
        if home.plan.null or rng.random() < min(0.9, 0.45 * home.plan.knobs.noise):
            _use(home, device, minute)


def _use_lamps(home: Household) -> None:
    rng, world, factor = home.plan.random("lamps"), home.world, home.plan.knobs.noise
    rooms = sorted(world.dwelling.rooms - {"garden"})
    lit = {room: min(0.5, float(rng.uniform(0.12, 0.38)) * factor) for room in rooms}
    left = {room: min(0.5, float(rng.uniform(0.15, 0.4)) * factor) for room in rooms}

    def enter(now: float, stay: Stay) -> None:
        if stay.room == AWAY or stay.activity in {"sleep", "read"}:
            _see_to_lamps(home, now, stay, rooms, 0.45)
        elif (
            stay.room in lit
            and stay.room not in home.taken
            and world.clock.is_dark(now)
            and rng.random() < lit[stay.room]
        ):
            later = now + float(rng.uniform(2, 9))
            world.at(later, lambda then: world.act(then, lamp(stay.room), "on", stay.person))

    def leave(now: float, stay: Stay) -> None:
        alone = sum(place == stay.room for place in world.places.values()) <= 1
        if stay.room in left and stay.room not in home.taken and alone and rng.random() < left[stay.room]:
            world.act(now, lamp(stay.room), "off", stay.person)

    world.each_stay(enter)
    world.each_end(leave)


def _see_to_lamps(home: Household, now: float, stay: Stay, rooms: list[str], share: float) -> None:
    """Let somebody who leaves the house or goes to bed switch off some of what is on."""
    others = any(place != AWAY for person, place in home.world.places.items() if person != stay.person)
    if stay.room == AWAY and others:
        return
    for room in rooms:
        if home.rng.random() < share:
            off = now + float(home.rng.uniform(0, 20 if stay.room == AWAY else 900))
            home.world.at(off, partial(home.world.act, entity=lamp(room), state="off", person=stay.person))


def _use(home: Household, device: str, minute: float) -> None:
    rng, world = home.plan.random(device), home.world
    on = "open" if device.startswith("cover") else "playing" if device.startswith("media") else "on"
    off = "closed" if on == "open" else "off"
    share = float(rng.uniform(0.4, 0.85))
    forgets = device == FORGOTTEN and not home.plan.null
    if forgets:
        note = "now and then it runs for half a day"
        home.reminders.append(PlantedHabit(kind="left_on", entities=(device,), state=on, required=False, note=note))
    for day in range(world.clock.days):
        if rng.random() < share:
            begin = world.clock.at(day, min(1400, max(400, minute + float(rng.normal(0, SPREAD)))))
            is_forgotten = forgets and rng.random() < FORGETS
            long = FORGOTTEN_FOR if is_forgotten else float(rng.uniform(15, 100))
            world.at(begin, lambda now: _switch(world, now, device, on))
            world.at(begin + 60 * long, lambda now: _switch(world, now, device, off))


def _switch(world: World, now: float, device: str, state: str) -> None:
    if world.is_home(None):
        world.act(now, device, state)
