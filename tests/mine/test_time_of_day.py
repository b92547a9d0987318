"""Times of day that people keep loosely."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.pattern import AtTime
from tests.histories import event, learned, living

DAYS = range(56)


@pytest.mark.parametrize("seed", [27, 28, 30, 34])
def test_who_is_a_quarter_of_an_hour_off_now_and_then_still_has_a_habit(seed: int) -> None:
    """Four times out of five the heating is turned up within half an hour of a quarter past seven."""
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", "climate.bath", "off", Cause.DEVICE)]
    for day in DAYS:
        if draw.random() < 0.86:
            rows.append(event(day, "19:15", "climate.bath", "heat", delay=float(draw.normal(0, 660))))
            rows.append(event(day, "22:00", "climate.bath", "off", delay=float(draw.uniform(0, 7200))))

    found = learned(living(DAYS), rows).suggestions

    (one,) = [one for one in found if one.pattern.state == "heat"]
    assert isinstance(one.pattern.trigger, AtTime)
    assert abs(one.pattern.trigger.minute - (19 * 60 + 15)) <= 5


def test_what_is_done_at_any_time_of_an_evening_is_no_habit_in_a_wider_window_either() -> None:
    draw = np.random.default_rng(22)
    rows = [event(-1, "00:30", "climate.bath", "off", Cause.DEVICE)]
    for day in DAYS:
        rows.append(event(day, "19:15", "climate.bath", "heat", delay=float(draw.normal(0, 4500))))
        rows.append(event(day, "23:30", "climate.bath", "off", delay=float(draw.uniform(0, 7200))))

    found = learned(living(DAYS), rows).suggestions

    assert [one for one in found if one.pattern.state == "heat"] == []
