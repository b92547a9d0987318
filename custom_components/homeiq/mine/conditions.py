"""Conditions learned from the misses: what was true when the act followed, and was not when it did not."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import EVERY_DAY, WEEKEND, WORKDAYS, Between, Condition, Dark, StateIs
from ..past.calendar import DAY, weekday
from ..past.chance import wilson_lower
from ..past.rule import Trials
from ..past.timeline import Timeline

_KEPT = 0.75  # share of the hits that a condition has to keep
_GAIN = 0.06  # what the lower bound has to win for a condition to be worth its words
_GOOD = 0.9  # confidence that needs no condition
_SHORTEST_BAND = 3 * 60  # minutes; what happens in a shorter one is a habit of the clock, not of the trigger
_LONGEST_BAND = 14 * 60  # minutes; a longer band says nothing
_WITNESSES = frozenset(
    {"person", "zone", "media_player", "input_boolean", "alarm_control_panel", "light", "switch", "climate", "cover"}
)
_MOST_STATES = 6
# Many entities are tried as witnesses, so one has to win more than the sun or the clock.
_PRICE = {Dark: 0.0, Between: 0.02, StateIs: 0.08}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """A rule's firings under conditions."""

    trials: Trials
    conditions: tuple[Condition, ...] = ()
    weekdays: frozenset[int] = EVERY_DAY


def narrow(trials: Trials, timeline: Timeline, taken: frozenset[str], most: int = 2) -> Narrowed:
    """Add the conditions, one at a time, that tell the hits from the misses.

    Args:
        taken: entities of the rule itself, which are no witnesses.
        most: how many conditions at most.
    """
    best = Narrowed(trials=trials)
    for _ in range(most):
        if best.trials.hit.mean() >= _GOOD:
            break
        base = _bound(best.trials)
        options = [(_bound(one.trials) - price, one) for price, one in _options(best, timeline, taken)]
        value, chosen = max(options, key=lambda option: option[0], default=(0.0, best))
        if value < base + _GAIN:
            break
        best = chosen
    return best


def _bound(trials: Trials) -> float:
    return wilson_lower(int(trials.hit.sum()), len(trials.hit))


def _options(so_far: Narrowed, timeline: Timeline, taken: frozenset[str]) -> Iterator[tuple[float, Narrowed]]:
    """Yield every single condition that keeps most of the hits, with its price."""
    trials = so_far.trials
    for condition, holds in _tests(trials, timeline, taken):
        if _keeps(trials, holds):
            yield (
                _PRICE[type(condition)],
                Narrowed(
                    trials=trials.where(holds),
                    conditions=(*so_far.conditions, condition),
                    weekdays=so_far.weekdays,
                ),
            )
    if so_far.weekdays == EVERY_DAY:
        days = weekday(timeline.calendar.day(trials.time))
        for some in (WORKDAYS, WEEKEND):
            holds = np.isin(days, tuple(some))
            if _keeps(trials, holds):
                yield 0.0, Narrowed(trials=trials.where(holds), conditions=so_far.conditions, weekdays=some)


def _keeps(trials: Trials, holds: NDArray[np.bool_]) -> bool:
    return bool(np.count_nonzero(trials.hit & holds) >= _KEPT * np.count_nonzero(trials.hit)) and not holds.all()


def _tests(trials: Trials, timeline: Timeline, taken: frozenset[str]) -> Iterator[tuple[Condition, NDArray[np.bool_]]]:
    """Yield conditions and where they hold at the firings."""
    dark = timeline.dark(trials.time)
    yield Dark(dark=True), dark
    yield Dark(dark=False), ~dark
    if (band := _band(timeline.calendar.minute(trials.time[trials.hit]))) is not None:
        yield band, in_band(timeline.calendar.minute(trials.time), band)
    for name, series in timeline.series.items():
        if name.partition(".")[0] not in _WITNESSES or name in taken:
            continue
        if not 1 < len(series.states) <= _MOST_STATES:
            continue
        seen = series.codes_at(trials.time, inclusive=False)
        for code, state in enumerate(series.states):
            yield StateIs(entity_id=name, state=state), seen == code


def in_band(minutes: NDArray[np.float64], band: Between) -> NDArray[np.bool_]:
    """Tell which clock times lie in a band."""
    return np.asarray(np.mod(minutes - band.after, DAY) < np.mod(band.before - band.after, DAY))


def _band(minutes: NDArray[np.float64]) -> Between | None:
    """Return the shortest band, to the quarter of an hour, that holds nine of ten clock times."""
    if not len(minutes):
        return None
    ordered = np.sort(minutes)
    count = int(np.ceil(0.9 * len(ordered)))
    spans = np.append(ordered, ordered + DAY)[count - 1 : count - 1 + len(ordered)] - ordered
    start = int(np.argmin(spans))
    after = int((ordered[start] - 10) // 15 * 15)
    before = int(-((-(ordered[start] + spans[start] + 10)) // 15) * 15)
    if not _SHORTEST_BAND <= before - after <= _LONGEST_BAND:
        return None
    return Between(after=after % DAY, before=before % DAY)
