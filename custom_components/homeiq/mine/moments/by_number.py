"""Moments by a number: what people do at some time of day where a sensor near by says so, and else not.

The heater goes on at bedtime where the bedroom is cold. A number has to tell the days better than the calendar does:
who began, or left off, in the course of a spring seems to go by the warmth of it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, NumberIs
from ...model.things import AT_REST
from ...model.things.quantity import quantity_of
from ...past.acts import Unit
from ...past.chance import log_likelihood
from ...past.days.dials import moments
from ...past.numbers.sensors import class_in
from ...past.rule import Outcomes
from ...past.timeline import Timeline
from ..conditions.numeric import PRICE, numbers_kept
from ..conditions.split import Moments, Split
from .modes import Mode, on_days
from .windows import Marks, about

_CLASSES = (EVERY_DAY, WORKDAYS, WEEKEND)
_CLEARER = 3.0  # logarithm of the likelihood ratio by which it has to tell the days better than a date does


def by_number(mode: Mode, unit: Unit, marks: Marks, timeline: Timeline) -> Mode | None:
    """Return a mode on the days on which a sensor near by was beside a number; None where none tells them.

    Args:
        mode: as weekdays tell it.
        unit: what is acted on.
        marks: all of its acts.
        timeline: the past.
    """
    if mode.weekdays not in _CLASSES or not timeline.readings:
        return None
    outcomes = _outcomes(mode, unit, marks, timeline)
    split = Split(outcomes, Moments.of(outcomes.time, timeline.calendar))
    if (best := _best(split, unit, timeline)) is None:
        return None
    condition, holds = best
    without = len(mode.eligible), len(mode.hits)
    return replace(on_days(mode, mode.eligible[holds], marks), condition=condition, without=without)


def _best(split: Split, unit: Unit, timeline: Timeline) -> tuple[NumberIs, NDArray[np.bool_]] | None:
    """Return the number that leaves the highest bound, and on which days it is met; None where none tells them."""
    tried, numbers = numbers_kept(split, timeline, unit.entities)
    tests = ((split.bound(holds, tried, PRICE), one, holds) for one, holds in numbers)
    known = [(bound, one, holds) for bound, one, holds in tests if bound is not None and _is_sense(one, unit, timeline)]
    if not known:
        return None
    _, condition, holds = max(known, key=lambda each: each[0])
    hit = split.outcomes.hit
    return (condition, holds) if split.gain(holds) >= _by_date(hit) + _CLEARER else None


def _is_sense(condition: NumberIs, unit: Unit, timeline: Timeline) -> bool:
    """Tell whether a number may be a reason: nobody lights a lamp because it is bright, or puts it out as it is dark.

    Where it is lit once it gets dark, it was mostly lit before on the darker evenings.
    """
    is_light = quantity_of(class_in(timeline.home, condition.measured)).is_light
    lights = any(name.startswith("light.") for name in unit.entities)
    return not (is_light and lights) or (condition.below is None) == (unit.state in AT_REST)


def _outcomes(mode: Mode, unit: Unit, marks: Marks, timeline: Timeline) -> Outcomes:
    """Return the days of a mode as occasions, each at its moment, or when it was done already before that.

    What is done changes what is measured: a heater that is on already has warmed the room.
    """
    middle = moments(mode.dial, mode.eligible, mode.centre, timeline)
    act = np.full(len(mode.eligible), -1)
    on, _ = about(mode.dial, marks, mode.centre)
    # What is done in the night before the first day, or after the last one, is of neither.
    mine = np.isin(marks.act, mode.acts) & np.isin(on, mode.eligible)
    # The first one of each day comes last, and stays.
    act[np.searchsorted(mode.eligible, on[mine])[::-1]] = marks.act[mine][::-1]
    done = np.where(act >= 0, unit.acts[act], np.inf)
    return Outcomes(time=np.minimum(middle, done), hit=np.isin(mode.eligible, mode.hits), act=act)


def _by_date(hit: NDArray[np.bool_]) -> float:
    """Return how clearly the best date parts the days: mostly with an act on one side of it, without on the other.

    Examples:
        >>> _by_date(np.array([False, False, True, True])) > _by_date(np.array([False, True, False, True]))
        True
    """
    hits, days = int(np.count_nonzero(hit)), len(hit)
    before = np.cumsum(hit).tolist()
    of_all = log_likelihood(hits, days)
    return max(
        log_likelihood(some, count) + log_likelihood(hits - some, days - count) - of_all
        for count, some in enumerate(before, 1)
    )
