"""How things are, and what they are called, where it stands in a sentence of the home's language."""

import json
from pathlib import Path

import pytest

from custom_components.homeiq.model.habits.pattern import Idle, StateIs
from custom_components.homeiq.model.habits.trigger import AtTime, OnChange
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.things import THINGS
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.suggest.words.conditions import condition_in_words
from custom_components.homeiq.suggest.words.entity_names import duration, state_in_words
from custom_components.homeiq.suggest.words.wording import parts, title
from tests.habits import habit
from tests.histories import ENGLISH, GERMAN

FILES = sorted((Path(__file__).parents[3] / "custom_components/homeiq/translations").glob("*.json"))
NAMES = {
    "cover.blind": "Rollo",
    "climate.bath": "Thermostat",
    "input_select.mode": "Modus",
    "light.arab": "ضوء المطبخ",
    "media_player.tv": "Fernseher",
}
HOME = Home(entities={key: Entity(entity_id=key, name=name) for key, name in NAMES.items()})
SEVEN = AtTime(minute=420)


def known_states() -> set[str]:
    """Every state that somebody may bring about, or go by, but for those of alarms: nobody is let in by one."""
    of = [thing for domain, thing in THINGS.items() if domain != "alarm_control_panel"]
    return {state for thing in of for state in (*thing.meanings.values(), *thing.actions, *thing.asked)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_language_has_words_for_how_things_are(file: Path) -> None:
    texts = json.loads(file.read_text("utf-8"))

    assert {state for state in known_states() if f"state_{state}" not in texts["common"]} == set()
    assert known_states() - texts["config_panel"]["acts"].keys() == set()


@pytest.mark.parametrize(
    ("trigger", "said"),
    [
        (OnChange(entity_id="cover.blind", to="closed"), "sobald Rollo geschlossen ist"),
        (
            OnChange(entity_id="media_player.tv", to="playing", for_seconds=300),
            "wenn Fernseher seit 5 Min. am Spielen ist",
        ),
        (OnChange(entity_id="climate.bath", to="heat_cool"), "sobald Thermostat auf Heizen und Kühlen ist"),
        (OnChange(entity_id="input_select.mode", to="Urlaub"), "wenn Modus zu Urlaub wechselt"),
    ],
)
def test_what_sets_it_off_is_said_in_one_language(trigger: OnChange, said: str) -> None:
    assert parts(habit(trigger), HOME, GERMAN)["trigger"] == said


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (StateIs(entity_id="media_player.tv", state="playing"), "falls Fernseher am Spielen ist"),
        (StateIs(entity_id="input_select.mode", state="Urlaub"), "falls Modus Urlaub ist"),
        (
            Idle(entity_id="cover.blind", state="open", seconds=3600),
            "falls Rollo seit mehr als 60 Min. offen ist",
        ),
    ],
)
def test_what_it_depends_on_is_said_in_one_language(condition: StateIs | Idle, said: str) -> None:
    assert condition_in_words(condition, SEVEN, HOME, GERMAN) == said


def test_english_says_how_things_are_as_people_do() -> None:
    assert [state_in_words(state, ENGLISH) for state in ("not_home", "heat", "open")] == ["away", "heating", "open"]


@pytest.mark.parametrize(
    ("words", "begins"), [(GERMAN, "\u2068ضوء المطبخ\u2069 täglich"), (ENGLISH, "Turn on \u2068ضوء")]
)
def test_a_name_that_runs_the_other_way_turns_nothing_round_but_itself(words: Words, begins: str) -> None:
    assert title(habit(SEVEN, ("light.arab",)), HOME, words).startswith(begins)


def test_other_names_stay_as_they_are() -> None:
    assert title(habit(SEVEN, ("cover.blind",), "open"), HOME, ENGLISH) == "Open Rollo at 07:00 every day"


@pytest.mark.parametrize(
    ("seconds", "english", "german"),
    [
        (45, "45 s", "45 s"),
        (510, "8.5 min", "8,5 Min."),
        (512, "9 min", "9 Min."),
        (480, "8 min", "8 Min."),
        (2550, "42 min", "42 Min."),
        (9000, "2.5 h", "2,5 Std."),
    ],
)
def test_how_long_something_lasts_is_told_as_the_language_writes_it(seconds: int, english: str, german: str) -> None:
    assert [duration(seconds, words) for words in (ENGLISH, GERMAN)] == [english, german]
