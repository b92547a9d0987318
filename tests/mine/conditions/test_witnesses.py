"""What a witness is worth beyond what the clock says anyway."""

import numpy as np
from numpy.typing import NDArray

from custom_components.homeiq.mine.conditions.split import Moments, Split
from custom_components.homeiq.mine.conditions.witnesses import said_beyond_clock
from custom_components.homeiq.past.rule import Outcomes
from tests.histories import at, event, timeline

PAST = timeline([event(0, "00:10", "light.a", "on"), event(40, "00:10", "light.a", "off")])
TIMES = np.array([at(day, f"{hour:02}:20") for day in range(40) for hour in range(0, 24, 3)])
HOURS = np.tile(np.arange(0, 24, 3), 40)
DAYS = np.repeat(np.arange(40), 8)


def worth(hit: NDArray[np.bool_], holds: NDArray[np.bool_]) -> float:
    outcomes = Outcomes(time=TIMES, hit=hit, act=np.where(hit, 0, -1))
    return said_beyond_clock(Split(outcomes, Moments.of(TIMES, PAST.calendar)), holds)


def test_what_is_on_every_evening_says_nothing_that_the_clock_does_not() -> None:
    evening = HOURS >= 18

    assert worth(evening, evening) == 0


def test_what_differs_at_the_same_hour_of_two_days_says_something() -> None:
    guests = np.random.default_rng(1).random(40) < 0.5

    assert worth(guests[DAYS], guests[DAYS]) > 15


def test_many_firings_of_one_day_have_one_witness() -> None:
    guests = np.random.default_rng(1).random(40) < 0.5
    by_the_hour = np.random.default_rng(1).random(len(TIMES)) < 0.5

    assert worth(by_the_hour, by_the_hour) > 1.5 * worth(guests[DAYS], guests[DAYS])


def test_an_accident_says_next_to_nothing() -> None:
    draw = np.random.default_rng(3)

    assert worth(draw.random(len(TIMES)) < 0.6, draw.random(len(TIMES)) < 0.5) < 3
