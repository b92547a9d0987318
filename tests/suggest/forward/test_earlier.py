"""Earlier days, prepared once however often they are asked."""

import numpy as np

from custom_components.homeiq.model.habits.lesson import LessonTopic
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime
from custom_components.homeiq.suggest.forward.earlier import EarlierDays
from tests.habits import habit
from tests.histories import at, living, timeline


def test_days_are_prepared_once_until_they_are_let_go() -> None:
    earlier = EarlierDays(timeline(living(range(20))))
    moment = at(10, "00:00")

    first = earlier.before(moment)

    assert earlier.before(moment) is first
    assert first.until <= moment
    earlier.rest()
    assert earlier.before(moment) is not first


def test_a_time_of_day_asks_earlier_days_what_a_time_of_the_sun_asks() -> None:
    clock, sun = habit(AtTime(minute=1200)), habit(AtSun(event="sunset", offset_minutes=0))

    assert LessonTopic.of(clock) == LessonTopic.of(sun)


def test_the_days_before_a_midnight_end_with_the_evening_before_it() -> None:
    past = timeline(living(range(10)))

    ends = [EarlierDays(past).before(at(4, clock)).days[-1] for clock in ("00:00", "12:00")]

    assert ends == past.calendar.day(np.array([at(3, "12:00"), at(4, "12:00")])).tolist()
