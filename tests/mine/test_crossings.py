"""Numeric triggers: what people do when a sensor crosses a number, and nothing that only looks so."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.trigger import Crosses
from custom_components.homeiq.model.home import Entity, Home
from tests.histories import HOME, event, learned, timeline
from tests.mined import follow_ups_in

DAYS = range(50)
WATTS, PLUG, LAMP = "sensor.washer_power", "switch.washer", "light.laundry"


def a_home(area: str = "laundry") -> Home:
    entities = (
        Entity(entity_id=WATTS, name="Power", area_id=area, device_class="power", unit="W"),
        Entity(entity_id=PLUG, name="Washer", area_id="laundry"),
        Entity(entity_id=LAMP, name="Lamp", area_id="laundry"),
    )
    return replace(HOME, entities={one.entity_id: one for one in entities})


def washing(*, answer: bool = True, seed: int = 8) -> list[EventRow]:
    """A machine that draws much, pauses now and then for half a minute, and is turned off minutes after it is done."""
    chance = np.random.default_rng(seed)
    rows = [event(-1, "00:30", PLUG, "off"), event(-1, "00:30", LAMP, "off"), event(-1, "00:30", WATTS, "0")]
    for day in DAYS:
        clock, lasting = (
            f"{int(chance.integers(8, 19)):02}:{int(chance.integers(60)):02}",
            int(chance.integers(40, 110)),
        )
        rows.append(event(day, clock, PLUG, "on"))
        for minute in range(1, lasting):
            watts = float(chance.uniform(150, 2000)) if minute % 9 else float(chance.uniform(8, 60))
            rows.append(event(day, clock, WATTS, f"{watts:.1f}", Cause.DEVICE, 60.0 * minute))
        rows.append(event(day, clock, WATTS, f"{chance.uniform(0.5, 1.5):.1f}", Cause.DEVICE, 60.0 * lasting))
        done = 60 * lasting + (float(chance.uniform(240, 380)) if answer else float(chance.uniform(600, 30000)))
        rows += [event(day, clock, PLUG, "off", delay=done), event(day, clock, WATTS, "0", Cause.DEVICE, done + 2)]
    return rows


def crossings(rows: Sequence[EventRow], home: Home) -> list[Pattern]:
    past = timeline(rows, home=home)
    found = follow_ups_in(past)
    return [one for one in found if isinstance(one.trigger, Crosses)]


def test_what_is_turned_off_once_little_has_been_drawn_for_a_while_waits_for_that() -> None:
    (pattern,) = crossings(washing(), a_home())

    trigger = pattern.trigger
    assert isinstance(trigger, Crosses)
    assert (pattern.entities, pattern.state) == ((PLUG,), "off")
    assert (trigger.entity_id, trigger.is_above) == (WATTS, False)
    assert 1 < trigger.limit < 200
    assert 180 <= trigger.for_seconds <= 420


def test_a_sensor_of_another_room_sets_nothing_off() -> None:
    assert crossings(washing(), a_home(area="attic")) == []


def test_what_is_turned_off_at_any_time_after_follows_no_number() -> None:
    assert crossings(washing(answer=False), a_home()) == []


def test_a_lamp_that_is_lit_at_any_time_follows_no_number() -> None:
    chance = np.random.default_rng(2)
    rows = washing(answer=False)
    for day in DAYS:
        for _ in range(3):
            clock = f"{int(chance.integers(7, 22)):02}:{int(chance.integers(60)):02}"
            rows += [
                event(day, clock, LAMP, "on"),
                event(day, clock, LAMP, "off", delay=float(chance.uniform(60, 900))),
            ]

    assert crossings(rows, a_home()) == []


def mostly_in_use_for_minutes(thing: str, sensor: str, idle: float, used: float) -> list[EventRow]:
    """A thing that is used for some minutes, or now and then for hours, which a sensor of its room tells at once."""
    chance = np.random.default_rng(11)
    rows = [event(-1, "00:30", thing, "off"), event(-1, "00:30", sensor, f"{idle}")]
    for day in DAYS:
        for hour in (7, 11, 15, 19):
            clock = f"{hour:02}:{int(chance.integers(60)):02}"
            lasting = float(chance.uniform(100, 400) if chance.random() < 0.8 else chance.uniform(7000, 10000))
            rows += [
                event(day, clock, thing, "on"),
                event(day, clock, sensor, f"{chance.normal(used, 2):.1f}", Cause.DEVICE, float(chance.uniform(5, 60))),
                event(day, clock, thing, "off", delay=lasting),
                event(day, clock, sensor, f"{idle}", Cause.DEVICE, lasting + float(chance.uniform(5, 60))),
            ]
    return rows


def test_a_lamp_is_not_put_out_because_it_lights_its_room() -> None:
    lux = "sensor.laundry_lux"
    home = a_home()
    entities = {**home.entities, lux: Entity(entity_id=lux, name="Lux", area_id="laundry", device_class="illuminance")}

    found = crossings(mostly_in_use_for_minutes(LAMP, lux, 4.0, 60.0), replace(home, entities=entities))

    assert found == []


def test_a_lamp_that_is_mostly_lit_for_a_minute_is_not_put_out_because_it_lights_its_room_either() -> None:
    lux, chance = "sensor.laundry_lux", np.random.default_rng(11)
    home = a_home()
    entities = {**home.entities, lux: Entity(entity_id=lux, name="Lux", area_id="laundry", device_class="illuminance")}
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", lux, "4")]
    for day in DAYS:
        for hour in (7, 15):
            clock = f"{hour:02}:{int(chance.integers(60)):02}"
            lasting = float(chance.uniform(60, 110) if chance.random() < 0.8 else chance.uniform(8000, 10000))
            rows += [
                event(day, clock, LAMP, "on"),
                event(day, clock, lux, f"{chance.normal(60, 2):.1f}", Cause.DEVICE, float(chance.uniform(2, 12))),
                event(day, clock, LAMP, "off", delay=lasting),
                event(day, clock, lux, "4", Cause.DEVICE, lasting + float(chance.uniform(2, 12))),
            ]

    assert crossings(rows, replace(home, entities=entities)) == []


def test_a_plug_is_not_turned_off_because_it_draws_something() -> None:
    assert crossings(mostly_in_use_for_minutes(PLUG, WATTS, 4.0, 60.0), a_home()) == []


def test_a_plug_that_is_turned_off_once_its_kettle_has_boiled_goes_by_what_it_draws() -> None:
    chance = np.random.default_rng(12)
    rows = [event(-1, "00:30", PLUG, "off"), event(-1, "00:30", WATTS, "0")]
    for day in DAYS:
        for hour in (7, 16):
            clock, boiled = f"{hour:02}:{int(chance.integers(60)):02}", float(chance.uniform(90, 240))
            rows += [
                event(day, clock, PLUG, "on"),
                event(day, clock, WATTS, "1800", Cause.DEVICE, 3),
                event(day, clock, WATTS, "0.4", Cause.DEVICE, boiled),
                event(day, clock, PLUG, "off", delay=boiled + float(chance.uniform(5, 50))),
                event(day, clock, WATTS, "0", Cause.DEVICE, boiled + 60),
            ]

    (pattern,) = crossings(rows, a_home())

    trigger = pattern.trigger
    assert isinstance(trigger, Crosses)
    assert (pattern.state, trigger.is_above) == ("off", False)


def watching() -> list[EventRow]:
    """A television behind a plug that tells nothing while it rests, and the lamp behind it, lit and put out with it."""
    chance = np.random.default_rng(3)
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", WATTS, "0.6", Cause.DEVICE)]
    for day in DAYS:
        clock, lasting = (
            f"{int(chance.integers(17, 22)):02}:{int(chance.integers(60)):02}",
            int(chance.integers(30, 90)),
        )
        for minute in range(lasting):
            watts = float(chance.normal(95, 8))
            rows.append(event(day, clock, WATTS, f"{watts:.1f}", Cause.DEVICE, 60.0 * minute))
        rows.append(event(day, clock, WATTS, "0.6", Cause.DEVICE, 60.0 * lasting))
        rows.append(event(day, clock, LAMP, "on", delay=float(chance.uniform(15, 80))))
        rows.append(event(day, clock, LAMP, "off", delay=60.0 * lasting + float(chance.uniform(15, 80))))
    return rows


def test_what_comes_on_with_a_plug_that_tells_nothing_while_it_rests_goes_by_what_it_draws() -> None:
    found = {one.state: one.trigger for one in crossings(watching(), a_home())}

    assert found.keys() == {"on", "off"}
    for state, trigger in found.items():
        assert isinstance(trigger, Crosses)
        assert trigger.is_above == (state == "on")


def test_of_what_jumps_the_number_in_the_middle_is_taken() -> None:
    for one in crossings(watching(), a_home()):
        assert isinstance(one.trigger, Crosses)
        # Far from what it draws at rest, and from what it draws at least when on, as people tell ratios.
        assert 3 <= one.trigger.limit <= 20


DAMP, FAN = "sensor.bath_humidity", "fan.bath"


def showering(share: float) -> list[EventRow]:
    """The bath is damp after each shower, at any time of a day, and on a share of them the fan is put on soon after."""
    chance = np.random.default_rng(4)
    rows = [event(-1, "00:30", FAN, "off"), event(-1, "00:30", DAMP, "50", Cause.DEVICE)]
    for day in DAYS:
        clock = f"{int(chance.integers(7, 21)):02}:{int(chance.integers(60)):02}"
        rows += [event(day, clock, DAMP, f"{50 + 5 * step}", Cause.DEVICE, 120.0 * step) for step in range(8)]
        rows += [event(day, clock, DAMP, f"{85 - 5 * step}", Cause.DEVICE, 1800 + 600.0 * step) for step in range(8)]
        if chance.random() < share:
            soon = 500 + float(chance.uniform(0, 120))
            rows += [event(day, clock, FAN, "on", delay=soon), event(day, clock, FAN, "off", delay=soon + 2400)]
    return rows


def asked_at_a_number(rows: Sequence[EventRow]) -> list[Rung | None]:
    entities = (
        Entity(entity_id=DAMP, name="Humidity", area_id="bath", device_class="humidity", unit="%"),
        Entity(entity_id=FAN, name="Fan", area_id="bath"),
    )
    found = learned(rows, home=replace(HOME, entities={one.entity_id: one for one in entities})).suggestions
    return [one.rung for one in found if isinstance(one.pattern.trigger, Crosses) and one.pattern.uses]


def test_what_mostly_follows_a_number_may_be_asked_as_what_follows_anything_else() -> None:
    assert asked_at_a_number(showering(0.7)) == [Rung.ASKS]


def test_what_follows_a_number_now_and_then_is_not_asked() -> None:
    assert asked_at_a_number(showering(0.4)) == []
