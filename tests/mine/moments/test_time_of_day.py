"""Times of day that people keep loosely."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.mine.evidence import median
from custom_components.homeiq.mine.moments.day_classes import is_own_class, on_set, widened
from custom_components.homeiq.mine.moments.gates import Gates
from custom_components.homeiq.mine.moments.modes import DAY_CLASSES, Mode, find_mode
from custom_components.homeiq.mine.moments.time_of_day import best_on, gates_of
from custom_components.homeiq.mine.moments.windows import marks_on
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WEEKEND
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.habits.usual import usual
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.days.calendar import falls_on
from custom_components.homeiq.past.days.dials import Dial, moments
from custom_components.homeiq.settings import Settings
from tests.histories import event, learned, living
from tests.modes import a_mode

from .test_prospects import LIVED, drawn

DAYS = range(56)


def loosely(entity: str, use: str, seed: int) -> list[EventRow]:
    """Three times out of four it is put to use within half an hour of a quarter past seven."""
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", entity, "off", Cause.DEVICE)]
    for day in DAYS:
        if draw.random() < 0.86:
            rows.append(event(day, "19:15", entity, use, delay=float(draw.normal(0, 660))))
            rows.append(event(day, "22:00", entity, "off", delay=float(draw.uniform(0, 7200))))
    return rows


@pytest.mark.parametrize("seed", [27, 28, 30, 34])
def test_who_is_a_quarter_of_an_hour_off_now_and_then_still_has_a_habit(seed: int) -> None:
    found = learned(living(DAYS), loosely("light.bath", "on", seed)).suggestions

    (one,) = [one for one in found if one.pattern.state == "on"]
    trigger = usual(one.pattern).trigger
    assert isinstance(trigger, AtTime)
    assert abs(trigger.minute - (19 * 60 + 15)) <= 5


@pytest.mark.parametrize("seed", [28, 30, 34])
def test_a_share_that_only_just_reaches_the_threshold_is_not_sure_to(seed: int) -> None:
    found = learned(living(DAYS), loosely("climate.bath", "heat", seed)).suggestions

    assert [one for one in found if one.pattern.state == "heat"] == []


def test_what_is_mostly_done_already_is_a_habit_on_the_other_days() -> None:
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", "climate.bath", "off", Cause.DEVICE)]
    for day in DAYS[::3]:
        rows.append(event(day, "19:15", "climate.bath", "heat", delay=float(draw.normal(0, 400))))
        rows.append(event(day + 2, "23:00", "climate.bath", "off", delay=float(draw.uniform(-7200, 3000))))

    found = learned(living(DAYS), rows).suggestions

    (one,) = [one for one in found if one.pattern.state == "heat"]
    assert one.pattern.weekdays == EVERY_DAY


def test_days_on_which_nobody_is_home_say_nothing_about_a_weekend() -> None:
    """On workdays somebody is home at ten only when ill, and does then as at weekends."""
    draw = np.random.default_rng(4)
    rows = [event(-1, "00:30", "cover.living_blind", "closed", Cause.DEVICE), event(-1, "00:30", "person.alex", "home")]
    for day in DAYS:
        if day % 7 < 5 and day not in {8, 9, 23}:
            rows += [event(day, "08:00", "person.alex", "not_home"), event(day, "17:00", "person.alex", "home")]
        else:
            rows.append(event(day, "10:00", "cover.living_blind", "open", delay=float(draw.normal(0, 400))))
            rows.append(event(day, "20:00", "cover.living_blind", "closed", delay=float(draw.uniform(-7200, 7200))))

    found = learned(living(DAYS), rows).suggestions

    (one,) = [one for one in found if one.pattern.state == "open"]
    assert one.pattern.weekdays == WEEKEND


@pytest.mark.parametrize("seed", [6, 8, 9, 10, 21])
def test_what_is_done_all_morning_on_workdays_says_nothing_about_a_loose_weekend(seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", "cover.living_blind", "closed", Cause.DEVICE)]
    for day in DAYS:
        if day % 7 < 5:
            rows.append(event(day, "07:30", "cover.living_blind", "open", delay=float(draw.uniform(0, 5 * 3600))))
        elif draw.random() < 0.97:
            rows.append(event(day, "10:00", "cover.living_blind", "open", delay=float(draw.normal(0, 840))))
        rows.append(event(day, "20:00", "cover.living_blind", "closed", delay=float(draw.uniform(-7200, 7200))))

    found = learned(living(DAYS), rows).suggestions

    (one,) = [one for one in found if one.pattern.state == "open"]
    assert one.pattern.weekdays == WEEKEND
    assert one.pattern.evidence.support_days <= one.pattern.evidence.eligible_days


@pytest.mark.parametrize("seed", [6, 8, 9, 12])
def test_what_a_weekend_evening_brings_after_midnight_is_its_own(seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", "light.bath", "off", Cause.DEVICE)]
    for day in DAYS:
        if day % 7 >= 5 and draw.random() < 0.97:
            rows.append(event(day, "23:54", "light.bath", "on", delay=float(draw.normal(0, 480))))
            rows.append(event(day + 1, "05:00", "light.bath", "off", delay=float(draw.uniform(-7200, 7200))))

    found = learned(living(DAYS), rows).suggestions

    (one,) = [one for one in found if one.pattern.state == "on"]
    assert (one.pattern.weekdays, one.rung) == (WEEKEND, Rung.ACTS)


@pytest.mark.parametrize("dial", ["clock", "sunrise", "sunset"])
def test_the_acts_of_a_crowd_are_those_of_its_days_in_each_of_its_windows(dial: Dial) -> None:
    for seed in range(40):
        unit = drawn(seed)
        marks = marks_on(dial, unit, np.ones(len(unit.acts), dtype=np.bool_), LIVED)
        for weekdays in DAY_CLASSES:
            mode = find_mode(dial, unit, marks, LIVED, weekdays)
            for one in widened(mode, unit, marks, LIVED) if mode else ():
                days = np.arange(LIVED.days[0] - 1, LIVED.days[-1] + 2)
                middle = moments(dial, days[falls_on(days, weekdays)], one.centre, LIVED)
                away = np.abs(unit.acts[one.acts][:, None] - middle).min(axis=1)
                assert away.max() <= one.half_width * 60 + 1


def test_what_is_done_at_any_time_of_an_evening_is_no_habit_in_a_wider_window_either() -> None:
    draw = np.random.default_rng(22)
    rows = [event(-1, "00:30", "climate.bath", "off", Cause.DEVICE)]
    for day in DAYS:
        rows.append(event(day, "19:15", "climate.bath", "heat", delay=float(draw.normal(0, 4500))))
        rows.append(event(day, "23:30", "climate.bath", "off", delay=float(draw.uniform(0, 7200))))

    found = learned(living(DAYS), rows).suggestions

    assert [one for one in found if one.pattern.state == "heat"] == []


def test_of_many_things_one_crowds_somewhere_by_accident() -> None:
    """Fifteen of eighteen weekend days where five or six would be chance: one window in fifty thousand."""
    mode = a_mode(15, 18, chance=0.335, lower_bound=0.73, weekdays=WEEKEND)

    assert Gates(needed=6, confidence=0.6).passes(mode, 18)
    assert not Gates(needed=6, confidence=0.6, things=140).passes(mode, 18)


def clearest_of_all(dial: Dial, unit: Unit, left: NDArray[np.bool_]) -> Mode | None:
    """Look at every class of days, and at the sets that all days tell, and take the clearest that passes."""
    gates = gates_of(unit, LIVED, Settings())
    marks = marks_on(dial, unit, left, LIVED)
    lived = LIVED.days[LIVED.is_lived(LIVED.days)]
    passing = []
    for weekdays in DAY_CLASSES:
        mode = find_mode(dial, unit, marks, LIVED, weekdays)
        several = [*widened(mode, unit, marks, LIVED)] if mode else []
        tried = [some for one in several for some in (on_set(one, marks, gates.confidence), one) if some]
        kept = [one for one in tried if gates.passes(one, int(np.count_nonzero(falls_on(lived, one.weekdays))))]
        passing += [one for one in kept if one.tried > 1 or is_own_class(one, unit, marks, LIVED)][:1]
    return max(passing, key=lambda mode: mode.worth * len(mode.hits), default=None)


@pytest.mark.parametrize("dial", ["clock", "sunrise", "sunset"])
def test_the_clearest_time_is_the_clearest_of_all_classes_of_days(dial: Dial) -> None:
    found = 0
    for seed in range(40):
        unit = drawn(seed)
        left = np.ones(len(unit.acts), dtype=np.bool_)

        best, needed = (
            best_on(dial, unit, left, LIVED, gates_of(unit, LIVED, Settings())),
            clearest_of_all(dial, unit, left),
        )

        assert (best is None) == (needed is None)
        if best is not None and needed is not None:
            found += 1
            assert (best.weekdays, best.centre, best.half_width) == (needed.weekdays, needed.centre, needed.half_width)
    assert found > 2


@pytest.mark.parametrize("count", range(1, 8))
def test_a_median_is_the_one_in_the_middle_or_halfway_between_two(count: int) -> None:
    values = np.random.default_rng(count).normal(0, 1e9, count)

    assert median(values) == float(np.median(values))
