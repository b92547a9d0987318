"""The gates that every miner's findings pass, and the thresholds by domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from math import ceil

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Pattern
from ..model.habits.trigger import answers, has_moment
from ..model.home import Home
from ..model.things import thing_of
from ..past.ways_in import keeps_people_out
from ..settings import PRESET_CONFIDENCE, PRESET_DAYS, Settings

_LESS_TO_ASK, _LEAST_TO_ASK = 0.2, 0.5  # by how much more rarely a habit may be kept that asks first, and how rarely
_LESS_BY_TIME = 0.05  # the same for a time of day
_OF_NEEDED, _FEWEST = 0.6, 5  # share of the days needed that will do where it was done on each of them; days
_OF_SHORT, _FEWEST_TO_TEACH = 0.6, 3  # share of a short past's days that will do to teach; days
_OF_LIVED, _FEWEST_FOLLOWED = 0.5, 4  # share of a few days lived in on which something has to follow to ask; days


def threshold[N: (int, float)](default: N, overrides: Mapping[str, N], domains: Iterable[str], *, strict: bool) -> N:
    """Look a threshold up: the strictest of all domains, or the first one's.

    Examples:
        >>> threshold(4, {"lock": 8}, ["light", "lock"], strict=True)
        8
        >>> threshold(4, {"lock": 8}, ["light", "lock"], strict=False)
        4
    """
    values = [overrides.get(domain, default) for domain in domains]
    return max(values) if strict else values[0]


def is_sensitive(entity_id: str, home: Home) -> bool:
    """Tell whether a wrong act on an entity lets somebody in or floods the cellar."""
    return thing_of(entity_id).is_way_in or keeps_people_out(entity_id, home)


def days_needed(settings: Settings, entities: tuple[str, ...], home: Home, trigger: str | None) -> int:
    """Return the distinct days that a habit must have been seen on; ``trigger`` is None for a time of day."""
    limits = settings.thresholds
    base, overrides = (
        (limits.time_of_day_min_occurrences, limits.time_of_day_min_occurrences_overrides)
        if trigger is None
        else (limits.co_occurrence_min_support, limits.co_occurrence_min_support_overrides)
    )
    domains, strict = _domains(entities, home, trigger)
    return round(threshold(base, overrides, domains, strict=strict) * PRESET_DAYS[settings.learning.preset])


class Needs(dict[str, tuple[int, float, float]]):
    """The days, and the confidence to act and to ask, of the same entities by trigger, asked for thousands of them.

    The days are those of a past in which so many were lived in; without these, of a long one.
    """

    def __init__(self, settings: Settings, entities: tuple[str, ...], home: Home, days: int | None = None) -> None:
        """Know nothing yet."""
        self._settings = settings
        self._entities = entities
        self._home = home
        self._days = days
        # Only a sensitive trigger makes a difference.
        self._usual = self._ask("")

    def __missing__(self, trigger: str) -> tuple[int, float, float]:
        """Find out, and remember."""
        self[trigger] = self._ask(trigger) if is_sensitive(trigger, self._home) else self._usual
        return self[trigger]

    def _ask(self, trigger: str) -> tuple[int, float, float]:
        asked = self._settings, self._entities, self._home, trigger
        sure = confidence_needed(*asked)
        needed = days_needed(*asked) if self._days is None else days_followed(*asked, self._days)
        return needed, sure, to_ask(sure, self._entities, self._home, trigger)


def days_followed(settings: Settings, entities: tuple[str, ...], home: Home, trigger: str, days: int) -> int:
    """Return the distinct days on which something has to have followed to ask first.

    Of a few days, as many as it takes to act can't be asked for, and half of them are a habit; not so few of what could
    let somebody in.

    Args:
        settings: the thresholds.
        entities: what is acted on.
        home: as it is.
        trigger: what sets it off.
        days: that were lived in.
    """
    needed = days_needed(settings, entities, home, trigger)
    if any(is_sensitive(name, home) for name in (*entities, trigger)):
        return needed
    return min(needed, max(_FEWEST_FOLLOWED, ceil(_OF_NEEDED * needed), ceil(_OF_LIVED * days)))


def confidence_needed(settings: Settings, entities: tuple[str, ...], home: Home, trigger: str | None) -> float:
    """Return the confidence that a habit must reach, 0 to 1; ``trigger`` is None for a time of day."""
    limits = settings.thresholds
    base, overrides = (
        (limits.time_of_day_confidence, limits.time_of_day_confidence_overrides)
        if trigger is None
        else (limits.co_occurrence_confidence, limits.co_occurrence_confidence_overrides)
    )
    domains, strict = _domains(entities, home, trigger)
    return _preset(threshold(base, overrides, domains, strict=strict), settings)


def _preset(confidence: float, settings: Settings) -> float:
    return min(max(confidence + PRESET_CONFIDENCE[settings.learning.preset], 0.05), 0.99)


def days_asked(settings: Settings, home: Home, pattern: Pattern) -> int:
    """Return the distinct days that a pattern must have been seen on."""
    return days_needed(settings, pattern.entities, home, _trigger_of(pattern))


def confidence_asked(settings: Settings, home: Home, pattern: Pattern) -> float:
    """Return the confidence that a pattern must reach, 0 to 1."""
    return confidence_needed(settings, pattern.entities, home, _trigger_of(pattern))


def to_ask(confidence: float, entities: Iterable[str], home: Home, trigger: str) -> float:
    """Return the confidence that a follow-up has to reach to ask first, 0 to 1, where so much lets it act.

    A wrong question is a glance at the phone, so what people do every other time may ask; not so what lets somebody in.
    """
    if any(is_sensitive(name, home) for name in (*entities, trigger)):
        return confidence
    return _less(confidence, _LESS_TO_ASK)


def time_to_ask(settings: Settings, entities: tuple[str, ...], home: Home) -> float:
    """Return the confidence that a time of day has to reach to ask first, 0 to 1.

    Of what could let somebody in, too: only that it is locked or closed is ever suggested, and a question does neither.
    """
    return _less(confidence_needed(settings, entities, home, None), _LESS_BY_TIME)


def fewest_days(settings: Settings, entities: tuple[str, ...], home: Home) -> int:
    """Return the distinct days that will do to ask first for a time of day that was kept on each of them.

    Who did it on five evenings of five will hardly stop on the sixth. Not so for what could let somebody in.
    """
    needed = days_needed(settings, entities, home, None)
    if any(is_sensitive(name, home) for name in entities):
        return needed
    return min(needed, max(_FEWEST, ceil(_OF_NEEDED * needed)))


def to_teach(settings: Settings, days: int) -> Settings:
    """Return the thresholds for a past that teaches what later days are to prove.

    Of a few days, as many as a habit has to be seen on can't be asked for: what follows something on three fifths of
    them is taught, and no more than taught. To be shown, it has to be seen on days enough all the same.

    Args:
        settings: of the home.
        days: how many the past has.
    """
    limits = settings.thresholds
    most = max(ceil(_OF_SHORT * days), _FEWEST_TO_TEACH)
    return replace(
        settings,
        thresholds=replace(
            limits,
            co_occurrence_min_support=min(limits.co_occurrence_min_support, most),
            co_occurrence_min_support_overrides={
                domain: min(needed, most) for domain, needed in limits.co_occurrence_min_support_overrides.items()
            },
        ),
    )


def _less(confidence: float, by: float) -> float:
    return min(confidence, max(confidence - by, _LEAST_TO_ASK))


def confidence_to_ask(settings: Settings, home: Home, pattern: Pattern) -> float:
    """Return the confidence that a pattern must reach to ask first, 0 to 1.

    For a number it is that of acting, as it was chosen among many.
    """
    asked = confidence_asked(settings, home, pattern)
    if has_moment(pattern.trigger):
        return time_to_ask(settings, pattern.entities, home)
    if not answers(pattern.trigger):
        return asked
    return to_ask(asked, pattern.entities, home, pattern.trigger.entity_id)


def is_sure(settings: Settings, home: Home, pattern: Pattern) -> bool:
    """Tell whether a pattern was kept as surely as it takes to act."""
    return pattern.evidence.lower_bound >= confidence_asked(settings, home, pattern)


def is_half_kept(settings: Settings, home: Home, pattern: Pattern) -> bool:
    """Tell whether a pattern is a time of day that was kept as surely as it takes to ask, and no more."""
    return has_moment(pattern.trigger) and not is_sure(settings, home, pattern)


def _trigger_of(pattern: Pattern) -> str | None:
    return pattern.trigger.entity_id if answers(pattern.trigger) else None


def _domains(entities: tuple[str, ...], home: Home, trigger: str | None) -> tuple[list[str], bool]:
    """List the domains that have a say: the pair's where one of them is sensitive, else the acted-on one's."""
    involved = [*entities, *([trigger] if trigger else [])]
    strict = any(is_sensitive(name, home) for name in involved)
    names = involved if strict else list(entities)
    return [name.partition(".")[0] for name in names], strict or len(entities) > 1


def sign(*parts: object) -> str:
    """Name a habit by what never changes about it: 12 hexadecimal digits."""
    return sha256("|".join(map(str, parts)).encode()).hexdigest()[:12]


def distinct(days: NDArray[np.int64]) -> int:
    """Count different days among days in ascending order.

    Examples:
        >>> distinct(np.array([4, 4, 5, 11]))
        3
    """
    return int(np.count_nonzero(days[1:] != days[:-1])) + 1 if len(days) else 0


def median(values: NDArray[np.float64]) -> float:
    """Return the median of at least one value, as numpy does and in a tenth of its time.

    Examples:
        >>> median(np.array([4.0, 1.0, 3.0, 2.0]))
        2.5
    """
    ordered = np.sort(values)
    return float((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)
