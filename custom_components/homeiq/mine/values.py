"""Values: what people set things to when they carry a habit out, where that is always much the same.

A value never breaks a habit: it is looked for behind the acts of a pattern that was found without. Where it is what
people set and nothing else, it says which of those near each other is meant.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Pattern, SetTo
from ..model.habits.trigger import reminds
from ..model.things import AT_REST, SETTINGS
from ..model.things.set_state import SetState, alike
from ..past.acts import Unit, known_part, unit_of
from ..past.replay import kept_acts
from ..past.timeline import Timeline
from ..past.values import Values, settled

_STABLE = 0.1  # interquartile range at most, as a share of the attribute's range
_RECENT = 14  # newest acts that count: who changed a habit means the new one
_FEWEST_DAYS = 5
_MOVES = 4  # values of one use, as many as hands seldom set
_LOOKED_AT = 7200.0  # how much of a use is looked at for that, seconds
_KNOWN = 0.75  # share of the acts that must have a value at all


def with_values(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline) -> Pattern:
    """Return a pattern with what people set its entities to when they did what its automation would have done."""
    if timeline.values.keys().isdisjoint(pattern.entities) or reminds(pattern.trigger):
        return pattern
    acts = kept_acts(pattern, known_part(unit_of(pattern, units, timeline), timeline), timeline)
    return replace(pattern, values=find_values(pattern, acts, timeline))


def find_values(pattern: Pattern, acts: NDArray[np.float64], timeline: Timeline) -> tuple[SetTo, ...]:
    """Find what the entities of a pattern are set to.

    Args:
        pattern: what was found.
        acts: float64[n], UTC epoch seconds of the acts that carried it out, ascending.
        timeline: the past it was found in.
    """
    if sets := pattern.sets:
        return tuple(_set_alone(entity_id, sets, acts, timeline) for entity_id in sorted(pattern.entities))
    return tuple(
        found
        for entity_id, state in sorted(pattern.brings)
        if state not in AT_REST
        for attribute, values in sorted(timeline.values.get(entity_id, {}).items())
        if (found := _stable(entity_id, attribute, _recent(entity_id, values, settled(acts), timeline)))
    )


def _recent(entity_id: str, values: Values, acts: NDArray[np.float64], timeline: Timeline) -> NDArray[np.float64]:
    """Return the values after the newest acts, float64[n], NaN where there was none; none where they tell nothing.

    Args:
        entity_id: what is set.
        values: to what.
        acts: float64[m], UTC epoch seconds of the acts, once they have settled, ascending.
        timeline: the past.
    """
    times = values.since(acts)[-_RECENT:]
    are_enough = len(np.unique(timeline.calendar.day(times))) >= _FEWEST_DAYS
    if not are_enough or _moves(values, times, timeline.series[entity_id].until(times)):
        return np.empty(0)
    return values.at(times)


def _set_alone(entity_id: str, sets: SetState, acts: NDArray[np.float64], timeline: Timeline) -> SetTo:
    """Return what an entity is set to where setting it is all that is done: the most frequent value, of two the lower.

    Where nothing is set on half of the occasions, as with a slider that somebody drags, it is their middle.

    Args:
        sets: what most of it is near to.
        acts: float64[n], UTC epoch seconds, ascending.
    """
    values = timeline.values[entity_id][sets.attribute]
    told = values.at(values.since(settled(acts)))[-_RECENT:]
    setting = SETTINGS[sets.attribute]
    near = told[np.abs(told - sets.value) <= alike(sets.attribute, sets.value)]
    found, counts = np.unique(np.round(near / setting.step) * setting.step, return_counts=True)
    value, spread = float(found[counts.argmax()]) if len(found) else sets.value, 0.0
    if len(found) and setting.coarse > setting.fine and 2 * counts.max() < len(near):
        low, value, high = np.percentile(near, (25, 50, 75)).tolist()
        spread = high - low
    return SetTo(entity_id=entity_id, attribute=sets.attribute, value=value, spread=spread)


def _moves(values: Values, times: NDArray[np.float64], ends: NDArray[np.float64]) -> bool:
    """Tell whether something goes on setting it during most uses: a fixed value would put an end to that.

    Args:
        values: to what it was set.
        times: float64[n], UTC epoch seconds of the acts, once they have settled; one at least.
        ends: float64[n], when the uses ended.
    """
    last = np.minimum(ends, times + _LOOKED_AT)
    return bool(np.median(values.time.searchsorted(last) - values.time.searchsorted(times, "right")) >= _MOVES)


def _stable(entity_id: str, attribute: str, values: NDArray[np.float64]) -> SetTo | None:
    """Return what an entity is set to, as the values after its newest acts tell; None where they lie too far apart.

    Examples:
        >>> _stable("light.hall", "brightness", np.array([100.0, 101.0, 102.0, 103.0, 104.0]))
        SetTo(entity_id='light.hall', attribute='brightness', value=102.0, spread=2.0)
        >>> _stable("light.hall", "brightness", np.array([10.0, 60.0, 110.0, 160.0, 210.0])) is None
        True
    """
    known = values[~np.isnan(values)]
    if not len(known) or len(known) < _KNOWN * len(values) or attribute not in SETTINGS:
        return None
    low, middle, high = np.percentile(known, (25, 50, 75)).tolist()
    if high - low > _STABLE * SETTINGS[attribute].range:
        return None
    found = SetTo(entity_id=entity_id, attribute=attribute, value=middle, spread=high - low)
    # Whoever opens a blind has opened all of it.
    return None if found.as_told == SETTINGS[attribute].unsaid else found
