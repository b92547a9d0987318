"""What answers a sensor more evenly than any hand, however seldom, against people who are prompt."""

from collections.abc import Callable

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.narrow import narrow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates

LAMP, MOTION = "light.corner", "binary_sensor.living_motion"


def first_in_the_evening(delay: Callable[[np.random.Generator], float]) -> list[EventRow]:
    """A lamp that is lit with the first of many movements in the evening, and goes out some time at night."""
    draw = np.random.default_rng(12)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (LAMP, MOTION)]
    for day in DAYS:
        moments = np.cumsum(draw.uniform(200, 1500, 20))
        for moment in moments.tolist():
            rows.append(event(day, "15:00", MOTION, "on", Cause.DEVICE, moment))
            rows.append(event(day, "15:00", MOTION, "off", Cause.DEVICE, moment + 60))
        lit = float(moments[moments > 7200][0]) + delay(draw)
        rows.append(event(day, "15:00", LAMP, "on", Cause.DEVICE, lit))
        rows.append(event(day, "22:30", LAMP, "off", Cause.DEVICE, float(draw.normal(0, 1500))))
    return rows


def test_a_lamp_that_is_always_as_prompt_as_no_hand_is_lit_by_a_machine_though_only_once_a_day() -> None:
    rows = first_in_the_evening(lambda draw: float(draw.uniform(0.5, 1.7)))
    past = timeline(living(DAYS), rows)

    assert acts_of(past, LAMP, "on") == 0
    assert Gate.ANSWER in gates(past, LAMP)
    assert [one for one in learned(living(DAYS), rows).suggestions if one.pattern.state == "on"] == []


def test_who_lights_it_within_some_seconds_is_a_person() -> None:
    past = timeline(living(DAYS), first_in_the_evening(lambda draw: float(draw.lognormal(np.log(3.5), 0.45))))

    assert acts_of(past, LAMP, "on") == 40


@pytest.mark.parametrize("seed", range(20))
def test_the_strictest_person_is_never_narrow(seed: int) -> None:
    places = np.random.default_rng(seed).normal(0, 60, 40)

    assert narrow(places, np.arange(40), 30.0, 600.0) == []


def test_many_at_once_on_one_day_are_one() -> None:
    assert narrow(np.linspace(0, 10, 30), np.zeros(30), 30.0, 600.0) == []


def test_what_lies_beside_a_crowd_speaks_against_it() -> None:
    crowd = np.linspace(0, 10, 12)
    both = np.concatenate([crowd, np.linspace(100, 500, 9)])

    assert len(narrow(crowd, np.arange(12), 30.0, 600.0)) == 1
    assert narrow(both, np.arange(21), 30.0, 600.0) == []
