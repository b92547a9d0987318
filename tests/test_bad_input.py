"""Histories as they come: unsorted, doubled, from the future, folded by the clock, and far too large."""

from collections.abc import Sequence
from datetime import datetime
import time

import numpy as np
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.model.habits.suggestion import Learned
from custom_components.homeiq.settings import Settings
from tests import resident
from tests.histories import BERLIN, ENGLISH, HOME, at, columns, event, learned, living, routine, workdays

DAYS = range(56)
STORY = living(DAYS) + routine("light.kitchen", "06:45", workdays(8))


def learned_from(history: EventColumns, now: float) -> Learned:
    return learn(history, HOME, Settings(), now=now, words=ENGLISH)


def test_rows_in_any_order_teach_the_same() -> None:
    shuffled = [STORY[place] for place in np.random.default_rng(1).permutation(len(STORY))]

    assert learned(shuffled) == learned(STORY)


def test_rows_that_come_twice_teach_the_same() -> None:
    assert learned(STORY, STORY).suggestions == learned(STORY).suggestions


def test_rows_dated_in_the_future_are_left_out() -> None:
    now = at(60, "00:00")
    future = [(now + 3e9 + 3600 * day, "light.kitchen", ("on", "off")[day % 2], int(Cause.PERSON)) for day in range(40)]

    assert learned_from(columns(STORY, future), now) == learned_from(columns(STORY), now)


def test_the_hour_that_the_clock_shows_twice_is_two_hours() -> None:
    # In the night of the 25th of October 2026 (day 48), 02:30 comes at 00:30 and at 01:30 UTC.
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN).timestamp()
    folded = [(first + 3600 * hour, "light.bath", ("on", "off")[hour], int(Cause.PERSON)) for hour in (0, 1)]

    result = learned(STORY, folded)

    assert [one.title for one in result.suggestions] == ["Turn on Kitchen at 06:40 on workdays"]


@pytest.mark.parametrize("story", [living(range(1)), routine("light.kitchen", "06:45", range(1))])
def test_one_day_is_no_habit(story: Sequence[EventRow]) -> None:
    assert learned(story).suggestions == ()


def test_sensors_alone_teach_nothing() -> None:
    rows = [
        event(day, f"{hour:02}:00", "binary_sensor.hall", ("on", "off")[hour % 2], Cause.DEVICE)
        for day in DAYS
        for hour in range(24)
    ]

    nothing = learned(rows)

    assert (nothing.acts, nothing.patterns, nothing.suggestions) == (0, (), ())


def test_everything_at_one_moment_teaches_nothing() -> None:
    rows = [(at(3, "12:00"), f"light.a{number}", ("on", "off")[number % 2], int(Cause.PERSON)) for number in range(500)]

    assert learned(rows).suggestions == ()


def measured(history: EventColumns) -> tuple[Learned, float, float]:
    """Learn, and return the seconds and the megabytes that it took."""
    had = resident.begin_anew()
    began = time.process_time()
    result = learned_from(history, float(history.time[-1]))
    seconds = time.process_time() - began
    return result, seconds, resident.most() - had


def test_an_entity_with_a_million_changes_hides_no_habit() -> None:
    story = columns(STORY)
    times = np.linspace(float(story.time[1]), float(story.time[-1]), 1_000_000)
    state = np.arange(len(times)) % 2
    flood = EventColumns(
        time=times,
        entity=np.zeros(len(times), dtype=np.int32),
        state=state.astype(np.int32),
        cause=np.full(len(times), int(Cause.DEVICE), dtype=np.int8),
        entities=("switch.flapping",),
        states=("on", "off"),
    )
    both = EventColumns.joined([story, flood])
    order = np.argsort(both.time, kind="stable")
    history = EventColumns(
        time=both.time[order],
        entity=both.entity[order],
        state=both.state[order],
        cause=both.cause[order],
        entities=both.entities,
        states=both.states,
    )

    result, seconds, megabytes = measured(history)

    assert [one.title for one in result.suggestions] == ["Turn on Kitchen at 06:40 on workdays"]
    assert seconds < 60
    assert megabytes < 800


@pytest.mark.long
@pytest.mark.timeout(400)
def test_ten_thousand_entities_hide_no_habit() -> None:
    generator = np.random.default_rng(8)
    crowd = [
        (float(moment), f"{domain}.e{number}", ("on", "off")[place % 2], int(Cause.DEVICE))
        for domain, count, changes in (("sensor", 8700, 4), ("binary_sensor", 1000, 40), ("light", 300, 12))
        for number in range(count)
        for place, moment in enumerate(np.sort(generator.uniform(at(0, "00:00"), at(55, "23:00"), changes)))
    ]

    result, seconds, megabytes = measured(columns(STORY, crowd))

    assert [one.title for one in result.suggestions] == ["Turn on Kitchen at 06:40 on workdays"]
    assert seconds < 120
    assert megabytes < 800
