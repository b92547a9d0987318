"""Of a time of day and a thing that happens about then, the better explanation is shown."""

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import AtTime, OnChange
from tests.histories import event, learned, living

DAYS = range(56)
BEGUN = np.random.default_rng(18).uniform(700, 900, 56)


def evenings(showers: float, locks_without: float) -> list[EventRow]:
    """Some evenings have a shower a few minutes before the door is locked, others don't.

    Args:
        showers: share of the evenings with one.
        locks_without: share of the other evenings on which the door is locked.
    """
    draw = np.random.default_rng(17)
    rows = [event(-1, "00:30", "binary_sensor.shower", "off"), event(-1, "00:30", "lock.door", "unlocked")]
    for day in DAYS:
        lock, begun = float(draw.normal(22.6 * 3600, 540)), BEGUN[day]
        if draw.random() < showers:
            rows.append(event(day, "00:00", "binary_sensor.shower", "on", Cause.DEVICE, lock - float(begun)))
            rows.append(
                event(day, "00:00", "binary_sensor.shower", "off", Cause.DEVICE, lock - float(draw.uniform(30, 200)))
            )
            rows.append(event(day, "00:00", "lock.door", "locked", delay=lock))
        elif draw.random() < locks_without:
            rows.append(event(day, "00:00", "lock.door", "locked", delay=lock))
        rows.append(event(day + 1, "07:00", "lock.door", "unlocked", delay=float(draw.uniform(0, 7000))))
    return rows


def triggers(rows: list[EventRow]) -> list[type]:
    found = learned(living(DAYS), rows).suggestions
    return [type(one.pattern.trigger) for one in found if one.pattern.state == "locked"]


def test_who_locks_the_door_at_bedtime_does_so_without_a_shower_as_well() -> None:
    assert triggers(evenings(0.55, 1.0)) == [AtTime]


def test_who_locks_the_door_after_a_shower_only_waits_for_the_shower() -> None:
    assert triggers(evenings(0.55, 0.0)) == [OnChange]


def bedtimes() -> list[EventRow]:
    """The lamp goes on when somebody comes to bed; they are in and out of the room all day, some evenings too."""
    draw = np.random.default_rng(5)
    rows = [event(-1, "00:30", "binary_sensor.bedroom", "off"), event(-1, "00:30", "light.bedside", "off")]
    for day in DAYS:
        bed = float(draw.normal(22.3 * 3600, 500))
        others = [*draw.uniform(9 * 3600, 20 * 3600, 4), bed + 5400, *([bed - 1500] if draw.random() < 0.3 else [])]
        for moment in map(float, [*others, bed]):
            rows.append(event(day, "00:00", "binary_sensor.bedroom", "on", Cause.DEVICE, moment))
            rows.append(event(day, "00:00", "binary_sensor.bedroom", "off", Cause.DEVICE, moment + 60))
        rows.append(event(day, "00:00", "light.bedside", "on", delay=bed + float(draw.uniform(20, 50))))
        rows.append(event(day + 1, "07:00", "light.bedside", "off", delay=float(draw.uniform(0, 7000))))
    return rows


def test_a_time_of_day_explains_more_simply_what_a_trigger_does_only_in_some_hours() -> None:
    found = learned(living(DAYS), bedtimes()).suggestions

    assert [type(one.pattern.trigger) for one in found if one.pattern.state == "on"] == [AtTime]
