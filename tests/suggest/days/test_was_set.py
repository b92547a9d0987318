"""What things were set to lately, as is told beside a habit's last weeks."""

import numpy as np

from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.suggest.days.was_set import was_set
from tests.habits import habit
from tests.histories import living, routine, set_to, timeline

DAYS, HALL = range(30), "light.hall"
EVENING = routine(HALL, "19:00", DAYS)
ACTS = np.array([time for time, _, state, _ in EVENING if state == "on"])
LIT = habit(AtTime(minute=1140))


def test_what_it_was_set_to_after_each_of_the_newest_acts_is_told() -> None:
    past = timeline(EVENING, set_to(HALL, "brightness", {day: 100 + day for day in DAYS}, EVENING))

    (told,) = was_set(LIT, ACTS, past)

    assert (told.entity_id, told.attribute, told.values) == (HALL, "brightness", tuple(map(float, range(102, 130))))


def test_what_is_turned_off_was_set_to_nothing() -> None:
    past = timeline(EVENING, set_to(HALL, "brightness", dict.fromkeys(DAYS, 102), EVENING))

    assert list(was_set(habit(AtTime(minute=1140), state="off"), ACTS, past)) == []


def test_what_no_automation_can_set_is_not_told() -> None:
    past = timeline(EVENING, set_to(HALL, "warmth", dict.fromkeys(DAYS, 3), EVENING))

    assert list(was_set(LIT, ACTS, past)) == []


def test_what_was_set_only_before_the_newest_acts_lasts_and_what_came_after_is_not_told() -> None:
    late = timeline(living(DAYS), EVENING, [(ACTS[-1] + 7200, f"{HALL}#brightness", "30", 1)])

    assert list(was_set(LIT, ACTS, late)) == []
