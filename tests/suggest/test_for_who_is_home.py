"""What comes to use at its moment does nothing in an empty house: drafted as the back-test counts it."""

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.answers.findings import suggestion_to_json
from custom_components.homeiq.learn.judging import judge
from custom_components.homeiq.learn.one_past import past_of
from custom_components.homeiq.model.decisions.adjustment import Adjustment
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Dark, Pattern, SomebodyHome
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, OnChange
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.suggest.rezoned import rezoned
from tests.habits import habit
from tests.histories import BERLIN, ENGLISH, GERMAN, HOME, at, columns, event, learned, living, routine

DAYS = range(42)
AWAY = range(21, 28)
HERE = [day for day in DAYS if day not in AWAY]
EVENING = habit(AtTime(minute=19 * 60 + 30))
ASKED = {"condition": "numeric_state", "entity_id": "zone.home", "above": 0}
SAID = "It does nothing while nobody is home."


def evenings(days: Iterable[int] = HERE) -> list[EventRow]:
    """Weeks in which the lamp is lit in the evening, and a week in between in which nothing is."""
    return [*living(HERE), *routine("light.hall", "19:30", days)]


def ann(*spans: tuple[int, int]) -> list[EventRow]:
    """Ann, who is away from the noon of one day to the noon of another, and else at home."""
    rows = [event(-1, "01:00", "person.ann", "home", Cause.DEVICE)]
    for begin, end in spans:
        rows += [event(begin, "12:00", "person.ann", "not_home", Cause.DEVICE)]
        rows += [event(end, "12:00", "person.ann", "home", Cause.DEVICE)]
    return rows


A_WEEK_AWAY = ann((AWAY.start, AWAY.stop))


def judged(pattern: Pattern, *stories: Iterable[EventRow], words: Words = ENGLISH) -> Suggestion:
    history = columns(*map(list, stories))
    (suggestion,) = judge([pattern], past_of(history, HOME), words, now=float(history.time[-1]))
    return suggestion


def test_a_lamp_is_not_lit_in_an_empty_house_and_the_reason_says_so() -> None:
    (suggestion,) = learned(evenings(), A_WEEK_AWAY).suggestions

    assert suggestion.automation["conditions"] == [ASKED]
    assert SAID in suggestion.reason
    assert suggestion.automation["description"] == suggestion.reason


def test_the_habit_itself_is_the_same_as_where_nobody_is_tracked() -> None:
    (tracked,), (untracked,) = (learned(evenings(), who).suggestions for who in (A_WEEK_AWAY, []))

    assert tracked.pattern.conditions == ()
    assert (tracked.signature, tracked.title) == (untracked.signature, untracked.title)
    assert suggestion_to_json(tracked)["conditions"] == []
    assert suggestion_to_json(tracked)["automation"]["conditions"] == [ASKED]


def test_german_says_it_too() -> None:
    assert (
        "Solange niemand zu Hause ist, tut es nichts." in judged(EVENING, evenings(), A_WEEK_AWAY, words=GERMAN).reason
    )


@pytest.mark.parametrize(
    ("pattern", "who"),
    [
        (EVENING, []),
        (EVENING, ann()),
        (EVENING, [event(-1, "01:00", "person.ann", "not_home", Cause.DEVICE)]),
        (habit(AtTime(minute=19 * 60 + 30), state="off"), A_WEEK_AWAY),
        (habit(OnChange(entity_id="light.cellar", to="on")), A_WEEK_AWAY),
    ],
    ids=["no persons", "never away", "never seen at home", "put to rest", "after something else"],
)
def test_nothing_is_asked_where_it_says_nothing_or_is_welcome(pattern: Pattern, who: list[EventRow]) -> None:
    suggestion = judged(pattern, evenings(), who)

    assert suggestion.automation["conditions"] == []
    assert SAID not in suggestion.reason


def test_what_goes_by_the_sun_asks_as_well() -> None:
    by_sun = habit(AtSun(event="sunset", offset_minutes=0))

    assert judged(by_sun, evenings(), A_WEEK_AWAY).automation["conditions"] == [ASKED]


def test_nobody_asks_twice() -> None:
    asking = replace(EVENING, conditions=(SomebodyHome(),))

    assert judged(asking, evenings(), A_WEEK_AWAY).automation["conditions"] == [ASKED]


def test_who_waits_for_an_empty_house_gets_it() -> None:
    suggestion = judged(replace(EVENING, conditions=(SomebodyHome(home=False),)), evenings(), A_WEEK_AWAY)

    assert suggestion.automation["conditions"] == [{"condition": "state", "entity_id": "zone.home", "state": "0"}]


def test_the_first_holiday_need_not_have_been_for_it_to_ask() -> None:
    by_day = [
        row
        for day in DAYS
        for row in (
            event(day, "09:00", "person.ann", "not_home", Cause.DEVICE),
            event(day, "16:00", "person.ann", "home", Cause.DEVICE),
        )
    ]

    assert judged(EVENING, living(DAYS), evenings(DAYS), by_day).automation["conditions"] == [ASKED]


def test_a_tracker_that_loses_people_who_are_there_is_not_asked() -> None:
    forgetful = ann((3, 5), (9, 11), (AWAY.start, AWAY.stop), (33, 34))

    assert judged(EVENING, evenings(), forgetful).automation["conditions"] == []


def test_a_tracker_that_once_lost_somebody_is_asked() -> None:
    assert judged(EVENING, evenings(), ann((3, 4), (AWAY.start, AWAY.stop))).automation["conditions"] == [ASKED]


def test_who_acts_on_an_empty_house_from_afar_goes_on_doing_so() -> None:
    by_name = [(*row[:3], int(Cause.PERSON)) for row in routine("light.hall", "19:30", DAYS)]
    daily = ann(*((day, day + 1) for day in DAYS[:-1:2]))

    assert judged(EVENING, living(DAYS), by_name, daily).automation["conditions"] == []


def test_what_trackers_did_not_tell_yet_is_not_held_against_them() -> None:
    lately = [row for row in A_WEEK_AWAY if row[0] > at(0, "00:00")]
    since = [event(14, "01:00", "person.ann", "home", Cause.DEVICE), *lately]

    assert judged(EVENING, evenings(), since).automation["conditions"] == [ASKED]


def test_an_adjusted_one_asks_as_well_behind_the_conditions_that_were_chosen() -> None:
    adjusted = Adjustment(minute=20 * 60, conditions=(Dark(),)).of(EVENING)

    suggestion = judged(adjusted, evenings(), A_WEEK_AWAY)

    dark = {"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"}
    assert suggestion.automation["conditions"] == [dark, ASKED]
    assert suggestion.conditions == (dark,)


def test_told_by_another_clock_it_goes_on_asking() -> None:
    suggestion = judged(EVENING, evenings(), A_WEEK_AWAY)

    told = rezoned(suggestion, BERLIN, ZoneInfo("Asia/Tokyo"), HOME, ENGLISH)

    assert told.pattern.trigger != suggestion.pattern.trigger
    assert told.automation["conditions"] == [ASKED]
    assert SAID in told.reason
