"""An oracle: the acts that the best rules of detection's own vocabulary would have spared, had the future been known.

A rule is a time of day or a distance from sunrise or sunset, every day, on workdays or at weekends; or something that
happens, at once or once it has lasted for some minutes. None has conditions. A rule may be used if on the later days it
spared five acts or more, and so large a share of its runs with something left to do were wanted. Of each thing the rule
that spares most is taken first; whatever is taken after it has to be as good on the acts that are left. With conditions
more could be spared; but what is chosen among thousands by the very days that judge it also holds by chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools import load  # noqa: F401  # isort: skip - it has to come before the core

from custom_components.homeiq.model.habits.waiting import soonest_answer
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.days.calendar import weekday
from custom_components.homeiq.past.days.sun import sun_times
from custom_components.homeiq.past.replay import TOLERANCE
from custom_components.homeiq.past.rule import Attempt, Firings, Rule
from custom_components.homeiq.past.timeline import Timeline

SHARES = (0.8, 0.5)
"""Of its runs with something left to do, that a rule has to be right at: to act, and to ask."""

FEWEST = 5  # acts that a rule has to spare
STEP = 5  # minutes between times that are tried
FARTHEST = 180  # minutes from sunrise or sunset
LASTED = (0, 60, 300, 600)  # seconds for which a state has to have lasted
ANSWERED = 600.0  # seconds within which people answer
SATURDAY = 5

type Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    """Rules for one thing, a row each: the acts that each would have spared, bool[rules, acts], and its wrong runs."""

    spares: Flags
    wrong: NDArray[np.int64]


def spared(units: Sequence[Unit], timeline: Timeline, since: float, shares: Sequence[float]) -> list[int]:
    """Count the acts from ``since`` (UTC epoch seconds) on that rules would have spared, for shares to be right at."""
    moments, classes = _moments(timeline, since)
    total = [0 for _ in shares]
    for unit in units:
        if np.count_nonzero(unit.acts >= since) >= FEWEST:
            rules = _rules(unit, timeline, since, moments, classes)
            total = [before + _chosen(rules, share) for before, share in zip(total, shares, strict=True)]
    return total


def _moments(timeline: Timeline, since: float) -> tuple[NDArray[np.float64], Flags]:
    """Return the moments of all rules of the clock and the sun on each day lived in, and the days of each class.

    Returns:
        float64[rules, days], UTC epoch seconds, NaN where there is none; bool[classes, days].
    """
    days = timeline.days[timeline.is_lived(timeline.days)]
    days = days[timeline.calendar.moment(days, 0) >= since]
    clock = [timeline.calendar.moment(days, float(minute)) for minute in range(0, 1440, STEP)]
    turns = sun_times(days, timeline.home.latitude, timeline.home.longitude)
    offsets = range(-FARTHEST, FARTHEST + 1, STEP)
    sun = [turn + 60 * offset for turn in turns for offset in offsets]
    free = weekday(days) >= SATURDAY
    return np.array([*clock, *sun]), np.array([np.ones(len(days), dtype=np.bool_), ~free, free])


def _rules(unit: Unit, timeline: Timeline, since: float, moments: NDArray[np.float64], classes: Flags) -> _Rules:
    first = int(np.searchsorted(unit.acts, since))
    timed = list(_timed(unit, timeline, first, moments, classes))
    answers = list(_answers(unit, timeline, since, first))
    every = [*timed, *answers]
    count = len(unit.acts) - first
    return _Rules(
        np.array([one for one, _ in every], dtype=np.bool_).reshape(len(every), count),
        np.array([wrong for _, wrong in every], dtype=np.int64),
    )


def _timed(
    unit: Unit, timeline: Timeline, first: int, moments: NDArray[np.float64], classes: Flags
) -> Iterator[tuple[Flags, int]]:
    """Yield the acts that each moment on each class of days would have spared, and its wrong runs."""
    if not moments.size:
        return
    acts = unit.acts[first:]
    flat = np.nan_to_num(moments.ravel(), nan=0.0)
    done = unit.is_done(timeline, flat) | np.isnan(moments.ravel())
    place = np.searchsorted(acts, flat)
    hit = ~done & (np.append(acts, np.inf)[place] <= flat + TOLERANCE)
    runs, hits, acted = ((~done).reshape(moments.shape), hit.reshape(moments.shape), place.reshape(moments.shape))
    for days in classes:
        counts = hits[:, days].sum(axis=1)
        for row in np.flatnonzero(counts >= FEWEST):
            mine = hits[row] & days
            yield _marked(acted[row][mine], len(acts)), int(np.count_nonzero(runs[row] & days & ~hits[row]))


def _answers(unit: Unit, timeline: Timeline, since: float, first: int) -> Iterator[tuple[Flags, int]]:
    """Yield the same for whatever happened, at once or once it had lasted."""
    count = len(unit.acts) - first
    for name, series in timeline.series.items():
        if name in unit.entities or name in unit.kin:
            continue
        for state in series.states:
            times = series.reached(state)
            times = times[times >= since]
            if len(times) < FEWEST:
                continue
            attempt = Attempt(firings=Firings(timeline=timeline, entity_id=name, time=times), unit=unit)
            for held in LASTED:
                rule = Rule(entity_id=name, to=state, low=soonest_answer(held), high=held + ANSWERED, for_seconds=held)
                played = attempt.outcomes(rule)
                idle = played.idle if played.idle is not None else np.zeros(len(played.time), dtype=np.bool_)
                saved = played.act[played.hit & ~idle]
                if len(saved) >= FEWEST:
                    yield _marked(saved - first, count), int(np.count_nonzero(~played.hit))


def _marked(acts: NDArray[np.int64], count: int) -> Flags:
    marked = np.zeros(count, dtype=np.bool_)
    marked[acts] = True
    return marked


def _chosen(rules: _Rules, share: float) -> int:
    """Count what the rules spare that are chosen one after the other."""
    left = np.ones(rules.spares.shape[1], dtype=np.bool_)
    total = 0
    while True:
        more = (rules.spares & left).sum(axis=1)
        more = np.where((more >= FEWEST) & (more >= share * (more + rules.wrong)), more, 0)
        if not len(more) or not more.max():
            return total
        best = int(more.argmax())
        total += int(more[best])
        left &= ~rules.spares[best]
