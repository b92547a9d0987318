"""What things were set to through time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ..model.event import EventColumns
from ..model.value import is_value_name, split_value_name


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
        """
        return self.value[np.searchsorted(self.time, times, "right") - 1]

    def before(self, moment: float) -> Self:
        """Return what was set before a moment, UTC epoch seconds."""
        end = int(np.searchsorted(self.time, moment))
        return type(self)(time=self.time[:end], value=self.value[:end])


def split_values(history: EventColumns) -> tuple[EventColumns, dict[str, dict[str, Values]]]:
    """Return the events of states, and the values beside them, by entity and attribute."""
    is_value = np.array([is_value_name(name) for name in history.entities], dtype=np.bool_)
    if not is_value.any():
        return history, {}
    mask = is_value[history.entity]
    found: dict[str, dict[str, Values]] = {}
    for name, values in _values(history.where(mask)):
        entity_id, attribute = split_value_name(name)
        found.setdefault(entity_id, {})[attribute] = values
    return history.where(~mask), found


def _values(history: EventColumns) -> Iterator[tuple[str, Values]]:
    numbers = np.full(len(history.states), np.nan)
    for state in np.unique(history.state).tolist():
        numbers[state] = _number(history.states[state])
    order = np.argsort(history.entity, kind="stable")
    bounds = np.searchsorted(history.entity[order], np.arange(len(history.entities) + 1))
    for number, name in enumerate(history.entities):
        if len(rows := order[bounds[number] : bounds[number + 1]]):
            yield name, Values(time=history.time[rows], value=numbers[history.state[rows]])


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return np.nan
    return number if np.isfinite(number) else np.nan
