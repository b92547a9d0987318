"""Intentions about a time: of the clock, of the sun, or of getting up and going to bed."""

from .household import Household, Wish
from .intention import Hour, at_activity, by_clock, by_sun

WEEKEND = frozenset({5, 6})
WORKDAYS = frozenset(range(5))


def _coffee(home: Household) -> None:
    one = home.mean("routine", "switch.coffee_machine", "on", person=home.anyone(), delay=60.0)
    at_activity(home.world, one, "breakfast")
    home.release("switch.coffee_machine", "off", 40)


def _bedroom_blinds(home: Household) -> None:
    person = home.anyone()
    at_activity(home.world, home.mean("routine", "cover.bedroom", "open", person=person, delay=240.0), "wash")
    at_activity(home.world, home.mean("routine", "cover.bedroom", "closed", person=person, delay=60.0), "read")


def _living_blinds(home: Household) -> None:
    down = home.mean("sun", "cover.living", "closed", event="sunset", delay=60.0)
    by_sun(home.world, down, float(home.rng.integers(-25, 40)), home.loose(9))
    up = home.mean("sun", "cover.living", "open", event="sunrise", delay=60.0)
    by_sun(home.world, up, float(home.rng.integers(40, 120)), home.loose(10))


def _porch(home: Household) -> None:
    lit = home.mean("sun", "light.porch", "on", event="sunset", delay=30.0)
    by_sun(home.world, lit, float(home.rng.integers(-30, 30)), home.loose(8))
    if home.draws(0.5):
        dark = home.mean("routine", "light.porch", "off", delay=30.0)
        by_clock(home.world, dark, Hour(float(home.rng.uniform(1290, 1350)), home.loose(10)))
    else:
        home.undo("light.porch", "off", (90, 420))


def _stairs(home: Household) -> None:
    if "light.stairs" not in home.world.dwelling.groups:
        return
    lit = home.mean("sun", "light.stairs", "on", event="sunset", delay=30.0)
    by_sun(home.world, lit, float(home.rng.integers(0, 60)), home.loose(10))
    home.undo("light.stairs_top", "off", (120, 500))
    home.undo("light.stairs_bottom", "off", (120, 500))


def _bedside(home: Household) -> None:
    person = home.anyone()
    at_activity(home.world, home.mean("routine", "light.bedside", "on", person=person, delay=40.0), "read")
    if home.draws(0.6):
        at_activity(home.world, home.mean("routine", "light.bedside", "off", person=person, delay=5.0), "sleep")
    else:
        home.undo("light.bedside", "off", (15, 160))


def _front_door(home: Household) -> None:
    person = home.anyone()
    at_activity(home.world, home.mean("routine", "lock.front_door", "locked", person=person, delay=30.0), "read")


def _radio(home: Household) -> None:
    person = home.anyone()
    one = home.mean("routine", "media_player.radio", "playing", person=person, delay=120.0)
    at_activity(home.world, one, "breakfast", frozenset({"free"}))
    home.undo("media_player.radio", "off", (15, 240))


def _kettle(home: Household) -> None:
    if not any(person.work in {"desk", "none"} for person in home.world.people):
        return
    for minute in (620, 770, 965, 1180)[: int(home.rng.integers(2, 5))]:
        one = home.mean("routine", "switch.kettle", "on", delay=20.0)
        by_clock(home.world, one, Hour(minute + float(home.rng.uniform(-25, 25)), home.loose(9)))
    home.release("switch.kettle", "off", 4)


def _watering(home: Household) -> None:
    days = frozenset({int(home.rng.integers(7))})
    one = home.mean("routine", "switch.watering", "on", delay=30.0)
    by_clock(home.world, one, Hour(float(home.rng.uniform(1120, 1220)), home.loose(9), days))
    home.undo("switch.watering", "off", (15, 120))


def _garden(home: Household) -> None:
    one = home.mean("routine", "light.garden", "on", delay=30.0)
    by_clock(home.world, one, Hour(float(home.rng.uniform(1140, 1260)), home.loose(9), WEEKEND))
    home.undo("light.garden", "off", (30, 240))


def _plants(home: Household) -> None:
    one = home.mean("routine", "switch.plant_lamp", "on", delay=30.0)
    days = WORKDAYS if home.draws(0.5) else frozenset(range(7))
    by_clock(home.world, one, Hour(float(home.rng.uniform(1130, 1270)), home.loose(8), days))
    home.undo("switch.plant_lamp", "off", (120, 700))


def _heater(home: Household) -> None:
    one = home.mean("routine", "climate.bathroom", "heat", delay=30.0)
    by_clock(home.world, one, Hour(float(home.rng.uniform(1110, 1240)), home.loose(9)))
    home.undo("climate.bathroom", "off", (40, 300))


def _reading(home: Household) -> None:
    for activity in ("relax", "hobby"):
        one = home.mean("scene", "light.reading light.floor", "on", person=home.anyone(), delay=120.0, spread=1.2)
        at_activity(home.world, one, activity)
    for entity in ("light.reading", "light.floor"):
        home.undo(entity, "off", (30, 400))


def _ended(home: Household) -> None:
    last = home.history - int(home.rng.integers(22, 30))
    one = home.mean("routine", "switch.aquarium_heater", "on", delay=30.0, until=last, keeping=0.95)
    by_clock(home.world, one, Hour(float(home.rng.uniform(1130, 1250)), home.loose(8)))
    home.undo("switch.aquarium_heater", "off", (60, 300))


def _wandering(home: Household) -> None:
    one = home.mean("routine", "switch.terrarium", "on", delay=30.0)
    hour = Hour(float(home.rng.uniform(1140, 1260)), home.loose(8), drift=float(home.rng.uniform(-1.1, 1.1)))
    by_clock(home.world, one, hour)
    home.undo("switch.terrarium", "off", (120, 600))


DAILY: tuple[tuple[Wish, float], ...] = (
    (_coffee, 0.6),
    (_bedroom_blinds, 0.35),
    (_living_blinds, 0.4),
    (_porch, 0.55),
    (_stairs, 0.8),
    (_bedside, 0.4),
    (_front_door, 0.35),
    (_radio, 0.35),
    (_kettle, 0.3),
    (_watering, 0.3),
    (_garden, 0.3),
    (_plants, 0.35),
    (_heater, 0.3),
    (_reading, 0.3),
    (_ended, 0.35),
    (_wandering, 0.25),
)
"""Each with how many households have it."""
