"""Numeric conditions: the sensor that people go by, at a number that people would name, and none without need."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Condition, NumberIs
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.surroundings import Surroundings
from custom_components.homeiq.past.numbers.beside import split_readings
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, columns, event, timeline
from tests.mined import follow_ups_in

DAYS = range(56)
MOTION, FAN = "binary_sensor.bath_motion", "switch.bath_fan"
DAMP = "sensor.bath_humidity"
CLOCKS = [f"{hour:02}" for hour in range(6, 24, 2)]


def a_home(area: str = "bath", device_class: str | None = "humidity", name: str = DAMP) -> Home:
    entities = (
        Entity(entity_id=MOTION, name="Bath motion", area_id="bath", device_class="motion"),
        Entity(entity_id=FAN, name="Bath fan", area_id="bath"),
        Entity(entity_id=name, name="Humidity", area_id=area, device_class=device_class, unit="%"),
    )
    return Home(
        time_zone=HOME.time_zone,
        latitude=HOME.latitude,
        longitude=HOME.longitude,
        entities={one.entity_id: one for one in entities},
    )


def bathing(wanted: Callable[[float], bool], share: float = 1.0, sensor: str = DAMP) -> list[EventRow]:
    """Somebody comes into a bath, whose air is now damp, now dry, and turns the fan on where it is wanted."""
    chance = np.random.default_rng(5)
    rows = [event(-1, "00:30", FAN, "off"), event(-1, "00:30", MOTION, "off", Cause.DEVICE)]
    for day in DAYS:
        for hour in CLOCKS:
            clock, damp = f"{hour}:{int(chance.integers(50)):02}", round(float(chance.uniform(40, 90)), 1)
            rows += [
                event(day, clock, sensor, str(damp), Cause.DEVICE, -90.0),
                event(day, clock, MOTION, "on", Cause.DEVICE),
                event(day, clock, MOTION, "off", Cause.DEVICE, 50.0),
            ]
            if wanted(damp) and chance.random() < share:
                delay = float(chance.uniform(2, 8))
                rows += [
                    event(day, clock, FAN, "on", delay=delay),
                    event(day, clock, FAN, "off", delay=1200 + 60 * delay),
                ]
    return rows


def conditions(rows: list[EventRow], home: Home) -> tuple[Condition, ...]:
    past = timeline(rows, home=home)
    (pattern,) = [one for one in follow_ups_in(past) if one.state == "on"]
    return pattern.conditions


def test_dampness_is_seen() -> None:
    assert conditions(bathing(lambda damp: damp > 65, 0.95), a_home()) == (NumberIs(entity_id=DAMP, above=65.0),)


def test_dryness_is_seen() -> None:
    assert conditions(bathing(lambda damp: damp < 60), a_home()) == (NumberIs(entity_id=DAMP, below=60.0),)


def test_what_is_always_wanted_needs_no_number() -> None:
    assert conditions(bathing(lambda _: True, 0.8), a_home()) == ()


@pytest.mark.parametrize(
    "home",
    [a_home(area="cellar"), a_home(device_class="battery")],
    ids=["of another room", "of a battery"],
)
def test_a_sensor_that_nobody_goes_by_is_not_asked(home: Home) -> None:
    past = timeline(bathing(lambda damp: damp > 65), home=home)

    found = follow_ups_in(past)

    assert not [one for pattern in found for one in pattern.conditions if isinstance(one, NumberIs)]


def test_the_weather_that_the_owner_named_is_asked_by_its_attribute() -> None:
    home = replace(a_home(area="cellar"), around=Surroundings(weather="weather.home"))
    rows = bathing(lambda damp: damp > 65, 0.95, "weather.home#humidity")

    assert conditions(rows, home) == (NumberIs(entity_id="weather.home", attribute="humidity", above=65.0),)


def test_the_weather_that_nobody_named_is_not_asked() -> None:
    past = timeline(bathing(lambda damp: damp > 65, 0.95, "weather.home#humidity"), home=a_home(area="cellar"))

    assert [one.conditions for one in follow_ups_in(past) if one.conditions] == []


def test_a_sensor_that_the_owner_named_is_asked_wherever_it_is() -> None:
    price = "sensor.electricity_price"
    home = replace(
        a_home(area="cellar", device_class=None, name=price), around=Surroundings(sensors=frozenset({price}))
    )

    assert conditions(bathing(lambda cents: cents < 60, sensor=price), home) == (NumberIs(entity_id=price, below=60.0),)


def test_what_has_nothing_to_do_with_the_air_is_no_number() -> None:
    chance = np.random.default_rng(3)
    past = timeline(bathing(lambda _: bool(chance.random() < 0.7)), home=a_home())

    found = follow_ups_in(past)

    assert not [one for pattern in found for one in pattern.conditions if isinstance(one, NumberIs)]


def test_readings_beside_the_events_say_the_same() -> None:
    home, rows = a_home(), columns(bathing(lambda damp: damp > 65))
    states, readings = split_readings(rows, home)
    past = Timeline.of(states.beside(readings), home)

    (pattern,) = [one for one in follow_ups_in(past) if one.state == "on"]

    assert pattern.conditions == (NumberIs(entity_id=DAMP, above=65.0),)
