"""The intentions that a messy home may have. Every seed draws most of them, with times and resolve of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ..home import ZONE
from ..truth import PlantedTrigger
from .household import Household
from .intentions import Intention, draw_resolve
from .things import Thing

HAS = 0.75  # of the intentions, those that somebody in a home has
DAILY, WORKDAYS, WEEKEND = tuple(range(7)), tuple(range(5)), (5, 6)
WAITS = (180, 240, 300, 420, 600)  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An intention before anybody has it.

    Attributes:
        between: minutes of the day, or after ``event``, among which a time is drawn.
        trigger: what it answers, and the state that this comes to.
        waits: it is done once the trigger's state has lasted for some minutes.
    """

    name: str
    entities: tuple[str, ...]
    state: str
    between: tuple[float, float] = (0.0, 0.0)
    weekdays: tuple[int, ...] = DAILY
    event: str | None = None
    trigger: tuple[str, str] | None = None
    dark: bool = False
    waits: bool = False
    anywhere: bool = False


def _timed(name: str, entity: str, state: str, begin: float, end: float, weekdays: tuple[int, ...] = DAILY) -> Wish:
    return Wish(name=name, entities=(entity,), state=state, between=(begin, end), weekdays=weekdays)


def _motion(room: str) -> tuple[str, str]:
    return f"binary_sensor.{room}_motion", "on"


WISHES = (
    _timed("dress by light", "light.bedroom", "on", 400, 450, WORKDAYS),
    _timed("shave", "light.mirror", "on", 410, 460),
    _timed("coffee", "switch.coffee_machine", "on", 420, 490),
    _timed("morning radio", "media_player.kitchen_radio", "playing", 420, 500),
    _timed("warm towels", "switch.towel_rail", "on", 405, 450),
    _timed("lie-in ends", "cover.living_room_blinds", "open", 540, 620, WEEKEND),
    _timed("tea", "switch.kettle", "on", 945, 1020),
    _timed("cook", "light.kitchen", "on", 1080, 1150),
    _timed("read at the desk", "light.desk_lamp", "on", 1150, 1230, WORKDAYS),
    _timed("series", "media_player.living_room_tv", "on", 1180, 1250),
    _timed("warm the bed", "switch.heated_blanket", "on", 1240, 1310),
    _timed("read in bed", "light.bedside_lamp", "on", 1300, 1350),
    _timed("screen off", "media_player.living_room_tv", "off", 1320, 1350),
    _timed("cool night", "climate.bedroom", "off", 1270, 1330),
    _timed("air the room", "fan.living_room_fan", "on", 780, 900),
    Wish(name="porch at dusk", entities=("light.porch",), state="on", between=(0, 30), event="sunset"),
    Wish(name="shut out", entities=("cover.bedroom_blinds",), state="closed", between=(5, 45), event="sunset"),
    Wish(
        name="light to watch by",
        entities=("light.sofa_lamp", "light.shelf_lamp"),
        state="on",
        trigger=("media_player.living_room_tv", "on"),
        dark=True,
    ),
    Wish(name="bath", entities=("light.bathroom",), state="on", trigger=_motion("bathroom"), dark=True),
    Wish(name="stores", entities=("light.pantry",), state="on", trigger=_motion("pantry")),
    Wish(
        name="come in", entities=("light.entrance",), state="on", trigger=("binary_sensor.front_door", "on"), dark=True
    ),
    Wish(
        name="nobody to heat for",
        entities=("climate.living_room",),
        state="off",
        trigger=(ZONE, "0"),
        anywhere=True,
    ),
    Wish(name="hood", entities=("light.hood",), state="on", trigger=("media_player.kitchen_radio", "playing")),
    Wish(name="empty office", entities=("light.office",), state="off", trigger=("binary_sensor.office_motion", "off"),
         waits=True),
    Wish(name="empty laundry", entities=("light.laundry",), state="off",
         trigger=("binary_sensor.laundry_motion", "off"), waits=True),
    Wish(name="empty living room", entities=("light.living_room",), state="off",
         trigger=("binary_sensor.living_room_motion", "off"), waits=True),
)  # fmt: skip


def draw_intentions(
    rng: np.random.Generator, home: Household, things: Mapping[str, Thing], messy: float
) -> Iterator[Intention]:
    """Draw who means what, and how resolutely."""
    for wish in WISHES:
        has = rng.random() < HAS
        sensor = wish.trigger[0] if wish.trigger else ""
        there = home.world.home.entities
        if has and set(wish.entities) <= set(things) and (not sensor or sensor in there):
            owner = home.people[int(rng.integers(len(home.people)))]
            kind = "follow_up" if wish.trigger else "sun" if wish.event else "routine"
            held = int(rng.choice(WAITS)) if wish.waits else 0
            persons = tuple(each.entity_id for each in home.world.home.residents)
            yield Intention(
                name=wish.name,
                kind=kind,
                things=tuple(things[each] for each in wish.entities),
                state=wish.state,
                owner=owner,
                resolve=draw_resolve(rng, home.world, messy, answers=kind == "follow_up"),
                minute=float(rng.uniform(*wish.between)),
                event=wish.event,
                weekdays=wish.weekdays,
                trigger=PlantedTrigger(entity_id=sensor, to=wish.trigger[1], for_seconds=held)
                if wish.trigger
                else None,
                also=tuple(PlantedTrigger(entity_id=each, to="not_home") for each in persons if sensor == ZONE),
                dark=wish.dark,
                anywhere=wish.anywhere,
                rng=np.random.default_rng(rng.integers(2**63)),
            )
