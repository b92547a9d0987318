"""What names say, in every language of the table and in the spellings that they have."""

from dataclasses import fields

from homeassistant.util import slugify
import pytest

from custom_components.homeiq.past.ways_in.names import (
    HOUSEHOLD,
    WAYS,
    Says,
    said_by,
    said_of_household,
    says_nothing_else,
)
from custom_components.homeiq.past.ways_in.spelling import plain, tokens
from custom_components.homeiq.past.ways_in.words import WORDS, Speech

ENTRIES = [
    (language, field.name, word)
    for language, speech in WORDS.items()
    for field in fields(Speech)
    for word in getattr(speech, field.name).split()
]
SPELLED_OUT = [
    (column, word.strip("=!").replace("_", " ")) for _, column, word in ENTRIES if "*" not in word and column != "never"
]
IN_THE_LATIN_OF_IDS = frozenset(WORDS) - {"zh", "ja", "ko", "th", "hi", "he", "ar", "fa", "ur", "ka", "hy", "vi", "az"}


def told(says: Says, name: str) -> frozenset[Says]:
    """What a name says, looked up where what it should say is."""
    return said_of_household(name) if says in HOUSEHOLD else said_by(name)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_knows_doors_gates_garages_guards_blinds_and_lamps(language: str) -> None:
    speech = WORDS[language]

    assert all((speech.doors, speech.gates, speech.garages, speech.guards, speech.coverings, speech.lamps))


def test_the_table_can_be_read() -> None:
    stars_where_none_are_read = [
        word for *_, word in ENTRIES if "*" in word.strip("*") or ("_" in word and "*" in word and word[0] != word[-1])
    ]

    assert stars_where_none_are_read == []


def test_a_word_of_the_table_says_what_its_column_is_about() -> None:
    untold = [(column, word) for column, word in SPELLED_OUT if Says(column) not in told(Says(column), word)]

    assert untold == []


def test_a_word_is_known_as_home_assistant_makes_an_id_of_it() -> None:
    words = [
        (Says(column), word.strip("=").replace("_", " "))
        for language, column, word in ENTRIES
        if language in IN_THE_LATIN_OF_IDS and column != "never" and not {"*", "!"} & set(word)
    ]
    untold = [(word, slugify(word)) for says, word in words if says not in told(says, slugify(word))]

    assert untold == []


@pytest.mark.parametrize(
    "name",
    [
        *("Türöffner", "Tueroeffner", "turoffner", "TÜRÖFFNER", "Haustür", "haustur", "haustuer", "Portão", "portao"),
        *("Brána", "brana", "Porte d'entrée", "porte_d_entree", "GarageDoor", "Gate2", "Ворота", "vorota", "Дверь"),
        *("dver", "Гараж", "garazh", "Πόρτα", "porta", "Ytterdörr", "ytterdorr", "ytterdoerr", "Hoveddør", "hoveddor"),
        *(
            "Kapı",
            "kapi",
            "\u0062\u0072\u0061\u0301\u006e\u0061",
            "ＧＡＴＥ",
            "车库门",
            "車庫門",
            "ガレージドア",
            "차고문",
        ),
    ],
)
def test_a_way_in_is_known_in_every_spelling(name: str) -> None:
    assert said_by(name) & WAYS


@pytest.mark.parametrize(
    "name",
    [
        *("Калиткой", "Воротами", "Домофоном", "Хвіртку", "Воріт", "Furtkę", "Bramą", "Brankou", "Dveřmi", "Kaput"),
        *("Bzučák", "Elektrozamek", "Ovisummeri", "Elslutbleck", "Eletroímã", "Електрозамок", "Ηλεκτρικό κυπρί"),
        *("Seitentor", "Nordtor", "Holztor", "Garagetor", "Waschküchentür", "Haustühr", "garrage", "GDO", "Frnt dr"),
        *("Alarmsirene", "Сирена", "Zabezpečovačka", "Охрану", "Oven lukko", "Absperrung Wasser", "Аквастоп"),
    ],
)
def test_a_way_in_is_known_inflected_compounded_abbreviated_and_misspelled(name: str) -> None:
    assert said_by(name) & WAYS
    assert said_by(slugify(name)) & WAYS


@pytest.mark.parametrize(
    "name",
    [
        "车库门",
        "单元门",
        "电磁阀",
        "ガレージシャッター",
        "オートロック解錠",
        "현관문",
        "가스밸브",
        "שער חניה",
        "דלת כניסה",
        "प्रवेश दरवाज़ा",
    ],
)
def test_an_id_of_another_script_says_what_the_name_said(name: str) -> None:
    assert slugify(name).isascii()
    assert said_by(slugify(name)) & WAYS


@pytest.mark.parametrize("name", ["ガレージライト", "车库灯", "门厅灯", "대문 조명", "תאורת שער"])
def test_an_id_of_another_script_says_that_it_is_a_lamp(name: str) -> None:
    assert Says.LAMP in said_by(slugify(name))


@pytest.mark.parametrize("name", ["Çocuk kilidi", "Alarme réveil", "Bazár", "Chicago", "Men", "Cobertor", "Mentor"])
def test_what_sounds_like_another_word_does_so_with_accents_as_well(name: str) -> None:
    assert not said_by(name) & WAYS


@pytest.mark.parametrize(
    "name",
    [
        *("Outdoor light", "indoor", "Doorbell", "doorbell light", "Porter", "Import", "Export", "Torsten", "Gateway"),
        *("Motor", "Monitor", "Direktor", "Rotor", "Ventilator", "Natur", "Temperatur", "Tastatur", "Türkis", "Turbo"),
        *("Alarm clock", "Wake-up alarm", "Child lock", "Water heater", "Robot arm", "Clock", "Block", "Colgate"),
        *("Luz de las escaleras", "Atlas", "Sonnette", "Répondeur", "Bibliotheek", "Raportti", "Bom dia", "Stromstoß"),
        *("Türklingel", "Deurbel", "Dörrklocka", "Ovikello", "Ajtócsengő", "Звонок", "门铃", "ドアベル", "초인종"),
        *("Sector", "Storm", "Sport", "Transport", "Report", "Porto", "Tortilla", "Aggregate", "Summer", "Oven"),
    ],
)
def test_what_only_sounds_like_a_way_in_is_none(name: str) -> None:
    assert not said_by(name) & WAYS


@pytest.mark.parametrize(
    "name", ["Relay 2", "shelly1_a4cf12", "Switch", "Sonoff 1000a3", "Aktor Kanal 3", "", "output_0"]
)
def test_a_number_and_a_make_say_nothing(name: str) -> None:
    assert says_nothing_else(name)


@pytest.mark.parametrize("name", ["Kettle", "relay_kettle", "Garage"])
def test_what_is_called_something_says_something(name: str) -> None:
    assert not says_nothing_else(name)


@pytest.mark.parametrize("name", ["Ёлочный замок", "Замок Їжака", "Вхід двоє воріт", "Ѓорѓи врата"])
def test_ids_lose_the_marks_of_a_letter_before_they_are_spelled_in_latin(name: str) -> None:
    assert plain(tokens(name)).split() == slugify(name).split("_")
