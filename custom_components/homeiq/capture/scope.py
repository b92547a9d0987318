"""Which entities are listened to, decided once for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import translate
import re
from typing import Self

from homeassistant.core import HomeAssistant, callback, split_entity_id
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..settings import Scope
from .registries import place_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rule:
    domains: frozenset[str]
    areas: frozenset[str]
    labels: frozenset[str]
    entities: frozenset[str]
    globs: re.Pattern[str] | None

    @classmethod
    def including(cls, scope: Scope) -> Self:
        return cls(
            domains=frozenset(scope.include_domains),
            areas=frozenset(scope.include_areas),
            labels=frozenset(scope.include_labels),
            entities=frozenset(scope.include_entities),
            globs=_any_of(scope.include_globs),
        )

    @classmethod
    def excluding(cls, scope: Scope) -> Self:
        return cls(
            domains=frozenset(scope.exclude_domains),
            areas=frozenset(scope.exclude_areas),
            labels=frozenset(scope.exclude_labels),
            entities=frozenset(scope.exclude_entities),
            globs=_any_of(scope.exclude_globs),
        )

    @property
    def is_empty(self) -> bool:
        return not (self.domains or self.areas or self.labels or self.entities or self.globs)

    def matches(self, entity_id: str, area_id: str | None, labels: frozenset[str]) -> bool:
        return (
            entity_id in self.entities
            or split_entity_id(entity_id)[0] in self.domains
            or area_id in self.areas
            or not self.labels.isdisjoint(labels)
            or (self.globs is not None and self.globs.match(entity_id) is not None)
        )


def _any_of(globs: Iterable[str]) -> re.Pattern[str] | None:
    patterns = [translate(glob) for glob in globs]
    return re.compile("|".join(patterns)) if patterns else None


class _Verdicts(dict[str, bool]):
    """Looked up for every change of state, so that a verdict that is there costs no call of Python's."""

    def __init__(self, judge: Callable[[str], bool]) -> None:
        self._judge = judge

    def __missing__(self, entity_id: str) -> bool:
        verdict = self[entity_id] = self._judge(entity_id)
        return verdict


class EntityScope:
    """Answers whether an entity is listened to; the answer is kept until it is told to forget it.

    Attributes:
        wants: tells whether an entity is listened to. HomeIQ's own never are: it would learn from itself.
    """

    def __init__(self, hass: HomeAssistant, scope: Scope) -> None:
        """Take the owner's choice of entities."""
        self._entities = er.async_get(hass)
        self._hass = hass
        self._include = _Rule.including(scope)
        self._exclude = _Rule.excluding(scope)
        self._verdicts = _Verdicts(self._judge)
        self.wants: Callable[[str], bool] = self._verdicts.__getitem__

    @callback
    def forget(self, entity_id: str | None = None) -> None:
        """Judge an entity anew when it is next heard of, or all of them: an area or a label may have moved."""
        if entity_id is None:
            self._verdicts.clear()
        else:
            self._verdicts.pop(entity_id, None)

    def _judge(self, entity_id: str) -> bool:
        entry = self._entities.async_get(entity_id)
        if entry is not None and entry.platform == DOMAIN:
            return False
        area_id, labels = place_of(self._hass, entry) if entry else (None, frozenset[str]())
        if self._exclude.matches(entity_id, area_id, labels):
            return False
        return self._include.is_empty or self._include.matches(entity_id, area_id, labels)
