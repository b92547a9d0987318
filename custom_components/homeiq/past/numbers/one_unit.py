"""Readings in one unit, that of now: a sensor that was set to another one measures on, and is not another sensor."""

from collections.abc import Mapping, Sequence

import numpy as np

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
    value, begin = readings.value.astype(np.float64), 0
    for era in eras:
        # Readings are told in whole seconds, rounded up: the first one in the new unit came with it.
        end = int(np.searchsorted(readings.time, np.ceil(era.until)))
        part = value[begin:end]
        value[begin:end] = np.nan if era.factor is None else part * era.factor + era.offset
        begin = max(begin, end)
    return Readings(time=readings.time, value=narrowed(value))
