"""Limits: of several numbers of one sensor behind which people act, the one that they most likely go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import log

from ..model.home import Home
from ..past.acts import Unit
from ..past.numbers.crossings import limit_of, sensor_of
from ..past.numbers.sensors import class_in, unit_in
from .conditions.thresholds import step_of
from .judged import Found

_AS_GOOD = 0.9  # share of the best worth from which on another number explains as much


def sharpest(found: Iterable[Found], home: Home) -> Iterator[Found]:
    """Yield, of each sensor and side, the number behind which people act most regularly, of those that explain as much.

    What rises fast crosses many numbers within minutes; the one that people go by is the one that they wait for. What
    jumps crosses them all at once: then the one in the middle lies farthest from either side.
    """
    alike: dict[tuple[Unit, str, str], list[Found]] = {}
    for one in found:
        alike.setdefault((one.unit, sensor_of(one.rule.entity_id), one.rule.to), []).append(one)
    for (_, sensor, _), several in alike.items():
        best = max(one.worth for one in several)
        good = [one for one in several if one.worth >= _AS_GOOD * best]
        spread = min(one.evidence.spread_seconds for one in good)
        places = {_place(one, sensor, home): one for one in good if one.evidence.spread_seconds <= spread + 1}
        middle = (min(places) + max(places)) / 2
        yield places[min(places, key=lambda place: (abs(place - middle), place))]


def _place(found: Found, sensor: str, home: Home) -> float:
    """Tell where a number lies among those that people would name; of what they tell by ratios, its logarithm."""
    limit = limit_of(found.rule.entity_id)
    return log(limit) if step_of(class_in(home, sensor), unit_in(home, sensor)) is None else limit
