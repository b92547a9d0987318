"""One spelling for the many that a name has: with accents and without, in its own script and in ids."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
import unicodedata

from slugify import slugify

from .letters import IN_IDS

# As text-unidecode has it, with which Home Assistant makes ids of names; ё, ї, ѓ and ќ have lost their marks before.
_CYRILLIC = "абвгґдеёєжзѕиіїйјклљмнњопрстћќѓђуўфхцчџшщыэюя"
_CYRILLIC_IN_LATIN = (
    "a b v g g d e e ie zh z dz i i i i j k l lj m n nj o p r s t tsh k g dj u u f kh ts ch dzh sh shch y e iu ia"
)
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψω"
_GREEK_IN_LATIN = "a b g d e z e th i k l m n x o p r s s t u ph kh ps o"
_LATIN = MappingProxyType(
    {
        **dict(zip(_CYRILLIC, _CYRILLIC_IN_LATIN.split(), strict=True)),
        **dict(zip(_GREEK, _GREEK_IN_LATIN.split(), strict=True)),
        **dict.fromkeys("ъь", ""),
        **dict(zip("ßøæœłđðþıə", ("ss", "o", "ae", "oe", "l", "d", "d", "th", "i", "a"), strict=True)),
    }
)
_TWO_LETTERS = MappingProxyType({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_FEWEST = 5  # letters of an id below which they are a word of some other language as well
_LAST_WITH_ACCENTS = "\u06ff"  # of the scripts in which an accent is no letter of its own


def tokens(text: str) -> str:
    """Return the words of a text in small letters with their accents, one space between two; digits are words."""
    text = unicodedata.normalize("NFKC", text)
    spaced: list[str] = []
    before = " "
    for letter in text:
        is_part = letter.isalnum() or unicodedata.category(letter).startswith("M")
        if is_part and (letter.isdigit() != before.isdigit() or (letter.isupper() and before.islower())):
            spaced.append(" ")
        spaced.append(letter if is_part else " ")
        before = letter if is_part else " "
    return " ".join(unicodedata.normalize("NFC", "".join(spaced).casefold()).split())


def plain(words: str) -> str:
    """Return words as ids have them: Cyrillic and Greek in Latin letters, nothing with an accent."""
    return words if words.isascii() else "".join(map(_plain_letter, words))


def in_two_letters(words: str) -> str:
    """Return words with ``ue`` for ``ü`` and the like, and else as ids have them."""
    return words if words.isascii() else plain("".join(_TWO_LETTERS.get(letter, letter) for letter in words))


def as_in_ids(words: str) -> str:
    """Return words of any script as Home Assistant's ids spell them, one space between two.

    Examples:
        >>> as_in_ids("车库门")
        'che ku men'
    """
    letters = unicodedata.normalize("NFKD", words)
    return slugify("".join(IN_IDS.get(letter, letter) for letter in letters), separator=" ")


def tells_enough(spelled: str) -> bool:
    """Tell whether what ids made of words still says what they did, and nothing else in Latin letters.

    Examples:
        >>> tells_enough(as_in_ids("大门")), tells_enough(as_in_ids("门"))
        (True, False)
    """
    return len(spelled.replace(" ", "")) >= _FEWEST


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter in _LATIN:
        return _LATIN[letter]
    if letter > _LAST_WITH_ACCENTS and unicodedata.name(letter, "").split(" ")[0] not in {"LATIN", "GREEK"}:
        return letter
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if unicodedata.category(part) != "Mn")
    return "".join(_LATIN.get(part, part) for part in bare)
