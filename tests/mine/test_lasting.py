"""Lasting: what people put to rest once it has been on for as long as it takes, and what is on for just any time."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.trigger import OnChange
from tests.histories import event, learned, living, timeline
from tests.mined import follow_ups_in

DAYS = range(42)
HEATER, LAMP, MOTION = "switch.towel_heater", "light.pantry", "binary_sensor.pantry"


def uses(thing: str, minutes: float, looseness: float, cause: Cause = Cause.PERSON) -> list[EventRow]:
    """A thing that is put to use at odd hours of most days, for about so many minutes (sigma of the logarithm)."""
    draw = np.random.default_rng(21)
    rows = [event(-1, "00:30", thing, "off", Cause.DEVICE)]
    for day in DAYS:
        for begin in (draw.uniform(6, 12), draw.uniform(14, 20))[: 1 + day % 2]:
            lasting = 60 * minutes * float(np.exp(draw.normal(0, looseness)))
            rows += [
                event(day, "00:00", thing, "on", cause, begin * 3600),
                event(day, "00:00", thing, "off", cause, begin * 3600 + lasting),
            ]
    return rows


def second_thoughts(thing: str) -> list[EventRow]:
    """Early in the morning of every other day it is turned on by mistake."""
    draw = np.random.default_rng(22)
    rows = []
    for day in DAYS[::2]:
        begin = float(draw.uniform(4, 5.5)) * 3600
        rows += [
            event(day, "00:00", thing, "on", delay=begin),
            event(day, "00:00", thing, "off", delay=begin + float(draw.uniform(3, 40))),
        ]
    return rows


def put_to_rest(*stories: list[EventRow]) -> list[Pattern]:
    past = timeline(living(DAYS), *stories)
    return [one for one in follow_ups_in(past) if "light.cellar" not in one.entities]


def test_what_is_always_on_for_half_an_hour_is_turned_off_after_that() -> None:
    (one,) = put_to_rest(uses(HEATER, 30, 0.15))

    assert (one.entities, one.state) == ((HEATER,), "off")
    assert isinstance(one.trigger, OnChange)
    assert (one.trigger.entity_id, one.trigger.to) == (HEATER, "on")
    assert 1620 <= one.trigger.for_seconds <= 1980


def test_what_is_on_for_just_any_time_is_turned_off_after_none() -> None:
    assert put_to_rest(uses(HEATER, 30, 1.2)) == []


@pytest.mark.parametrize(("forgotten", "found"), [(0.2, 1), (0.6, 0)])
def test_what_mostly_stays_on_for_the_rest_of_the_day_waits_for_nothing(forgotten: float, found: int) -> None:
    draw = np.random.default_rng(25)
    rows = [event(-1, "00:30", HEATER, "off", Cause.DEVICE)]
    for day in DAYS:
        begin = float(draw.uniform(6, 10)) * 3600
        lasting = float(draw.uniform(3, 9)) * 3600 if draw.random() < forgotten else float(draw.uniform(1650, 1950))
        rows += [
            event(day, "00:00", HEATER, "on", delay=begin),
            event(day, "00:00", HEATER, "off", delay=begin + lasting),
        ]

    assert len(put_to_rest(rows)) == found


def test_a_lamp_that_burns_from_dusk_to_bedtime_waits_for_nothing() -> None:
    draw = np.random.default_rng(24)
    rows = [event(-1, "00:30", LAMP, "off", Cause.DEVICE)]
    for day in DAYS:
        rows += [
            event(day, "20:00", LAMP, "on", delay=float(draw.normal(0, 400))),
            event(day, "21:30", LAMP, "off", delay=float(draw.normal(0, 400))),
        ]

    assert put_to_rest(rows) == []


def test_turning_it_on_by_mistake_says_nothing_about_how_long_it_is_on() -> None:
    (one,) = put_to_rest(uses(HEATER, 30, 0.15), second_thoughts(HEATER))

    assert isinstance(one.trigger, OnChange)
    assert one.trigger.entity_id == HEATER


def test_a_machine_that_nobody_is_seen_to_turn_off_may_end_by_itself() -> None:
    assert put_to_rest(uses(HEATER, 30, 0.15, Cause.DEVICE)) == []


def test_a_lamp_goes_out_by_a_hand_on_its_switch() -> None:
    (one,) = put_to_rest(uses(LAMP, 6, 0.15, Cause.DEVICE))

    assert one.entities == (LAMP,)


def test_a_lamp_that_waits_until_nobody_is_there_does_not_wait_for_itself() -> None:
    """Whoever lights the pantry stays for five minutes, and it is put out some minutes after they have gone."""
    draw = np.random.default_rng(23)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (LAMP, MOTION)]
    for day in DAYS:
        for hour in (8, 13, 18):
            begin, gone = float(draw.uniform(0, 3600)), float(draw.normal(300, 30))
            clock = f"{hour:02}:00"
            rows += [
                event(day, clock, MOTION, "on", Cause.DEVICE, begin),
                event(day, clock, LAMP, "on", delay=begin + float(draw.uniform(3, 20))),
                event(day, clock, MOTION, "off", Cause.DEVICE, begin + gone),
                event(day, clock, LAMP, "off", delay=begin + gone + float(draw.normal(240, 20))),
            ]

    (one,) = [one for one in put_to_rest(rows) if one.state == "off"]

    assert isinstance(one.trigger, OnChange)
    assert one.trigger.entity_id == MOTION


def test_it_is_suggested_as_days_that_it_was_not_learned_from_bear_it_out() -> None:
    (one,) = learned(living(DAYS), uses(HEATER, 30, 0.15)).suggestions

    assert one.title.startswith("Turn off Towel heater once Towel heater has been on for ")
    assert one.rung is Rung.ACTS
    assert one.backtest.forward is not None
    (trigger,) = one.automation["triggers"]
    assert (trigger["entity_id"], trigger["to"]) == ([HEATER], "on")
    assert "for" in trigger
