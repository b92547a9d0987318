"""What people go by beside their home: the weather's numbers, and sensors that count wherever they are."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.surroundings import Surroundings
from custom_components.homeiq.model.things.weather import WEATHER_NUMBERS
from custom_components.homeiq.past.numbers.sensors import class_in, sensors_of, unit_in
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, columns, event

WEATHER, PRICE, OUTSIDE = "weather.home", "sensor.price", "weather.home#temperature"
AROUND = Surroundings(weather=WEATHER, sensors=frozenset({PRICE}), units={"temperature": "°F"})


def past(home: Home, *rows: EventRow) -> Timeline:
    return Timeline.of(columns([*rows, event(1, "12:00", "light.hall", "on")]), home)


def told(*values: str, name: str = OUTSIDE) -> list[EventRow]:
    return [event(0, f"{hour:02}:00", name, value, Cause.DEVICE) for hour, value in enumerate(values)]


def test_what_the_weather_measures_is_near_everything() -> None:
    timeline = past(replace(HOME, around=AROUND), *told("21.5", "none", "23"))

    np.testing.assert_array_equal(timeline.readings[OUTSIDE].value, np.array([21.5, np.nan, 23], dtype=np.float32))
    assert timeline.sensors.near(["light.hall"]) == {OUTSIDE}


def test_a_weather_that_is_no_longer_in_the_home_tells_nothing_to_go_by() -> None:
    lamp, weather = (Entity(entity_id=name, name=name) for name in ("light.hall", WEATHER))
    rows = (*told("21.5", "23"), *told("sunny", "rainy", name=WEATHER))

    there, gone = (
        past(replace(HOME, around=AROUND, entities={one.entity_id: one for one in entities}, is_whole=True), *rows)
        for entities in ((lamp, weather), (lamp,))
    )

    assert [one.sensors.near(["light.hall"]) for one in (there, gone)] == [{OUTSIDE}, frozenset()]
    assert (WEATHER in there.witnesses.names, WEATHER in gone.witnesses.names) == (True, False)


@pytest.mark.parametrize("around", [Surroundings(), Surroundings(weather="weather.elsewhere")])
def test_the_weather_that_nobody_chose_measures_nothing(around: Surroundings) -> None:
    timeline = past(replace(HOME, around=around), *told("21.5", "23"))

    assert timeline.readings == {}


def test_a_price_counts_without_a_room_and_whatever_its_unit() -> None:
    price = Entity(entity_id=PRICE, name="Price", unit="EUR/kWh")
    home = replace(HOME, entities={PRICE: price}, around=AROUND)

    timeline = past(home, *told("0.31", "0.05", name=PRICE))

    assert timeline.sensors.near(["light.hall"]) == {PRICE}
    assert sensors_of(home) == {PRICE}
    assert PRICE not in timeline.series


@pytest.mark.parametrize(
    ("states", "is_said"),
    [
        (("cheap", "unavailable", "expensive"), True),
        (("cheap", "0.31"), False),
        (("unavailable", "unknown"), False),
        (("nan", "cheap"), True),
    ],
)
def test_a_price_may_be_said_in_words(
    states: tuple[str, ...],
    *,
    is_said: bool,
) -> None:
    timeline = past(replace(HOME, around=AROUND), *told(*states, name=PRICE))

    assert (PRICE in timeline.witnesses.names, PRICE in timeline.series, PRICE in timeline.readings) == (
        is_said,
        is_said,
        not is_said,
    )


def test_words_of_a_price_that_nobody_chose_are_nothing_to_go_by() -> None:
    timeline = past(HOME, *told("cheap", "expensive", name=PRICE))

    assert PRICE not in timeline.witnesses.names


def test_units_and_classes_of_the_weather_are_those_of_its_attributes() -> None:
    home = replace(HOME, around=AROUND)

    assert (unit_in(home, OUTSIDE), class_in(home, OUTSIDE)) == ("°F", "temperature")
    assert (unit_in(home, "weather.home#uv_index"), class_in(home, "weather.home#uv_index")) == ("", None)


def test_rain_is_rain_however_hard_it_falls() -> None:
    states = ("sunny", "clear-night", "pouring", "rainy", "lightning-rainy", "partlycloudy")
    timeline = past(replace(HOME, around=AROUND), *told(*states, name=WEATHER))

    assert timeline.series[WEATHER].states == ("cloudy", "rainy", "sunny")
    assert len(timeline.series[WEATHER].time) == 3
    assert WEATHER in timeline.witnesses.names


def test_people_go_by_the_weather_only_where_they_said_so() -> None:
    timeline = past(HOME, *told("sunny", "rainy", name=WEATHER))

    assert WEATHER not in timeline.witnesses.names


@pytest.mark.parametrize("name", WEATHER_NUMBERS)
def test_every_number_of_the_weather_has_a_name_of_its_own(name: str) -> None:
    assert f"{WEATHER}#{name}" in AROUND.numbers
