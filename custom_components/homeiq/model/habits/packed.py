"""Thousands of patterns as the texts that they are stored as, each read when somebody asks for it.

Every full collection of garbage looks at all objects of Home Assistant and at whatever they refer to, and everything
waits for that. A pattern is three objects with thirty references; a text is none, and a tuple of texts counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import index
from typing import SupportsIndex, overload, override

from .pattern import Pattern
from .trigger import Kind

_KINDS = tuple(Kind)


class Packed(Sequence[Pattern]):
    """Patterns, best first. To walk through all of ten thousand takes a third of a second: work for a thread.

    Attributes:
        texts: one for each.
        signatures: of each.
        named: every entity that one of their automations would name.
    """

    __slots__ = ("_kinds", "_read", "named", "signatures", "texts")

    def __init__(self, patterns: Iterable[tuple[str, Pattern]], read: Callable[[str], Pattern]) -> None:
        """Keep patterns.

        Args:
            patterns: each behind its text; looked at one by one, so that no two of them have to be there at once.
            read: makes the pattern of a text.
        """
        texts, signatures, kinds, named = list[str](), list[str](), bytearray(), set[str]()
        for text, pattern in patterns:
            texts.append(text)
            signatures.append(pattern.signature)
            kinds.append(_KINDS.index(pattern.kind))
            named |= pattern.named
        self.texts, self.signatures, self.named = tuple(texts), tuple(signatures), frozenset(named)
        self._kinds, self._read = bytes(kinds), read

    @override
    def __len__(self) -> int:
        """Count them."""
        return len(self.texts)

    @overload
    def __getitem__(self, place: SupportsIndex) -> Pattern: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Pattern, ...]: ...
    @override
    def __getitem__(self, place: SupportsIndex | slice) -> Pattern | tuple[Pattern, ...]:
        """Read one, or some; another object each time, that says the same."""
        if isinstance(place, slice):
            return tuple(map(self._read, self.texts[place]))
        return self._read(self.texts[index(place)])

    @override
    def __eq__(self, other: object) -> bool:
        """Tell whether these are the same patterns in the same order."""
        if isinstance(other, Packed):
            return self.texts == other.texts
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    @override
    def __hash__(self) -> int:
        """Return a number that equal ones have in common."""
        return hash(self.signatures)

    def of(self, kinds: Collection[Kind]) -> Iterator[Pattern]:
        """Read those of some kinds, and no others."""
        wanted = {_KINDS.index(kind) for kind in kinds}
        return (self._read(text) for text, kind in zip(self.texts, self._kinds, strict=True) if kind in wanted)

    def kinds(self) -> Iterator[Kind]:
        """Return the kind of each."""
        return map(_KINDS.__getitem__, self._kinds)


def of_kinds(patterns: Sequence[Pattern], kinds: Collection[Kind]) -> Iterator[Pattern]:
    """Return the patterns of some kinds, in their order; of those that are packed, no others are read."""
    if isinstance(patterns, Packed):
        return patterns.of(kinds)
    return (one for one in patterns if one.kind in kinds)


def kinds_of(patterns: Sequence[Pattern]) -> Iterator[Kind]:
    """Return the kind of each pattern."""
    return patterns.kinds() if isinstance(patterns, Packed) else (one.kind for one in patterns)


def signatures_of(patterns: Sequence[Pattern]) -> tuple[str, ...]:
    """Return the signature of each pattern."""
    return patterns.signatures if isinstance(patterns, Packed) else tuple(one.signature for one in patterns)


def texts_of(patterns: Sequence[Pattern]) -> Sequence[object]:
    """Return what is kept of each pattern in memory."""
    return patterns.texts if isinstance(patterns, Packed) else patterns
