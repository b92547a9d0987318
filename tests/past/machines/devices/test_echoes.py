"""Groups and helpers that only repeat what happens to others."""

from collections.abc import Mapping

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.acts import Unit
from tests.histories import HOME, event, find_units, learned, living, timeline

DAYS = range(40)
TOP, BOTTOM, GROUP, HELPER = "light.stairs_top", "light.stairs_bottom", "light.stairs", "input_boolean.stairs"


def stairs(*echoes: str) -> list[EventRow]:
    """Two lamps that go on together and are turned off one by one, at any time; some others repeat them."""
    draw = np.random.default_rng(8)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (TOP, BOTTOM, *echoes)]
    for day in DAYS:
        begin = float(draw.uniform(17, 20)) * 3600
        first, last = sorted(draw.uniform(1800, 9000, 2).tolist())
        lamps = (TOP, BOTTOM) if day % 2 else (BOTTOM, TOP)
        rows += [event(day, "00:00", lamps[0], "on", delay=begin), event(day, "00:00", lamps[1], "on", delay=begin + 1)]
        rows += [event(day, "00:00", lamps[0], "off", delay=begin + first)]
        rows += [event(day, "00:00", lamps[1], "off", delay=begin + last + 60)]
        for place, echo in enumerate(echoes):
            late = 0.1 + place
            rows.append(event(day, "00:00", echo, "on", delay=begin + late))
            rows.append(event(day, "00:00", echo, "off", delay=begin + last + 60 + late))
    return rows


def units_off(*echoes: str, home: Home = HOME) -> Mapping[tuple[str, ...], Unit]:
    past = timeline(stairs(*echoes), home=home)
    return {unit.entities: unit for unit in find_units(past) if unit.state == "off"}


def test_the_last_lamp_off_is_no_act_on_the_group() -> None:
    assert set(units_off(GROUP)) == {(TOP,), (BOTTOM,)}


def test_a_helper_of_a_group_is_no_act_either() -> None:
    assert set(units_off(GROUP, HELPER)) == {(TOP,), (BOTTOM,)}


def test_a_group_is_kin_of_its_lamps() -> None:
    assert units_off(GROUP)[(TOP,)].kin == {GROUP}


def test_lamps_of_one_group_are_no_kin_of_each_other() -> None:
    assert BOTTOM not in units_off(GROUP, HELPER)[(TOP,)].kin


def test_a_group_that_the_registry_knows_is_kin_though_it_was_never_lit() -> None:
    entity = Entity(entity_id="light.all", name="All", members=(TOP, BOTTOM))
    home = Home(time_zone=HOME.time_zone, entities={"light.all": entity})

    assert units_off(home=home)[(TOP,)].kin == {"light.all"}


def test_a_lamp_that_is_on_while_another_one_is_does_not_echo_it() -> None:
    """The floor lamp burns all evening, the reading lamp for a while within it."""
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("light.floor", "light.reading")]
    for day in DAYS:
        rows += [
            event(day, "18:00", "light.floor", "on", delay=61.0 * (day % 9)),
            event(day, "20:00", "light.reading", "on", delay=67.0 * (day % 17)),
            event(day, "21:00", "light.reading", "off", delay=71.0 * (day % 13)),
            event(day, "23:00", "light.floor", "off", delay=73.0 * (day % 11)),
        ]

    kin = [unit.kin for unit in find_units(timeline(rows))]

    assert kin == [frozenset()] * 4


def test_two_lamps_that_always_move_together_stay_one_act() -> None:
    rows = [
        event(day, clock, name, state, delay=late + 17 * (day * 11 % 41))
        for day in DAYS
        for clock, state in (("19:00", "on"), ("22:00", "off"))
        for name, late in ((TOP, 0.0), (BOTTOM, 0.5))
    ]

    assert {unit.entities for unit in find_units(timeline(rows))} == {(BOTTOM, TOP)}


def test_no_suggestion_turns_a_group_off_when_its_last_lamp_is() -> None:
    found = learned(living(DAYS), stairs(GROUP, HELPER)).suggestions

    assert not [one for one in found if one.pattern.state == "off"]
