"""Stories of people who undo what an automation did, and of what they would rather have."""

from collections.abc import Iterable
from itertools import chain
import random

import pytest

from custom_components.homeiq.model.decisions.adjustment import Adjustment
from custom_components.homeiq.model.decisions.followed import Aftermath, Tally
from custom_components.homeiq.model.decisions.second_thought import Part
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, Between, Dark, Pattern, SomebodyHome, StateIs
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.suggest.overridden import second_thought
from custom_components.homeiq.suggest.words.wording import left_out
from tests.followed import MONDAY, an_override
from tests.histories import ENGLISH
from tests.offers import HALL_MOTION, a_pattern

ANN, BEN = "person.ann", "person.ben"
SATURDAY, SUNDAY = 5, 6


def every_day(**changes: object) -> Pattern:
    return a_pattern(trigger=HALL_MOTION, weekdays=EVERY_DAY, **changes)  # type: ignore[arg-type]


def a_day(week: int, weekday: int, *, hour: int = 7, home: tuple[str, ...] = (), undone: int = 0) -> Tally:
    return Tally(day=MONDAY + 7 * week + weekday, hour=hour, home=home, runs=1, acts=1, overridden=undone)


def weeks(number: int, undone_on: Iterable[int] = (), **where: object) -> list[Tally]:
    """Act once a day, and be undone on some weekdays."""
    days = set(undone_on)
    return [
        a_day(week, weekday, undone=int(weekday in days), **where)  # type: ignore[arg-type]
        for week in range(number)
        for weekday in range(7)
    ]


def after(*tallies: Iterable[Tally], **changes: object) -> Aftermath:
    return Aftermath(tallies=tuple(chain(*tallies)), **changes)  # type: ignore[arg-type]


def test_what_is_undone_every_sunday_leaves_sundays_out() -> None:
    thought = second_thought(every_day(), after(weeks(4, {SUNDAY})))

    assert thought
    assert thought.part == frozenset({SUNDAY})
    assert thought.adjustment == Adjustment(weekdays=frozenset(range(6)))
    assert (thought.overridden, thought.acts, thought.other_overridden, thought.other_acts) == (4, 4, 0, 24)
    assert thought.lower_bound == pytest.approx(0.8)
    assert thought.key == "weekdays_6"


def test_weekends_are_left_out_together() -> None:
    thought = second_thought(every_day(), after(weeks(3, {SATURDAY, SUNDAY})))

    assert thought
    assert thought.part == frozenset({SATURDAY, SUNDAY})


def test_two_sundays_are_no_habit() -> None:
    assert second_thought(every_day(), after(weeks(2, {SUNDAY}))) is None


def test_an_evening_of_anger_is_one_override() -> None:
    angry = Tally(day=MONDAY, hour=20, home=(), runs=9, acts=9, overridden=9)

    assert second_thought(every_day(), after(weeks(1), [angry])) is None


def test_nothing_undone_is_nothing_to_change() -> None:
    assert second_thought(every_day(), after(weeks(8))) is None
    assert second_thought(every_day(), Aftermath()) is None


def test_now_and_then_is_not_often_enough() -> None:
    undone = {3, 10, 18, 27, 40}
    days = [a_day(0, number, undone=int(number in undone)) for number in range(56)]

    assert second_thought(every_day(), after(days)) is None


def test_sundays_on_which_it_is_mostly_wanted_stay_in() -> None:
    sundays = [a_day(week, SUNDAY, undone=int(week < 3)) for week in range(8)]

    assert second_thought(every_day(), after(weeks(8)[: 6 * 8], sundays)) is None


@pytest.mark.parametrize(
    ("number", "sundays", "others", "key"),
    [
        (3, 3, 3, "weekdays_6"),
        (3, 3, 4, None),  # as many parts as there are to try, chance would have it in one case of twelve
        (8, 6, 12, "weekdays_6"),
        (8, 6, 13, None),  # more than a quarter of the other acts
    ],
)
def test_sundays_are_left_out_where_they_stand_out_from_days_on_which_little_is_undone(
    number: int, sundays: int, others: int, key: str | None
) -> None:
    undone = [a_day(week, SUNDAY, undone=int(week < sundays)) for week in range(number)]
    rest = [
        a_day(week, weekday, undone=int(6 * week + weekday < others)) for week in range(number) for weekday in range(6)
    ]

    thought = second_thought(every_day(), after(undone, rest))

    assert (thought.key if thought else None) == key


def test_a_day_on_which_it_ran_and_found_all_done_says_nothing() -> None:
    done = [Tally(day=MONDAY + 7 * week, hour=7, home=(), runs=1, acts=0, overridden=0) for week in range(4)]
    rest = [tally for tally in weeks(4, {SUNDAY}) if (tally.day - MONDAY) % 7]

    thought = second_thought(every_day(), after(done, rest))

    assert thought
    assert thought.part == frozenset({SUNDAY})


def test_early_in_the_morning_is_before_seven() -> None:
    early = [a_day(0, number, hour=5 + number % 2, undone=1) for number in range(6)]
    later = [a_day(0, number, hour=hour) for number in range(10) for hour in (8, 18)]

    thought = second_thought(every_day(), after(early, later))

    assert thought
    assert thought.part == Between(after=0, before=7 * 60)
    assert thought.adjustment == Adjustment(conditions=(Between(after=7 * 60, before=0),))
    assert thought.key == "hours_0_7"


def test_late_in_the_evening_is_after_ten() -> None:
    late = [a_day(0, number, hour=22, undone=1) for number in range(4)]
    earlier = [a_day(0, number, hour=hour) for number in range(10) for hour in (8, 18)]

    thought = second_thought(every_day(conditions=(Dark(),)), after(late, earlier))

    assert thought
    assert thought.part == Between(after=22 * 60, before=0)
    assert thought.adjustment == Adjustment(conditions=(Dark(), Between(after=0, before=22 * 60)))


def test_the_night_spans_midnight() -> None:
    night = [a_day(0, number, hour=hour, undone=1) for number in range(4) for hour in (23, 1)]
    day = [a_day(0, number, hour=hour) for number in range(10) for hour in (9, 18)]

    thought = second_thought(every_day(), after(night, day))

    assert thought
    assert thought.part == Between(after=19 * 60, before=9 * 60)


def test_noon_alone_lies_between_two_hours() -> None:
    noon = [a_day(0, number, hour=12, undone=1) for number in range(4)]
    others = [a_day(0, number, hour=hour) for number in range(10) for hour in (8, 18)]

    thought = second_thought(every_day(), after(noon, others))

    assert thought
    assert thought.part == Between(after=12 * 60, before=13 * 60)


def test_with_nobody_home_it_asks_for_somebody() -> None:
    empty = [a_day(0, 2 * number, undone=1) for number in range(5)]
    home = [a_day(0, 2 * number + 1, home=(ANN,)) for number in range(12)]

    thought = second_thought(every_day(), after(empty, home))

    assert thought
    assert thought.part == SomebodyHome(home=False)
    assert thought.adjustment == Adjustment(conditions=(SomebodyHome(),))


def test_without_ben_it_waits_for_ben() -> None:
    alone = [a_day(0, 3 * number, home=(ANN,), undone=1) for number in range(5)]
    both = [a_day(0, 3 * number + 1, home=(ANN, BEN)) for number in range(12)]

    thought = second_thought(every_day(), after(alone, both))

    assert thought
    assert thought.part == StateIs(entity_id=BEN, state="not_home")
    assert thought.adjustment == Adjustment(conditions=(StateIs(entity_id=BEN, state="home"),))


@pytest.mark.parametrize(("has_zones", "key"), [(True, None), (False, "home_person.ben")])
def test_because_of_ben_it_waits_until_he_is_gone_where_that_can_be_asked(has_zones: bool, key: str | None) -> None:  # noqa: FBT001
    both = [a_day(0, 3 * number, home=(ANN, BEN), undone=1) for number in range(5)]
    alone = [a_day(0, 3 * number + 1, home=(ANN,)) for number in range(12)]

    thought = second_thought(every_day(), after(both, alone), has_zones=has_zones)

    assert (thought.key if thought else None) == key


def test_where_nothing_parts_them_it_had_better_be_off() -> None:
    thought = second_thought(every_day(), after([a_day(0, number, undone=int(number % 5 > 0)) for number in range(20)]))

    assert thought
    assert (thought.part, thought.adjustment, thought.key) == (None, None, "off")
    assert (thought.overridden, thought.acts) == (16, 20)


def test_who_undid_their_own_acts_just_as_often_wants_no_change() -> None:
    bathroom = after([a_day(0, number, undone=int(number % 5 > 0)) for number in range(20)])

    assert second_thought(every_day(), bathroom, usual=0.75) is None


def test_a_timer_in_the_lamp_is_nobodys_hand() -> None:
    tallies = weeks(1, range(7))
    timed = tuple(
        an_override(tally.day, undone_at=tally.day * 86400.0 + 420 * 60 + 181.2, cause=Cause.DEVICE)
        for tally in tallies
    )
    by_hand = tuple(an_override(tally.day, cause=Cause.DEVICE) for tally in tallies)

    assert second_thought(every_day(), after(tallies, overrides=timed)) is None
    assert second_thought(every_day(), after(tallies, overrides=by_hand)) is not None


def test_a_person_who_undoes_it_as_quickly_each_time_is_no_timer() -> None:
    tallies = weeks(1, range(7))
    by_name = tuple(
        an_override(tally.day, undone_at=tally.day * 86400.0 + 420 * 60 + 181.2, cause=Cause.PERSON)
        for tally in tallies
    )

    assert second_thought(every_day(), after(tallies, overrides=by_name)) is not None


def test_what_was_declined_is_not_proposed_again() -> None:
    sundays = weeks(4, {SUNDAY})

    assert second_thought(every_day(), after(sundays, declined=frozenset({"weekdays_6"}))) is None
    assert second_thought(every_day(), after(sundays, declined=frozenset({"hours_0_7"}))) is not None


def test_the_last_days_of_a_habit_are_never_left_out() -> None:
    only_sundays = a_pattern(trigger=HALL_MOTION, weekdays=frozenset({SUNDAY}))

    thought = second_thought(only_sundays, after(weeks(4, {SUNDAY})[6::7]))

    assert thought
    assert thought.key == "off"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (frozenset({SUNDAY}), "on Sundays"),
        (frozenset({SATURDAY, SUNDAY}), "at weekends"),
        (Between(after=0, before=420), "before 07:00"),
        (Between(after=1320, before=0), "from 22:00 on"),
        (Between(after=1320, before=360), "between 22:00 and 06:00"),
        (SomebodyHome(home=False), "if nobody is home"),
        (StateIs(entity_id=BEN, state="not_home"), "if Ben is away"),
    ],
)
def test_every_part_has_its_words(part: Part, words: str) -> None:
    home = Home(entities={BEN: Entity(entity_id=BEN, name="Ben")})

    assert left_out(part, home, ENGLISH) == words


def test_chance_alone_is_hardly_ever_taken_for_a_wish() -> None:
    """Whoever undoes every tenth act at random, at all hours and with changing people at home, wants nothing."""
    dice = random.Random(7)  # noqa: S311 - stories, no secrets
    stories = [
        after(
            a_day(
                0,
                number,
                hour=dice.randrange(6, 24),
                home=dice.choice(((), (ANN,), (BEN,), (ANN, BEN))),
                undone=int(dice.random() < 0.1),
            )
            for number in range(60)
            for _ in range(2)
        )
        for _ in range(200)
    ]

    assert sum(second_thought(every_day(), story) is not None for story in stories) <= 2


def test_a_wish_is_found_among_many_runs() -> None:
    """A lamp that goes on ten times a day, and is hardly ever wanted before eight."""
    dice = random.Random(3)  # noqa: S311 - stories, no secrets
    story = after(
        a_day(week, weekday, hour=hour, undone=int(dice.random() < (0.9 if hour < 8 else 0.02)))
        for week in range(6)
        for weekday in range(7)
        for hour in (5, 6, 9, 11, 13, 17, 18, 19, 20, 21)
    )

    thought = second_thought(every_day(), story)

    assert thought
    assert thought.key == "hours_0_7"
