"""Readings beside states: what a history holds of sensors that measure, by sensor, and everything else without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...model.event import EventColumns
from ...model.home import Home
from ...model.readings import Readings, merged_readings
from ...model.things import NOT_A_STATE
from .sensors import measuring


def split_readings(history: EventColumns, home: Home) -> tuple[EventColumns, Mapping[str, Readings]]:
    """Return the events of everything that does not measure, and what sensors measured.

    Numbers are left out of most histories, which bring them as readings; that a sensor was away, they tell as events.
    """
    sensors = measuring(home) - told_in_words(history, home)
    is_sensor = np.array([name in sensors for name in history.entities], dtype=np.bool_)
    if not is_sensor.any():
        return history, history.readings
    mask = is_sensor[history.entity]
    told = {name: Readings.of(time, numbers) for name, time, numbers in numbers_in(history.where(mask))}
    return replace(history.where(~mask), readings={}), merged_readings([history.readings, told])


def told_in_words(history: EventColumns, home: Home) -> frozenset[str]:
    """Name the owner's sensors that measure nothing but say something, such as that power is cheap: states as any."""
    some = home.around.sensors.intersection(history.entities).difference(history.readings)
    return frozenset(name for name in some if _is_worded(history, name))


def _is_worded(history: EventColumns, name: str) -> bool:
    told = np.unique(history.state[history.entity == history.entities.index(name)]).tolist()
    words = {history.states[state] for state in told} - NOT_A_STATE
    return bool(words) and all(np.isnan(number_of(one)) for one in words)


def numbers_in(history: EventColumns) -> Iterator[tuple[str, NDArray[np.float64], NDArray[np.float64]]]:
    """Yield the numbers of each entity that has events, by time: its id, UTC epoch seconds float64[n], and float64[n].

    NaN is what is no number.
    """
    numbers = np.full(len(history.states), np.nan)
    for state in np.unique(history.state).tolist():
        numbers[state] = number_of(history.states[state])
    order = np.argsort(history.entity, kind="stable")
    bounds = np.searchsorted(history.entity[order], np.arange(len(history.entities) + 1))
    for number, name in enumerate(history.entities):
        if len(rows := order[bounds[number] : bounds[number + 1]]):
            yield name, history.time[rows], numbers[history.state[rows]]


def number_of(text: str) -> float:
    """Return the number that a state is; NaN where it is none."""
    try:
        number = float(text)
    except ValueError:
        return np.nan
    return number if np.isfinite(number) else np.nan
