from time import thread_time

import pytest

from custom_components.homeiq.enrich.pseudonyms import Pseudonyms
from tests.enrich.a_home import a_home, an_entity

HOME = a_home(
    an_entity("light.hall", "Spotlight"),
    an_entity("light.hall_2", "Spotlight in the hall"),
    an_entity("switch.tv", "TV (big)"),
    an_entity("light.straße", "Straßenlicht"),
    an_entity("person.anna", "Anna Miller"),
    an_entity("zone.home", "Home"),
    an_entity("light.k", "Kelvin"),
    an_entity("light.heart", "❤❤"),
)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("nothing of the home", "nothing of the home"),
        ("the SPOTLIGHT", "the light_1"),
        ("Spotlight in the hall and Spotlight", "light_1 and light_2"),
        ("Spotlights stay, light.hall does not", "Spotlights stay, light_1 does not"),
        ("turn the TV (big) off", "turn the switch_1 off"),
        ("with ❤❤", "with light_1"),
        ("das straßenlicht", "das light_1"),
        ("in  the\nBakery, upstairs", "in the area_1, floor_1"),
        ("big bridge, grandma's things", "device_1, label_1"),
        ("for Anna, Anna's and Miller's", "for person_1, person_1's and person_1's"),
        ("when Konrad is home", "when user_1 is home"),
        ("if Quarantine", "if state_1"),
        ("the \u212aelvin", "the light_1"),
        ("\u017fpotlight or spotlight", "… or light_1"),
    ],
)
def test_names_are_hidden_however_they_are_written(text: str, hidden: str) -> None:
    words = Pseudonyms(home=HOME, people=("Konrad Q",), states=("Quarantine",))

    assert words.hide(text) == hidden


def test_words_are_shown_as_the_names_that_they_stand_for() -> None:
    words = Pseudonyms(home=HOME)
    words.hide("Spotlight, TV (big), Bakery")

    assert words.show("Light_1 or switch_1 in area_1, not light_10") == "Spotlight or TV (big) in Bakery, not light_10"
    assert words.words_in("switch_1, Light_1 and light_1") == ["light_1", "light_1", "switch_1"]


def test_without_words_nothing_is_shown() -> None:
    words = Pseudonyms(home=HOME)

    assert words.show("light_1") == "light_1"
    assert words.words_in("light_1") == []


def test_entities_and_states_come_back() -> None:
    words = Pseudonyms(home=HOME)

    assert words.entity_of(words.of_entity("light.hall")) == "light.hall"
    assert words.state_of(words.of_state("Quarantine")) == "Quarantine"
    assert words.state_of("on") == "on"
    assert words.entity_of(words.of_area("bakery")) is None
    assert words.entity_of("light_9") is None
    assert words.given() == {"light_1": "light.hall", "state_1": "Quarantine", "area_1": "Bakery"}


def test_an_entity_that_wins_a_name_has_it() -> None:
    home = a_home(an_entity("light.a", "Lantern"), an_entity("light.b", "Lantern"))
    words = Pseudonyms(home=home, first=("light.b",))

    words.hide("Lantern")

    assert words.given() == {"light_1": "light.b"}


def test_a_word_that_is_a_name_is_not_given() -> None:
    words = Pseudonyms(home=a_home(an_entity("light.a", "Lantern"), an_entity("light.b", "Light_1")))

    assert words.of_entity("light.a") == "light_2"


def test_names_that_may_be_told_stay() -> None:
    words = Pseudonyms(home=HOME, are_off=True)

    assert words.hide("Spotlight in Bakery") == "Spotlight in Bakery"
    assert (words.of_entity("light.hall"), words.of_area("bakery"), words.of_area("gone")) == (
        "light.hall",
        "Bakery",
        "gone",
    )
    assert (words.of_state("Quarantine"), words.state_of("Quarantine")) == ("Quarantine", "Quarantine")
    assert words.entity_of("light.nowhere") is None


def test_a_text_is_hidden_fast_in_a_home_of_thousands() -> None:
    crowd = [an_entity(f"light.crowd_{number}", f"Crowd {number} lamp") for number in range(5000)]
    words = Pseudonyms(home=a_home(*crowd))

    begin = thread_time()
    hidden = [words.hide(f"Turn on Crowd {number} lamp and light.crowd_{number}") for number in range(100)]

    assert hidden[0] == "Turn on light_1 and light_1"
    assert (thread_time() - begin) / len(hidden) < 0.02
