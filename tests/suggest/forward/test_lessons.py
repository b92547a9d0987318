"""What earlier days taught last night, against asking them anew tonight."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.known import NOTHING, Known
from custom_components.homeiq.model.habits.lesson import Lesson
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.suggestion import Learned
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings
from custom_components.homeiq.suggest.forward.digest import digest_of
from custom_components.homeiq.suggest.forward.lessons import Lessons
from tests.histories import ENGLISH, HOME, at, columns, event, living, routine, timeline, workdays
from tests.mined import patterns_in

DAYS = 75
LAMP, DOOR = "light.hall", "binary_sensor.door"


def comings_home(days: range) -> list[EventRow]:
    """The door opens at some hour of the evening, and mostly somebody turns the lamp on."""
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", DOOR, "off", Cause.DEVICE)]
    for day in days:
        late = 60.0 * (37 * day % 180)
        rows += [
            event(day, "17:00", DOOR, "on", Cause.DEVICE, late),
            event(day, "17:00", DOOR, "off", Cause.DEVICE, late + 20),
            event(day, "23:00", LAMP, "off", delay=late / 6),
        ]
        if day % 6:
            rows.append(event(day, "17:00", LAMP, "on", delay=late + 4 + day % 7))
    return rows


def a_life() -> list[EventRow]:
    """A kitchen on workdays, a fan that somebody takes to later on, a lamp behind a door."""
    return [
        *living(range(DAYS)),
        *routine("light.kitchen", "06:45", workdays(DAYS // 7), seed=1),
        *routine("fan.bath", "20:00", range(20, DAYS), seed=2),
        *comings_home(range(DAYS)),
    ]


def night(rows: Sequence[EventRow], day: int, known: Known = NOTHING) -> Learned:
    return learn(columns(rows), HOME, Settings(), now=at(day, "03:00"), words=ENGLISH, known=known)


def said(learned: Learned) -> Learned:
    return replace(learned, lessons=())


class Teacher:
    """Learns from a past, and remembers what it was asked about."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, past: Timeline, sought: Sequence[Pattern]) -> Sequence[Pattern]:
        self.asked.append(tuple(one.signature for one in sought))
        return patterns_in(past, sought)


def found_in(past: Timeline) -> tuple[Pattern, ...]:
    return patterns_in(past)


@pytest.fixture(scope="module")
def a_past() -> Timeline:
    return timeline(a_life())


@pytest.mark.parametrize("day", [62, 66, 70])
def test_a_night_says_the_same_with_what_the_nights_before_were_taught(day: int) -> None:
    rows, known = a_life(), NOTHING
    for before in range(day - 3, day):
        learned = night(rows, before, known)
        known = Known(patterns=learned.patterns, lessons=learned.lessons)

    tonight = night(rows, day, known)

    assert tonight.suggestions
    assert said(tonight) == said(night(rows, day, replace(known, lessons=())))


type Night = tuple[list[EventRow], int]
"""What is learned from, and on which day."""


@st.composite
def weeks(draw: st.DrawFn) -> list[Night]:
    """Nights in a home of some habits, each from some day on or to some day; all is learned from, or three weeks."""
    days = draw(st.integers(24, 70))
    rows = [*living(range(days))]
    for name, clock in (("light.kitchen", "06:45"), ("fan.bath", "20:00"), ("cover.study", "21:30")):
        first, last = sorted((draw(st.integers(0, days - 12)), draw(st.integers(10, days))))
        rows += routine(
            name, clock, range(first, last, draw(st.sampled_from([1, 1, 2, 3]))), seed=draw(st.integers(0, 99))
        )
    if draw(st.booleans()):
        rows += comings_home(range(days))
    longest, last = draw(st.sampled_from([21, days])), draw(st.integers(days - 4, days - 1))
    nights = sorted({last, *(last - back for back in draw(st.lists(st.integers(1, 6), min_size=1, max_size=3)))})
    return [([row for row in rows if row[0] >= at(night - longest, "00:00")], night) for night in nights]


@settings(max_examples=15, deadline=None)
@given(weeks())
def test_whatever_is_lived_a_night_after_others_finds_what_it_would_alone(nights: list[Night]) -> None:
    *before, (rows, today) = nights
    known = NOTHING
    for earlier, day in before:
        learned = night(earlier, day, known)
        known = Known(patterns=learned.patterns, lessons=learned.lessons)

    tonight = night(rows, today, known)

    assert said(tonight) == said(night(rows, today, replace(known, lessons=())))


def test_the_next_night_rests_on_what_the_last_one_was_taught() -> None:
    last = night(a_life(), 61)

    tonight = night(a_life(), 62, Known(patterns=last.patterns, lessons=last.lessons))

    assert last.lessons
    assert tonight.lessons == last.lessons


def test_earlier_days_are_asked_about_a_habit_once(a_past: Timeline) -> None:
    teacher, found = Teacher(), found_in(a_past)
    first = Lessons((), "", teacher)
    taught = first.taught(a_past, found)

    again = Lessons(first.used, "", teacher)

    assert taught
    assert again.taught(a_past, found) == taught
    assert len(teacher.asked) == 1


def test_what_is_new_is_asked_about_alone_and_nothing_is_taught_otherwise_for_that(a_past: Timeline) -> None:
    teacher, found = Teacher(), found_in(a_past)
    first = Lessons((), "", teacher)
    first.taught(a_past, found[:2])

    taught = Lessons(first.used, "", teacher).taught(a_past, found)

    assert teacher.asked == [tuple(one.signature for one in found[:2]), tuple(one.signature for one in found[2:])]
    assert taught == Lessons((), "", teacher).taught(a_past, found)


def without_an_act(rows: list[EventRow]) -> list[EventRow]:
    erased = next(row for row in rows if row[1] == "light.kitchen" and row[2] == "on" and row[0] > at(9, "00:00"))
    return [row for row in rows if row != erased]


def by_a_machine(rows: list[EventRow]) -> list[EventRow]:
    return [(*row[:3], int(Cause.AUTOMATION)) if row[1] == "light.kitchen" else row for row in rows]


def renamed(rows: list[EventRow]) -> list[EventRow]:
    return [(row[0], row[1].replace("kitchen", "galley"), *row[2:]) for row in rows]


@pytest.mark.parametrize("change", [without_an_act, by_a_machine, renamed])
def test_days_that_have_changed_are_asked_anew(change: object, a_past: Timeline) -> None:
    assert callable(change)
    teacher, found = Teacher(), found_in(a_past)
    lessons = Lessons((), "", teacher)
    lessons.taught(a_past, found)

    Lessons(lessons.used, "", teacher).taught(timeline(change(a_life())), found)

    assert len(teacher.asked) == 2


def test_other_terms_are_asked_about_anew(a_past: Timeline) -> None:
    teacher, found = Teacher(), found_in(a_past)
    lessons = Lessons((), "eager", teacher)
    lessons.taught(a_past, found)

    Lessons(lessons.used, "careful", teacher).taught(a_past, found)

    assert len(teacher.asked) == 2


def test_a_home_that_is_described_otherwise_is_asked_anew(a_past: Timeline) -> None:
    elsewhere = timeline(a_life(), home=replace(HOME, latitude=10.0))

    assert digest_of(elsewhere) != digest_of(a_past) == digest_of(timeline(a_life()))


def test_lessons_of_days_that_nobody_asks_any_more_are_forgotten(a_past: Timeline) -> None:
    old = Lesson(past="long ago", topics=frozenset(), taught=())
    lessons = Lessons([old], "", Teacher())

    lessons.taught(a_past, found_in(a_past)[:1])

    assert [one.past == "long ago" for one in lessons.used] == [False]


def test_earlier_days_know_nothing_of_what_came_later() -> None:
    moment = at(40, "00:00")
    whole = timeline([*a_life(), event(60, "12:00", LAMP, "unheard_of")])
    early = timeline([row for row in a_life() if row[0] < moment])

    told = {name: (one.states, one.code.tolist()) for name, one in whole.before(moment).series.items()}

    assert told == {name: (one.states, one.code.tolist()) for name, one in early.series.items()}
