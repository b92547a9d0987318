"""One hand that moves two things, against a device that follows another."""

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates

COUCH, SHELF = "light.couch", "light.shelf"


def both(shelf_first: float) -> list[EventRow]:
    """Two lamps that are lit in the evening and put out at night, some seconds apart; at random which one is first."""
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (COUCH, SHELF)]
    for day in DAYS:
        for clock, state in (("19:15", "on"), ("22:30", "off")):
            seconds = float(draw.normal(0, 600))
            first, second = (SHELF, COUCH) if draw.random() < shelf_first else (COUCH, SHELF)
            rows.append(event(day, clock, first, state, Cause.DEVICE, seconds))
            rows.append(event(day, clock, second, state, Cause.DEVICE, seconds + float(draw.uniform(2, 8))))
    return rows


def test_two_lamps_of_which_either_is_first_are_moved_by_one_hand() -> None:
    past = timeline(living(DAYS), both(shelf_first=0.5))

    assert [acts_of(past, name, "on") for name in (COUCH, SHELF)] == [40, 40]
    assert Gate.HAND in gates(past, COUCH)


def test_what_one_hand_moves_is_suggested_at_its_time_and_sets_nothing_of_it_off() -> None:
    found = learned(living(DAYS), both(shelf_first=0.5)).suggestions

    mine = [one.pattern for one in found if {COUCH, SHELF} & {*one.pattern.entities}]
    assert {(one.state, type(one.trigger).__name__) for one in mine} == {("on", "AtTime"), ("off", "AtTime")}


def test_what_is_always_second_follows() -> None:
    past = timeline(living(DAYS), both(shelf_first=0.0))

    assert [acts_of(past, name, "on") for name in (COUCH, SHELF)] == [40, 0]
