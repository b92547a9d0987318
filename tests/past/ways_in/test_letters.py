"""The letters of ids, held against what Home Assistant makes its ids with."""

from dataclasses import fields
from pathlib import Path
import subprocess
import sys
import unicodedata

from homeassistant.util import slugify
import pytest

from custom_components.homeiq.past.ways_in.letters import IN_IDS
from custom_components.homeiq.past.ways_in.spelling import as_in_ids, plain, tokens
from custom_components.homeiq.past.ways_in.words import WORDS, Speech

ROOT = Path(__file__).parents[3]
OF_OTHER_SCRIPTS = sorted(
    {
        bare
        for speech in WORDS.values()
        for field in fields(Speech)
        for word in getattr(speech, field.name).split()
        if not plain(bare := tokens(word.strip("=!*").replace("_", " "))).isascii()
    }
)
ASKED_BY_ITSELF = """
import sys
import tools.load
from custom_components.homeiq.past.ways_in.names import said_by, said_of_household

assert said_by("大门") and said_of_household("冰箱")
sys.exit("text_unidecode" in sys.modules)
"""


def test_every_word_is_spelled_as_home_assistant_spells_it_in_ids() -> None:
    assert {word: as_in_ids(word) for word in OF_OTHER_SCRIPTS} == {
        word: slugify(word, separator=" ") for word in OF_OTHER_SCRIPTS
    }


def test_every_letter_of_the_words_is_among_the_letters() -> None:
    letters = {letter for letter in unicodedata.normalize("NFKD", "".join(OF_OTHER_SCRIPTS)) if not letter.isascii()}

    missing = {letter: slugify(letter, separator=" ") for letter in letters - IN_IDS.keys()}

    assert not missing, "letters.py takes them, with _ behind those that are a word each"


def test_no_letter_is_there_that_no_word_has() -> None:
    letters = set(unicodedata.normalize("NFKD", "".join(OF_OTHER_SCRIPTS)))

    assert not IN_IDS.keys() - letters


@pytest.mark.parametrize("word", ["錨", "ꦱꦼꦏꦺꦠꦺꦁ", "门錨"])
def test_another_letter_is_spelled_as_home_assistant_spells_it_too(word: str) -> None:
    assert as_in_ids(word) == slugify(word, separator=" ").replace("unknown", "")


def test_all_letters_there_are_stay_unread_as_long_as_none_of_them_is_asked_for() -> None:
    subprocess.run([sys.executable, "-c", ASKED_BY_ITSELF], check=True, cwd=ROOT)  # noqa: S603 - our own
