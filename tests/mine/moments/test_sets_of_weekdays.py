"""Times of day, and distances from the sun, of some weekdays that are no class."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.mine.moments.gates import Gates
from custom_components.homeiq.mine.moments.modes import DAY_CLASSES, find_mode, on_days
from custom_components.homeiq.mine.moments.routines import find_routines
from custom_components.homeiq.mine.moments.windows import marks_on
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, Pattern
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.days.calendar import falls_on
from custom_components.homeiq.past.days.dials import Dial, moments
from custom_components.homeiq.settings import Settings
from tests.histories import event, learned, living, timeline
from tests.modes import a_mode

from .test_prospects import LIVED, drawn

DAYS = range(56)
SETS = [{1, 3}, {0, 2, 4}, {0, 1, 2, 3}, {4, 5}, {4, 5, 6}, {0, 1, 2, 3, 4, 5}]


def lit_on(weekdays: AbstractSet[int], seed: int, *, share: float = 0.9, otherwise: float = 0.0) -> list[EventRow]:
    """A lamp is lit at about half past six on a share of some weekdays, and on one of the others; out after an hour."""
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", "light.desk", "off", Cause.DEVICE)]
    for day in DAYS:
        if draw.random() < (share if day % 7 in weekdays else otherwise):
            late = float(draw.normal(0, 300))
            rows.append(event(day, "18:30", "light.desk", "on", delay=late))
            rows.append(event(day, "18:30", "light.desk", "off", delay=late + float(draw.uniform(1800, 5400))))
    return rows


def found(rows: list[EventRow]) -> list[Pattern]:
    past = timeline(living(DAYS), rows)
    units = find_units(past)
    nearer = {unit: np.zeros(len(unit.acts), dtype=np.bool_) for unit in units}
    return [one for one in find_routines(past, units, nearer, Settings()) if one.state == "on"]


@pytest.mark.parametrize("weekdays", SETS)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_done_on_some_weekdays_is_one_habit_of_these(weekdays: set[int], seed: int) -> None:
    (one,) = found(lit_on(weekdays, seed))

    assert one.weekdays == weekdays


def test_what_is_done_on_two_weekdays_is_suggested_for_both_at_once() -> None:
    (one,) = [one for one in learned(living(DAYS), lit_on({1, 3}, 4)).suggestions if one.pattern.state == "on"]

    assert one.title.endswith(" on Tuesdays and Thursdays")
    assert {"condition": "time", "weekday": ["tue", "thu"]} in one.automation["conditions"]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_done_on_three_days_of_four_whatever_day_it_is_belongs_to_no_set(seed: int) -> None:
    assert {one.weekdays for one in found(lit_on(EVERY_DAY, seed, share=0.75))} <= {*DAY_CLASSES}


@pytest.mark.parametrize("seed", range(12))
def test_what_is_done_on_a_third_of_the_days_by_accident_is_no_habit_of_any_set(seed: int) -> None:
    assert found(lit_on(EVERY_DAY, seed, share=0.35)) == []


@pytest.mark.parametrize("seed", range(6))
def test_workdays_stay_workdays_though_one_of_them_was_kept_less_often(seed: int) -> None:
    (one,) = found(lit_on(WORKDAYS, seed))

    assert one.weekdays == WORKDAYS


def test_the_best_of_many_sets_has_to_beat_chance_by_so_much_more() -> None:
    mode = a_mode(15, 18, chance=0.315, lower_bound=0.73, weekdays=frozenset({1, 3}))
    gates = Gates(needed=6, confidence=0.6)

    assert mode.weekdays not in DAY_CLASSES
    assert gates.passes(mode, 18)
    assert not gates.passes(replace(mode, tried=21), 18)


@pytest.mark.parametrize("weekdays", [WORKDAYS, WEEKEND, {1, 3}])
def test_what_is_done_right_before_midnight_is_not_put_off_to_the_day_after(weekdays: AbstractSet[int]) -> None:
    draw = np.random.default_rng(7)
    rows = [event(-1, "00:30", "light.desk", "off", Cause.DEVICE)]
    for day in DAYS:
        if day % 7 in weekdays:
            rows.append(event(day, "23:59", "light.desk", "on", delay=float(draw.normal(0, 60))))
            rows.append(event(day + 1, "02:00", "light.desk", "off", delay=float(draw.uniform(0, 3600))))

    (one,) = found(rows)

    assert (one.weekdays, one.trigger) == (weekdays, AtTime(minute=23 * 60 + 55))


@pytest.mark.parametrize("dial", ["clock", "sunrise", "sunset"])
def test_on_some_of_its_days_a_mode_has_the_acts_of_these_and_no_others(dial: Dial) -> None:
    for seed in range(40):
        unit = drawn(seed)
        marks = marks_on(dial, unit, np.ones(len(unit.acts), dtype=np.bool_), LIVED)
        if (mode := find_mode(dial, unit, marks, LIVED, EVERY_DAY)) is None:
            continue
        for weekdays in DAY_CLASSES:
            days = mode.eligible[falls_on(mode.eligible, weekdays)]
            some = on_days(mode, days, marks)
            away = np.abs(np.subtract.outer(unit.acts[some.acts], moments(dial, days, mode.centre, LIVED))) / 60
            assert (away.min(axis=1, initial=np.inf) <= mode.half_width + 0.1).all()
            assert len(np.unique(away.argmin(axis=1))) == len(some.hits) <= some.support
