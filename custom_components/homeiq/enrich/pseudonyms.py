"""Neutral words in place of what a home calls its things and its people, and the way back.

Whatever goes to an AI passes here first, and whatever it answers passes here last. ``light_1`` tells what kind of thing
it is and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
import re
from unicodedata import normalize

from ..model.home import Home

_PLAIN = frozenset(
    {"an", "aus", "bett", "door", "fenster", "home", "lamp", "lampe", "licht", "light", "motion", "night", "off", "on"}
    | {"sonne", "sun", "tag", "tür", "window", "zuhause"}
)
"""Names that anybody gives and that tell nothing; without them a wish could not be understood any more."""

_WORD = re.compile(r"\w+")
_SHORTEST = 2  # characters of a name
_SHORTEST_PART = 3  # characters of a part of a person's name
_PEOPLE = frozenset({"person", "user"})
_NO_ENTITIES = frozenset({"area", "floor", "device", "label", "user", "state"})


@dataclass(frozen=True, slots=True)
class _Thing:
    """What has a name.

    Attributes:
        sort: the domain of an entity, or what else it is.
        key: an entity's id, or the id of what else it is.
        name: as people call it.
    """

    sort: str
    key: str
    name: str

    @property
    def is_entity(self) -> bool:
        return self.sort not in _NO_ENTITIES


@dataclass(slots=True, kw_only=True)
class Pseudonyms:
    """The words of one question, given in the order in which they are needed.

    Attributes:
        home: what has names.
        people: names of users.
        first: entities that win where several things share a name.
        states: states that are words of the home's own, not of Home Assistant's.
        are_off: the owner lets names leave the home; everything stays as it is.
    """

    home: Home
    people: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    are_off: bool = False
    _names: dict[str, _Thing] = field(init=False, default_factory=dict)
    # A text has few words, and a home thousands of names: a name is looked for only where its longest word is.
    _by_word: dict[str, list[str]] = field(init=False, default_factory=dict)
    _words: dict[_Thing, str] = field(init=False, default_factory=dict)
    _things: dict[str, _Thing] = field(init=False, default_factory=dict)
    _given: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Collect the names; the first thing of a name has it."""
        if self.are_off:
            return
        states = ((_plain(state), _state(state)) for state in self.states)
        for name, thing in (*_named(self.home, self.people, self.first), *states):
            if len(name) >= _SHORTEST and name not in _PLAIN and name not in self._names:
                self._names[name] = thing
                self._by_word.setdefault(_longest_word(name), []).append(name)

    def of_entity(self, entity_id: str) -> str:
        """Return the word for an entity."""
        return entity_id if self.are_off else self._word(_entity(self.home, entity_id))

    def of_area(self, area_id: str) -> str:
        """Return the word for an area."""
        area = self.home.areas.get(area_id)
        name = area.name if area else area_id
        return name if self.are_off else self._word(_Thing("area", area_id, name))

    def entity_of(self, word: str) -> str | None:
        """Return the entity that a word was given to; None where none was."""
        if self.are_off:
            return word if word in self.home.entities else None
        thing = self._things.get(word)
        return thing.key if thing and thing.is_entity else None

    def of_state(self, state: str) -> str:
        """Return the word for a state that is no word of Home Assistant's own, but of the home's."""
        return state if self.are_off else self._word(_state(state))

    def state_of(self, word: str) -> str:
        """Return the state that a word was given to, else the word."""
        thing = self._things.get(word)
        return thing.key if thing and thing.sort == "state" else word

    def hide(self, text: str) -> str:
        """Return a text with words in place of all names and ids in it, however they are written."""
        if self.are_off:
            return text
        text = " ".join(normalize("NFC", text).split())
        lowered = text.lower()
        near = (name for word in {"", *_WORD.findall(lowered)} for name in self._by_word.get(word, ()))
        found = sorted((name for name in near if name in lowered), key=lambda name: (-len(name), name))
        if not found:
            return text
        return _any_of(found).sub(self._hidden, text)

    def show(self, text: str) -> str:
        """Return a text with the names in place of the words."""
        if not self._things:
            return text
        words = sorted(self._things, key=len, reverse=True)
        return _any_of(words).sub(lambda match: self._things[match[0].lower()].name, text)

    def words_in(self, text: str) -> list[str]:
        """Return the words in a text, sorted, each as often as it is there."""
        return sorted(word.lower() for word in _any_of(self._things).findall(text)) if self._things else []

    def given(self) -> dict[str, str]:
        """Return what each word stands for: an entity's id, or a name."""
        return {word: thing.key if thing.is_entity else thing.name for word, thing in self._things.items()}

    def _hidden(self, match: re.Match[str]) -> str:
        # A few letters are equal to others without regard to case, but are not the same in lower case.
        thing = self._names.get(match[0].lower())
        return self._word(thing) if thing else "…"

    def _word(self, thing: _Thing) -> str:
        if thing not in self._words:
            word = self._next(thing.sort)
            while word in self._names:
                word = self._next(thing.sort)
            self._words[thing], self._things[word] = word, thing
        return self._words[thing]

    def _next(self, sort: str) -> str:
        self._given[sort] = self._given.get(sort, 0) + 1
        return f"{sort}_{self._given[sort]}"


def _named(home: Home, people: Iterable[str], first: Iterable[str]) -> Iterator[tuple[str, _Thing]]:
    """Yield everything that has a name, under each of its names, entities before what they are in."""
    things = list(_things(home, people, first))
    for thing in things:
        if thing.is_entity:
            yield thing.key.lower(), thing
        yield _plain(thing.name), thing
    for thing in things:
        if thing.sort in _PEOPLE:
            yield from ((part, thing) for part in _plain(thing.name).split() if len(part) >= _SHORTEST_PART)


def _things(home: Home, people: Iterable[str], first: Iterable[str]) -> Iterator[_Thing]:
    yield from (_entity(home, entity_id) for entity_id in first)
    yield from (_entity(home, entity_id) for entity_id in home.entities)
    yield from (_Thing("area", area.area_id, area.name) for area in home.areas.values())
    yield from (_Thing("floor", floor.floor_id, floor.name) for floor in home.floors.values())
    yield from (_Thing("device", device.device_id, device.name) for device in home.devices.values())
    yield from (_Thing("label", label.label_id, label.name) for label in home.labels.values())
    yield from (_Thing("user", name, name) for name in people)


def _state(state: str) -> _Thing:
    return _Thing("state", state, state)


def _entity(home: Home, entity_id: str) -> _Thing:
    return _Thing(entity_id.partition(".")[0], entity_id, home.name_of(entity_id))


def _longest_word(name: str) -> str:
    return max(_WORD.findall(name), key=len, default="")


def _plain(name: str) -> str:
    return " ".join(normalize("NFC", name).split()).lower()


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Find whole words only, in either case. The longest has to come first."""
    return re.compile(rf"(?<!\w)(?i:{'|'.join(map(re.escape, words))})(?!\w)")
