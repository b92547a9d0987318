from collections.abc import Sequence

import numpy as np
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.decisions.pause import Pause
from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.past.days.pauses import without_paused
from custom_components.homeiq.settings import Settings
from tests.histories import ENGLISH, HOME, at, columns, event, living, routine

EIGHT_WEEKS = range(56)
STARTUP = Cause.STARTUP


def rows_of(history: EventColumns) -> list[EventRow]:
    return [*history.rows()]


def left(rows: Sequence[EventRow], *pauses: tuple[float, float | None]) -> list[EventRow]:
    """Return what is left of a history."""
    spans = [Pause(begin=begin, until=until) for begin, until in pauses]
    return rows_of(without_paused(columns(rows), spans, "Europe/Berlin"))


A_WEEK = [event(day, "12:00", "light.a", ("on", "off")[day % 2]) for day in range(7)]


def test_without_a_pause_all_is_left() -> None:
    assert left(A_WEEK) == A_WEEK


def test_without_a_history_nothing_is_left() -> None:
    assert left([], (at(0, "00:00"), None)) == []


def test_the_whole_days_of_a_pause_are_left_out_and_what_they_changed_is_known() -> None:
    story = left(A_WEEK, (at(2, "18:00"), at(3, "06:00")))

    assert story == [
        *A_WEEK[:2],
        event(2, "00:00", "light.a", "off", STARTUP),
        event(4, "00:00", "light.a", "off", STARTUP),
        *A_WEEK[4:],
    ]


def test_what_is_first_heard_of_in_a_pause_is_known_after_it_only() -> None:
    rows = [*A_WEEK, event(2, "13:00", "light.b", "on")]

    story = left(rows, (at(2, "18:00"), at(2, "19:00")))

    assert [one for one in story if one[1] == "light.b"] == [event(3, "00:00", "light.b", "on", STARTUP)]


def test_what_did_not_change_in_a_pause_is_left_alone() -> None:
    rows = [event(0, "13:00", "light.b", "on"), *A_WEEK]

    story = left(rows, (at(2, "18:00"), at(2, "19:00")))

    assert [one for one in story if one[1] == "light.b"] == [event(0, "13:00", "light.b", "on")]


def test_a_pause_that_goes_on_leaves_nothing_behind_its_first_day() -> None:
    story = left(A_WEEK, (at(4, "18:00"), None))

    assert story[:4] == A_WEEK[:4]
    assert {one[3] for one in story[4:]} == {STARTUP}


@pytest.mark.parametrize("pause", [(at(-9, "08:00"), at(-8, "08:00")), (at(30, "08:00"), None)])
def test_pauses_beside_a_history_take_nothing(pause: tuple[float, float | None]) -> None:
    assert left(A_WEEK, pause) == A_WEEK


def test_pauses_that_overlap_are_one() -> None:
    pauses = [(at(2, "10:00"), at(4, "10:00")), (at(3, "10:00"), at(3, "11:00")), (at(4, "11:00"), at(5, "10:00"))]

    acts = [one for one in left(A_WEEK, *pauses) if one[3] != STARTUP]

    assert acts == [*A_WEEK[:2], *A_WEEK[6:]]


def test_no_act_of_a_paused_day_is_left_whatever_the_pauses() -> None:
    random = np.random.default_rng(5)
    rows = [event(day, "12:00", f"light.{day % 3}", ("on", "off")[day % 2], delay=day) for day in range(60)]
    for _ in range(20):
        days = np.sort(random.choice(60, 6, replace=False)).tolist()
        pauses = [(at(a, "08:00"), at(b, "09:00")) for a, b in zip(days[::2], days[1::2], strict=True)]
        paused = {day for a, b in zip(days[::2], days[1::2], strict=True) for day in range(a, b + 1)}

        story = left(rows, *pauses)

        assert [one for one in story if one[3] != STARTUP] == [row for day, row in enumerate(rows) if day not in paused]
        assert [one[0] for one in story] == sorted(one[0] for one in story)


def suggested(story: Sequence[EventRow], *pauses: tuple[float, float | None]) -> tuple[Suggestion, ...]:
    spans = [Pause(begin=begin, until=until) for begin, until in pauses]
    history = without_paused(columns(story), spans, HOME.time_zone)
    now = float(history.time[-1])
    return learn(history, HOME, Settings(), now=now, words=ENGLISH).suggestions


def test_guests_count_neither_for_a_habit_nor_against_it() -> None:
    guests = range(20, 34)
    usual = [day for day in EIGHT_WEEKS if day not in guests]
    story = [*living(EIGHT_WEEKS), *routine("light.kitchen", "06:45", usual)]
    # Guests use another lamp every day, and never the usual one.
    story += routine("light.guests", "21:15", guests, seed=4)
    pause = (at(20, "10:00"), at(33, "20:00"))

    without, (habit,) = suggested(story)[0], suggested(story, pause)

    assert without.pattern.evidence.eligible_days == 56
    assert habit.title == "Turn on Kitchen at 06:45 every day"
    assert (habit.backtest.days, habit.backtest.hits, habit.backtest.misses) == (42, 42, 0)


def test_days_that_begin_a_pause_count_neither() -> None:
    evenings = [day for day in EIGHT_WEEKS if day % 7 != 4]
    story = [*living(EIGHT_WEEKS), *routine("light.kitchen", "21:15", evenings)]
    fridays = [(at(day, "18:00"), at(day, "23:30")) for day in EIGHT_WEEKS if day % 7 == 4]

    (habit,) = [one for one in suggested(story, *fridays) if one.pattern.state == "on"]

    assert habit.backtest.false_alarms == 0
