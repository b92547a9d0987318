"""Times of day at which a thing is used often only because somebody walks in often then."""

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.habits.usual import usual
from tests.histories import event, learned, living

DAYS = range(56)


def hall(*, lit: float, late_lit: float, by_hand_at: str | None = None) -> list[EventRow]:
    """People walk through the hall all evening, and mostly at a quarter to eleven; some light the lamp.

    Args:
        lit: share of the walks on which the lamp is lit; ``late_lit`` likewise of those at a quarter to eleven.
        by_hand_at: a clock time at which the lamp is lit each day, without anybody walking in.
    """
    draw = np.random.default_rng(23)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("binary_sensor.hall", "light.hall")]
    for day in DAYS:
        walks = [float(draw.uniform(17, 22)) * 3600 for _ in range(6)] + [float(draw.normal(22.75, 0.15)) * 3600]
        for walk in sorted(walks):
            rows.append(event(day, "00:00", "binary_sensor.hall", "on", Cause.DEVICE, walk))
            rows.append(event(day, "00:00", "binary_sensor.hall", "off", Cause.DEVICE, walk + 60))
            if draw.random() < (late_lit if walk > 22.1 * 3600 else lit):
                rows.append(event(day, "00:00", "light.hall", "on", delay=walk + float(draw.uniform(2, 8))))
                rows.append(event(day, "00:00", "light.hall", "off", delay=walk + float(draw.uniform(100, 400))))
        if by_hand_at:
            rows.append(event(day, by_hand_at, "light.hall", "on", delay=float(draw.normal(0, 300))))
            rows.append(event(day, by_hand_at, "light.hall", "off", delay=float(draw.uniform(4000, 9000))))
    return rows


def times(rows: list[EventRow]) -> list[int]:
    """Return when the lamp is usually lit, of what is suggested."""
    found = learned(living(DAYS), rows).suggestions
    return [
        trigger.minute
        for one in found
        if one.pattern.state == "on" and isinstance(trigger := usual(one.pattern).trigger, AtTime)
    ]


def test_an_hour_at_which_people_walk_in_often_is_no_time_for_the_lamp() -> None:
    assert times(hall(lit=0.4, late_lit=0.8)) == []


def test_a_lamp_that_is_lit_in_the_morning_as_well_keeps_its_time() -> None:
    found = times(hall(lit=0.1, late_lit=0.1, by_hand_at="06:45"))

    assert found
    assert abs(found[0] - 405) <= 5
