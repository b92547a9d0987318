"""Why something is suggested, word for word."""

from dataclasses import replace
import json
from pathlib import Path

import pytest

from custom_components.homeiq.model.habits.pattern import (
    Between,
    Condition,
    Dark,
    Idle,
    NumberIs,
    Pattern,
    SetTo,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.habits.suggestion import Backtest, Holdout
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.suggest.drafted import drafted
from custom_components.homeiq.suggest.words.reasons import reason
from custom_components.homeiq.suggest.words.wording import adjusted_title, alias, notice, title
from tests.habits import habit
from tests.histories import ENGLISH, HOME

FILES = Path(__file__).parents[3] / "custom_components/homeiq/translations"
GERMAN = Words.from_translations(
    json.loads((FILES / "en.json").read_text("utf-8")), json.loads((FILES / "de.json").read_text("utf-8"))
)
DONE_BEFORE = "hattest du es schon von Hand getan."
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
        "12 of 14 right, 2 unwanted.\n"
        "That is how it would have run on 14 days of your own history; right is what you did by hand then."
        " You also did it 3 times when it would not have run."
        " After one of these runs, you did the opposite within ten minutes."
        " What makes the difference: while it is dark. Otherwise it would be right in only 17% of cases."
        " By chance it would be right in 10% of cases."
        " Seen from 3 October 2026 to 20 November 2026, on Mondays and Saturdays."
    )


def test_a_follow_up_says_it_in_german() -> None:
    pattern = seen(habit(DOOR, conditions=(Dark(),)), opportunities_without=70, hits_without=12)

    assert reason(pattern, replace(TEST, reversals=1), HOME, GERMAN) == (
        "Bei 12 von 14 Gelegenheiten richtig, 2-mal unerwünscht.\n"
        "So wäre es an 14 Tagen deines eigenen Verlaufs gelaufen; richtig ist, was du damals von Hand getan hast."
        " Außerdem hast du es 3-mal getan, als es nicht gelaufen wäre."
        " In einem dieser Fälle hast du binnen zehn Minuten das Gegenteil getan."
        " Den Unterschied macht: nur bei Dunkelheit; sonst wäre es nur in 17 % der Fälle richtig."
        " Durch Zufall wäre es in 10 % der Fälle richtig."
        " Beobachtet vom 3. Oktober 2026 bis zum 20. November 2026, und zwar montags und samstags."
    )


def test_a_single_day_and_a_single_time_are_said_as_such() -> None:
    once = Backtest(days=1, runs=1, hits=1, false_alarms=0, misses=1)

    assert reason(habit(AtTime(minute=405)), once, HOME, ENGLISH) == (
        "1 of 1 right.\n"
        "That is how it would have run on one day of your own history; right is what you did by hand then."
        " You also did it once when it would not have run. By chance it would be right in 10% of cases."
    )


def test_what_would_never_have_run_says_so() -> None:
    never = Backtest(days=40, runs=0, hits=0, false_alarms=0, misses=2)

    said = reason(habit(AtTime(minute=405)), never, HOME, ENGLISH)

    assert said.splitlines()[0] == "On your own history it would never have run."
    assert "You also did it 2 times" in said


def test_days_that_make_the_difference_are_said_as_well() -> None:
    pattern = seen(habit(DOOR, weekdays=frozenset({5, 6})), opportunities_without=70, hits_without=12)

    assert "On all days it would be right in only 17% of cases." in reason(pattern, TEST, HOME, ENGLISH)


def test_every_count_is_one_of_the_back_test() -> None:
    pattern = seen(habit(DOOR, conditions=(Dark(),)), opportunities_without=70, hits_without=12)
    other = Backtest(days=55, runs=53, hits=50, false_alarms=3, misses=0)

    verdict, _, rest = reason(pattern, other, HOME, ENGLISH).partition("\n")

    assert verdict == "50 of 53 right, 3 unwanted."
    assert {"12", "14"}.isdisjoint(rest.split())


@pytest.mark.parametrize(
    ("idle", "words", "said"),
    [
        (12, ENGLISH, "38 of 41 right, 3 unwanted. Another 12 times you had already done it by hand."),
        (1, ENGLISH, "49 of 52 right, 3 unwanted. Another time you had already done it by hand."),
        (
            12,
            GERMAN,
            f"Bei 38 von 41 Gelegenheiten richtig, 3-mal unerwünscht. Weitere 12-mal {DONE_BEFORE}",
        ),
        (1, GERMAN, f"Bei 49 von 52 Gelegenheiten richtig, 3-mal unerwünscht. Ein weiteres Mal {DONE_BEFORE}"),
    ],
)
def test_what_was_done_already_is_told_apart(idle: int, words: Words, said: str) -> None:
    test = Backtest(days=55, runs=53, hits=50, false_alarms=3, misses=0, idle=idle)

    assert reason(habit(AtTime(minute=405)), test, HOME, words).partition("\n")[0] == said


@pytest.mark.parametrize(
    ("words", "verdict", "rest"),
    [
        (
            ENGLISH,
            "17 of 20 right, 3 unwanted. Another 4 times you had already done it by hand.",
            "On all 55 days together it would have been right 50 of 53 times.",
        ),
        (
            GERMAN,
            f"Bei 17 von 20 Gelegenheiten richtig, 3-mal unerwünscht. Weitere 4-mal {DONE_BEFORE}",
            "An allen 55 Tagen zusammen wäre es bei 50 von 53 Gelegenheiten richtig gewesen.",
        ),
    ],
)
def test_days_that_it_was_not_learned_from_are_told_first(words: Words, verdict: str, rest: str) -> None:
    later = Holdout(days=24, runs=24, hits=21, idle=4)
    test = Backtest(days=55, runs=53, hits=50, false_alarms=3, misses=0, forward=later)

    first, _, more = reason(habit(AtTime(minute=405)), test, HOME, words).partition("\n")

    assert first == verdict
    assert rest in more
    assert " 24 " in more


@pytest.mark.parametrize(
    ("words", "verdict", "rest", "idle"),
    [
        (
            ENGLISH,
            "Expect about 8 of 10 to be right.",
            "on the 12 days that it was learned from, and these flatter it: 10 of 10 were right",
            "Another 2 times you had already done it by hand.",
        ),
        (
            GERMAN,
            "Voraussichtlich bei etwa 8 von 10 Gelegenheiten richtig.",
            "Bei 10 von 10 Gelegenheiten war es richtig; richtig ist, was du damals von Hand getan hast.",
            f"Weitere 2-mal {DONE_BEFORE}",
        ),
    ],
)
def test_of_days_that_it_was_learned_from_the_verdict_tells_what_is_to_be_expected(
    words: Words, verdict: str, rest: str, idle: str
) -> None:
    test = Backtest(days=12, runs=12, hits=12, false_alarms=0, misses=0, idle=2, is_fitted=True)

    first, _, more = reason(habit(AtTime(minute=405)), test, HOME, words).partition("\n")

    assert first == verdict
    assert rest in more
    assert idle in more


def test_what_only_found_all_done_already_is_said_as_it_was() -> None:
    test = Backtest(days=12, runs=12, hits=12, false_alarms=0, misses=0, idle=12, is_fitted=True)

    assert reason(habit(AtTime(minute=405)), test, HOME, ENGLISH).startswith("0 of 0 right. Another 12 times")


def test_later_days_that_were_better_than_all_days_promise_nothing() -> None:
    test = Backtest(days=55, runs=53, hits=40, false_alarms=13, misses=0, forward=Holdout(days=24, runs=20, hits=19))

    said = reason(habit(AtTime(minute=405)), test, HOME, ENGLISH)

    assert said.startswith("40 of 53 right, 13 unwanted.\nThat is how it would have run on 55 days")


def test_what_was_seen_on_all_days_names_none() -> None:
    pattern = habit(DOOR)
    daily = replace(pattern, evidence=replace(pattern.evidence, first_day=20729, last_day=20777, by_weekday=(2,) * 7))

    assert reason(daily, TEST, HOME, ENGLISH).endswith(
        "Seen from 3 October 2026 to 20 November 2026, on all days of the week."
    )


@pytest.mark.parametrize(("words", "said"), [(ENGLISH, "Usually it is in use for"), (GERMAN, "Sonst ist es höchstens")])
def test_a_reminder_says_how_long_is_usual(words: Words, said: str) -> None:
    pattern = seen(habit(LeftOn(entity_id="fan.attic", to="on", for_seconds=7200), ("fan.attic",)))

    assert reason(pattern, TEST, HOME, words).splitlines()[1].startswith(said)


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
        (ENGLISH, "Turn on A and B together", "Done together 12 of 14 times."),
        (
            GERMAN,
            "A und B einschalten (alles zusammen)",
            "Bei 12 von 14 Gelegenheiten zusammen geschaltet.",
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
        (
            NumberIs(entity_id="sensor.hall_illuminance", below=40.0),
            "while Hall illuminance is below 40\xa0lx",
            "solange Hall illuminance unter 40\xa0lx liegt",
        ),
        (
            NumberIs(entity_id="sensor.bath", above=22.5),
            "while Bath is above 22.5\xa0°C",
            "solange Bath über 22,5\xa0°C liegt",
        ),
        (
            NumberIs(entity_id="sensor.damp", above=40.0, below=65.0),
            "while Damp is between 40 and 65%",
            "solange Damp zwischen 40 und 65\xa0% liegt",
        ),
        (NumberIs(entity_id="sensor.odd", above=1.5), "while Odd is above 1.5", "solange Odd über 1,5 liegt"),
        (StateIs(entity_id="person.a", state="not_home"), "if A is away", "falls A weg ist"),
        (StateIs(entity_id="switch.tv", state="on"), "if Tv is on", "falls Tv an ist"),
        (StateIs(entity_id="climate.bath", state="heat"), "if Bath is heating", "falls Bath am Heizen ist"),
        (
            Idle(entity_id="binary_sensor.door", state="off", seconds=600),
            "if Door had been closed for more than 10 min",
            "falls Door mehr als 10 Min. lang geschlossen war",
        ),
        (
            Idle(entity_id="binary_sensor.hall", state="off", seconds=600),
            "if Hall has been off for more than 10 min",
            "falls Hall seit mehr als 10 Min. aus ist",
        ),
    ],
)
def test_every_condition_is_said_in_both_languages(condition: Condition, english: str, german: str) -> None:
    door = Entity(entity_id="binary_sensor.door", name="Door", device_class="door")
    lux = Entity(entity_id="sensor.hall_illuminance", name="Hall illuminance", device_class="illuminance")
    bath = Entity(entity_id="sensor.bath", name="Bath", device_class="temperature", unit="°C")
    damp = Entity(entity_id="sensor.damp", name="Damp", device_class="humidity", unit="%")
    home = Home(entities={one.entity_id: one for one in (door, lux, bath, damp)})
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
        (habit(AtTime(minute=1300), ("light.lampe",)), "Lampe täglich um 21:40 Uhr einschalten"),
        (habit(AtTime(minute=405), weekdays=frozenset({5, 6})), "Hall am Wochenende um 06:45 Uhr einschalten"),
        (
            habit(AtTime(minute=405), conditions=(Dark(),)),
            "Hall täglich um 06:45 Uhr einschalten, nur bei Dunkelheit",
        ),
        (habit(AtSun(event="sunset", offset_minutes=-30)), "Hall 30 Min. vor Sonnenuntergang einschalten"),
        (habit(DOOR, weekdays=frozenset({5, 6})), "Hall am Wochenende einschalten, sobald Door an ist"),
        (
            habit(DOOR, conditions=(Between(after=0, before=420),)),
            "Hall einschalten, sobald Door an ist, vor 07:00 Uhr",
        ),
    ],
)
def test_german_puts_the_time_before_the_verb_and_sets_clauses_off_with_commas(pattern: Pattern, said: str) -> None:
    assert title(pattern, HOME, GERMAN) == said


def test_german_says_when_before_how_bright() -> None:
    dim = SetTo(entity_id="light.lampe", attribute="brightness", value=102, spread=0)
    pattern = replace(habit(AtTime(minute=1300), ("light.lampe",)), values=(dim,))

    assert title(pattern, HOME, GERMAN) == "Lampe täglich um 21:40 Uhr auf 40 % einschalten"
    assert title(pattern, HOME, ENGLISH) == "Turn on Lampe to 40% at 21:40 every day"


def test_an_automation_is_named_without_its_days_and_conditions() -> None:
    pattern = habit(AtTime(minute=405), weekdays=frozenset({5, 6}), conditions=(Dark(), SomebodyHome()))

    assert alias(pattern, HOME, ENGLISH) == "Turn on Hall at 06:45"
    assert alias(pattern, HOME, GERMAN) == "Hall um 06:45 Uhr einschalten"


def test_the_verdict_stands_beside_the_trigger() -> None:
    pattern = seen(habit(AtTime(minute=405)))

    config = drafted(pattern, reason(pattern, TEST, HOME, ENGLISH), HOME, ENGLISH)

    assert config["triggers"] == [{"trigger": "time", "at": "06:45:00", "note": "12 of 14 right, 2 unwanted."}]


def test_where_people_count_twelve_hours_times_have_halves_of_the_day_and_dates_begin_with_the_month() -> None:
    american = Words.from_translations(json.loads((FILES / "en.json").read_text("utf-8")), {}, "US")
    pattern = seen(habit(AtTime(minute=1300), conditions=(Between(after=0, before=30),)))

    assert title(pattern, HOME, american) == "Turn on Hall at 9:40 PM every day before 12:30 AM"
    assert reason(pattern, TEST, HOME, american).endswith(
        "Seen from October 3, 2026 to November 20, 2026, on Mondays and Saturdays."
    )


@pytest.mark.parametrize(
    ("trigger", "english", "german"),
    [
        (
            Crosses(entity_id="sensor.damp", limit=65.0, is_above=True),
            "Turn on Bath when Bath humidity rises above 65%",
            "Bath einschalten, sobald Bath humidity über 65\xa0% steigt",
        ),
        (
            Crosses(entity_id="sensor.damp", limit=60.0, is_above=False, for_seconds=300),
            "Turn on Bath once Bath humidity has been below 60% for 5 min",
            "Bath einschalten, wenn Bath humidity seit 5 Min. unter 60\xa0% liegt",
        ),
    ],
)
def test_what_a_sensor_crosses_is_said_with_its_unit(trigger: Crosses, english: str, german: str) -> None:
    damp = Entity(entity_id="sensor.damp", name="Bath humidity", device_class="humidity", unit="%")
    home = Home(entities={damp.entity_id: damp})

    assert [title(habit(trigger, ("fan.bath",)), home, words) for words in (ENGLISH, GERMAN)] == [english, german]


@pytest.mark.parametrize(
    ("trigger", "early", "english", "german"),
    [
        (
            AtTime(minute=1050),
            600,
            "It runs at 17:30, when you mostly still have to do it; usually you do it about 17:40.",
            "Es läuft um 17:30 Uhr, wenn du es meistens noch vor dir hast; gewöhnlich tust du es gegen 17:40 Uhr.",
        ),
        (
            AtTime(minute=1430),
            1200,
            "It runs at 23:50, when you mostly still have to do it; usually you do it about 00:10.",
            "Es läuft um 23:50 Uhr, wenn du es meistens noch vor dir hast; gewöhnlich tust du es gegen 00:10 Uhr.",
        ),
        (
            AtSun(event="sunset", offset_minutes=-15),
            900,
            "It runs 15 min before you usually do it, when you mostly still have to.",
            "Es läuft 15 Min., bevor du es gewöhnlich tust: Dann hast du es meistens noch vor dir.",
        ),
        (
            OnChange(entity_id="binary_sensor.door", to="off", for_seconds=240),
            120,
            "It runs after 4 min, when you mostly still have to do it; usually you do it after about 6 min.",
            "Es läuft nach 4 Min., wenn du es meistens noch vor dir hast; gewöhnlich tust du es nach etwa 6 Min.",
        ),
    ],
)
def test_a_moment_before_the_usual_one_is_accounted_for(
    trigger: Trigger, early: int, english: str, german: str
) -> None:
    pattern = habit(trigger)
    pattern = replace(pattern, evidence=replace(pattern.evidence, early_seconds=early))

    assert english in reason(pattern, TEST, HOME, ENGLISH)
    assert german in reason(pattern, TEST, HOME, GERMAN)


def test_the_usual_moment_needs_no_word() -> None:
    assert "usually" not in reason(habit(AtTime(minute=1050)), TEST, HOME, ENGLISH)
