"""Days with a pause in them, taken out of a history: they count neither for a habit nor against it.

Whole local days, for half of a day would count against the habits of its other half.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...model.decisions.pause import Pause
from ...model.event import Cause, EventColumns
from .calendar import Calendar

_NEVER = -1  # the place of an entity's last event where there is none yet


def without_paused(history: EventColumns, pauses: Sequence[Pause], time_zone: str) -> EventColumns:
    """Return a history without the local days that a pause touches.

    Where an entity changed on such days, two events tell what it was before and after them, as at a start of Home
    Assistant: nobody did anything, and no state lasted through.

    Args:
        history: at any length.
        pauses: in any order.
        time_zone: the home's.
    """
    if not len(history) or not pauses:
        return history
    since, until = float(history.time[0]), float(history.time[-1])
    calendar = Calendar.covering(time_zone, since, until)
    spans = [span for span in _whole_days(pauses, calendar, until) if span[1] > since]
    keep = np.ones(len(history), dtype=np.bool_)
    last = np.full(len(history.entities), _NEVER, dtype=np.int64)
    known, stills = 0, []
    for begin, end in spans:
        first, after = np.searchsorted(history.time, (begin, end))
        keep[first:after] = False
        last[history.entity[known:first]] = np.arange(known, first)
        changed = np.unique(history.entity[first:after])
        stills.append(_still(history, last[changed], begin))
        last[history.entity[first:after]] = np.arange(first, after)
        stills.append(_still(history, last[changed], min(end, until)))
        known = int(after)
    return EventColumns.merged([history.where(keep), *stills])


def _whole_days(pauses: Sequence[Pause], calendar: Calendar, until: float) -> Iterator[tuple[float, float]]:
    """Yield the local days that pauses touch as spans that don't overlap, in order, UTC epoch seconds."""
    found = [pause for pause in sorted(pauses, key=lambda pause: pause.begin) if pause.begin <= until]
    reached = float("-inf")
    for pause in found:
        days = calendar.day(np.array([pause.begin, min(pause.end, until)]))
        begin, end = calendar.moment(np.array([days[0], days[1] + 1]), 0).tolist()
        if max(begin, reached) < end:
            yield max(begin, reached), end
            reached = end


def _still(history: EventColumns, places: NDArray[np.int64], moment: float) -> EventColumns:
    """Return events that tell at a moment what entities were by their last ones.

    Args:
        history: holds the last events.
        places: int64[n], where.
        moment: UTC epoch seconds.
    """
    places = places[places != _NEVER]
    return EventColumns(
        time=np.full(len(places), moment),
        entity=history.entity[places],
        state=history.state[places],
        cause=np.full(len(places), Cause.STARTUP, dtype=np.int8),
        entities=history.entities,
        states=history.states,
    )
