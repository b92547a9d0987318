"""Readings beside states: of sensors that measure, and of no others."""

import numpy as np

from custom_components.homeiq.model.decisions.pause import Pause
from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.readings import Readings
from custom_components.homeiq.past.days.pauses import without_paused
from custom_components.homeiq.past.numbers.beside import split_readings
from custom_components.homeiq.past.timeline import Timeline

LUX = "sensor.hall_lux"
HOME = Home(entities={LUX: Entity(entity_id=LUX, name="Hall", device_class="illuminance", unit="lx")})
STORY = EventColumns.from_rows(
    [
        (10.0, LUX, "12.5", Cause.DEVICE),
        (20.0, "light.hall", "on", Cause.PERSON),
        (30.0, LUX, "unavailable", Cause.STARTUP),
        (40.0, "sensor.mood", "7", Cause.DEVICE),
        (50.0, LUX, "80", Cause.DEVICE),
    ]
)
MOMENTS = np.array([5.0, 15.0, 35.0, 55.0])


def measured(readings: Readings) -> list[float | None]:
    return [None if np.isnan(one) else one for one in readings.before(MOMENTS).tolist()]


def test_numbers_of_a_sensor_that_measures_become_readings() -> None:
    states, readings = split_readings(STORY, HOME)

    assert [row[1] for row in states.rows()] == ["light.hall", "sensor.mood"]
    assert {name: measured(one) for name, one in readings.items()} == {LUX: [None, 12.5, None, 80.0]}


def test_readings_that_came_beside_the_events_know_of_absences_from_them() -> None:
    beside = {LUX: Readings.of(np.array([12.0, 52.0]), np.array([1.0, 2.0]))}
    words = STORY.where(np.array([False, True, True, True, False]))

    timeline = Timeline.of(words.beside(beside), HOME)

    assert measured(timeline.readings[LUX]) == [None, 1.0, None, 2.0]
    assert LUX not in timeline.series


def test_where_nothing_measures_all_is_as_it_was() -> None:
    states, readings = split_readings(STORY, Home())

    assert states is STORY
    assert not readings


def test_readings_stay_beside_whatever_is_taken_out() -> None:
    beside = STORY.beside({LUX: Readings.of(np.array([12.0]), np.array([1.0]))})

    paused = without_paused(beside, [Pause(begin=0.0, until=25.0)], "UTC")

    assert EventColumns.merged([paused, STORY]).readings.keys() == {LUX}
    assert not beside.without({LUX}).readings


def test_a_part_of_the_past_knows_nothing_of_what_was_measured_later() -> None:
    beside = {LUX: Readings.of(np.array([10.0, 20.0, 30.0]), np.array([1.0, 2.0, 3.0]))}
    timeline = Timeline.of(STORY.where(np.array([False, True, False, True, False])).beside(beside), HOME)

    earlier, later = timeline.before(25.0).readings[LUX], timeline.after(25.0).readings[LUX]

    assert (earlier.value.tolist(), later.value.tolist()) == ([1.0, 2.0], [2.0, 3.0])
