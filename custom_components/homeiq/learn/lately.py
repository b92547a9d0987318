"""Lately: the last weeks of a long past by themselves, as life is by now.

What began two months ago, moved by an hour, or goes on with another lamp than before is a small part of a year, and the
days before it count against it. The last weeks know nothing of these; all days know better what comes seldom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ..model.habits.gate import Gate
from ..model.habits.known import Known
from ..model.habits.likeness import has_moved
from ..model.habits.pattern import Pattern
from ..model.habits.trigger import spares_acts
from ..model.things.brought import brings, share_an_act
from ..past.acts import Unit, unit_of
from ..past.days.step import begin_of
from ..past.replay import kept_acts
from ..past.timeline import Timeline
from ..suggest.backtest import backtest
from ..suggest.select import Tested
from .stretch import Stretch

_DAYS = 56  # that are looked at by themselves, a step more at most
_LIFT = 4.0  # times likelier than by chance, for what only these show
_FEWER = 0.8  # times as often as what it has become, at most
_MOST = 0.6  # share of what is done with a thing
_EVERY = 7  # days
_LONG = 84  # days of a past from which on these are a part of it


def last_weeks(timeline: Timeline) -> Timeline | None:
    """Return the last weeks of a long past; None where it is none."""
    return timeline.after(_begin(timeline)) if len(timeline.days) >= _LONG else None


def asked(known: Known, whole: Stretch, recent: Timeline) -> Callable[[Unit], bool]:
    """Return which units the last weeks look at: those without a reason yet; most nights only what was suggested.

    What is new is looked for once a week, as that takes nearly as long as all days do.
    """
    shown, standing = known.shown, whole.standing
    if shown is None or recent.days[-1] % _EVERY == 0:
        return lambda unit: not _is_explained(unit, standing, recent)
    return lambda unit: any(share_an_act(one.pattern, unit) for one in shown)


def parted(whole: Stretch, lately: Stretch) -> tuple[Stretch, Stretch]:
    """Return what all days and the last weeks show, each habit at one of them."""
    gates = lately.passage.gates
    # Who looks twice finds twice as much by accident.
    proven = gates.keep(Gate.DAYS, lately.whole, lambda one: one.is_proven)
    likely = gates.keep(Gate.LOOSE, proven, lambda one: one.pattern.evidence.lift >= _LIFT)
    lasting = whole.passage.gates.keep(
        Gate.ENDED, whole.whole, lambda one: not any(_has_become(one, other, lately) for other in likely)
    )
    new = gates.keep(Gate.SAME, likely, lambda one: not _is_told(one, lasting, lately.timeline))
    return replace(whole, whole=tuple(lasting)), replace(lately, whole=tuple(new))


def _is_explained(unit: Unit, told: Sequence[Pattern], timeline: Timeline) -> bool:
    """Tell whether some habits account for most of what is done with a unit."""
    mine = [one for one in told if one.brings == brings(unit)]
    kept = [kept_acts(one, unit, timeline) for one in mine if spares_acts(one.trigger)]
    return bool(kept) and len(np.unique(np.concatenate(kept))) >= _MOST * len(unit.acts)


def _begin(timeline: Timeline) -> float:
    """Return the local midnight at which the last weeks begin, on most nights the same as the night before."""
    calendar = timeline.calendar
    day = calendar.day(np.array([begin_of(timeline.until, _DAYS)]))
    return float(calendar.moment(day, 0)[0])


def _has_become(one: Tested, other: Tested, lately: Stretch) -> bool:
    """Tell whether another time of day, clearly kept more often in the last weeks, has taken a habit's place.

    Where an automation is to move is seen on the days since it was accepted.
    """
    if one.moved_from or not has_moved(one.pattern, other.pattern):
        return False
    kept = backtest(one.pattern, unit_of(one.pattern, lately.units, lately.timeline), lately.timeline).kept
    return kept <= _FEWER * other.backtest.kept


def _is_told(one: Tested, others: Sequence[Tested], timeline: Timeline) -> bool:
    """Tell whether half of what a habit would do is done by others, with more things or for another reason."""
    same = [
        replace(other.pattern, entities=one.pattern.entities, state=one.pattern.state, otherwise=one.pattern.otherwise)
        for other in others
        if share_an_act(other.pattern, one.pattern)
    ]
    mine = kept_acts(one.pattern, one.unit, timeline)
    taken = [kept_acts(other, one.unit, timeline) for other in same if spares_acts(other.trigger)]
    return bool(taken) and 2 * len(np.intersect1d(mine, np.concatenate(taken))) >= len(mine)
