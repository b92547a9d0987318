"""Routines: what people do at a time of day, or about sunrise or sunset.

Counted in distinct days among the days on which it could have happened. The clock is preferred: the sun has to fit
clearly better, and to have moved enough in the time seen to tell the two apart.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import AtSun, AtTime, Evidence, Pattern
from ..past.acts import Unit
from ..past.calendar import weekday
from ..past.chance import binomial_tail
from ..past.timeline import Timeline
from ..settings import Settings
from .evidence import confidence_needed, days_needed, sign
from .modes import Dial, Mode, classes, marks_on, moments

_MOST_MODES = 6  # of one unit
_SUN_ADVANTAGE = 0.05  # what the sun has to be surer by
_SUN_MOVED = 25.0  # minutes that the sun must have moved for its course to be told from the clock
_LEAST_LIFT = 1.8
_SHARE_OF_DAYS = 0.5  # of the days lived in, those with something left to do
_BOUND_BELOW = 0.1  # how far the lower bound may stay below the confidence asked for
_CHANCE = 1e-4  # of so many windows tried, what chance alone may give
_SILENCE = 21  # days without it that end a habit
_PATIENCE = 0.02  # how unlikely a silence has to be


def find_routines(
    timeline: Timeline, units: tuple[Unit, ...], explained: dict[Unit, NDArray[np.bool_]], settings: Settings
) -> tuple[Pattern, ...]:
    """Find what people do by the clock or the sun.

    Args:
        explained: for each unit, bool[n]: acts that follow something nearer and are no routine.

    Returns:
        The patterns that pass every gate, sorted by signature.
    """
    found = [
        _pattern(mode, unit)
        for unit in units
        for mode in _modes(unit, ~explained[unit], timeline, settings)
        if is_alive(mode.hits, mode.eligible, len(mode.hits) / len(mode.eligible))
    ]
    return tuple(sorted(found, key=lambda pattern: pattern.signature))


def _modes(unit: Unit, left: NDArray[np.bool_], timeline: Timeline, settings: Settings) -> Iterator[Mode]:
    """Yield a unit's modes, the clearest first, each from the acts that the ones before left over."""
    left = left.copy()
    for _ in range(_MOST_MODES):
        best = _clearest(unit, left, timeline, settings)
        if best is None:
            return
        left[best.acts] = False
        yield best


def _clearest(unit: Unit, left: NDArray[np.bool_], timeline: Timeline, settings: Settings) -> Mode | None:
    needed = days_needed(settings, unit.entities, timeline.home, None)
    if len(np.unique(timeline.calendar.day(unit.acts[left]))) < needed:
        return None
    clock = _best_on("clock", unit, left, timeline, settings)
    sun = [
        mode
        for dial in ("sunrise", "sunset")
        if (mode := _best_on(dial, unit, left, timeline, settings)) and _moved(dial, mode, timeline) >= _SUN_MOVED
    ]
    by_sun = max(sun, key=_value, default=None)
    if clock is None or by_sun is None:
        return clock or by_sun
    return by_sun if _value(by_sun) > _value(clock) + _SUN_ADVANTAGE else clock


def _best_on(dial: Dial, unit: Unit, left: NDArray[np.bool_], timeline: Timeline, settings: Settings) -> Mode | None:
    marks = marks_on(dial, unit, left, timeline)
    needed = days_needed(settings, unit.entities, timeline.home, None)
    passing = [mode for mode in classes(dial, unit, marks, timeline, needed) if _passes(mode, unit, timeline, settings)]
    return max(passing, key=lambda mode: mode.worth * len(mode.hits), default=None)


def _value(mode: Mode) -> float:
    """Weigh how sure a mode is, how narrow, and how much it explains."""
    return mode.worth - mode.half_width / 400


def _moved(dial: Dial, mode: Mode, timeline: Timeline) -> float:
    """Return by how many minutes of the clock the sun's event moved over the days of the hits."""
    minutes = timeline.calendar.minute(moments(dial, mode.hits, 0.0, timeline))
    return float(np.ptp(minutes[np.isfinite(minutes)])) if np.isfinite(minutes).any() else 0.0


def _passes(mode: Mode, unit: Unit, timeline: Timeline, settings: Settings) -> bool:
    hits, days = len(mode.hits), len(mode.eligible)
    confidence = confidence_needed(settings, unit.entities, timeline.home, None)
    return (
        days >= _SHARE_OF_DAYS * _lived(mode, timeline)
        and mode.support >= days_needed(settings, unit.entities, timeline.home, None)
        and hits / days >= confidence
        and mode.lower_bound >= confidence - _BOUND_BELOW
        and hits / days >= _LEAST_LIFT * mode.chance
        and binomial_tail(hits, days, mode.chance) < _CHANCE
    )


def is_alive(hits: NDArray[np.int64], eligible: NDArray[np.int64], confidence: float) -> bool:
    """Tell whether a habit still goes on: no silence of three weeks that its own steadiness makes unlikely."""
    last = hits[-1] if len(hits) else -1
    silent = eligible[eligible > last]
    long = len(silent) > 0 and eligible[-1] - last >= _SILENCE
    return not (long and (1 - confidence) ** len(silent) < _PATIENCE)


def _lived(mode: Mode, timeline: Timeline) -> int:
    """Count the days of a mode's class on which the home was lived in."""
    lived = np.array(sorted(timeline.lived_days), dtype=np.int64)
    return int(np.count_nonzero(np.isin(weekday(lived), tuple(mode.weekdays))))


def _pattern(mode: Mode, unit: Unit) -> Pattern:
    trigger: AtTime | AtSun
    if mode.dial == "clock":
        minute = round(mode.centre / 5) * 5 % 1440
        trigger = AtTime(minute=minute)
        slot = f"{minute // 60:02}"
    else:
        trigger = AtSun(event=mode.dial, offset_minutes=round(mode.centre / 5) * 5)
        slot = f"{mode.dial}{round(mode.centre / 60)}"
    days = "".join(map(str, sorted(mode.weekdays)))
    return Pattern(
        signature=sign("routine", unit.entities, unit.state, slot, days),
        trigger=trigger,
        entities=unit.entities,
        state=unit.state,
        weekdays=mode.weekdays,
        evidence=Evidence(
            opportunities=len(mode.eligible),
            hits=len(mode.hits),
            support_days=mode.support,
            eligible_days=len(mode.eligible),
            chance=mode.chance,
            lower_bound=mode.lower_bound,
            spread_seconds=mode.spread * 60,
            window_seconds=mode.half_width * 60,
        ),
    )
