"""A long past: what life is by now is a small part of it."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.looks import stretches_of
from custom_components.homeiq.learn.one_past import past_of
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.known import Known
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.settings import Settings
from tests.histories import ENGLISH, HOME, at, columns, event, learned, living, routine, titles, weekends

HALF_A_YEAR = range(180)


def evenings(days: Iterable[int], clock: str = "19:30") -> list[EventRow]:
    return [*living(HALF_A_YEAR), *routine("light.hall", clock, days)]


@pytest.mark.parametrize("since", [130, 136])
def test_what_began_some_weeks_ago_is_found_in_half_a_year_as_well(since: int) -> None:
    assert any(title.startswith("Turn on Hall at 19:") for title in titles(evenings(range(since, 180))))


def test_what_moved_some_weeks_ago_is_suggested_at_its_time_of_now() -> None:
    moved = [*evenings(range(140)), *routine("light.hall", "21:00", range(140, 180), seed=1)]

    (one,) = (each for each in learned(moved).suggestions if "light.hall" in each.pattern.entities)

    assert isinstance(one.pattern.trigger, AtTime)
    assert abs(one.pattern.trigger.minute - 21 * 60) < 30


def test_what_came_in_the_place_of_another_thing_is_found_and_that_one_is_not() -> None:
    replaced = [*evenings(range(136)), *routine("light.new_hall", "19:30", range(136, 180), seed=2)]

    assert [title.partition(" at ")[0] for title in titles(replaced)] == ["Turn on New hall"]


def test_what_comes_at_weekends_alone_is_told_by_all_of_a_long_past() -> None:
    rows = [*living(HALF_A_YEAR), *routine("light.hall", "09:30", weekends(25))]

    (one,) = learned(rows).suggestions

    assert one.backtest.runs > 40


def test_what_only_the_last_weeks_show_has_to_be_proven_by_later_days() -> None:
    rows = evenings([day for day in weekends(26) if 126 <= day < 180])

    lately = [row for row in rows if row[0] > at(122, "00:00")]

    assert titles(lately) == ["Turn on Hall at 19:25 at weekends"]
    assert titles(rows) == []


def test_what_only_the_last_weeks_show_has_to_be_far_likelier_than_by_chance() -> None:
    draw = np.random.default_rng(3)
    rows = [*living(HALF_A_YEAR), event(-1, "00:30", "light.hall", "off")]
    for day in range(122, 180):
        for minute in (20 * 60 + draw.normal(0, 8), *draw.uniform(17 * 60, 23 * 60, 2)):
            rows += [
                event(day, "00:00", "light.hall", "on", delay=60 * minute),
                event(day, "00:00", "light.hall", "off", delay=60 * minute + 90),
            ]

    lately = [row for row in rows if row[0] > at(121, "12:00")]

    assert "Turn on Hall at 19:50 every day" in titles(lately)
    assert not any(title.startswith("Turn on Hall") for title in titles(rows))


def walks(*, until: int) -> list[EventRow]:
    """Three walks a day, behind which the hall is mostly lit; later only behind a fourth one, at half past seven."""
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("binary_sensor.hall", "light.hall")]
    for day in HALF_A_YEAR:
        moments = [(3600 * float(hour), day < until and draw.random() < 0.92) for hour in draw.uniform(9, 23, 3)]
        if day >= until:
            moments.append((3600 * 19.5 + float(draw.normal(0, 480)), True))
        for moment, is_lit in sorted(moments):
            rows.append(event(day, "00:00", "binary_sensor.hall", "on", Cause.DEVICE, moment))
            rows.append(event(day, "00:00", "binary_sensor.hall", "off", Cause.DEVICE, moment + 60))
            if is_lit:
                rows.append(event(day, "00:00", "light.hall", "on", delay=moment + float(draw.uniform(2, 8))))
                rows.append(event(day, "00:00", "light.hall", "off", delay=moment + float(draw.uniform(100, 600))))
    return rows


def test_what_stands_no_more_explains_nothing_of_the_last_weeks() -> None:
    found = learned(living(HALF_A_YEAR), walks(until=132))

    assert [(one.pattern.entities, one.is_late) for one in found.shown] == [(("light.hall",), True)]


def test_what_the_last_four_weeks_of_a_long_past_disprove_is_not_suggested() -> None:
    last = [day for day in range(150, 180) if day % 5 == 0]

    assert titles(evenings([*range(150), *last])) == []


def test_what_all_days_and_the_last_weeks_show_is_one_habit() -> None:
    told = learned(evenings(HALF_A_YEAR))

    assert len(told.suggestions) == 1
    assert len({one.signature for one in told.patterns}) == len(told.patterns)
    assert told.refused.keys().isdisjoint(one.signature for one in told.suggestions)


def test_a_quarter_of_a_year_is_looked_at_once_more_and_a_shorter_past_is_not() -> None:
    long, short = (past_of(columns([*living(range(days))]), HOME) for days in (90, 70))

    assert [len(stretches_of(past, Settings(), Known(), past.until)) for past in (long, short)] == [2, 1]


def test_what_the_last_weeks_taught_is_asked_once_as_well() -> None:
    history = columns(evenings(range(130, 180)))
    first = learn(history, HOME, Settings(), now=float(history.time[-1]), words=ENGLISH)

    again = learn(
        history, HOME, Settings(), now=float(history.time[-1]), words=ENGLISH, known=Known(lessons=first.lessons)
    )

    assert first.lessons
    assert again == replace(first, suggestions=again.suggestions)
    assert [one.title for one in again.suggestions] == [one.title for one in first.suggestions]


def test_what_only_the_last_weeks_show_is_held_against_these_alone_the_next_night() -> None:
    history = columns(evenings(range(130, 180)))
    nights = [float(history.time[-1]) - 86_400, float(history.time[-1])]
    first = learn(history, HOME, Settings(), now=nights[0], words=ENGLISH)
    known = Known(patterns=first.patterns, lessons=first.lessons, shown=first.shown)

    second = learn(history, HOME, Settings(), now=nights[1], words=ENGLISH, known=known)

    assert [one.is_late for one in first.shown] == [True]
    assert second.shown == tuple(
        replace(one, pattern=new.pattern, stood_at=nights[1], acted_at=new.acted_at)
        for one, new in zip(first.shown, second.shown, strict=True)
    )
    assert [(one.title, one.rung) for one in second.suggestions] == [(one.title, one.rung) for one in first.suggestions]


def test_what_only_the_last_weeks_show_is_looked_for_once_a_week() -> None:
    history = columns(evenings(range(130, 180)))
    nights = [float(history.time[-1]) - 86_400 * night for night in range(7)]

    found = [
        len(learn(history, HOME, Settings(), now=now, words=ENGLISH, known=Known(shown=())).suggestions)
        for now in nights
    ]

    assert sorted(found) == [0, 0, 0, 0, 0, 0, 1]
