"""The habits that a home may have. Every seed draws some of them, with times and looseness of its own."""

from collections.abc import Callable, Iterator

from .draw import DAILY, WEEKEND, WORKDAYS, Chosen, Draw
from .habits import FollowUp, Routine, SunHabit
from .habits.sun import MOVES
from .home import ZONE
from .loose_use import LooseUse
from .residents import Rhythm
from .truth import PlantedTrigger
from .undoing import Undoing

LAMPS = ("light.sofa_lamp", "light.shelf_lamp", "light.corner_lamp")


type Candidate = Callable[[Draw], Chosen | None]


def _morning_light(draw: Draw) -> Chosen:
    light = draw.one_of("light.mirror", "light.bedroom")
    return Chosen(habits=(draw.routine(light, draw.between(370, 430), WORKDAYS),), around=(draw.undo(light),))


def _weekend_blinds(draw: Draw) -> Chosen:
    blinds = "cover.living_room_blinds"
    workdays = LooseUse(rng=draw.rng, entities=(blinds,), state="open", a_day=0.3, between=(390, 720))
    return Chosen(
        habits=(draw.routine(blinds, draw.between(540, 600), WEEKEND, "open"),),
        around=(draw.undo(blinds, (200, 600), "open", "closed"), workdays),
    )


def _coffee(draw: Draw) -> Chosen:
    switch = "switch.coffee_machine"
    return Chosen(habits=(draw.routine(switch, draw.between(400, 465)),), around=(draw.undo(switch),))


def _meals(draw: Draw) -> Chosen | None:
    if Rhythm.AT_HOME not in draw.household.values():
        return None
    light = "light.kitchen"
    minutes = (draw.between(410, 450), draw.between(730, 770), draw.between(1090, 1150))
    meals = tuple(
        Routine(rng=draw.rng, entities=(light,), state="on", minute=minute, loose=draw.strict(), note="a meal")
        for minute in minutes
    )
    return Chosen(habits=meals, around=(draw.undo(light, (20, 290)),))


def _porch(draw: Draw) -> Chosen | None:
    if draw.calendar.sun_moves("sunset") < MOVES:
        return None
    light, offset = "light.porch", draw.between(5, 25)
    habit = SunHabit(
        rng=draw.rng, entities=(light,), state="on", event="sunset", offset_minutes=offset, loose=draw.strict()
    )
    return Chosen(habits=(habit,), around=(draw.undo(light, (60, 300)),))


def _bedroom_blinds(draw: Draw) -> Chosen | None:
    event = str(draw.rng.choice(["sunrise", "sunset"]))
    if draw.calendar.sun_moves(event) < MOVES:
        return None
    state, back = ("open", "closed") if event == "sunrise" else ("closed", "open")
    offset = draw.between(-25, 10) if event == "sunrise" else draw.between(0, 30)
    blinds = "cover.bedroom_blinds"
    habit = SunHabit(
        rng=draw.rng, entities=(blinds,), state=state, event=event, offset_minutes=offset, loose=draw.strict()
    )
    return Chosen(habits=(habit,), around=(draw.undo(blinds, (480, 960), state, back),))


def _motion_light(draw: Draw) -> Chosen:
    light = draw.one_of("light.bathroom", "light.pantry", "light.guest_room")
    sensor = f"binary_sensor.{light.partition('.')[2]}_motion"
    habit = FollowUp(
        rng=draw.rng,
        trigger=PlantedTrigger(entity_id=sensor, to="on"),
        entities=(light,),
        state="on",
        delay=draw.answer(1, 4),
        share=draw.rng.uniform(0.88, 0.96),
        in_the_dark=True,
    )
    return Chosen(habits=(habit,), around=(draw.undo(light, (4, 50)),), busy=frozenset({sensor}))


def _television(draw: Draw) -> Chosen:
    screen = "media_player.living_room_tv"
    habit = FollowUp(
        rng=draw.rng,
        trigger=PlantedTrigger(entity_id=screen, to="on"),
        entities=LAMPS,
        state="on",
        delay=draw.answer(4, 25),
        share=draw.rng.uniform(0.85, 0.95),
        in_the_dark=draw.chance(0.5),
        note="a scene of three lamps",
    )
    evenings = LooseUse(rng=draw.rng, entities=(screen,), state="on", a_day=0.9, between=(1050, 1350))
    noons = LooseUse(rng=draw.rng, entities=(screen,), state="on", a_day=0.35, between=(600, 900))
    lamps = Undoing(rng=draw.rng, entities=LAMPS, reached="on", back="off", after=(25, 200))
    return Chosen(habits=(habit,), around=(evenings, noons, lamps, draw.undo(screen, (30, 180))))


def _leaving(draw: Draw) -> Chosen:
    heating = "climate.living_room"
    alone = len(draw.household) == 1
    # Of two residents each one's leaving is half of the truth, and only the last one's counts.
    persons = tuple(PlantedTrigger(entity_id=each.entity_id, to="not_home") for each in draw.household)
    habit = FollowUp(
        rng=draw.rng,
        trigger=PlantedTrigger(entity_id=ZONE, to="0"),
        entities=(heating,),
        state="off",
        delay=draw.answer(20, 100),
        share=draw.rng.uniform(0.93, 0.98),
        anywhere=True,
        also=persons,
        note="the only one leaves" if alone else "the last one leaves",
    )
    return Chosen(habits=(habit,), around=(draw.undo(heating, (5, 150), "off", "heat"),))


def _door_light(draw: Draw) -> Chosen:
    light = "light.entrance"
    habit = FollowUp(
        rng=draw.rng,
        trigger=PlantedTrigger(entity_id="binary_sensor.front_door", to="on"),
        entities=(light,),
        state="on",
        delay=draw.answer(2, 8),
        share=draw.rng.uniform(0.88, 0.96),
        in_the_dark=True,
    )
    return Chosen(habits=(habit,), around=(draw.undo(light, (4, 60)),))


def _timeout(draw: Draw) -> Chosen:
    light = draw.one_of("light.office", "light.laundry", "light.attic")
    sensor = f"binary_sensor.{light.partition('.')[2]}_motion"
    seconds = 60 * int(draw.rng.choice([3, 4, 5, 7, 10]))
    habit = FollowUp(
        rng=draw.rng,
        trigger=PlantedTrigger(entity_id=sensor, to="off", for_seconds=seconds),
        entities=(light,),
        state="off",
        delay=(0.85 * seconds, 1.15 * seconds),
        share=draw.rng.uniform(0.88, 0.96),
        note="a timeout, by hand",
    )
    use = LooseUse(rng=draw.rng, entities=(light,), state="on", a_day=3.5, between=(450, 1350))
    return Chosen(habits=(habit,), around=(use,), busy=frozenset({sensor}))


def _washing_day(draw: Draw) -> Chosen:
    plug = draw.one_of("switch.washing_machine", "switch.printer")
    weekday = int(draw.rng.choice([5, 6]))
    minute = draw.between(570, 690)
    habit = Routine(
        rng=draw.rng, entities=(plug,), state="on", minute=minute, weekdays=(weekday,), loose=draw.punctual()
    )
    return Chosen(habits=(habit,), around=(draw.undo(plug, (40, 220)),))


def _desk_lamp(draw: Draw) -> Chosen:
    lamp = "light.desk_lamp"
    return Chosen(habits=(draw.routine(lamp, draw.between(1140, 1230), WORKDAYS),), around=(draw.undo(lamp),))


def _bedside_lamp(draw: Draw) -> Chosen:
    lamp = "light.bedside_lamp"
    return Chosen(habits=(draw.routine(lamp, draw.between(1290, 1350)),), around=(draw.undo(lamp, (10, 160)),))


def _radio(draw: Draw) -> Chosen:
    radio = "media_player.kitchen_radio"
    weekdays = WORKDAYS if draw.chance(0.6) else DAILY
    habit = draw.routine(radio, draw.between(390, 460), weekdays, "playing")
    return Chosen(habits=(habit,), around=(draw.undo(radio, (15, 200), "playing"),))


def _window(draw: Draw) -> Chosen:
    window, heating = "binary_sensor.bedroom_window", "climate.bedroom"
    habit = FollowUp(
        rng=draw.rng,
        trigger=PlantedTrigger(entity_id=window, to="on"),
        entities=(heating,),
        state="off",
        delay=draw.answer(20, 110),
        share=draw.rng.uniform(0.92, 0.98),
    )
    opened = LooseUse(rng=draw.rng, entities=(window,), state="on", a_day=1.4, between=(420, 1350))
    around = (opened, draw.undo(window, (5, 45)), draw.undo(heating, (10, 200), "off", "heat"))
    return Chosen(habits=(habit,), around=around)


def _towel_rail(draw: Draw) -> Chosen:
    rail = "switch.towel_rail"
    return Chosen(habits=(draw.routine(rail, draw.between(375, 420)),), around=(draw.undo(rail),))


def _blanket(draw: Draw) -> Chosen:
    blanket = "switch.heated_blanket"
    return Chosen(habits=(draw.routine(blanket, draw.between(1230, 1290)),), around=(draw.undo(blanket),))


CANDIDATES: tuple[Candidate, ...] = (
    _morning_light, _weekend_blinds, _coffee, _meals, _porch, _bedroom_blinds, _motion_light, _television, _leaving,
    _door_light, _timeout, _washing_day, _desk_lamp, _bedside_lamp, _radio, _window, _towel_rail, _blanket,
)  # fmt: skip
FEWEST, MOST = 8, 12


def draw_habits(draw: Draw) -> Iterator[Chosen]:
    """Choose eight to twelve habits of the pool."""
    wanted = int(draw.rng.integers(FEWEST, MOST + 1))
    found = 0
    for index in draw.rng.permutation(len(CANDIDATES)):
        chosen = CANDIDATES[index](draw)
        if chosen and found < wanted:
            found += len(chosen.habits)
            yield chosen
