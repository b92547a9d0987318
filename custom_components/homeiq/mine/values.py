"""Values: what people set things to when they carry a habit out, where that is always much the same.

A value never makes a habit and never breaks one: it is looked for behind the acts of a pattern that was found without.
"""

from collections.abc import Iterator
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import Pattern, SetTo
from ..past.actuators import AT_REST
from ..past.timeline import Timeline
from ..past.values import Values

_RANGES = MappingProxyType(
    {
        "brightness": 255.0,
        "color_temp_kelvin": 4500.0,
        "current_position": 100.0,
        "percentage": 100.0,
        "temperature": 10.0,  # degrees between a cold room and a warm one
        "volume_level": 1.0,
    }
)
_STABLE = 0.1  # interquartile range at most, as a share of the attribute's range
_RECENT = 14  # newest acts that count: who changed a habit means the new one
_FEWEST_DAYS = 5
_KNOWN = 0.75  # share of the acts that must have a value at all
_SETTLED = 30.0  # seconds after the act within which people still correct what they set
_MOVED = 120.0  # seconds that a cover takes to arrive


def find_values(pattern: Pattern, acts: NDArray[np.float64], timeline: Timeline) -> tuple[SetTo, ...]:
    """Find what the entities of a pattern are set to.

    Args:
        pattern: what was found.
        acts: float64[n], UTC epoch seconds of the acts that carried it out, ascending.
        timeline: the past it was found in.
    """
    if pattern.state in AT_REST:
        return ()
    return tuple(
        found
        for entity_id in sorted(pattern.entities)
        for attribute, values in sorted(timeline.values.get(entity_id, {}).items())
        if (found := _stable(entity_id, attribute, np.array([*_recent(attribute, values, acts, timeline)])))
    )


def _recent(attribute: str, values: Values, acts: NDArray[np.float64], timeline: Timeline) -> Iterator[float]:
    """Yield the values after the newest acts, NaN where there was none; nothing where there are too few days."""
    settled = acts + (_MOVED if attribute == "current_position" else _SETTLED)
    settled = settled[settled >= values.time[0]][-_RECENT:] if len(values.time) else settled[:0]
    if len(np.unique(timeline.calendar.day(settled))) >= _FEWEST_DAYS:
        yield from values.at(settled).tolist()


def _stable(entity_id: str, attribute: str, values: NDArray[np.float64]) -> SetTo | None:
    known = values[~np.isnan(values)]
    if not len(known) or len(known) < _KNOWN * len(values) or attribute not in _RANGES:
        return None
    low, middle, high = np.percentile(known, (25, 50, 75)).tolist()
    if high - low > _STABLE * _RANGES[attribute]:
        return None
    return SetTo(entity_id=entity_id, attribute=attribute, value=middle, spread=high - low)
