"""Days of a habit: every day, workdays, the weekend, one weekday or a set of them, whichever tells its days best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ...model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS
from ...past.acts import Unit
from ...past.chance import gain_of
from ...past.days.calendar import falls_on, weekday
from ...past.days.dials import moments
from ...past.days.weekday_sets import likeliest, price, ways
from ...past.presence import somebody_home
from ...past.timeline import Timeline
from .modes import DAY_CLASSES, Mode, measure, on_days
from .windows import HALF_WIDTHS, Marks

# Logarithm of the likelihood ratio for a habit of one weekday: seven days, some thirty things and a day's windows are
# tried, so that one in five thousand is nothing special.
_ONE_DAY = 13.0
_OTHERS = 2.0  # the same for workdays, or the weekend, beside the other days
_WORKDAYS, _WEEKEND = slice(0, 5), slice(5, 7)


def widened(mode: Mode, unit: Unit, marks: Marks, timeline: Timeline) -> Iterator[Mode]:
    """Yield a mode, and the same one in each wider window."""
    yield mode
    for half in HALF_WIDTHS:
        if half > mode.half_width:
            wider = measure(mode.dial, unit, marks, timeline, (mode.weekdays, mode.centre, half))
            yield from () if wider is None else (wider,)


def is_own_class(mode: Mode, unit: Unit, marks: Marks, timeline: Timeline) -> bool:
    """Tell whether a mode's days are one class: unlike the days outside of it, and alike among themselves."""
    inner: tuple[frozenset[int], ...] = tuple(frozenset({day}) for day in mode.weekdays)
    if mode.weekdays == EVERY_DAY:
        inner = (WORKDAYS, WEEKEND)
    elif len(mode.weekdays) == 1:
        inner = ()
    if any(_stands_out(mode, part, needed=5.0 if len(part) == 1 else 3.0) for part in inner):
        return False
    if any(not falls_on(mode.eligible, part).any() or not _may_act(mode, unit, part, timeline) for part in inner):
        return False
    if mode.weekdays == EVERY_DAY:
        return True
    wider = measure(mode.dial, unit, marks, timeline, (EVERY_DAY, mode.centre, mode.half_width))
    if wider is None or falls_on(wider.eligible, mode.weekdays).all():
        return wider is not None
    if not _may_act(mode, unit, EVERY_DAY - mode.weekdays, timeline):
        return True
    return _stands_out(wider, mode.weekdays, needed=_ONE_DAY if len(mode.weekdays) == 1 else _OTHERS)


def on_set(mode: Mode, marks: Marks, confidence: float) -> Mode | None:
    """Return a mode of all days on the set of weekdays that tells its days more clearly than any class; None without.

    Monday to Thursday, Tuesday and Thursday, every day but Sunday: any of them may be a habit's days, and all are
    weighed by what was counted on all days. The best of so many fits by accident more often than a class does.

    Args:
        mode: as it is on all days; of a class, nothing is known of the other days.
        marks: all acts of the unit.
        confidence: the share of its days that is of use.
    """
    if mode.weekdays != EVERY_DAY:
        return None
    hits, days = (np.bincount(weekday(some), minlength=len(EVERY_DAY)) for some in (mode.hits, mode.eligible))
    sets, kept, able = likeliest(hits, days)
    if kept[0] < confidence * able[0]:
        return None
    counted = len(mode.hits), len(mode.eligible)
    several = zip(sets, kept.tolist(), able.tolist(), strict=True)
    clearest, place = max((gain_of(h, n, *counted) - price(some), len(some)) for some, h, n in several)
    best = sets[place - 1]
    of_class = (gain_of(int(hits[some].sum()), int(days[some].sum()), *counted) for some in (_WORKDAYS, _WEEKEND))
    if best in DAY_CLASSES or clearest < max(0.0, *(gain - _OTHERS for gain in of_class)):
        return None
    some_days = on_days(mode, mode.eligible[falls_on(mode.eligible, best)], marks)
    return replace(some_days, weekdays=best, tried=ways(best))


def _may_act(mode: Mode, unit: Unit, part: frozenset[int], timeline: Timeline) -> bool:
    """Tell whether on most days of a part somebody is home at a mode's time; else it says nothing about them.

    What people do from afar asks for nobody to be home.
    """
    days = timeline.days[timeline.is_lived(timeline.days)]
    middle = moments(mode.dial, days, mode.centre, timeline)
    if not unit.is_for_who_is_home(middle, mode.half_width * 60):
        return True
    home = somebody_home(timeline, middle[falls_on(days, part)])
    return 2 * int(np.count_nonzero(home)) >= len(home)


def _stands_out(mode: Mode, part: frozenset[int], needed: float) -> bool:
    """Tell whether some weekdays of a mode have it clearly more often than its others.

    Compares the likelihoods of one share for all days and of a share each.

    Args:
        needed: logarithm of the likelihood ratio that convinces.
    """
    inside = falls_on(mode.eligible, part)
    done = np.isin(mode.eligible, mode.hits)
    n_in, n_out = int(inside.sum()), int((~inside).sum())
    h_in, h_out = int((done & inside).sum()), int((done & ~inside).sum())
    if not n_in or not n_out or h_in / n_in <= 1.5 * h_out / n_out:
        return False
    return gain_of(h_in, n_in, h_in + h_out, n_in + n_out) > needed
