"""An open suggestion as a list shows it: enough to read the verdict and to decide, not the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.existing import Conflict, ConflictKind, clashes_of
from ..model.habits.rung import Rung
from ..model.habits.suggestion import Backtest, Suggestion
from ..model.habits.trigger import Kind
from ..model.home import Home
from ..model.things.brought import otherwise_of
from .detail.recent import RunCounts, Strip, lately_of
from .detail.rung import rung_of
from .record import told

type AreasOf = Callable[[Iterable[str]], Iterable[str]]
type IsSensitive = Callable[[str], bool]
type _Part = tuple[Suggestion, tuple[str, ...], bool, dict[str, Any]]
"""A suggestion, its areas, whether it guards, and what is told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How it would have fared on all days that it was tried on; the same figures as everywhere else."""

    days: int
    runs: int
    hits: int
    false_alarms: int
    misses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """The first of the home's own automations that it would get in the way of.

    Attributes:
        name: the automation's.
        text: what the matter is, in the home's language.
    """

    kind: ConflictKind
    entity_id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An open suggestion.

    Attributes:
        title: what it would do, in the home's language.
        entities: everything acted on.
        state: the state that they are brought to.
        otherwise: those that are brought to another state, and to which; left out where all are brought to the same.
        areas: ids of the areas of those entities.
        verdict: the one sentence to know before deciding, in the home's language.
        confidence: 0 to 1.
        clashes: how many of the home's automations it would get in the way of.
        rung: what it may be trusted with.
        strip: its last weeks day by day; left out, like the two below, until a run has looked at them.
        counts: what happened in these weeks.
        days: how many days they have.
        adjusts: signature of the accepted habit whose time has moved to this one's.
        guards: true where it acts on what keeps people, water or gas out or in; left out of anything else.
        is_fitted: true where it was learned from its own days and no later ones tried it, so that its last weeks prove
            nothing; left out of anything else.
    """

    signature: str
    title: str
    kind: Kind
    entities: tuple[str, ...]
    state: str
    areas: tuple[str, ...]
    verdict: str
    confidence: float
    backtest: Counts
    clashes: int
    rung: Rung
    strip: Strip | None = None
    counts: RunCounts | None = None
    days: int | None = None
    otherwise: Mapping[str, str] | None = None
    clash: Clash | None = None
    adjusts: str | None = None
    guards: bool | None = None
    is_fitted: bool | None = None


def offered_of(suggestion: Suggestion, areas: tuple[str, ...], *, guards: bool) -> Offered:
    """Return a suggestion as lists show it.

    Args:
        suggestion: an open one.
        areas: of its entities.
        guards: whether a wrong act on one of these would be a bad one.
    """
    lately = lately_of(suggestion.recent) if suggestion.recent else None
    clashes = clashes_of(suggestion.conflicts)
    return Offered(
        signature=suggestion.signature,
        title=suggestion.title,
        kind=suggestion.pattern.kind,
        entities=suggestion.pattern.entities,
        state=suggestion.pattern.entity_state,
        otherwise=otherwise_of(suggestion.pattern),
        areas=areas,
        verdict=suggestion.in_short,
        confidence=round(suggestion.confidence, 4),
        backtest=_counts(suggestion.backtest),
        clashes=len(clashes),
        rung=rung_of(suggestion),
        strip=lately.strip if lately else None,
        counts=lately.counts if lately else None,
        days=lately.days if lately else None,
        clash=next(map(_clash, clashes), None),
        adjusts=suggestion.moved_from,
        guards=guards or None,
        is_fitted=suggestion.backtest.is_fitted or None,
    )


class Offering:
    """The document of the open suggestions. Of those that are as they were, it has the same part as the one before."""

    def __init__(self) -> None:
        """Know of no document before."""
        self._parts: Mapping[str, _Part] = {}
        self._newest: tuple[Sequence[Suggestion], Home, dict[str, Any]] | None = None

    def document(
        self, suggestions: Sequence[Suggestion], home: Home, areas_of: AreasOf, is_sensitive: IsSensitive
    ) -> dict[str, Any]:
        """Write the open suggestions: each by its signature, and which comes first.

        Args:
            suggestions: best first.
            home: while it and the suggestions are the same objects, so is the document.
            areas_of: tells the areas of entities in it.
            is_sensitive: tells whether a wrong act on an entity in it would be a bad one.
        """
        newest = self._newest
        is_same_home = newest is not None and newest[1] is home
        if newest and is_same_home and newest[0] is suggestions:
            return newest[2]
        parts: dict[str, _Part] = {}
        for one in suggestions:
            before = self._parts.get(one.signature)
            if before is None or before[0] is not one or not is_same_home:
                before = _part_of(one, before, tuple(sorted(areas_of(one.pattern.entities))), is_sensitive)
            parts[one.signature] = before
        document = {"order": [*parts], "suggestions": {name: written for name, (*_, written) in parts.items()}}
        self._parts, self._newest = parts, (suggestions, home, document)
        return document


def _part_of(suggestion: Suggestion, before: _Part | None, areas: tuple[str, ...], is_sensitive: IsSensitive) -> _Part:
    """Return what is told of a suggestion in this home: what was told before, where it is the same."""
    guards = any(map(is_sensitive, suggestion.pattern.entities))
    if before and before[0] is suggestion and before[1:3] == (areas, guards):
        return before
    return suggestion, areas, guards, told(offered_of(suggestion, areas, guards=guards))


def _clash(conflict: Conflict) -> Clash:
    return Clash(kind=conflict.kind, entity_id=conflict.entity_id, name=conflict.name, text=conflict.text)


def _counts(backtest: Backtest) -> Counts:
    return Counts(
        days=backtest.days,
        runs=backtest.runs,
        hits=backtest.hits,
        false_alarms=backtest.false_alarms,
        misses=backtest.misses,
    )
