"""A page of the patterns: searched, filtered, and counted by kind, by where they stand, and by room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Self
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from ...model.habits.packed import kinds_of, signatures_of
from ...model.habits.pattern import Pattern
from ...model.habits.trigger import Kind
from ...model.home import Home
from ...store.file.threads import in_turns
from ..detail.reach import Reach, Stand
from .behind import Behind
from .page import Page, Row

type Mask = NDArray[np.bool_]
"""bool[n], one for each pattern."""

_NEVER = np.iinfo(np.int64).max  # of what nobody knows how often it takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is to have.

    Attributes:
        search: words that the names, ids and rooms of its entities, taken together, all have in them.
        kinds: only these; all of them where empty.
        stands: likewise, where they stand.
        areas: likewise, ids of rooms that they act in.
        signature: only this one, if it is known.
    """

    search: str = ""
    kinds: Collection[Kind] = field(default_factory=frozenset)
    stands: Collection[Stand] = field(default_factory=frozenset)
    areas: Collection[str] = field(default_factory=frozenset)
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Index:
    """Patterns, best first, ready to be searched: what is asked often is worked out once for all of them.

    Attributes:
        said: the names, ids and rooms of each one's entities, as ``_plain`` has them.
        kinds: those that are of a kind.
        areas: those that act in a room, by its id.
        within: the rooms of each.
        places: where each stands, by signature.
    """

    patterns: Sequence[Pattern] = ()
    said: tuple[str, ...] = ()
    kinds: Mapping[str, Mask] = field(default_factory=dict)
    areas: Mapping[str, Mask] = field(default_factory=dict)
    within: tuple[tuple[str, ...], ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, patterns: Sequence[Pattern], home: Home) -> Self:
        """Read patterns; there may be ten thousand, so this is called in a worker thread.

        Args:
            patterns: all, best first.
            home: names entities.
        """

        @cache
        def said(entity_id: str) -> str:
            return _plain(f"{entity_id} {home.name_of(entity_id)} {home.area_of(entity_id) or ''}")

        @cache
        def rooms(entities: tuple[str, ...]) -> tuple[str, ...]:
            # Those of the same entities share them: each object more is one that garbage is looked for in.
            return _rooms(entities, home)

        found = [(rooms(one.entities), " ".join(map(said, sorted(one.involved)))) for one in in_turns(patterns)]
        within, names = zip(*found, strict=True) if found else ((), ())
        return cls(
            patterns=patterns,
            said=names,
            kinds=_masks([(kind.value,) for kind in kinds_of(patterns)]),
            areas=_masks(within),
            within=within,
            places={signature: place for place, signature in enumerate(signatures_of(patterns))},
        )

    def having(self, search: str) -> Mask:
        """Return those that have all words of a search."""
        if not search.strip():
            return np.ones(len(self.patterns), dtype=np.bool_)
        places: Sequence[int] = range(len(self.patterns))
        for word in _plain(search).split():
            places = [place for place in places if word in self.said[place]]
        found = np.zeros(len(self.patterns), dtype=np.bool_)
        found[places] = True
        return found

    def only(self, signature: str) -> Mask:
        """Return the one of a signature, if there is one."""
        found = np.zeros(len(self.patterns), dtype=np.bool_)
        if (place := self.places.get(signature)) is not None:
            found[place] = True
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listing:
    """Where the patterns of an index stand now.

    Attributes:
        reaches: of each.
        stands: those that stand somewhere.
        needs: int64[n], how often each is still to be kept.
    """

    index: Index
    reaches: tuple[Reach, ...]
    stands: Mapping[str, Mask]
    needs: NDArray[np.int64]

    @classmethod
    def of(cls, index: Index, reach: Callable[[str], Reach]) -> Self:
        """Look where they stand; called in a worker thread as well.

        Args:
            index: the patterns.
            reach: tells how far one has come, by its signature.
        """
        reaches = tuple(map(reach, in_turns(signatures_of(index.patterns))))
        return cls(
            index=index,
            reaches=reaches,
            stands=_masks([(one.stand.value,) for one in reaches]),
            needs=np.array([*map(_needs, reaches)], dtype=np.int64),
        )

    def again(self, signatures: Iterable[str], reach: Callable[[str], Reach]) -> Self:
        """Look again where some of them stand; what is told of all others is the same."""
        reaches, needs = [*self.reaches], self.needs.copy()
        stands = {stand: mask.copy() for stand, mask in self.stands.items()}
        for name in signatures:
            if (place := self.index.places.get(name)) is None:
                continue
            stands[reaches[place].stand.value][place] = False
            new = reaches[place] = reach(name)
            needs[place] = _needs(new)
            stands.setdefault(new.stand.value, np.zeros(len(reaches), dtype=np.bool_))[place] = True
        return type(self)(index=self.index, reaches=tuple(reaches), stands=dict(sorted(stands.items())), needs=needs)

    def page(self, wanted: Wanted, *, behind: Behind, limit: int) -> Page:
        """Return a page of what is wanted.

        Args:
            wanted: the filters.
            behind: where it begins.
            limit: how many it has at most.
        """
        index = self.index
        had = index.having(wanted.search)
        if wanted.signature:
            had &= index.only(wanted.signature)
        of_kind = _any(index.kinds, [one.value for one in wanted.kinds], had)
        of_stand = _any(self.stands, [one.value for one in wanted.stands], had)
        of_area = _any(index.areas, wanted.areas, had)
        places = np.flatnonzero(had & of_kind & of_stand & of_area)
        if by_need := set(wanted.stands) == {Stand.FORMING}:
            places = places[np.argsort(self.needs[places], kind="stable")]
        begin = self._begin(places, behind, by_need=by_need)
        end = begin + limit
        shown = places[begin:end].tolist()
        return Page(
            rows=tuple(
                Row(patterns=index.patterns, place=place, reach=self.reaches[place], areas=index.within[place])
                for place in shown
            ),
            total=len(places),
            kinds=_counts(index.kinds, had & of_stand & of_area),
            stands=_counts(self.stands, had & of_kind & of_area),
            areas=_counts(index.areas, had & of_kind & of_stand),
            following=Behind(told=end, last=signatures_of(index.patterns)[shown[-1]]) if end < len(places) else None,
        )

    def _begin(self, places: NDArray[np.int64], behind: Behind, *, by_need: bool) -> int:
        """Return where among some places a page begins.

        Args:
            places: int64[n], of what is wanted.
            behind: what the page begins behind.
            by_need: what needs least comes first, and not what is best.
        """
        last = self.index.places.get(behind.last)
        if last is None:
            return behind.without_last
        if not by_need:
            # What was told last may be wanted no more, such as after a decision: where it would stand is known still.
            return int(np.searchsorted(places, last, side="right"))
        found = np.flatnonzero(places == last).tolist()
        return found[0] + 1 if found else behind.without_last


def _needs(reach: Reach) -> int:
    return _NEVER if reach.needs is None else reach.needs


def _rooms(entities: Iterable[str], home: Home) -> tuple[str, ...]:
    found = (home.entities.get(name) for name in entities)
    return tuple(sorted({one.area_id for one in found if one and one.area_id}))


def _masks(values: Collection[Collection[str]]) -> Mapping[str, Mask]:
    """Return which of some things have each value."""
    places: dict[str, list[int]] = {}
    for place, some in enumerate(values):
        for value in some:
            places.setdefault(value, []).append(place)
    masks = {value: np.zeros(len(values), dtype=np.bool_) for value in sorted(places)}
    for value, mask in masks.items():
        mask[places[value]] = True
    return masks


def _any(masks: Mapping[str, Mask], wanted: Collection[str], like: Mask) -> Mask:
    """Return those that have any of some values; all of them where none is wanted."""
    if not wanted:
        return np.ones_like(like)
    found = np.zeros_like(like)
    for value in wanted:
        if value in masks:
            found |= masks[value]
    return found


def _counts(masks: Mapping[str, Mask], among: Mask) -> Mapping[str, int]:
    counts = {value: int(np.count_nonzero(mask & among)) for value, mask in masks.items()}
    return {value: count for value, count in counts.items() if count}


def _plain(text: str) -> str:
    """Return a text in small letters, each written in one way: keyboards have several for an umlaut."""
    return normalize("NFKC", normalize("NFKC", text).casefold())
