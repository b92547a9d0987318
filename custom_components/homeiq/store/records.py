"""Records as JSON and back, by their fields: what a record is, is said once, where it is defined.

A record is a frozen dataclass of texts, numbers, enums, tuples, sets, mappings that are JSON already, and other
records. The names of fields are those that are stored, unless a field says under which older one (``stored``), or that
it is kept elsewhere (None). Where a field may be one of several records, a word tells which; a record that has none
there is refused when its reader is made, which is when the program starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

type Reader[R] = Callable[[Any], R]

_PLAIN = frozenset({str, int, float, bool})
_WORD = "type"  # the key of the word that tells which record it is


class Records:
    """Reads and writes records.

    Attributes:
        words: those that tell records apart where there may be several; they are stored.
    """

    def __init__(self, words: Mapping[type, str]) -> None:
        """Know the words of records."""
        self.words = words

    def to_json(self, record: Any) -> dict[str, Any]:
        """Write a record: its word, where it has one, and its fields."""
        kind = type(record)
        word = {_WORD: self.words[kind]} if kind in self.words else {}
        return word | {stored: self._written(getattr(record, name)) for stored, name, _ in _kept(kind)}

    def reader[R: DataclassInstance](self, kind: type[R]) -> Reader[R]:
        """Return what reads one kind of record.

        What an earlier version did not write has its default, and what is unknown is left out. The reader raises
        ``ValueError``, ``LookupError``, ``TypeError`` or ``AttributeError`` where something makes no sense.

        Raises:
            TypeError: one of several records has no word.
        """
        hints = get_type_hints(kind)
        readers = {stored: (name, self._of(hints[name])) for stored, name, _ in _kept(kind)}
        needed = frozenset(stored for stored, _, is_needed in _kept(kind) if is_needed)

        def read(data: Any) -> R:
            if missing := needed - data.keys():
                raise KeyError(*missing)
            return kind(**{name: one(data[stored]) for stored, (name, one) in readers.items() if stored in data})

        return read

    def _written(self, value: Any) -> Any:
        # Before it is held against what is abstract: these remember each class that is none of theirs, and of Home
        # Assistant's there are hundreds.
        if is_dataclass(value):
            return self.to_json(value)
        match value:
            case Enum():
                return value.value
            case frozenset():
                return sorted(self._written(one) for one in value)
            case tuple():
                return [self._written(one) for one in value]
            case Mapping():
                return dict(value)
        return value

    def _of(self, hint: Any) -> Reader[Any]:
        """Return what reads a field of a type."""
        hint = getattr(hint, "__value__", hint)
        match get_origin(hint), get_args(hint):
            case origin, kinds if origin in {UnionType, Union}:
                return self._of_one([kind for kind in kinds if kind is not NoneType])
            case (origin, (one, *_)) if origin in {tuple, frozenset}:
                return self._of_several(origin, one)
            case None, _ if isinstance(hint, type) and is_dataclass(hint):
                return self.reader(hint)
            case None, _ if isinstance(hint, type) and issubclass(hint, Enum):
                return hint
            case origin, _ if origin in {Literal, Mapping} or hint in _PLAIN:
                return _as_it_is
        raise TypeError(f"{hint} is no field of a record")

    def _of_one(self, kinds: list[Any]) -> Reader[Any]:
        """Return what reads one of several things, or None."""
        kinds = [getattr(kind, "__value__", kind) for kind in kinds]
        if len(kinds) == 1:
            only = self._of(kinds[0])
            return lambda data: None if data is None else only(data)
        if _PLAIN.issuperset(kinds):
            return _as_it_is
        if wordless := [kind.__name__ for kind in kinds if kind not in self.words]:
            raise TypeError(f"no word for {', '.join(wordless)}")
        readers = {self.words[kind]: self.reader(kind) for kind in kinds}

        def read(data: Any) -> Any:
            if data is None:
                return None
            if data[_WORD] not in readers:
                raise ValueError(f"nothing is a {data[_WORD]!r} here")
            return readers[data[_WORD]](data)

        return read

    def _of_several(self, made: Callable[[Any], Any], kind: Any) -> Reader[Any]:
        read = self._of(kind)
        if made is frozenset:
            return lambda data: _shared(frozenset(read(one) for one in data))
        return lambda data: made(read(one) for one in data)


def _kept(kind: Any) -> tuple[tuple[str, str, bool], ...]:
    """Return the stored name, the name, and whether it has to be there, of each field that is stored."""
    return tuple(
        (stored, field.name, field.default is MISSING and field.default_factory is MISSING)
        for field in fields(kind)
        if (stored := field.metadata.get("stored", field.name)) is not None
    )


@lru_cache(maxsize=1024)
def _shared(some: frozenset[Any]) -> frozenset[Any]:
    """Return the set that was read first of all that are equal: ten thousand habits are of the same few weekdays.

    Each object more is one more that every full collection of garbage looks at, while nothing else happens.
    """
    return some


def _as_it_is(data: Any) -> Any:
    return data
