"""Acts: what people did, one record for one movement of a hand, however many entities it moved.

A lamp group, its members and their helpers that change within two seconds are one act of one unit. Machines are told
from people where nobody is named: no hand follows a sensor by the same tenth of a second every time. So a lamp that its
own hub switches by its own sensor, which looks like a wall switch to Home Assistant, is no habit either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .actuators import ACT_STATES, is_forbidden
from .joined import join
from .leads import Leads
from .timeline import Series, Timeline

TOGETHER = 2.0  # longest distance between two changes of one act, seconds
_SHARED = 0.6  # share of the rarer entity's changes that two entities of a unit have in common
_FEWEST_SHARED = 4
_MACHINE_SPREAD = 0.5  # a person's delay spreads wider than this, seconds (interquartile)
_MACHINE_DELAY = 2400.0  # longest timer of an automation that is looked for, seconds
_FEWEST_MACHINE = 5
_MACHINE_SHARE = 0.6  # share of an entity's changes that a machine must explain
_ANSWERED = 0.1  # share of a trigger's firings that a machine must answer; a condition may hold it back often


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """Entities that people bring to a state together, and when they did.

    Attributes:
        entities: sorted.
        state: the state they are brought to.
        acts: float64[n], UTC epoch seconds of the acts of people, ascending.
    """

    entities: tuple[str, ...]
    state: str
    acts: NDArray[np.float64]

    def is_done(self, timeline: Timeline, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell at which moments nothing was left to do, just before anything happening at the moment itself."""
        done = [timeline.series[name].was(self.state, times, inclusive=False) for name in self.entities]
        return np.asarray(np.mean(done, axis=0) > 0.5)  # noqa: PLR2004 - most of them


def find_units(timeline: Timeline) -> tuple[Unit, ...]:
    """Find what people act on, the units sorted by entity and state."""
    times = _acts_by_state(timeline)
    units = []
    for state in sorted({state for _, state in times}):
        alike = {name: found for (name, other), found in times.items() if other == state}
        for group in join(alike, TOGETHER, _SHARED, _FEWEST_SHARED):
            members = tuple(sorted(group))
            moments = np.sort(np.concatenate([alike[name] for name in members]))
            first = np.append(True, np.diff(moments) > TOGETHER)
            units.append(Unit(entities=members, state=state, acts=moments[first]))
    return tuple(sorted(units, key=lambda unit: (unit.entities, unit.state)))


def _acts_by_state(timeline: Timeline) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return the acts of people by entity and the state they were after, forbidden ones left out."""
    found = {}
    for name, series in sorted(timeline.series.items()):
        aims = ACT_STATES.get(name.partition(".")[0])
        entity = timeline.home.entities.get(name)
        if aims is None or (entity is not None and entity.category is not None):
            continue
        for state in sorted(set(aims.values())):
            # The first report of an entity tells what it was, not that somebody did it.
            mine = series.comes_to(state) & series.by_people & (np.arange(len(series.time)) > 0)
            if mine.any() and not is_forbidden(name, state, timeline.home):
                found[name, state] = series.time[mine]
    return found


def without_machines(timeline: Timeline) -> Timeline:
    """Return the timeline with the changes that a machine made, though nobody says so, marked as such."""
    triggers = _triggers(timeline)
    leads = Leads.of(triggers)
    series = dict(timeline.series)
    for name, one in timeline.series.items():
        if name.partition(".")[0] not in ACT_STATES or one.by_person.all():
            continue
        for state in one.states:
            mine = np.flatnonzero(one.comes_to(state) & one.by_people & ~one.by_person)
            mine = mine[mine > 0]
            if len(mine) >= _FEWEST_MACHINE:
                near = leads.before(one.time[mine], _MACHINE_DELAY, _FEWEST_MACHINE)
                likely = {key: triggers[key] for key in near if key[0] != name}
                made = _machine_made(one.time[mine], (name, state), likely, timeline)
                series[name] = _disown(series[name], mine[made])
    return replace(timeline, series=series)


def _disown(series: Series, rows: NDArray[np.int64]) -> Series:
    by_people = series.by_people.copy()
    by_people[rows] = False
    return replace(series, by_people=by_people)


def _triggers(timeline: Timeline) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return what a machine might follow: every arrival of a sensor or person in a state, where there are enough.

    No switches: what follows one at once is its echo, one act of one hand.
    """
    return {
        (name, state): moments
        for name, series in timeline.series.items()
        if name.partition(".")[0] in {"binary_sensor", "person", "device_tracker", "sun"}
        for state in series.states
        if len(moments := series.reached(state)) >= _FEWEST_MACHINE
    }


def _machine_made(
    acts: NDArray[np.float64],
    aim: tuple[str, str],
    triggers: Mapping[tuple[str, str], NDArray[np.float64]],
    timeline: Timeline,
) -> NDArray[np.bool_]:
    """Tell which acts follow some trigger, or the clock, with a delay that no hand repeats.

    A machine also answers its trigger: what mostly follows an entity that mostly leads to nothing is a coincidence.

    Args:
        acts: float64[n], UTC epoch seconds.
        aim: the entity acted on and the state it comes to.
        triggers: the firings of whatever may have done it.
        timeline: the past.
    """
    name, state = aim
    made = np.zeros(len(acts), dtype=np.bool_)
    for moments in triggers.values():
        last = moments.searchsorted(acts) - 1
        delay = acts - moments[last]
        delay[last < 0] = np.inf
        # Nearly no trigger comes right before so many acts.
        if np.count_nonzero(delay < _MACHINE_DELAY) >= _FEWEST_MACHINE:
            repeated = _is_repeated(delay, _MACHINE_DELAY)
            to_do = np.count_nonzero(~timeline.series[name].was(state, moments, inclusive=False))
            if np.count_nonzero(repeated) >= _ANSWERED * to_do:
                made |= repeated
    clock = timeline.calendar.minute(acts) * 60
    made |= _is_repeated(clock, np.inf)
    return made


def _is_repeated(values: NDArray[np.float64], limit: float) -> NDArray[np.bool_]:
    """Mark the values that crowd within the machine's spread, where that is most of them."""
    usable = np.sort(values[values < limit])
    if len(usable) < _FEWEST_MACHINE:
        return np.zeros(len(values), dtype=np.bool_)
    ends = np.searchsorted(usable, usable + _MACHINE_SPREAD, "right")
    crowd = ends - np.arange(len(usable))
    best = int(np.argmax(crowd))
    if crowd[best] < max(_FEWEST_MACHINE, _MACHINE_SHARE * len(values)):
        return np.zeros(len(values), dtype=np.bool_)
    low = usable[best]
    return np.asarray((values >= low - _MACHINE_SPREAD) & (values <= low + 2 * _MACHINE_SPREAD))
