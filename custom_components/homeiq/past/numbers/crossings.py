"""Crossings: a sensor beside a number, as a series of two states, so that rules and miners ask it like any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy

import numpy as np
from numpy.typing import NDArray

from ...model.habits.trigger import Crosses, OnChange
from ...model.readings import Readings
from ..condition import within
from ..hearing.heard import comings
from ..series import Series
from ..timeline import Timeline

ABOVE, BELOW, _NEITHER = "on", "off", "away"
"""What a sensor is: of a number that is its state, it is neither."""
_MARK = ">"  # between the sensor and the number; no entity id has one


def crossing_name(entity_id: str, limit: float) -> str:
    """Name a sensor beside a number."""
    return f"{entity_id}{_MARK}{limit:g}"


def sensor_of(name: str) -> str:
    """Return the entity of a name, which may be that of a sensor beside a number."""
    return name.partition(_MARK)[0]


def limit_of(name: str) -> float:
    """Return the number of the name of a sensor beside a number."""
    return float(name.partition(_MARK)[2])


def is_crossing(name: str) -> bool:
    """Tell whether a name is that of a sensor beside a number."""
    return _MARK in name


def crossing_of(name: str, to: str, for_seconds: int) -> OnChange | Crosses:
    """Return the trigger that a change of a name to a state is, which may be that of a sensor beside a number."""
    if not is_crossing(name):
        return OnChange(entity_id=name, to=to, for_seconds=for_seconds)
    return Crosses(entity_id=sensor_of(name), limit=limit_of(name), is_above=to == ABOVE, for_seconds=for_seconds)


def change_of(trigger: OnChange | Crosses) -> OnChange:
    """Return a trigger as a change; of a crossing, that of the sensor beside its number."""
    match trigger:
        case OnChange():
            return trigger
        case Crosses(entity_id=entity_id, limit=limit, is_above=is_above, for_seconds=held):
            to = ABOVE if is_above else BELOW
            return OnChange(entity_id=crossing_name(entity_id, limit), to=to, for_seconds=held)


def crossings(readings: Readings, limit: float) -> Series:
    """Return when a sensor was above and below a number; while it is away it is neither, as for Home Assistant."""
    code = np.zeros(len(readings.value), dtype=np.int32)  # of the states below, which are sorted
    code[within(readings.value, None, limit)] = 1
    code[within(readings.value, limit, None)] = 2
    new = np.append(True, code[1:] != code[:-1])[: len(code)]
    nobody = np.zeros(int(np.count_nonzero(new)), dtype=np.bool_)
    return Series(
        time=readings.time[new].astype(np.float64),
        code=code[new],
        states=(_NEITHER, BELOW, ABOVE),
        by_people=nobody,
        by_person=nobody,
    )


def with_crossings(timeline: Timeline, limits: Iterable[tuple[str, float]]) -> Timeline:
    """Return a timeline with the series of some sensors beside numbers, which are nobody's reason for anything."""
    more = {crossing_name(name, limit): crossings(timeline.readings[name], limit) for name, limit in limits}
    return _beside(timeline, more)


def set_off_in(timeline: Timeline, trigger: OnChange | Crosses) -> tuple[Timeline, NDArray[np.float64]]:
    """Return a timeline in which a trigger's change has a series, and when it came; never where nothing is known."""
    change = change_of(trigger)
    if isinstance(trigger, Crosses) and trigger.entity_id in timeline.readings:
        timeline = with_crossings(timeline, [(trigger.entity_id, trigger.limit)])
    series = timeline.series.get(change.entity_id)
    if series is None:
        return timeline, np.empty(0)
    return timeline, comings(change.entity_id, series, change.to, lasting=change.for_seconds > 0)


def _beside(timeline: Timeline, series: Mapping[str, Series]) -> Timeline:
    # All that was found out about the timeline stays true, and takes long to find out again; so do its witnesses, which
    # are to be those of before.
    known = timeline.witnesses
    other = copy(timeline)
    object.__setattr__(other, "series", {**timeline.series, **series})
    object.__setattr__(other, "witnesses", known)
    return other
