"""What follows a thing that people move, by a time of its own or by the time that a walk takes."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause
from tests.histories import event, living, timeline
from tests.past.devices import DAYS, acts_of, after, uses

LAMP, FAN = "light.bath", "fan.bath"
OFF = [event(-1, "00:31", FAN, "off", Cause.DEVICE)]


@pytest.mark.parametrize("cause", [Cause.DEVICE, Cause.PERSON])
def test_a_relay_that_waits_for_a_minute_behind_the_lamp_is_a_machine(cause: Cause) -> None:
    lamp = uses(LAMP)

    past = timeline(living(DAYS), lamp, OFF, after(lamp[1:], FAN, 60.0, 60.4, cause=cause))

    assert [acts_of(past, FAN, state) for state in ("on", "off")] == [0, 0]
    assert acts_of(past, LAMP, "on") == len(DAYS)


def test_a_child_lock_half_a_minute_behind_the_start_is_a_machines() -> None:
    lamp = uses(LAMP)
    ends = np.random.default_rng(4).uniform(200, 1100, len(DAYS)).tolist()
    locked = [
        (time + 30 + wait / 400, FAN, "on", int(Cause.DEVICE))
        for (time, *_), wait in zip(lamp[1::2], ends, strict=True)
    ]
    freed = [(time + wait, FAN, "off", int(Cause.DEVICE)) for (time, *_), wait in zip(lamp[1::2], ends, strict=True)]

    assert acts_of(timeline(living(DAYS), lamp, OFF, locked, freed), FAN, "on") == 0


def test_who_walks_from_one_switch_to_the_other_in_about_half_a_minute_is_a_person() -> None:
    lamp = uses(LAMP)
    walks = np.random.default_rng(4).normal(33, 4, len(DAYS)).tolist()
    rows = [(time + walk, FAN, "on", int(Cause.DEVICE)) for (time, *_), walk in zip(lamp[1::2], walks, strict=True)]
    rows += [
        (time + walk + 500 + 7 * walk, FAN, "off", int(Cause.DEVICE))
        for (time, *_), walk in zip(lamp[1::2], walks, strict=True)
    ]

    assert acts_of(timeline(living(DAYS), lamp, OFF, rows), FAN, "on") == len(DAYS)


def test_what_one_hand_moves_at_once_is_no_answer() -> None:
    lamp = uses(LAMP)

    past = timeline(living(DAYS), lamp, OFF, after(lamp[1:], FAN, 1.0, 1.3))

    assert acts_of(past, FAN, "on") == len(DAYS)
