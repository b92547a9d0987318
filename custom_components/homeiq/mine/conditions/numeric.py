"""Numeric conditions: what a sensor near by measured when the act followed, and did not when it did not.

A threshold is one of the numbers that people would name. It has to be found on every other day and to hold on those
between, both ways: of many thresholds and sensors, one always fits the days on which it was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import NumberIs
from ...model.habits.value import split_value_name
from ...model.things.quantity import quantity_of
from ...past.condition import within
from ...past.numbers.crossings import sensor_of
from ...past.numbers.sensors import class_in, unit_in
from ...past.timeline import Timeline
from .split import Split, is_sure
from .thresholds import Threshold, clearest_threshold, round_numbers
from .witnesses import said_beyond_clock

PRICE = 0.04
"""What the lower bound has to win by a number, beside what it has to win by any condition."""
_KNOWN = 0.8  # share of the firings before which the sensor has to have measured something
_HOLDS = 1.0  # logarithm of the likelihood ratio on the days on which it was not found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Look:
    """A sensor that is looked at.

    Attributes:
        values: float32[n], what it measured before each firing.
        numbers: float64[m], those that are tried.
    """

    name: str
    values: NDArray[np.float32]
    numbers: NDArray[np.float64]


def numbers_kept(
    split: Split, timeline: Timeline, involved: Iterable[str]
) -> tuple[int, Iterable[tuple[NumberIs, NDArray[np.bool_]]]]:
    """Return how many thresholds were tried, and the best of each sensor with when it was met, where it is stable.

    Args:
        involved: the rule's own entities, near which sensors count.
    """
    looks = [*_looks(split, timeline, involved)]
    tried = max(2 * sum(len(one.numbers) for one in looks), 1)
    return tried, (
        (condition, holds)
        for one in looks
        if (best := clearest_threshold(one.values, split.outcomes.hit, one.numbers)) is not None
        # Whether it is stable takes longer to find out than whether it is worth it.
        if split.bound(holds := _met(one.values, best), tried, PRICE) is not None
        if _is_stable(split, one)
        if _says_more_than_clock(condition := _condition(one.name, best), holds, split, timeline)
    )


def _looks(split: Split, timeline: Timeline, involved: Iterable[str]) -> Iterator[_Look]:
    """Yield the sensors that measured something before most of the firings."""
    taken = {sensor_of(name) for name in involved}
    for name in sorted(timeline.sensors.near(taken) - taken):
        values = timeline.readings[name].before(split.times)
        known = values[~np.isnan(values)]
        if len(known) >= _KNOWN * len(values) and len(known):
            device_class, unit = class_in(timeline.home, name), unit_in(timeline.home, name)
            numbers = round_numbers(float(known.min()), float(known.max()), device_class, unit)
            yield _Look(name=name, values=values, numbers=numbers)


def _is_stable(split: Split, look: _Look) -> bool:
    """Tell whether what either half of the days finds holds on the other half."""
    values, numbers = look.values, look.numbers
    _, place = np.unique(split.days, return_inverse=True)
    halves = place % 2 == 0, place % 2 == 1
    hit = split.outcomes.hit
    return all(
        (one := clearest_threshold(values[mine], hit[mine], numbers)) is not None
        and _holds(one, values[other], hit[other])
        for mine, other in (halves, halves[::-1])
    )


def _holds(one: Threshold, values: NDArray[np.float32], hit: NDArray[np.bool_]) -> bool:
    again = clearest_threshold(values, hit, np.array([one.number]))
    return again is not None and again.is_above == one.is_above and again.gain >= _HOLDS


def _says_more_than_clock(condition: NumberIs, holds: NDArray[np.bool_], split: Split, timeline: Timeline) -> bool:
    """Tell whether a threshold says more than the clock; of light it need not, as clock and darkness compete."""
    is_light = quantity_of(class_in(timeline.home, condition.measured)).is_light
    return is_light or is_sure(said_beyond_clock(split, holds), 1)


def _condition(name: str, one: Threshold) -> NumberIs:
    entity_id, attribute = split_value_name(name)
    above, below = (one.number, None) if one.is_above else (None, one.number)
    return NumberIs(entity_id=entity_id, attribute=attribute, above=above, below=below)


def _met(values: NDArray[np.float32], one: Threshold) -> NDArray[np.bool_]:
    return within(values, one.number, None) if one.is_above else within(values, None, one.number)
