"""What a thing is for, in a few words of our own: so that an AI that must not learn names still understands a wish.

A hint is never a word of the home. It says that something has to do with sleep, not that it is called “Anna naps”.
"""

from __future__ import annotations

from collections.abc import Mapping
import re
from types import MappingProxyType

_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sleep": ("sleep", "asleep", "bed", "nap", "schlaf", "schläft", "schlafen", "bett", "nachtruhe"),
        "night": ("night", "nacht"),
        "guests": ("guest", "guests", "visitor", "gast", "gäste", "besuch"),
        "vacation": ("vacation", "holiday", "travel", "urlaub", "ferien", "reise"),
        "work": ("work", "office", "meeting", "arbeit", "büro", "homeoffice"),
        "television": ("tv", "television", "movie", "cinema", "fernseher", "fernsehen", "film", "kino"),
        "music": ("music", "radio", "speaker", "musik", "lautsprecher"),
        "cooking": ("cooking", "oven", "stove", "kochen", "ofen", "herd"),
        "bathing": ("shower", "bath", "dusche", "bad", "baden"),
        "cleaning": ("cleaning", "vacuum", "putzen", "staubsauger", "saugen"),
        "party": ("party", "feier"),
        "children": ("baby", "child", "kids", "kind", "kinder"),
    }
)
_HINTS = MappingProxyType({word: hint for hint, words in _WORDS.items() for word in words})
_WORD = re.compile(r"[^\W\d_]+")


def hints_of(*names: str) -> list[str]:
    """Return what names say about the purpose of a thing, in the order of the words."""
    found = (_HINTS.get(word) for name in names for word in _WORD.findall(name.lower()))
    return list(dict.fromkeys(hint for hint in found if hint))
