"""What a name says: whether it is that of a door, a blind, a lamp, in whatever language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Self

from .spelling import as_in_ids, in_two_letters, plain, tells_enough, tokens
from .words import WORDS

_LONGEST = 4  # words of a phrase
_ANYWHERE = 6  # letters from which on a word of another script is known anywhere in an id
_NEVER = "never"
_FILLERS = (
    "relay relais rele shellyplus shellypro switch schalter aktor aktoren actuator actor shelly sonoff tuya "
    "zigbee zwave esp esphome tasmota wled mqtt output outputs out channel kanal button taster taste impuls "
    "pulse puls contact dry input boolean helper script scene select number module modul device gerat remote "
    "fernbedienung on off open opening opened close closed closing toggle trigger press push auf zu offnen "
    "oeffnen schliessen ouvrir ouverture fermer apri chiudi abrir cerrar fechar openen sluiten otworz zamknij "
    "left right links rechts gauche droite sinistra destra izquierda derecha front back main haupt big small "
    "gross klein control controller steuerung motor drive antrieb the der die das le la el il de du da di des "
    "my mein mon interruttore interruptor enchufe prise commutateur bouton pulsante pulsador przekaznik "
    "przelacznik releu role przycisk spinac tlacitko schakelaar knop kytkin kapcsolo rohle vykliuchatel knopka "
    "vimikach prekidac prekidach stikalo vypinac spinac anahtar diakoptes diakoptis kai guan swich seuwichi rilrei "
    "plytka kanava lahto kimenet vystup wyjscie saida uscita sortie salida cikis"
)
"""Words that say nothing of what is behind a relay."""


class Says(StrEnum):
    """What a word of a name is about; the values are the columns of the table of words."""

    DOOR = "doors"
    GATE = "gates"
    GARAGE = "garages"
    GUARD = "guards"
    OPENER = "openers"
    COVERING = "coverings"
    SHUTTER = "shutters"
    LAMP = "lamps"
    OTHER = "others"
    FURNITURE = "furniture"
    APPLIANCE = "appliances"
    PASSAGE = "passages"


HOUSEHOLD = frozenset({Says.FURNITURE, Says.APPLIANCE, Says.PASSAGE})
WAYS = frozenset({Says.DOOR, Says.GATE, Says.GARAGE, Says.GUARD, Says.OPENER})


@lru_cache(maxsize=8192)
def said_by(name: str) -> frozenset[Says]:
    """Return what a name says of ways in and of what is none; nothing where it has none of the words."""
    return _told(_lexicon(), _kept(tokens(name).split()))


@lru_cache(maxsize=8192)
def said_of_household(name: str) -> frozenset[Says]:
    """Return what a name says of furniture and appliances.

    What only sounds like a way in may be a word for these: the door of an oven.
    """
    return _told(_household(), tokens(name).split())


def _told(lexicon: _Lexicon, words: Sequence[str]) -> frozenset[Says]:
    spellings = {tuple(words), tuple(filter(None, map(plain, words)))}
    return frozenset[Says]().union(*map(lexicon.of, spellings))


@lru_cache(maxsize=8192)
def says_nothing_else(name: str, about: frozenset[Says] = frozenset()) -> bool:
    """Tell whether a name has no words but those about some things, and such as *relay 2*, which say nothing."""
    words = _kept(plain(tokens(name)).split())
    known = {word for phrase in _phrases(words) if _lexicon().of(phrase) & about for word in phrase} if about else set()
    return all(word in known or _is_filler(word) for word in words)


def _is_filler(word: str) -> bool:
    is_part_of_a_number = word.isascii() and len(word) < 3  # noqa: PLR2004 - a letter or two of a serial number
    return is_part_of_a_number or word.isdigit() or word in _fillers()


@cache
def _fillers() -> frozenset[str]:
    return frozenset(_FILLERS.split())


def _phrases(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(len(words)):
        for length in range(1, min(_LONGEST, len(words) - first) + 1):
            yield words[first : first + length]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Lexicon:
    """The words of some columns, by the form in which they are looked up, each with the columns it is in.

    Attributes:
        phrases: words and phrases that stand by themselves.
        wholes: those that are the whole name.
        starts: what a word begins with.
        ends: what it ends with.
        inside: what may stand anywhere in one.
        spelled: what may stand anywhere in an id, as it spells what may stand anywhere in another script.
    """

    phrases: Mapping[str, frozenset[str]]
    wholes: Mapping[str, frozenset[str]]
    starts: Mapping[str, frozenset[str]]
    ends: Mapping[str, frozenset[str]]
    inside: Mapping[str, frozenset[str]]
    spelled: Mapping[str, frozenset[str]]

    @classmethod
    def reading(cls, columns: Sequence[str]) -> Self:
        """Read columns of the table."""
        sorts: dict[str, defaultdict[str, set[str]]] = {name: defaultdict(set) for name in cls.__slots__}
        for speech in WORDS.values():
            for column in columns:
                for word in getattr(speech, column).split():
                    for sort, form in _entries(word):
                        sorts[sort][form].add(column)
        # Of thousands of words most are in the same columns as thousands of others.
        same: dict[frozenset[str], frozenset[str]] = {}
        shared = {
            name: {form: same.setdefault(one := frozenset(of), one) for form, of in words.items()}
            for name, words in sorts.items()
        }
        return cls(**shared)

    def of(self, words: Sequence[str]) -> frozenset[Says]:
        """Return what words say."""
        text = " ".join(words)
        found: set[str] = set(self.wholes.get(text, ())).union(
            *(of for form, of in self.spelled.items() if form in text)
        )
        for phrase in _phrases(words):
            if of := self.phrases.get(" ".join(phrase)):
                found |= of
        for word in words:
            found |= self.inflected(word)
        return frozenset(map(Says, found))

    def inflected(self, word: str) -> set[str]:
        """Return what the beginning, the end and the inside of a word say."""
        found: set[str] = set()
        for cut in range(len(word)):
            for of in (self.starts.get(word[: cut + 1]), self.ends.get(word[cut:])):
                if of:
                    found |= of
        if not word.isascii():
            found.update(*(of for form, of in self.inside.items() if form in word))
        return found


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon.reading([what.value for what in Says if what not in HOUSEHOLD])


@cache
def _household() -> _Lexicon:
    return _Lexicon.reading([what.value for what in HOUSEHOLD])


@cache
def _never() -> _Lexicon:
    return _Lexicon.reading([_NEVER])


def _kept(words: list[str]) -> list[str]:
    """Take away the words that only sound like others, from the inside of a word as well."""
    never, spelled = _never(), list(map(plain, words))
    gone: set[int] = set()
    for first in range(len(words)):
        for length in range(1, _LONGEST + 1):
            place = slice(first, first + length)
            if not never.phrases.keys().isdisjoint({" ".join(words[place]), " ".join(spelled[place])}):
                gone.update(range(first, first + length))
    left = " ".join(_without(word, never.inside) for place, word in enumerate(words) if place not in gone)
    for form in never.spelled:
        left = left.replace(form, " ")
    return [word for word in left.split() if not (never.inflected(word) or never.inflected(plain(word)))]


def _without(word: str, inside: Iterable[str]) -> str:
    if not word.isascii():
        for form in inside:
            word = word.replace(form, "")
    return word


def _sort_of(word: str) -> str:
    match word.startswith("="), word.startswith("*"), word.endswith("*"):
        case True, _, _:
            return "wholes"
        case _, True, True:
            return "inside"
        case _, True, _:
            return "ends"
        case _, _, True:
            return "starts"
        case _:
            return "phrases"


def _entries(word: str) -> Iterator[tuple[str, str]]:
    """Yield where a word of the table is looked up, in each of its spellings."""
    sort, bare = _sort_of(word), tokens(word.strip("=!*").replace("_", " "))
    yield from ((sort, form) for form in _forms(word, bare))
    if plain(bare).isascii() or not tells_enough(spelled := as_in_ids(bare)):
        return
    yield "phrases", spelled
    if sort == "inside" and len(spelled) >= _ANYWHERE:
        yield "spelled", spelled


def _forms(word: str, bare: str) -> Iterator[str]:
    """Yield the spellings in which a word of the table is known, given by itself as well."""
    if word.endswith("!"):
        yield bare
    else:
        yield from {plain(bare), in_two_letters(bare)}
