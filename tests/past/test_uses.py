"""Ends that come anyway: what boils goes off, whatever else happens meanwhile."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import OnChange, Trigger
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.days.other_days import OtherDays
from custom_components.homeiq.past.rule import Attempt, Firings, Rule
from custom_components.homeiq.past.uses import ends_anyway
from tests.histories import event, living, timeline
from tests.mined import follow_ups_in

KETTLE, FRIDGE = "switch.kettle", "binary_sensor.fridge"
LAMP, PLUG, BED = "light.bedside", "switch.bedside", "binary_sensor.bed"


def boiling(days: int, who: Cause = Cause.DEVICE) -> list[EventRow]:
    """A kettle that boils for about three minutes, and somebody who takes the milk meanwhile, twice a day.

    Args:
        days: on which it does.
        who: ends it.
    """
    draw = np.random.default_rng(7)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (KETTLE, FRIDGE)]
    for begin in (86400 * day + hour * 3600 for day in range(days) for hour in (7, 16)):
        since = begin + float(draw.uniform(0, 7200))
        opened = since + float(draw.uniform(20, 90))
        rows += [
            event(0, "00:00", KETTLE, "on", delay=since),
            event(0, "00:00", FRIDGE, "on", Cause.DEVICE, opened),
            event(0, "00:00", FRIDGE, "off", Cause.DEVICE, opened + float(draw.uniform(5, 15))),
            event(0, "00:00", KETTLE, "off", who, since + float(draw.normal(190, 30))),
        ]
    return rows


def going_to_bed(days: int, lamp: str = LAMP) -> list[EventRow]:
    """A lamp that burns for a minute or an hour, until somebody at its switch is in bed for a few seconds."""
    draw = np.random.default_rng(8)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (lamp, BED)]
    for day in range(days):
        in_bed = float(draw.uniform(21.5, 24)) * 3600
        rows += [
            event(day, "00:00", lamp, "on", Cause.DEVICE, in_bed - 60 * float(np.exp(draw.uniform(0, 4)))),
            event(day, "00:00", BED, "on", Cause.DEVICE, in_bed),
            event(day, "00:00", lamp, "off", Cause.DEVICE, in_bed + float(draw.uniform(5, 20))),
            event(day, "00:00", BED, "off", Cause.DEVICE, in_bed + 7 * 3600),
        ]
    return rows


def triggers_of(entity: str, rows: list[EventRow], days: int) -> list[Trigger]:
    past = timeline(living(range(days)), rows)
    found = follow_ups_in(past)
    return [one.trigger for one in found if one.state == "off" and entity in one.entities]


def is_over_anyway(rows: list[EventRow], entity: str, state: str, rule: Rule) -> bool:
    past = timeline(rows)
    (unit,) = (one for one in find_units(past) if one.state == state and entity in one.entities)
    firings = Firings(timeline=past, entity_id=rule.entity_id, time=past.series[rule.entity_id].reached(rule.to))
    outcomes = Attempt(firings=firings, unit=unit).outcomes(rule)
    return ends_anyway(rule, outcomes, OtherDays(unit=unit, timeline=past))


def test_nothing_puts_a_kettle_to_rest_that_has_boiled() -> None:
    assert triggers_of(KETTLE, boiling(20), 20) == []


@pytest.mark.parametrize("days", [12, 30])
def test_going_to_bed_puts_the_lamp_out(days: int) -> None:
    assert triggers_of(LAMP, going_to_bed(days), days) == [OnChange(entity_id=BED, to="on")]


def test_a_use_is_over_soon_where_all_others_are_by_then() -> None:
    rule = Rule(entity_id=FRIDGE, to="on", low=0.0, high=300.0, for_seconds=0)

    assert is_over_anyway(boiling(20), KETTLE, "off", rule)


def test_a_use_that_is_mostly_over_later_is_over_no_sooner_than_any_other() -> None:
    rule = Rule(entity_id=FRIDGE, to="on", low=0.0, high=130.0, for_seconds=0)

    assert is_over_anyway(boiling(20), KETTLE, "off", rule)


@pytest.mark.parametrize("lamp", [LAMP, PLUG])
def test_a_use_that_may_last_long_is_not_over_right_then_by_itself(lamp: str) -> None:
    rule = Rule(entity_id=BED, to="on", low=0.0, high=30.0, for_seconds=0)

    assert not is_over_anyway(going_to_bed(30, lamp), lamp, "off", rule)


def test_what_somebody_puts_to_rest_by_name_is_not_over_anyway() -> None:
    rule = Rule(entity_id=FRIDGE, to="on", low=0.0, high=300.0, for_seconds=0)

    assert not is_over_anyway(boiling(20, Cause.PERSON), KETTLE, "off", rule)


def test_nobody_knows_when_the_only_use_would_have_ended() -> None:
    rule = Rule(entity_id=BED, to="on", low=0.0, high=30.0, for_seconds=0)

    assert not is_over_anyway(going_to_bed(1, PLUG), PLUG, "off", rule)


@pytest.mark.parametrize(("state", "held"), [("on", 0), ("off", 60)])
def test_what_is_put_to_use_or_has_to_last_is_not_over_anyway(state: str, held: int) -> None:
    rule = Rule(entity_id=FRIDGE, to="off", low=0.0, high=600.0, for_seconds=held)

    assert not is_over_anyway(boiling(20), KETTLE, state, rule)
