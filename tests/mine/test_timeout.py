"""Timeouts: what people put to rest once nothing stirs, and what only goes out about then."""

import numpy as np

from custom_components.homeiq.mine.co_occurrence import find_follow_ups
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.pattern import OnChange, Pattern
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.settings import Settings
from tests.histories import event, living, timeline

DAYS = range(56)


def put_to_rest(entity: str, *stories: list[EventRow]) -> list[Pattern]:
    past = timeline(living(DAYS), *stories)
    found = find_follow_ups(past, find_units(past), Settings())
    return [one for one in found if one.state == "off" and entity in one.entities]


def shower_and_fan() -> list[EventRow]:
    """The fan goes on with the shower, and off about ten minutes after it."""
    draw = np.random.default_rng(4)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("binary_sensor.shower", "fan.bath")]
    for day in DAYS:
        begin, lasting = float(draw.uniform(6.5, 22)) * 3600, float(draw.uniform(300, 900))
        rows += [
            event(day, "00:00", "binary_sensor.shower", "on", Cause.DEVICE, begin),
            event(day, "00:00", "fan.bath", "on", delay=begin + float(draw.uniform(5, 60))),
            event(day, "00:00", "binary_sensor.shower", "off", Cause.DEVICE, begin + lasting),
            event(day, "00:00", "fan.bath", "off", delay=begin + lasting + float(draw.normal(600, 60))),
        ]
    return rows


def shower_before_bed() -> list[EventRow]:
    """The kitchen's lamp burns from dinner until bedtime, which comes some minutes after a shower."""
    draw = np.random.default_rng(5)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("binary_sensor.shower", "light.kitchen")]
    for day in DAYS:
        begin = float(draw.uniform(21, 23.5)) * 3600
        rows += [
            event(day, "18:00", "light.kitchen", "on", delay=67.0 * (day % 41)),
            event(day, "00:00", "binary_sensor.shower", "on", Cause.DEVICE, begin),
            event(day, "00:00", "binary_sensor.shower", "off", Cause.DEVICE, begin + 500),
            event(day, "00:00", "light.kitchen", "off", delay=begin + 500 + float(draw.normal(600, 60))),
        ]
    return rows


def dishwasher_at_dinner() -> list[EventRow]:
    """A machine that goes on and off by itself for an hour or two of most evenings, while people walk about."""
    draw = np.random.default_rng(6)
    names = ("binary_sensor.hall", "switch.dishwasher")
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in names]
    for day in DAYS:
        moment = float(draw.normal(19.5 * 3600, 3600))
        for _ in range(14 if draw.random() < 0.6 else 0):
            for state in ("on", "off"):
                rows.append(event(day, "00:00", "switch.dishwasher", state, Cause.DEVICE, moment))
                moment += float(draw.uniform(40, 700))
        for walk in np.sort(draw.uniform(7 * 3600, 23 * 3600, 20)).tolist():
            rows.append(event(day, "00:00", "binary_sensor.hall", "on", Cause.DEVICE, walk))
            rows.append(event(day, "00:00", "binary_sensor.hall", "off", Cause.DEVICE, walk + 70))
    return rows


def test_the_fan_goes_off_some_minutes_after_the_shower() -> None:
    (one,) = put_to_rest("fan.bath", shower_and_fan())

    assert isinstance(one.trigger, OnChange)
    assert (one.trigger.entity_id, one.trigger.to) == ("binary_sensor.shower", "off")
    assert 480 <= one.trigger.for_seconds <= 720


def test_a_lamp_that_was_on_long_before_the_shower_does_not_wait_for_its_end() -> None:
    assert put_to_rest("light.kitchen", shower_before_bed()) == []


def test_an_appliance_in_bursts_waits_for_nobody() -> None:
    """While it runs, it is off again soon, whatever happened before."""
    assert put_to_rest("switch.dishwasher", dishwasher_at_dinner()) == []
