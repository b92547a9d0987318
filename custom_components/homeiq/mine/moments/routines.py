"""Routines: what people do by the clock or the sun, whichever explains a unit's acts more clearly."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...model.day import DAY
from ...model.habits.pattern import Evidence, Pattern, StateIs
from ...model.habits.trigger import AtSun, AtTime
from ...past.acts import Unit
from ...past.days.calendar import by_weekday
from ...past.timeline import Timeline
from ...settings import Settings
from ..alive import is_alive
from ..evidence import sign
from .busy_hours import are_busy_hours
from .ends import SHORT, by_the_clock, lasted
from .gates import Gates
from .modes import Mode
from .sun import clearer, find_sun
from .time_of_day import find_time, gates_of
from .windows import GRID

_ALL_DAY = 8.0  # acts a day; what is used so often ends at all hours, so short uses tell of none


def find_routines(
    timeline: Timeline,
    units: tuple[Unit, ...],
    explained: dict[Unit, NDArray[np.bool_]],
    settings: Settings,
    *,
    to_ask: bool = False,
) -> tuple[Pattern, ...]:
    """Find what people do by the clock or the sun.

    Args:
        timeline: the past.
        units: what is acted on.
        explained: for each unit, bool[n]: acts that follow something nearer and are no routine.
        settings: the thresholds.
        to_ask: also what is sure enough to ask first, and no more.

    Returns:
        The patterns that pass every gate, sorted by signature.
    """
    found: dict[str, Pattern] = {}
    for unit in units:
        modes = list(find_modes(unit, ~explained[unit], timeline, gates_of(unit, timeline, settings, to_ask=to_ask)))
        for mode in () if are_busy_hours(modes, unit, timeline) else modes:
            signature = _signature(mode, unit, found)
            found[signature] = _pattern(mode, unit, signature)
    return tuple(sorted(found.values(), key=lambda pattern: pattern.signature))


def find_modes(unit: Unit, left: NDArray[np.bool_], timeline: Timeline, gates: Gates) -> Iterator[Mode]:
    """Yield the times of day and of the sun at which a unit is acted on, those that still are.

    Args:
        unit: what is acted on.
        left: bool[n], the acts that nothing else explains.
        timeline: the past.
        gates: what they have to reach.
    """
    for mode in _modes(unit, left, timeline, gates):
        if is_alive(mode.hits, mode.eligible, mode.weekdays, timeline):
            yield mode


def _modes(unit: Unit, left: NDArray[np.bool_], timeline: Timeline, gates: Gates) -> Iterator[Mode]:
    """Yield a unit's modes, the clearest first, each from the acts that the ones before left over."""
    left = left.copy()
    lengths = lasted(unit, timeline)
    if len(unit.acts) > _ALL_DAY * len(np.unique(timeline.calendar.day(unit.acts))):
        left &= lengths >= SHORT
    while len(np.unique(timeline.calendar.day(unit.acts[left]))) >= gates.needed:
        clock, sun = find_time(unit, left, timeline, gates), find_sun(unit, left, timeline, gates)
        best = clearer(by_the_clock(clock, lengths), by_the_clock(sun, lengths), unit, timeline)
        if best is not None:
            left[best.acts] = False
            yield best
        elif (short := left & (lengths < SHORT)).any():
            # They crowd where the uses do, so what is left may have a time of day.
            left &= ~short
        else:
            return


def _signature(mode: Mode, unit: Unit, taken: dict[str, Pattern]) -> str:
    """Name a mode by its hour; the second one of the same hour and days by its minute as well."""
    slot = f"{_minute(mode) // 60:02}" if mode.dial == "clock" else f"{mode.dial}{round(mode.centre / 60)}"
    days = "".join(map(str, sorted(mode.weekdays))) + (
        mode.condition.state if isinstance(mode.condition, StateIs) else ""
    )
    parts = ("routine", unit.entities, unit.state, slot, days)
    signature = sign(*parts)
    return signature if signature not in taken else sign(*parts, round(mode.centre))


def _minute(mode: Mode) -> int:
    """Return the centre to five minutes; what comes right before midnight is not put off to the next day."""
    return min(round(mode.centre / GRID) * GRID, DAY - GRID)


def _pattern(mode: Mode, unit: Unit, signature: str) -> Pattern:
    trigger: AtTime | AtSun
    if mode.dial == "clock":
        trigger = AtTime(minute=_minute(mode))
    else:
        trigger = AtSun(event=mode.dial, offset_minutes=round(mode.centre / GRID) * GRID)
    return Pattern(
        signature=signature,
        trigger=trigger,
        entities=unit.entities,
        state=unit.state,
        weekdays=mode.weekdays,
        conditions=(mode.condition,) if mode.condition else (),
        evidence=Evidence(
            opportunities=len(mode.eligible),
            hits=len(mode.hits),
            support_days=mode.support,
            eligible_days=len(mode.eligible),
            chance=mode.chance,
            lower_bound=mode.lower_bound,
            spread_seconds=mode.spread * 60,
            window_seconds=mode.half_width * 60,
            first_day=int(mode.hits[0]),
            last_day=int(mode.hits[-1]),
            by_weekday=by_weekday(mode.hits),
            opportunities_without=mode.without[0],
            hits_without=mode.without[1],
        ),
    )
