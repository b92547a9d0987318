"""What opens something, measured in the history."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.model.home import Device, Entity, Home
from custom_components.homeiq.model.opener import Opening
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.past.ways_in.contacts import with_openings
from tests.histories import HOME, at, columns, event, learned, living, routine

CONTACT = "binary_sensor.x"
DAYS = range(40)


def pulses(entity_id: str, days: range = DAYS, clock: str = "07:45", lasting: float = 1.0) -> list[EventRow]:
    """Something turned on once a day around a time, and off again soon."""
    draw = np.random.default_rng(3).normal(0, 600, size=len(days))
    first = event(-1, "00:30", entity_id, "off", Cause.DEVICE)
    return [
        first,
        *(
            event(day, clock, entity_id, state, delay=float(draw[place]) + after)
            for place, day in enumerate(days)
            for state, after in (("on", 0.0), ("off", lasting))
        ),
    ]


def opened(rows: list[EventRow], *, after: float, spread: float = 0.0, share: float = 1.0) -> list[EventRow]:
    """A contact that opens so many seconds after each ``on``, and closes three minutes later."""
    draw = np.random.default_rng(5)
    made: list[EventRow] = [event(-1, "00:30", CONTACT, "off", Cause.DEVICE)]
    for moment, _, state, _ in rows:
        if state in {"on", "open"} and draw.random() < share:
            opens = moment + after + float(draw.uniform(0, spread))
            made += [(opens, CONTACT, "on", int(Cause.DEVICE)), (opens + 180, CONTACT, "off", int(Cause.DEVICE))]
    return made


def a_home(entity_id: str, device_class: str | None = "garage_door", **places: str) -> Home:
    """A home with an entity and a contact, in the same room unless it says otherwise."""
    acted_on = Entity(entity_id=entity_id, name="Something", area_id=places.get("area", "shed"))
    contact = Entity(entity_id=CONTACT, name="X", device_class=device_class, area_id=places.get("contact", "shed"))
    return replace(HOME, entities={entity_id: acted_on, CONTACT: contact})


def found(home: Home, *parts: list[EventRow]) -> dict[str, Opening]:
    history: EventColumns = columns(sorted(row for part in parts for row in part))
    return dict(with_openings(Timeline.of(history, home)).home.openings)


@pytest.mark.parametrize("device_class", ["garage_door", "door", "opening", "lock"])
@pytest.mark.parametrize("entity_id", ["switch.x1", "input_boolean.x1", "light.x1", "siren.x1", "script.x1", "fan.x1"])
def test_what_a_contact_follows_opens_it(entity_id: str, device_class: str) -> None:
    rows = pulses(entity_id)

    openings = found(a_home(entity_id, device_class), rows, opened(rows, after=13, spread=4))

    assert openings == {entity_id: Opening(entity_id=entity_id, contact=CONTACT, times=40, followed=40)}


def test_a_press_of_a_button_is_an_activation() -> None:
    rows = [event(day, "07:45", "button.x1", f"2026-09-{day}T07:45", delay=day % 9 * 60.0) for day in DAYS]
    contact = opened([(moment, name, "on", cause) for moment, name, _, cause in rows], after=8)

    assert "button.x1" in found(a_home("button.x1"), rows, contact)


def test_a_door_that_somebody_pulls_open_after_the_buzzer_is_followed_as_well() -> None:
    rows = pulses("switch.x1")

    openings = found(a_home("switch.x1", "door"), rows, opened(rows, after=2, spread=50, share=0.75))

    assert openings["switch.x1"].followed < openings["switch.x1"].times == 40


def test_a_relay_that_opens_and_closes_by_turns_counts_for_what_it_opens() -> None:
    opens, closes = pulses("switch.x1"), pulses("switch.x1", clock="09:00")
    moves = [
        row
        for state, rows in (("on", opens), ("off", closes))
        for row in ((moment + 14, CONTACT, state, int(Cause.DEVICE)) for moment, _, was, _ in rows if was == "on")
    ]

    openings = found(a_home("switch.x1"), opens, closes, moves)

    assert openings["switch.x1"].times == 40
    assert openings["switch.x1"].followed >= 39


def test_two_names_in_a_file_are_enough_where_nobody_knows_rooms_and_classes() -> None:
    rows = pulses("switch.x1")
    contact = [(moment, "binary_sensor.garage_door", state, cause) for moment, _, state, cause in opened(rows, after=9)]

    assert found(HOME, rows, contact)["switch.x1"].contact == "binary_sensor.garage_door"


def test_a_contact_elsewhere_says_nothing() -> None:
    rows = pulses("switch.x1")

    assert found(a_home("switch.x1", contact="attic"), rows, opened(rows, after=13)) == {}


@pytest.mark.parametrize("device_class", ["motion", "window", "occupancy", "problem"])
def test_a_sensor_that_is_no_door_says_nothing(device_class: str) -> None:
    rows = pulses("switch.x1")

    assert found(a_home("switch.x1", device_class), rows, opened(rows, after=13)) == {}


def test_a_few_times_prove_nothing() -> None:
    rows = pulses("switch.x1", range(4))

    assert found(a_home("switch.x1"), rows, opened(rows, after=13)) == {}


def test_a_door_that_follows_now_and_then_proves_nothing() -> None:
    rows = pulses("switch.x1")

    assert found(a_home("switch.x1", "door"), rows, opened(rows, after=5, spread=50, share=0.35)) == {}


def test_a_door_that_opens_all_day_long_proves_nothing() -> None:
    rows = pulses("switch.x1")
    busy = [
        (at(day, "07:00", 40.0 * step), CONTACT, state, int(Cause.DEVICE))
        for day in DAYS
        for step, state in enumerate(["on", "off"] * 120)
    ]

    assert found(a_home("switch.x1", "door"), rows, busy) == {}


def test_who_lights_the_hall_on_coming_in_opens_nothing_with_the_lamp() -> None:
    rows = pulses("light.x1", lasting=1200)
    came = [
        (moment + after, CONTACT, is_open, int(Cause.DEVICE))
        for moment, _, state, _ in rows
        if state == "on"
        for after, is_open in ((-6.0, "on"), (5.0, "off"))
    ]

    assert found(a_home("light.x1", "door"), rows, came) == {}


def test_who_lights_the_hall_before_going_out_opens_nothing_with_the_lamp() -> None:
    rows = pulses("light.x1", lasting=1200)

    assert found(a_home("light.x1", "door"), rows, opened(rows, after=5, spread=55, share=0.65)) == {}


def test_who_airs_after_raising_the_blind_opens_nothing_with_it() -> None:
    rows = [
        event(day, clock, "cover.x1", state, delay=day % 7 * 90.0)
        for day in DAYS
        for clock, state in (("08:00", "open"), ("20:00", "closed"))
    ]
    home = a_home("cover.x1", "door")
    blind = replace(home.entities["cover.x1"], device_class="blind")
    home = replace(home, entities={**home.entities, "cover.x1": blind})

    assert found(home, rows, opened(rows, after=5, spread=55, share=0.65)) == {}


FRIDGE = "binary_sensor.kitchen_fridge"


def a_kitchen(entity_id: str, name: str, contact: str = "Fridge") -> Home:
    """A kitchen with something in it that is switched, and a contact of class *opening*."""
    acted_on = Entity(entity_id=entity_id, name=name, area_id="kitchen")
    fridge = Entity(entity_id=CONTACT, name=contact, device_class="opening", area_id="kitchen")
    return replace(HOME, entities={entity_id: acted_on, CONTACT: fridge})


def test_who_takes_butter_from_the_fridge_opens_nothing_with_the_toaster() -> None:
    rows = pulses("switch.x1")
    butter = opened(rows, after=5, spread=50, share=0.9)

    assert found(a_kitchen("switch.x1", "Toaster"), rows, butter) == {}
    assert found(a_kitchen("switch.x1", "Relay 1"), rows, butter) == {}
    assert "switch.x1" in found(a_kitchen("switch.x1", "Relay 1", contact="Kitchen door"), rows, butter)


@pytest.mark.parametrize("name", ["Toaster", "Wasserkocher", "Cafetière", "Floor lamp", "Fernseher", "Washing machine"])
def test_who_goes_out_after_switching_an_appliance_opens_nothing_with_it(name: str) -> None:
    rows = pulses("switch.x1", lasting=300)
    out = opened(rows, after=5, spread=55, share=0.65)

    assert found(a_kitchen("switch.x1", name, contact="Kitchen door"), rows, out) == {}
    assert "switch.x1" in found(a_kitchen("switch.x1", "Something", contact="Kitchen door"), rows, out)


def test_a_device_says_that_what_it_switches_is_an_appliance() -> None:
    rows = pulses("switch.x1", lasting=300)
    out = opened(rows, after=5, spread=55, share=0.65)
    home = a_kitchen("switch.x1", "Relay 2", contact="Kitchen door")
    plug = replace(home.entities["switch.x1"], device_id="plug")
    home = replace(home, entities={**home.entities, "switch.x1": plug})
    kettle = replace(home, devices={"plug": Device(device_id="plug", name="Kettle")})

    assert found(kettle, rows, out) == {}
    assert "switch.x1" in found(home, rows, out)


def test_an_outlet_that_its_owner_calls_one_may_be_switched_by_who_goes_out() -> None:
    rows = pulses("switch.x1", lasting=300)
    out = opened(rows, after=5, spread=55, share=0.65)
    home = a_kitchen("switch.x1", "Something", contact="Kitchen door")
    outlet = replace(home.entities["switch.x1"], chosen_class="outlet", device_class="outlet")

    assert found(replace(home, entities={**home.entities, "switch.x1": outlet}), rows, out) == {}


@pytest.mark.parametrize("name", ["Toaster", "Lamp", "Kettle", "Fridge"])
def test_what_opens_a_door_like_a_machine_opens_it_whatever_appliance_it_is_called(name: str) -> None:
    rows = pulses("switch.x1")

    even = found(a_kitchen("switch.x1", name, contact="Back door"), rows, opened(rows, after=9, spread=4, share=0.65))
    always = found(a_kitchen("switch.x1", name, contact="Back door"), rows, opened(rows, after=2, spread=55))

    assert "switch.x1" in even
    assert "switch.x1" in always


@pytest.mark.parametrize("name", ["Garage opener kettle", "Lamp and gate", "Toaster door", "Intercom radio"])
def test_a_word_for_a_way_in_beside_that_of_an_appliance_counts(name: str) -> None:
    rows = pulses("switch.x1")

    openings = found(
        a_kitchen("switch.x1", name, contact="Back door"), rows, opened(rows, after=2, spread=50, share=0.65)
    )

    assert "switch.x1" in openings


def test_what_only_the_contact_of_a_fridge_had_proven_is_free_again() -> None:
    known = Opening(entity_id="switch.x1", contact=FRIDGE, times=13, followed=10)
    door = replace(known, contact="binary_sensor.kitchen_door")

    assert found(replace(HOME, openings={"switch.x1": known}), pulses("switch.x1", range(3))) == {}
    assert found(replace(HOME, openings={"switch.x1": door}), pulses("switch.x1", range(3))) == {"switch.x1": door}


def test_the_toaster_beside_the_fridge_is_suggested() -> None:
    rows = routine("switch.x1", "07:45", range(56), looseness=4)
    butter = opened(rows, after=5, spread=50, share=0.9)

    seen = learned(living(range(56)), rows, butter, home=a_kitchen("switch.x1", "Toaster"))

    assert any("switch.x1" in one.pattern.entities for one in seen.suggestions)
    assert seen.openings == ()


def test_what_was_known_stays_known_while_the_history_says_too_little() -> None:
    known = Opening(entity_id="switch.x1", contact=CONTACT, times=30, followed=30)
    home = replace(a_home("switch.x1"), openings={"switch.x1": known})

    assert found(home, pulses("switch.x1", range(3))) == {"switch.x1": known}
    assert found(home, living(DAYS)) == {"switch.x1": known}


def test_what_no_longer_opens_anything_is_free_again() -> None:
    known = Opening(entity_id="switch.x1", contact=CONTACT, times=30, followed=30)
    home = replace(a_home("switch.x1"), openings={"switch.x1": known})
    elsewhere = opened(pulses("switch.x1", clock="15:00"), after=0)

    assert found(home, pulses("switch.x1"), elsewhere) == {}


def test_a_relay_without_a_name_that_opens_the_garage_is_not_suggested() -> None:
    rows = routine("switch.relay_2", "07:45", range(56), looseness=4)
    contact = opened(rows, after=12, spread=3)
    home = a_home("switch.relay_2")

    without = learned(living(range(56)), rows)
    seen = learned(living(range(56)), rows, contact, home=home)

    assert any("switch.relay_2" in one.pattern.entities for one in without.suggestions)
    assert not any("switch.relay_2" in one.entities for one in seen.patterns)
    assert [one.entity_id for one in seen.openings] == ["switch.relay_2"]
