"""Sun habits: what people do about sunrise or sunset, whatever the clock says.

Over a few weeks the sun hardly moves, so that the acts can't surely tell which of the two people go by. Then the
likelier one is believed of what gives light or shade, and the clock of all else.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...model.day import apart
from ...model.things import thing_of
from ...past.acts import Unit
from ...past.days.calendar import falls_on, round_median
from ...past.days.dials import Dial, moments
from ...past.timeline import Timeline
from ..evidence import median
from .gates import Gates
from .modes import Mode
from .time_of_day import best_on

# Logarithm of the likelihood ratio that speaks for the sun: 20 to 1, where two events on ten classes of days are tried.
_ADVANTAGE = 6.0
_EXPECTED = 60.0  # minutes from the sun's event within which light or shade is wanted for it
_NEARBY = 90.0  # minutes within which an act has a say in whether the sun or the clock is meant
_MOVED = 25.0  # minutes that the sun must have moved for its course to be told from the clock


def find_sun(unit: Unit, left: NDArray[np.bool_], timeline: Timeline, gates: Gates) -> Mode | None:
    """Find the clearest moment of the sun's course, where the sun moved enough to tell it from the clock.

    What the sun is a reason for need not be told from the clock.

    Args:
        unit: what is acted on.
        left: bool[n], the acts that nothing else explains.
        timeline: the past.
        gates: what it has to reach.
    """
    dials: tuple[Dial, ...] = ("sunrise", "sunset")
    found = [
        mode
        for dial in dials
        if (mode := best_on(dial, unit, left, timeline, gates))
        and (_is_expected(mode, unit) or _moved(dial, mode, timeline) >= _MOVED)
    ]
    return max(found, key=lambda mode: mode.worth - mode.half_width / 400, default=None)


def clearer(clock: Mode | None, sun: Mode | None, unit: Unit, timeline: Timeline) -> Mode | None:
    """Choose between a time of day and the sun: the clock, unless the acts lie clearly closer together by the sun.

    Of a lamp that is lit at about one time, and about dusk, whatever the acts lie closer to is believed.

    Two spreads of the same acts on ``n`` days, as mean distances ``c`` and ``s`` from their median, differ in
    log-likelihood by ``n * ln(c / s)`` (acts scattered as a Laplace distribution).
    """
    if sun is None:
        return clock
    are_one = clock is not None and _are_one(clock, sun)
    if not _is_likelier(sun, unit, timeline, surely=not (are_one and _is_expected(sun, unit))):
        return clock
    if clock is None or are_one:
        return sun
    return max(clock, sun, key=lambda mode: mode.worth * len(mode.hits))


def _are_one(clock: Mode, sun: Mode) -> bool:
    """Tell whether two modes are two readings of one habit, and not two habits."""
    shared = len(np.intersect1d(clock.acts, sun.acts))
    return 2 * shared >= min(len(clock.acts), len(sun.acts))


def _is_likelier(sun: Mode, unit: Unit, timeline: Timeline, *, surely: bool) -> bool:
    """Tell whether acts lie closer together by the sun than by the clock; surely so only where the sun has moved."""
    if surely and _moved(sun.dial, sun, timeline) < _MOVED:
        return False
    return _advantage(sun, unit, timeline) >= (_ADVANTAGE if surely else 0.0)


def _is_expected(sun: Mode, unit: Unit) -> bool:
    """Tell whether the sun is a reason for what is done: it gets dark and a lamp is lit, or light and a blind opens."""
    by_sun = all(thing_of(name).by_sun.get(unit.state) == sun.dial for name in unit.entities)
    return by_sun and abs(sun.centre) <= _EXPECTED


def _advantage(sun: Mode, unit: Unit, timeline: Timeline) -> float:
    """Return how much closer together acts lie by the sun than by the clock: a logarithm of a likelihood ratio.

    All acts nearby by either dial are asked: those in the mode's window alone lie close together by the sun anyway.
    """
    days, minutes = timeline.calendar.day(unit.acts), timeline.calendar.minute(unit.acts)
    by_sun = (unit.acts - moments(sun.dial, days, sun.centre, timeline)) / 60
    by_clock = apart(minutes, round_median(minutes[sun.acts]))
    with np.errstate(invalid="ignore"):
        near = np.isfinite(by_sun) & ((np.abs(by_sun) <= _NEARBY) | (np.abs(by_clock) <= _NEARBY))
    near &= falls_on(days, sun.weekdays)
    return float(len(np.unique(days[near])) * np.log(_spread(by_clock[near]) / _spread(by_sun[near])))


def _spread(away: NDArray[np.float64]) -> float:
    """Return the mean distance from the median, minutes; one at least.

    Examples:
        >>> _spread(np.array([-10.0, 0.0, 20.0]))
        10.0
    """
    return max(float(np.mean(np.abs(away - median(away)))), 1.0)


def _moved(dial: Dial, mode: Mode, timeline: Timeline) -> float:
    """Return by how many minutes of the clock the sun's event moved over the days of the hits."""
    minutes = timeline.calendar.minute(moments(dial, mode.hits, 0.0, timeline))
    return float(np.ptp(minutes[np.isfinite(minutes)])) if np.isfinite(minutes).any() else 0.0
