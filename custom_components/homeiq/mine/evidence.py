"""The gates that every miner's findings pass, and the thresholds by domain."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from ..model.home import Home
from ..past.calendar import weekday
from ..past.guarded import keeps_people_out
from ..settings import PRESET_CONFIDENCE, PRESET_DAYS, SENSITIVE_DOMAINS, Settings


def threshold[N: (int, float)](default: N, overrides: Mapping[str, N], domains: Iterable[str], strict: bool) -> N:  # noqa: FBT001 - one flag
    """Look a threshold up: the strictest of all domains, or the first one's."""
    values = [overrides.get(domain, default) for domain in domains]
    return max(values) if strict else values[0]


def is_sensitive(entity_id: str, home: Home) -> bool:
    """Tell whether a wrong act on an entity lets somebody in or floods the cellar."""
    return entity_id.partition(".")[0] in SENSITIVE_DOMAINS or keeps_people_out(entity_id, home)


def days_needed(settings: Settings, entities: tuple[str, ...], home: Home, trigger: str | None) -> int:
    """Return the distinct days that a habit must have been seen on; ``trigger`` is None for a time of day."""
    limits = settings.thresholds
    base, overrides = (
        (limits.time_of_day_min_occurrences, limits.time_of_day_min_occurrences_overrides)
        if trigger is None
        else (limits.co_occurrence_min_support, limits.co_occurrence_min_support_overrides)
    )
    domains, strict = _domains(entities, home, trigger)
    return round(threshold(base, overrides, domains, strict) * PRESET_DAYS[settings.learning.preset])


class Needs(dict[str, tuple[int, float]]):
    """``days_needed`` and ``confidence_needed`` of the same entities by trigger, asked for thousands of triggers."""

    def __init__(self, settings: Settings, entities: tuple[str, ...], home: Home) -> None:
        """Know nothing yet."""
        self._settings = settings
        self._entities = entities
        self._home = home
        # Only a sensitive trigger makes a difference.
        self._usual = self._ask("")

    def __missing__(self, trigger: str) -> tuple[int, float]:
        """Find out, and remember."""
        self[trigger] = self._ask(trigger) if is_sensitive(trigger, self._home) else self._usual
        return self[trigger]

    def _ask(self, trigger: str) -> tuple[int, float]:
        asked = self._settings, self._entities, self._home, trigger
        return days_needed(*asked), confidence_needed(*asked)


def confidence_needed(settings: Settings, entities: tuple[str, ...], home: Home, trigger: str | None) -> float:
    """Return the confidence that a habit must reach, 0 to 1; ``trigger`` is None for a time of day."""
    limits = settings.thresholds
    base, overrides = (
        (limits.time_of_day_confidence, limits.time_of_day_confidence_overrides)
        if trigger is None
        else (limits.co_occurrence_confidence, limits.co_occurrence_confidence_overrides)
    )
    domains, strict = _domains(entities, home, trigger)
    value = threshold(base, overrides, domains, strict) + PRESET_CONFIDENCE[settings.learning.preset]
    return min(max(value, 0.05), 0.99)


def _domains(entities: tuple[str, ...], home: Home, trigger: str | None) -> tuple[list[str], bool]:
    """List the domains that have a say: the pair's where one of them is sensitive, else the acted-on one's."""
    involved = [*entities, *([trigger] if trigger else [])]
    strict = any(is_sensitive(name, home) for name in involved)
    names = involved if strict else list(entities)
    return [name.partition(".")[0] for name in names], strict or len(entities) > 1


def sign(*parts: object) -> str:
    """Name a habit by what never changes about it: 12 hexadecimal digits."""
    return sha256("|".join(map(str, parts)).encode()).hexdigest()[:12]


def by_weekday(days: NDArray[np.int64]) -> tuple[int, ...]:
    """Count distinct local days by weekday, Monday first."""
    return tuple(np.bincount(weekday(days), minlength=7).tolist())
