"""Readings in one unit, that of now: a sensor that was set to another one measures on, and is not another sensor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ...model.readings import Readings, UnitEra, narrowed


def in_one_unit(readings: Mapping[str, Readings], eras: Mapping[str, Sequence[UnitEra]]) -> dict[str, Readings]:
    """Return readings as they would have been measured in the units of now.

    What nobody can turn into that counts as if the sensor had been away.

    Args:
        readings: by name.
        eras: of those that measured in other units, in the order of time.
    """
    return {name: _turned(one, eras[name]) if eras.get(name) else one for name, one in readings.items()}


def _turned(readings: Readings, eras: Sequence[UnitEra]) -> Readings:
    # Readings are told in whole seconds, rounded up: the first one in the new unit came with it.
    ends = [np.ceil(era.until) for era in eras]
    return Readings(time=readings.time, value=narrowed(turned(readings.value, readings.time, eras, ends)))


def turned(
    value: NDArray[np.floating], time: NDArray[np.number], eras: Sequence[UnitEra], ends: Sequence[float]
) -> NDArray[np.float64]:
    """Return numbers in the unit of now, float64[n]; NaN for what nobody can turn into that.

    Args:
        value: [n], as they were told.
        time: [n], UTC epoch seconds, ascending.
        eras: in which other units, in the order of time.
        ends: when each of them was over, UTC epoch seconds, as these times tell it.
    """
    told, begin = value.astype(np.float64), 0
    for era, until in zip(eras, ends, strict=True):
        end = int(np.searchsorted(time, until))
        part = told[begin:end]
        told[begin:end] = np.nan if era.factor is None else part * era.factor + era.offset
        begin = max(begin, end)
    return told
