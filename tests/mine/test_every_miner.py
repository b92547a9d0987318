"""What every miner promises, whatever it looks for."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.mine.miners import MINERS, Ground, Miner
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.trigger import Kind
from custom_components.homeiq.model.home import Entity
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.days.sun import sun_times
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings
from tests.heating import heating, set_at
from tests.histories import HOME, columns, event, living, routine, timeline as timeline_in

SENSING = replace(
    HOME,
    entities={
        one.entity_id: one
        for name in ("hall", "zoo")
        for one in (
            Entity(entity_id=f"fan.{name}", name="Fan", area_id=name),
            Entity(entity_id=f"sensor.{name}_humidity", name="Humidity", area_id=name, device_class="humidity"),
        )
    },
)

type Mine = Callable[[Timeline], tuple[Pattern, ...]]
type Habit = tuple[Kind, tuple[str, ...], str]
type Plant = Callable[[str, int], list[EventRow]]


def timeline(*stories: Sequence[EventRow]) -> Timeline:
    return timeline_in(*stories, home=SENSING)


def door_and_lamp(name: str, first_day: int) -> list[EventRow]:
    door = f"binary_sensor.{name}_door"
    hours = np.random.default_rng(2).integers(7, 22, size=40)
    rows = [event(first_day - 1, "00:30", f"light.{name}", "off"), event(first_day - 1, "00:30", door, "off")]
    for day in range(40):
        clock = f"{hours[day]:02}:{day:02}"
        rows += [
            event(first_day + day, clock, door, "on", Cause.DEVICE),
            event(first_day + day, clock, f"light.{name}", "on", delay=5.0 + day % 7),
            event(first_day + day, clock, door, "off", Cause.DEVICE, 60),
            event(first_day + day, clock, f"light.{name}", "off", delay=900.0 + 97 * (day % 11)),
        ]
    return rows


def morning_lamp(name: str, first_day: int) -> list[EventRow]:
    return routine(f"light.{name}", "06:45", range(first_day, first_day + 40))


def lamp_after_sunset(name: str, first_day: int) -> list[EventRow]:
    lamp = f"light.{name}"
    wobble = np.random.default_rng(5).normal(0, 240, size=40)
    rows = [event(first_day - 1, "00:30", lamp, "off", Cause.DEVICE)]
    for number in range(40):
        day = first_day + number
        # Noon is on the right local day wherever the sun is.
        local = np.array([int(event(day, "12:00", lamp, "on")[0] // 86400)])
        sunset = float(sun_times(local, HOME.latitude, HOME.longitude)[1][0])
        rows.append((sunset + 900 + float(wobble[number]), lamp, "on", int(Cause.PERSON)))
        rows.append(event(day, "23:00", lamp, "off", delay=37.0 * (number * 11 % 80)))
    return rows


def lamp_off_after_motion(name: str, first_day: int) -> list[EventRow]:
    lamp, sensor = f"light.{name}", f"binary_sensor.{name}_motion"
    generator = np.random.default_rng(3)
    minutes, stays = generator.integers(420, 1320, size=40), generator.uniform(300, 5000, size=40)
    rows = [event(first_day - 1, "00:30", lamp, "off"), event(first_day - 1, "00:30", sensor, "off")]
    for number in range(40):
        clock = f"{minutes[number] // 60:02}:{minutes[number] % 60:02}"
        day, quiet = first_day + number, float(stays[number])
        rows += [
            event(day, clock, lamp, "on"),
            event(day, clock, sensor, "on", Cause.DEVICE, 400 * (number % 3)),
            event(day, clock, sensor, "off", Cause.DEVICE, 900 + quiet),
            event(day, clock, lamp, "off", delay=900 + quiet + 240 + 1.3 * (number * 7 % 41)),
        ]
    return rows


def three_lamps(name: str, first_day: int) -> list[EventRow]:
    """Three lamps by hand, now one first and now another, at any time of the day."""
    lamps = [f"light.{name}", f"light.{name}_floor", f"light.{name}_shelf"]
    generator = np.random.default_rng(9)
    minutes = generator.integers(420, 1320, size=40)
    rows = [event(first_day - 1, "00:30", lamp, "off", Cause.DEVICE) for lamp in lamps]
    for number in range(40):
        clock = f"{minutes[number] // 60:02}:{minutes[number] % 60:02}"
        for place, lamp in enumerate(generator.permutation(lamps).tolist()):
            day, pause = first_day + number, 4.0 * place + float(generator.uniform(0, 2))
            rows.append(event(day, clock, lamp, "on", delay=pause))
            rows.append(event(day, clock, lamp, "off", delay=1800.0 + 900 * place + 61 * number))
    return rows


def film_evening(name: str, first_day: int) -> list[EventRow]:
    """A player on, a lamp off and a blind down, in any order and at any time of the day; the lamp also by itself."""
    film = {f"media_player.{name}": "playing", f"light.{name}": "off", f"cover.{name}_blind": "closed"}
    before = {f"media_player.{name}": "off", f"light.{name}": "on", f"cover.{name}_blind": "open"}
    generator = np.random.default_rng(21)
    minutes = generator.integers(540, 1200, size=40)
    rows = [event(first_day - 1, "00:30", one, state, Cause.DEVICE) for one, state in before.items()]
    for number in range(40):
        clock, day = f"{minutes[number] // 60:02}:{minutes[number] % 60:02}", first_day + number
        rows += [event(day, "00:00", f"light.{name}", state, delay=60.0 * number + late)
                 for state, late in (("off", 3600.0), ("on", 9000.0))]  # fmt: skip
        for place, one in enumerate(generator.permutation(list(film)).tolist()):
            late = 25.0 * place + float(generator.uniform(0, 15))
            rows.append(event(day, clock, one, film[one], delay=late))
            rows.append(event(day, clock, one, before[one], delay=3600.0 + 1500 * place + 61 * number))
    return rows


def forgotten_fan(name: str, first_day: int) -> list[EventRow]:
    """A fan that runs for half an hour or less, and twice all afternoon."""
    fan = f"fan.{name}"
    generator = np.random.default_rng(13)
    minutes, lasting = generator.integers(420, 900, size=40), generator.uniform(400, 1800, size=40)
    lasting[[8, 33]] = (5.2 * 3600, 6.1 * 3600)
    rows = [event(first_day - 1, "00:30", fan, "off", Cause.DEVICE)]
    for number in range(40):
        clock, day = f"{minutes[number] // 60:02}:{minutes[number] % 60:02}", first_day + number
        rows.append(event(day, clock, fan, "on"))
        rows.append(event(day, clock, fan, "off", delay=float(lasting[number])))
        rows += [
            event(day, f"{hour:02}:{number % 60:02}", "switch.kettle", ("on", "off")[hour % 2]) for hour in range(7, 23)
        ]
    return rows


def fan_after_shower(name: str, first_day: int) -> list[EventRow]:
    """A shower at any time makes the air damp, and within some minutes somebody turns the fan on."""
    fan, damp = f"fan.{name}", f"sensor.{name}_humidity"
    generator = np.random.default_rng(17)
    minutes, lasting = generator.integers(420, 1290, size=40), generator.uniform(1500, 4000, size=40)
    pauses = generator.uniform(20, 80, size=40)
    rows = [event(first_day - 1, "00:30", fan, "off", Cause.DEVICE), event(first_day - 1, "00:30", damp, "50")]
    for number in range(40):
        clock, day = f"{minutes[number] // 60:02}:{minutes[number] % 60:02}", first_day + number
        rises = [(0, 52), (2, 58), (4, 67), (6, 78), (8, 84), (20, 76), (30, 66), (40, 61), (60, 54), (80, 50)]
        rows += [event(day, clock, damp, str(value), Cause.DEVICE, 60.0 * minute) for minute, value in rises]
        rows.append(event(day, clock, fan, "on", delay=240 + float(pauses[number])))
        rows.append(event(day, clock, fan, "off", delay=240 + float(lasting[number])))
    return rows


def heating_set_back(name: str, first_day: int) -> list[EventRow]:
    """A thermostat that heats on, and is set back about half past ten at night; in the morning at any time."""
    heater = f"climate.{name}"
    rows, hours = heating(heater, first_day - 1), np.random.default_rng(2).integers(360, 720, size=40)
    wobble = np.random.default_rng(6).normal(0, 240, size=40)
    for number in range(40):
        day, up = first_day + number, int(hours[number])
        clock = f"{up // 60:02}:{up % 60:02}"
        rows.append(set_at(day, clock, 20, delay=1.3 * number, entity_id=heater))
        rows.append(set_at(day, "22:30", 17, delay=float(wobble[number]), entity_id=heater))
    return rows


def heating_down_after_sunset(name: str, first_day: int) -> list[EventRow]:
    heater, lamp = f"climate.{name}", f"light.{name}"
    rows = heating(heater, first_day - 1)
    for moment, _, state, cause in lamp_after_sunset(name, first_day)[1:]:
        rows.append((moment, f"{heater}#temperature", "17" if state == "on" else "20", cause))
    return [row for row in rows if row[1] != lamp]


def heating_down_at_the_window(name: str, first_day: int) -> list[EventRow]:
    """A window that is opened at any time; within the minute somebody sets the heating down, and up an hour later."""
    heater, window = f"climate.{name}", f"binary_sensor.{name}_window"
    rows = [*heating(heater, first_day - 1), event(first_day - 1, "00:30", window, "off")]
    hours = np.random.default_rng(2).integers(7, 22, size=40)
    for number in range(40):
        day, clock = first_day + number, f"{hours[number]:02}:{number:02}"
        rows += [
            event(day, clock, window, "on", Cause.DEVICE),
            set_at(day, clock, 17, delay=9.0 + 3.7 * (number * 7 % 13), entity_id=heater),
            event(day, clock, window, "off", Cause.DEVICE, 900.0 + 91 * (number % 7)),
            set_at(day, clock, 20, delay=2700.0 + 97 * (number % 11), entity_id=heater),
        ]
    return rows


def noise() -> list[EventRow]:
    generator = np.random.default_rng(11)
    names = ("light.a", "light.b", "switch.c", "binary_sensor.d", "binary_sensor.e", "cover.f", "fan.g")
    states = {"cover.f": ("open", "closed")}
    return [
        event(int(generator.integers(0, 40)), "00:00", name, str(generator.choice(states.get(name, ("on", "off")))),
              delay=float(generator.uniform(0, 86400)))
        for name in generator.choice(names, size=1500)
    ]  # fmt: skip


# Each kind of habit, and what may be planted for a miner to find of it.
PLANTS: dict[Kind, list[tuple[Plant, tuple[str, ...], str]]] = {
    Kind.ROUTINE: [
        (morning_lamp, ("light.hall",), "on"),
        (heating_set_back, ("climate.hall",), "heat#temperature=17"),
    ],
    Kind.SUN: [
        (lamp_after_sunset, ("light.hall",), "on"),
        (heating_down_after_sunset, ("climate.hall",), "heat#temperature=17"),
    ],
    Kind.FOLLOW_UP: [
        (door_and_lamp, ("light.hall",), "on"),
        (lamp_off_after_motion, ("light.hall",), "off"),
        (heating_down_at_the_window, ("climate.hall",), "heat#temperature=17"),
    ],
    Kind.CROSSING: [(fan_after_shower, ("fan.hall",), "on")],
    Kind.SCENE: [
        (three_lamps, ("light.hall", "light.hall_floor", "light.hall_shelf"), "on"),
        (film_evening, ("cover.hall_blind", "light.hall", "media_player.hall"), "playing"),
    ],
    Kind.LEFT_ON: [(forgotten_fan, ("fan.hall",), "on")],
}


def by_itself(miner: Miner, state: str) -> Mine:
    """A miner that nobody has looked before, asked for what it finds of one state."""

    def mine(past: Timeline) -> tuple[Pattern, ...]:
        found = miner.add(Ground(timeline=past, units=find_units(past), settings=Settings()), ())
        return tuple(one for one in found if one.state == state)

    return mine


CASES: dict[str, tuple[Mine, Plant, Habit]] = {
    plant.__name__: (by_itself(miner, state), plant, (kind, entities, state))
    for miner in MINERS
    for kind in sorted(miner.makes)
    for plant, entities, state in PLANTS[kind]
}
EVERY_MINER = pytest.mark.parametrize(("mine", "planted", "habit"), CASES.values(), ids=CASES)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_habit_is_found_by_one_miner(kind: Kind) -> None:
    assert sum(kind in miner.makes for miner in MINERS) == 1


@EVERY_MINER
def test_an_empty_history_has_no_patterns(mine: Mine, planted: Plant, habit: Habit) -> None:
    assert mine(timeline([])) == ()


@EVERY_MINER
def test_noise_has_no_patterns(mine: Mine, planted: Plant, habit: Habit) -> None:
    assert mine(timeline(noise())) == ()


@EVERY_MINER
def test_a_planted_habit_is_found(mine: Mine, planted: Plant, habit: Habit) -> None:
    found = mine(timeline(living(range(40)), planted("hall", 0)))

    assert [(one.kind, one.entities, one.state) for one in found] == [habit]


@EVERY_MINER
def test_a_habit_is_found_beside_noise(mine: Mine, planted: Plant, habit: Habit) -> None:
    found = mine(timeline(noise(), planted("hall", 0)))

    assert [(one.kind, one.entities, one.state) for one in found] == [habit]


@EVERY_MINER
def test_renamed_entities_have_the_same_habits(mine: Mine, planted: Plant, habit: Habit) -> None:
    (one,) = mine(timeline(living(range(40)), planted("hall", 0)))
    (other,) = mine(timeline(living(range(40)), planted("zoo", 0)))

    assert one.evidence == other.evidence
    assert one.signature != other.signature


@EVERY_MINER
def test_a_history_weeks_later_has_the_same_habits(mine: Mine, planted: Plant, habit: Habit) -> None:
    (one,) = mine(timeline(living(range(14, 54)), planted("hall", 14)))
    (other,) = mine(timeline(living(range(7, 47)), planted("hall", 7)))

    assert one.trigger == other.trigger
    assert one.signature == other.signature


@EVERY_MINER
def test_the_order_of_the_rows_does_not_matter(mine: Mine, planted: Plant, habit: Habit) -> None:
    rows = living(range(40)) + planted("hall", 0)

    assert mine(timeline(rows)) == mine(timeline(rows[::-1]))


@EVERY_MINER
def test_mining_twice_finds_the_same(mine: Mine, planted: Plant, habit: Habit) -> None:
    past = Timeline.of(columns(noise(), planted("hall", 0)), SENSING)

    assert mine(past) == mine(past)
