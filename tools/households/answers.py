"""Intentions that answer something: movement, a device, a person who comes or goes."""

from collections.abc import Callable

from tools.simulate.truth import PlantedTrigger

from .dwelling import FAMILY, lamp, motion
from .household import Household, Wish
from .intention import Provided, on_state
from .people import Stay

WORKDAYS = frozenset(range(5))
BELOW = {"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"}
DARK = Provided(spec=BELOW, holds=lambda world, now: world.clock.is_dark(now))


def _television_lamps(home: Household) -> None:
    trigger = PlantedTrigger(entity_id="media_player.tv", to="on")
    provided = (DARK,) if home.draws(0.6) else ()
    one = home.mean("follow_up", "light.living", "on", trigger=trigger, provided=provided, delay=14.0)
    on_state(home.world, one)
    home.taken.add("living")
    if home.draws(0.6):
        trigger = PlantedTrigger(entity_id="media_player.tv", to="off")
        on_state(home.world, home.mean("follow_up", "light.living", "off", trigger=trigger, delay=20.0))
    else:
        for member in home.world.dwelling.members("light.living"):
            home.undo(member, "off", (60, 400))


def _moving(room: str) -> Callable[[Household], None]:
    def mean(home: Household) -> None:
        if room not in home.world.dwelling.sensed:
            return
        trigger = PlantedTrigger(entity_id=motion(room), to="on")
        known = {"trigger": trigger, "provided": (DARK,), "delay": 4.0, "room": room}
        on_state(home.world, home.mean("follow_up", lamp(room), "on", **known))
        home.taken.add(room)
        _let_go(home, room)

    return mean


def _let_go(home: Household, room: str) -> None:
    """Decide how a lamp that follows movement goes off: by a habit, by an automation, or anyhow."""
    draw = home.rng.random()
    if draw < 0.45:  # noqa: PLR2004 - about as many of each
        held = int(home.rng.choice([120, 180, 300, 420]) * home.plan.knobs.delays)
        trigger = PlantedTrigger(entity_id=motion(room), to="off", for_seconds=held)
        one = home.mean("follow_up", lamp(room), "off", trigger=trigger)
        one.delay = 0.2 * held
        on_state(home.world, one)
    elif draw < 0.8:  # noqa: PLR2004
        world, name = home.world, f"automation.{room}_off"
        world.when(motion(room), "off", lambda now: world.put(now + 0.3, lamp(room), "off", parent=name))
    else:
        home.undo(lamp(room), "off", (2, 60))


def _leaving(home: Household) -> None:
    people = home.world.people
    entity = FAMILY if len(people) > 1 else people[0].entity
    gone = PlantedTrigger(entity_id=entity, to="not_home")
    back = PlantedTrigger(entity_id=entity, to="home")
    for trigger, state in ((gone, "off"), (back, "heat")):
        one = home.mean("follow_up", "climate.living", state, trigger=trigger, delay=100.0, remote=True)
        on_state(home.world, one)


def _shower_fan(home: Household) -> None:
    shower = "binary_sensor.shower"
    on = home.mean("follow_up", "fan.bathroom", "on", trigger=PlantedTrigger(entity_id=shower, to="on"), delay=25.0)
    on_state(home.world, on)
    held = int(home.rng.choice([300, 600, 900]) * home.plan.knobs.delays)
    trigger = PlantedTrigger(entity_id=shower, to="off", for_seconds=held)
    off = home.mean("follow_up", "fan.bathroom", "off", trigger=trigger)
    off.delay = 0.2 * held
    on_state(home.world, off)


def _hood(home: Household) -> None:
    for state, delay in (("on", 40.0), ("off", 90.0)):
        trigger = PlantedTrigger(entity_id="binary_sensor.hob", to=state)
        on_state(home.world, home.mean("follow_up", "fan.hood", state, trigger=trigger, delay=delay))


def _washer(home: Household) -> None:
    if "laundry" not in home.world.dwelling.rooms:
        return
    trigger = PlantedTrigger(entity_id="sensor.washer", to="finished")
    on_state(home.world, home.mean("follow_up", "switch.washer_plug", "off", trigger=trigger, delay=220.0))
    world = home.world
    world.when("sensor.washer", "running", lambda now: world.act(now - 30, "switch.washer_plug", "on"))


def _desk(home: Household) -> None:
    trigger = PlantedTrigger(entity_id="switch.pc", to="on")
    named = "light.desk switch.monitor" if home.draws(0.5) else "light.desk"
    on_state(home.world, home.mean("follow_up", named, "on", trigger=trigger, delay=15.0))
    for entity in named.split():
        home.undo(entity, "off", (20, 200))


def _welcome(home: Household) -> None:
    person = home.anyone()
    weekday = Provided(
        spec={"condition": "time", "weekday": "mon tue wed thu fri"},
        holds=lambda world, now: world.clock.weekday(world.clock.local(now)[0]) in WORKDAYS,
    )
    trigger = PlantedTrigger(entity_id=home.world.people[person].entity, to="home")
    known = {"trigger": trigger, "provided": (weekday,), "delay": 110.0, "person": person, "remote": True}
    on_state(home.world, home.mean("follow_up", "media_player.speaker", "playing", **known))
    home.undo("media_player.speaker", "off", (15, 180))


def _mirror(home: Household) -> None:
    if "bathroom" not in home.world.dwelling.sensed:
        return
    begin = float(home.rng.integers(300, 360))
    end = begin + float(home.rng.integers(200, 300))
    band = Provided(
        spec={"condition": "time", "after": _clock(begin), "before": _clock(end)},
        holds=lambda world, now: begin <= world.clock.local(now)[1] < end,
    )
    trigger = PlantedTrigger(entity_id=motion("bathroom"), to="on")
    known = {"trigger": trigger, "provided": (band,), "delay": 6.0, "room": "bathroom"}
    on_state(home.world, home.mean("follow_up", "light.mirror", "on", **known))
    home.undo("light.mirror", "off", (4, 25))


def _study_lamp(home: Household) -> None:
    if "study" not in home.world.dwelling.sensed:
        return
    running = Provided(
        spec={"condition": "state", "entity_id": "switch.pc", "state": "on"},
        holds=lambda world, _: world.state("switch.pc") == "on",
    )
    trigger = PlantedTrigger(entity_id=motion("study"), to="on")
    known = {"trigger": trigger, "provided": (running,), "delay": 6.0, "room": "study"}
    on_state(home.world, home.mean("follow_up", lamp("study"), "on", **known))
    home.taken.add("study")
    world, name = home.world, "automation.study_empty"

    def leave(now: float, stay: Stay) -> None:
        if stay.room == "study":
            world.put(now, lamp("study"), "off", parent=name)

    world.each_end(leave)


def _clock(minute: float) -> str:
    return f"{int(minute) // 60:02}:{int(minute) % 60:02}:00"


ANSWERS: tuple[tuple[Wish, float], ...] = (
    (_television_lamps, 0.5),
    (_moving("hall"), 0.6),
    (_moving("kitchen"), 0.4),
    (_moving("bathroom"), 0.5),
    (_moving("laundry"), 0.5),
    (_leaving, 0.4),
    (_shower_fan, 0.35),
    (_hood, 0.35),
    (_washer, 0.3),
    (_desk, 0.4),
    (_welcome, 0.3),
    (_mirror, 0.35),
    (_study_lamp, 0.5),
)
"""Each with how many households have it."""
