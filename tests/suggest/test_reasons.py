"""Why something is suggested, word for word."""

from dataclasses import replace
import json
from pathlib import Path

import pytest

from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.pattern import (
    AtTime,
    Between,
    Condition,
    Dark,
    Idle,
    LeftOn,
    OnChange,
    OnDemand,
    Pattern,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.suggestion import Backtest
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.suggest.reasons import reason
from custom_components.homeiq.suggest.wording import adjusted_title, notice, title
from tests.habits import habit
from tests.histories import ENGLISH, HOME

FILES = Path(__file__).parents[2] / "custom_components/homeiq/translations"
GERMAN = Words.from_translations(
    json.loads((FILES / "en.json").read_text("utf-8")), json.loads((FILES / "de.json").read_text("utf-8"))
)
TEST = Backtest(days=14, runs=14, hits=12, false_alarms=2, misses=3)
DOOR = OnChange(entity_id="binary_sensor.door", to="on")


def seen(pattern: Pattern, **more: int) -> Pattern:
    """The same pattern, seen on twelve days from the 3rd of October to the 20th of November 2026."""
    evidence = replace(
        pattern.evidence,
        hits=12,
        opportunities=14,
        support_days=12,
        first_day=20729,
        last_day=20777,
        by_weekday=(8, 0, 0, 0, 0, 4, 0),
        **more,
    )
    return replace(pattern, evidence=evidence)


def test_a_follow_up_says_what_its_condition_is_worth() -> None:
    pattern = seen(habit(DOOR, conditions=(Dark(),)), opportunities_without=70, hits_without=12)

    assert reason(pattern, replace(TEST, reversals=1), HOME, ENGLISH) == (
        "You did this 12 of 14 times, on 12 days."
        " On your own history it would have run 14 times: 12 as you did it, 2 unwanted."
        " After 1 of these runs, you did the opposite within ten minutes."
        " What makes the difference: while it is dark. Without that it was 12 of 70 times, with it 12 of 14."
        " By chance it would be 10 %."
        " Seen from 2026-10-03 to 2026-11-20, on Mondays (8), Saturdays (4)."
    )


def test_a_follow_up_says_it_in_german() -> None:
    pattern = seen(habit(DOOR, conditions=(Dark(),)), opportunities_without=70, hits_without=12)

    assert reason(pattern, replace(TEST, reversals=1), HOME, GERMAN) == (
        "Das hast du 12 von 14 Mal getan, an 12 Tagen."
        " In deinem eigenen Verlauf wäre es 14-mal gelaufen: 12-mal wie von dir getan, 2-mal unerwünscht."
        " Nach 1 dieser Läufe hast du binnen zehn Minuten das Gegenteil getan."
        " Den Unterschied macht: solange es dunkel ist. Ohne das war es 12 von 70 Mal so, damit 12 von 14."
        " Durch Zufall wären es 10 %."
        " Gesehen vom 03.10.2026 bis zum 20.11.2026: 8-mal montags, 4-mal samstags."
    )


def test_days_that_make_the_difference_are_said_as_well() -> None:
    pattern = seen(habit(DOOR, weekdays=frozenset({5, 6})), opportunities_without=70, hits_without=12)

    assert "On all days it was 12 of 70 times, on these 12 of 14." in reason(pattern, TEST, HOME, ENGLISH)


def test_what_needs_no_condition_says_nothing_of_one() -> None:
    said = reason(habit(AtTime(minute=405)), TEST, HOME, ENGLISH)

    assert said == (
        "You did this on 18 of 20 days."
        " On your own history it would have run 14 times: 12 as you did it, 2 unwanted. By chance it would be 10 %."
    )


@pytest.mark.parametrize(("words", "said"), [(ENGLISH, "On 12 days it was in use for"), (GERMAN, "An 12 Tagen war es")])
def test_a_reminder_says_how_long_is_usual(words: Words, said: str) -> None:
    pattern = seen(habit(LeftOn(entity_id="fan.attic", to="on", for_seconds=7200), ("fan.attic",)))

    assert reason(pattern, TEST, HOME, words).startswith(said)


@pytest.mark.parametrize(
    ("words", "to", "said", "told"),
    [
        (
            ENGLISH,
            "on",
            "Remind me once Attic has been on for 2 h",
            "Attic has been on for 2 h, far longer than usual.",
        ),
        (GERMAN, "on", "Erinnern, wenn Attic seit 2 Std. an ist", "Attic ist seit 2 Std. an, viel länger als sonst."),
        (
            ENGLISH,
            "open",
            "Remind me once Attic has been open for 2 h",
            "Attic has been open for 2 h, far longer than usual.",
        ),
        (
            GERMAN,
            "open",
            "Erinnern, wenn Attic seit 2 Std. offen ist",
            "Attic ist seit 2 Std. offen, viel länger als sonst.",
        ),
    ],
)
def test_a_reminder_says_what_it_reminds_of(words: Words, to: str, said: str, told: str) -> None:
    pattern = habit(LeftOn(entity_id="fan.attic", to=to, for_seconds=7200), ("fan.attic",), to)

    assert title(pattern, HOME, words) == said
    assert notice(pattern, HOME, words) == told


def test_only_a_reminder_has_a_notice() -> None:
    assert notice(habit(AtTime(minute=0)), HOME, ENGLISH) == ""


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        (ENGLISH, "Turn on A and B together", "You did all of it together 12 of 14 times, on 12 days."),
        (
            GERMAN,
            "A und B einschalten (alles zusammen)",
            "Das hast du 12 von 14 Mal alles zusammen getan, an 12 Tagen.",
        ),
    ],
)
def test_a_scene_says_what_belongs_together(words: Words, said: str, why: str) -> None:
    pattern = seen(habit(OnDemand(), ("light.a", "light.b")))

    assert title(pattern, HOME, words) == said
    assert reason(pattern, TEST, HOME, words).startswith(why)


@pytest.mark.parametrize(
    ("condition", "english", "german"),
    [
        (SomebodyHome(), "if somebody is home", "falls jemand zu Hause ist"),
        (SomebodyHome(home=False), "if nobody is home", "falls niemand zu Hause ist"),
        (StateIs(entity_id="person.a", state="not_home"), "if A is away", "falls A weg ist"),
        (StateIs(entity_id="switch.tv", state="on"), "if Tv is on", "falls Tv an ist"),
        (StateIs(entity_id="climate.bath", state="heat"), "if Bath is heat", "falls Bath heat ist"),
        (
            Idle(entity_id="binary_sensor.door", state="off", seconds=600),
            "if Door had been closed for more than 10 min",
            "falls Door mehr als 10 Min. lang geschlossen war",
        ),
        (
            Idle(entity_id="binary_sensor.hall", state="off", seconds=600),
            "if Hall has been off for more than 10 min",
            "falls Hall seit mehr als 10 Min. off ist",
        ),
    ],
)
def test_every_condition_is_said_in_both_languages(condition: Condition, english: str, german: str) -> None:
    door = Entity(entity_id="binary_sensor.door", name="Door", device_class="door")
    home = Home(entities={door.entity_id: door})
    pattern = habit(DOOR, ("light.lamp",), conditions=(condition,))

    assert title(pattern, home, ENGLISH) == f"Turn on Lamp when Door opens {english}"
    assert title(pattern, home, GERMAN) == f"Lamp einschalten, wenn Door geöffnet wird, {german}"


@pytest.mark.parametrize(
    ("words", "said"),
    [(ENGLISH, "Move “Turn on Hall” from 06:45 to 07:15"), (GERMAN, "„Hall einschalten“ von 06:45 auf 07:15 verlegen")],
)
def test_a_moved_habit_says_from_when_to_when(words: Words, said: str) -> None:
    before, after = habit(AtTime(minute=405)), habit(AtTime(minute=435))

    assert adjusted_title(after, before, HOME, words) == said


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (habit(AtTime(minute=405), weekdays=frozenset({5, 6})), "Hall einschalten um 06:45 Uhr am Wochenende"),
        (
            habit(AtTime(minute=405), conditions=(Dark(),)),
            "Hall einschalten um 06:45 Uhr täglich, solange es dunkel ist",
        ),
        (
            habit(DOOR, conditions=(Between(after=0, before=420),)),
            "Hall einschalten, wenn Door zu on wechselt, vor 07:00 Uhr",
        ),
    ],
)
def test_german_sets_clauses_off_with_commas(pattern: Pattern, said: str) -> None:
    assert title(pattern, HOME, GERMAN) == said
