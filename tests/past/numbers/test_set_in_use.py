"""What people set on a thing that stays in use, and all that looks like it."""

from collections.abc import Sequence

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.acts import Unit, find_units
from tests.histories import HOME, at, event, living, timeline
from tests.in_use import BRIGHT, DIM, LAMP, dim_evenings, dimmed, lit

DAYS = range(40)
DARKER = "on#brightness=51"


def units_set(*stories: Sequence[EventRow], home: Home = HOME) -> list[Unit]:
    """What people set and nothing else, in a home in which somebody lives for weeks."""
    past = timeline(living(range(41)), *stories, home=home)
    return [unit for unit in find_units(past) if "#" in unit.state]


def acts(*stories: Sequence[EventRow], home: Home = HOME) -> list[tuple[str, float]]:
    return sorted((unit.state, moment) for unit in units_set(*stories, home=home) for moment in unit.acts.tolist())


@pytest.mark.parametrize(
    ("entity_id", "attribute", "state", "values", "told"),
    [
        (LAMP, "brightness", "on", (230, 64), "on#brightness=63.75"),
        ("cover.blind", "current_position", "open", (100, 30), "open#current_position=30"),
        ("fan.bed", "percentage", "on", (100, 33), "on#percentage=33"),
        ("humidifier.bed", "humidity", "on", (55, 45), "on#humidity=45"),
        ("water_heater.boiler", "temperature", "eco", (60, 45), "on#temperature=45"),
        ("media_player.radio", "volume_level", "playing", (0.35, 0.12), "playing#volume_level=0.12"),
    ],
)
def test_what_is_set_while_its_thing_stays_in_use_is_an_act(
    entity_id: str, attribute: str, state: str, values: tuple[float, float], told: str
) -> None:
    name = f"{entity_id}#{attribute}"
    before = [event(-1, "00:10", entity_id, state, Cause.STARTUP), event(-1, "00:10", name, str(values[0]))]

    assert acts(before, [event(0, "22:00", name, str(values[1]))]) == [(told, at(0, "22:00"))]


def test_the_temperature_of_light_is_none() -> None:
    assert acts(lit(0), [event(0, "22:00", f"{LAMP}#color_temp_kelvin", "2200")]) == []


def test_what_a_lamp_is_turned_on_with_is_no_act_of_its_own() -> None:
    remembered = [
        row
        for day in DAYS
        for row in (
            event(day, "19:00", LAMP, "on", delay=40.0 * (day % 7)),
            dimmed(day, "19:00", 102 if day % 2 else BRIGHT, Cause.DEVICE, 40.0 * (day % 7) + 1.2),
            event(day, "23:00", LAMP, "off"),
        )
    ]

    assert acts(remembered) == []


@pytest.mark.parametrize(
    ("steps", "pause"), [(5, 0.8), (4, 3.0), (8, 40.0)], ids=["a transition", "a remote", "slowly"]
)
def test_steps_and_transitions_are_one_act(steps: int, pause: float) -> None:
    way = np.linspace(BRIGHT, DIM, steps + 1).round()[1:]
    told = [
        dimmed(0, "22:00", value, Cause.DEVICE if step else Cause.PERSON, pause * step)
        for step, value in enumerate(way.tolist())
    ]

    assert acts(lit(0), told) == [(DARKER, at(0, "22:00"))]


def test_a_fade_of_a_quarter_of_an_hour_is_no_hand() -> None:
    fade = [dimmed(0, "22:00", BRIGHT - 9 * step, Cause.DEVICE, 45.0 * step) for step in range(20)]

    assert acts(lit(0), fade) == []


def test_what_hardly_anybody_would_notice_is_no_act() -> None:
    assert acts(lit(0), [dimmed(0, "22:00", BRIGHT - 15)]) == []


@pytest.mark.parametrize("cause", [Cause.PERSON, Cause.DEVICE, Cause.UNKNOWN, Cause.CODE, Cause.AUTOMATION])
@pytest.mark.parametrize("every", [30, 90, 300, 900, 1800, 3600])
def test_software_that_dims_all_evening_sets_nothing(every: int, cause: Cause) -> None:
    down = [
        dimmed(day, "18:30", 240 - 200 * moment // 16_200, cause, float(moment + 7 * (day % 5)))
        for day in DAYS
        for moment in range(0, 16_200, every)
    ]

    assert acts([row for day in DAYS for row in lit(day, bright=240)], down) == []


def test_where_software_dims_all_evening_nobody_sets_anything_for_good() -> None:
    down = [dimmed(day, "19:00", 230 - 25 * step, Cause.CODE, 1200.0 * step) for day in DAYS for step in range(8)]

    assert acts(dim_evenings(DAYS, "21:50"), down) == []


def test_a_volume_that_is_changed_all_evening_is_nobodys_wish() -> None:
    draw, name = np.random.default_rng(2), "media_player.tv"
    evenings = [
        row
        for day in DAYS
        for row in (
            event(day, "19:00", name, "playing"),
            *(
                event(day, "19:05", f"{name}#volume_level", f"{draw.uniform(0.1, 0.5):.2f}", delay=600.0 * step)
                for step in range(20)
            ),
            event(day, "23:00", name, "off"),
        )
    ]

    assert acts(evenings) == []


def test_a_hub_that_dims_on_the_quarter_and_is_asked_once_a_minute_is_no_hand() -> None:
    late = np.random.default_rng(3).uniform(0, 60, size=40)
    told = [dimmed(day, "22:15", DIM, Cause.DEVICE, float(late[day])) for day in DAYS]

    assert acts([row for day in DAYS for row in lit(day)], told) == []


def test_a_cover_on_its_way_sets_nothing_but_its_state() -> None:
    way = [
        event(0, "19:00", "cover.blind", "closing"),
        event(0, "19:00", "cover.blind#current_position", "60", Cause.DEVICE, 12),
        event(0, "19:00", "cover.blind", "open", Cause.DEVICE, 20),
        event(0, "19:00", "cover.blind#current_position", "40", Cause.DEVICE, 20),
    ]
    before = [event(-1, "00:10", "cover.blind", "open", Cause.STARTUP), event(-1, "00:10", "cover.blind", "open")]

    assert acts(before, way) == []


def test_a_cover_that_was_let_down_in_part_is_moved_on_while_it_is_open() -> None:
    down = [
        event(0, "18:00", "cover.blind", "open"),
        event(0, "19:00", "cover.blind", "closing"),
        event(0, "19:00", "cover.blind", "open", Cause.DEVICE, 20),
        event(0, "19:00", "cover.blind#current_position", "60", Cause.DEVICE, 20),
    ]

    moved = acts(down, [event(0, "21:00", "cover.blind#current_position", "20")])

    assert moved == [("open#current_position=20", at(0, "21:00"))]


@pytest.mark.parametrize("name", ["cover.garage_door", "cover.gate", "cover.whatever"])
def test_a_way_in_is_never_set(name: str) -> None:
    rows = [
        row
        for day in DAYS
        for row in (
            event(day, "06:00", name, "open") if day == 0 else event(day, "06:00", f"{name}#current_position", "100"),
            event(day, "19:00", f"{name}#current_position", "20", delay=11.0 * (day % 9)),
        )
    ]

    assert acts(rows) == []


GROUP, PARTS = "light.room", ("light.a", "light.b", "light.c")
NAMED = Home(entities={GROUP: Entity(entity_id=GROUP, name="Room", members=PARTS)})


def room(day: int, one: float, others: float) -> list[EventRow]:
    """Three lamps of a group that are lit by one switch, and dimmed later: one of them to a value, and the others."""
    values = dict(zip(PARTS, (one, others, others), strict=True))
    lamps = [row for name in (*PARTS, GROUP) for row in lit(day, entity_id=name)]
    told = [dimmed(day, "22:00", value, delay=13.0 * (day % 11), entity_id=name) for name, value in values.items()]
    mean = sum(values.values()) // 3
    return [*lamps, *told, dimmed(day, "22:00", mean, delay=13.0 * (day % 11) + 0.2, entity_id=GROUP)]


@pytest.mark.parametrize("home", [HOME, NAMED], ids=["by what it does", "by its members"])
@pytest.mark.parametrize(
    ("others", "moved"),
    [(BRIGHT, {(("light.a",), DARKER)}), (DIM, {(PARTS, DARKER)})],
    ids=["one lamp", "all of them"],
)
def test_a_group_is_not_set_but_its_members_are(
    home: Home, others: float, moved: set[tuple[tuple[str, ...], str]]
) -> None:
    alone = [
        row
        for day in DAYS
        for name in (PARTS[day % 3], GROUP)
        for row in (event(day, "12:00", name, "on"), event(day, "12:20", name, "off"))
    ]
    evenings = [row for day in DAYS for row in room(day, DIM, others)]

    found = units_set(alone, evenings, home=home)

    assert {(unit.entities, unit.state) for unit in found} == moved


def test_a_lamp_of_two_remotes_is_no_group() -> None:
    pressed = [
        event(day, clock, remote, "(changed)", Cause.DEVICE, -1.0 + 0.1 * (day % 5))
        for day in DAYS
        for remote, clock in ((f"event.{'desk' if day % 2 else 'door'}", "18:00"), ("event.bed", "23:15"))
    ]

    moved = [unit for unit in units_set(dim_evenings(DAYS), pressed) if unit.entities == (LAMP,)]

    assert [(unit.state, len(unit.acts)) for unit in moved] == [(DARKER, len(DAYS))]


def test_a_scene_sets_each_lamp_to_its_own() -> None:
    scene = [
        row
        for day in DAYS
        for row in (
            *lit(day),
            *lit(day, entity_id="light.desk"),
            dimmed(day, "22:00", DIM, delay=17.0 * (day % 13)),
            dimmed(day, "22:00", 128, delay=17.0 * (day % 13), entity_id="light.desk"),
        )
    ]

    assert {(unit.entities, unit.state) for unit in units_set(scene)} == {
        (("light.desk",), "on#brightness=127.5"),
        ((LAMP,), DARKER),
    }


def test_several_are_set_once_all_of_them_are_in_use() -> None:
    both = [
        row
        for day in range(6)
        for name in (LAMP, "light.desk")
        for row in (*lit(day, entity_id=name), dimmed(day, "22:00", DIM, entity_id=name))
    ]
    past = timeline(living(range(7)), both, [event(5, "20:00", "light.desk", "off")])
    (unit,) = [one for one in find_units(past) if one.state == DARKER and len(one.entities) > 1]

    done = unit.is_done(past, np.array([at(1, "21:00"), at(1, "22:30"), at(5, "21:00")]))

    assert done.tolist() == [False, True, True]


def test_a_lamp_that_nobody_dims_has_no_second_series() -> None:
    past = timeline(living(DAYS), [row for day in DAYS for row in lit(day, bright=100 + 3 * day)])

    assert past.set_points == {}
