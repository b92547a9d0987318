"""What things were set to through time, and what the weather measured, which is kept in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.event import Cause, EventColumns
from ..model.habits.value import is_set_value, is_value_name, split_value_name, value_name
from ..model.home import Home
from ..model.readings import Readings, UnitEra
from .numbers.beside import numbers_in
from .numbers.one_unit import turned

CORRECTED = 180.0
"""Seconds after an act within which covers arrive, and people still correct what they set."""
_BY_HAND = (Cause.PERSON, Cause.DEVICE, Cause.UNKNOWN)
_ROUNDED = 0.05  # by which sealing may have moved an event, seconds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Values:
    """What one attribute of an entity was set to by people.

    Attributes:
        time: float64[n], UTC epoch seconds, ascending.
        value: float64[n], NaN where it was set to something without this value.
    """

    time: NDArray[np.float64]
    value: NDArray[np.float64]

    def at(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at times, float64[m], NaN where there was none.

        Args:
            times: float64[m], UTC epoch seconds, none of them before the first value.

        Examples:
            >>> Values(time=np.array([10.0, 20.0]), value=np.array([1.0, 2.0])).at(np.array([15.0, 20.0])).tolist()
            [1.0, 2.0]
        """
        return self.value[np.searchsorted(self.time, times, "right") - 1]

    def since(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return those of some times, ascending, at which something had been set, float64[k].

        Examples:
            >>> Values(time=np.array([10.0]), value=np.array([1.0])).since(np.array([5.0, 10.0, 15.0])).tolist()
            [10.0, 15.0]
        """
        return times[times >= self.time[0]] if len(self.time) else times[:0]


def settled(acts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return when people have corrected what they set with their acts, and it has arrived: float64[n].

    Examples:
        >>> settled(np.array([100.0])).tolist()
        [280.0]
    """
    return acts + CORRECTED


def split_values(history: EventColumns) -> tuple[EventColumns, dict[str, dict[str, Values]]]:
    """Return the events of states, and the values beside them, by entity and attribute."""
    is_value = np.array([is_value_name(name) for name in history.entities], dtype=np.bool_)
    if not is_value.any():
        return history, {}
    mask = is_value[history.entity]
    is_set = np.array([is_set_value(name) for name in history.entities], dtype=np.bool_)
    found: dict[str, dict[str, Values]] = {}
    # What a machine set is no wish of anybody's; nobody sets what the weather measures.
    for name, time, value in numbers_in(history.where(mask & (by_hand(history.cause) | ~is_set[history.entity]))):
        entity_id, attribute = split_value_name(name)
        found.setdefault(entity_id, {})[attribute] = Values(time=time, value=value)
    return history.where(~mask), found


def by_hand(cause: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Tell which values people set, or whoever is not known to be a machine, bool[n]."""
    return np.isin(cause, _BY_HAND)


def set_in_one_unit(values: Mapping[str, Mapping[str, Values]], home: Home) -> Mapping[str, Mapping[str, Values]]:
    """Return what things were set to in the units of now; the weather is told in its own place."""
    named = {split_value_name(name)[0] for name in home.eras} - {home.around.weather}
    if not named.intersection(values):
        return values
    return {
        entity_id: {name: _turned(one, home.eras.get(value_name(entity_id, name), ())) for name, one in several.items()}
        if entity_id in named
        else several
        for entity_id, several in values.items()
    }


def _turned(values: Values, eras: Sequence[UnitEra]) -> Values:
    return Values(time=values.time, value=turned_in(values.value, values.time, eras))


def turned_in(value: NDArray[np.float64], time: NDArray[np.float64], eras: Sequence[UnitEra]) -> NDArray[np.float64]:
    """Return what was set in the unit of now, float64[n].

    Args:
        value: float64[n].
        time: float64[n], UTC epoch seconds.
        eras: the stretches in which it was told in another unit.
    """
    # The first value in another unit comes with it, and sealing may have moved it.
    return turned(value, time, eras, [era.until - _ROUNDED for era in eras])


def weather_readings(values: Mapping[str, Mapping[str, Values]], home: Home) -> dict[str, Readings]:
    """Return what the weather measured, by the names of its numbers; nothing where the owner named none."""
    told = values.get(home.around.weather or "", {})
    numbers = home.around.numbers
    return {
        name: Readings.of(one.time, one.value)
        for attribute, one in told.items()
        if (name := value_name(home.around.weather or "", attribute)) in numbers
    }
