"""Timeouts: what people put to rest once nothing stirs, and what only goes out about then."""

import numpy as np
import pytest

from custom_components.homeiq.mine.evidence import sign
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.trigger import OnChange
from tests.histories import event, living, timeline
from tests.mined import follow_ups_in

DAYS = range(56)


def put_to_rest(entity: str, *stories: list[EventRow]) -> list[Pattern]:
    past = timeline(living(DAYS), *stories)
    found = follow_ups_in(past)
    return [one for one in found if one.state == "off" and entity in one.entities]


def timeout_of(pattern: Pattern) -> int:
    assert isinstance(pattern.trigger, OnChange)
    return pattern.trigger.for_seconds


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


def motion(*walks: float) -> list[EventRow]:
    """Somebody moves about a hall for a minute or so, at so many seconds after the first midnight."""
    return [
        event(0, "00:00", "binary_sensor.hall", state, Cause.DEVICE, walk + later)
        for walk in walks
        for state, later in (("on", 0.0), ("off", 40.0 + walk % 61))
    ]


def hall_lamp(waits: float, strays: float) -> list[EventRow]:
    """Half of the walks through the hall light it; whoever sees it burn after that many seconds puts it out."""
    draw = np.random.default_rng(7)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("binary_sensor.hall", "light.hall")]
    walks = np.sort(draw.uniform(0, 1, (len(DAYS), 20)) * 57600 + 86400.0 * np.arange(len(DAYS))[:, None] + 21600)
    walks = walks[np.diff(walks, prepend=0.0) > 120].ravel()
    rows += motion(*walks.tolist())
    ends = walks + 40.0 + walks % 61
    lit = False
    for walk, end, following in zip(walks.tolist(), ends.tolist(), [*walks[1:].tolist(), np.inf], strict=True):
        rows += [] if lit or draw.random() < 0.5 else [event(0, "00:00", "light.hall", "on", delay=walk + 4.0)]
        lit = lit or rows[-1][1:3] == ("light.hall", "on")
        out = end + waits * float(draw.normal(1, strays))
        put_out = lit and out < following
        rows += [event(0, "00:00", "light.hall", "off", delay=out)] * put_out
        lit = lit and not put_out
    return rows


def charger(strays: float) -> list[EventRow]:
    """Somebody walks past a charger and turns it on; after 25 minutes or so it is off, whoever walks past meanwhile."""
    draw = np.random.default_rng(8)
    names = ("binary_sensor.hall", "switch.charger")
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in names]
    for day in DAYS:
        begin = 86400.0 * day + float(draw.uniform(8, 20)) * 3600
        walks = np.sort(np.append(draw.uniform(-7200, 7200, 6), -30.0))
        walks = walks[np.diff(walks, prepend=-np.inf) > 120]
        rows += [
            event(0, "00:00", "switch.charger", "on", delay=begin),
            event(0, "00:00", "switch.charger", "off", delay=begin + float(draw.normal(1500, 1500 * strays))),
            *motion(*(begin + walks).tolist()),
        ]
    return rows


def test_a_timeout_that_is_nearly_always_kept_is_found() -> None:
    (one,) = put_to_rest("light.hall", hall_lamp(400, 0.08))

    assert one.signature == sign("follow_up", ("light.hall",), "off", "binary_sensor.hall", "off")
    assert 360 <= timeout_of(one) <= 450
    assert one.evidence.chance < 0.1


def put_out_soon(strays: float) -> list[EventRow]:
    """Somebody passes a door, turns on a lamp and puts it out a quarter of an hour later, more or less."""
    draw = np.random.default_rng(9)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("binary_sensor.door", "light.store")]
    for day in DAYS:
        begin = float(draw.uniform(8, 20)) * 3600
        rows += [
            event(day, "00:00", "binary_sensor.door", "on", Cause.DEVICE, begin),
            event(day, "00:00", "light.store", "on", delay=begin + 3),
            event(day, "00:00", "binary_sensor.door", "off", Cause.DEVICE, begin + 8),
            event(day, "00:00", "light.store", "off", delay=begin + 900 * float(draw.uniform(1 - strays, 1 + strays))),
        ]
    return rows


@pytest.mark.parametrize("strays", [0.05, 0.3])
def test_what_is_in_use_for_a_while_whatever_stirs_waits_for_nobody(strays: float) -> None:
    found = put_to_rest("switch.charger", charger(strays))

    assert [one for one in found if timeout_of(one) and one.involved != {"switch.charger"}] == []


def test_a_use_of_any_length_that_a_door_began_does_not_wait_for_the_door() -> None:
    assert [one for one in put_to_rest("light.store", put_out_soon(0.45)) if timeout_of(one)] == []


def test_a_short_use_of_a_steady_length_may_wait_for_the_door() -> None:
    (one,) = put_to_rest("light.store", put_out_soon(0.1))

    assert 840 <= timeout_of(one) <= 960
