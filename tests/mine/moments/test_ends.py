"""Ends of short uses: by the clock, or by how long they last."""

import numpy as np

from custom_components.homeiq.mine.moments.ends import by_the_clock
from custom_components.homeiq.mine.moments.routines import find_modes
from custom_components.homeiq.mine.moments.sun import find_sun
from custom_components.homeiq.mine.moments.time_of_day import find_time
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.habits.usual import usual
from tests.histories import event, learned, living
from tests.modes import a_mode

from .test_prospects import GATES, LIVED, drawn

DAYS = range(56)


def uses(entity: str, *, by_clock: bool) -> list[EventRow]:
    """A use of less than an hour a day, which ends about a quarter past twelve, or after about five minutes."""
    draw = np.random.default_rng(11)
    rows = [event(-1, "00:30", entity, "off", Cause.DEVICE)]
    for day in DAYS:
        end = float(draw.normal(0, 150 if by_clock else 1500))
        length = float(draw.uniform(400, 3400) if by_clock else draw.normal(300, 60))
        rows.append(event(day, "12:15", entity, "on", delay=end - length))
        rows.append(event(day, "12:15", entity, "off", delay=end))
    return rows


def times_off(rows: list[EventRow]) -> list[int]:
    found = learned(living(DAYS), rows)
    triggers = [
        usual(one).trigger for one in found.patterns if one.state == "off" and "light.cellar" not in one.entities
    ]
    return [one.minute for one in triggers if isinstance(one, AtTime)]


def test_what_is_put_out_at_one_time_of_day_however_long_it_was_lit_goes_by_the_clock() -> None:
    (minute,) = times_off(uses("light.kitchen", by_clock=True))

    assert abs(minute - (12 * 60 + 15)) <= 5


def test_what_is_put_out_after_some_minutes_goes_by_them_though_it_is_mostly_used_at_noon() -> None:
    assert times_off(uses("light.kitchen", by_clock=False)) == []


def test_long_uses_may_end_by_the_clock_however_alike_they_are() -> None:
    mode = a_mode(20, 40, chance=0.1, lower_bound=0.4)

    assert by_the_clock(mode, np.full(20, 7200.0)) is mode
    assert by_the_clock(mode, np.linspace(1700.0, 1900.0, 20)) is None


def test_what_begins_use_ends_none() -> None:
    mode = a_mode(20, 40, chance=0.1, lower_bound=0.4)

    assert by_the_clock(mode, np.full(20, np.inf)) is mode


def test_the_search_ends_where_acts_crowd_by_the_sun_alone_and_nobody_seems_to_go_by_it() -> None:
    unit = drawn(155)
    every = np.ones(len(unit.acts), dtype=np.bool_)

    assert find_time(unit, every, LIVED, GATES) is None
    assert find_sun(unit, every, LIVED, GATES) is not None
    assert list(find_modes(unit, every, LIVED, GATES)) == []


def test_short_uses_of_what_is_used_all_day_say_nothing_of_the_time() -> None:
    draw = np.random.default_rng(12)
    rows = uses("light.kitchen", by_clock=True)
    for day in DAYS:
        for moment in np.append(draw.uniform(0, 40000, 4), draw.uniform(47000, 86000, 4)).tolist():
            rows.append(event(day, "00:00", "light.kitchen", "on", delay=moment))
            rows.append(event(day, "00:00", "light.kitchen", "off", delay=moment + float(draw.uniform(60, 300))))

    assert times_off(sorted(rows)) == []
