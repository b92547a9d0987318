"""Acts: what people did, one record for one movement of a hand, however many entities it moved.

A lamp group, its members and their helpers that change within two seconds are one act of one unit. Machines are told
from people where nobody is named: no hand follows a sensor by the same tenth of a second every time. So a lamp that its
own hub switches by its own sensor, which looks like a wall switch to Home Assistant, is no habit either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .actuators import ACT_STATES, is_forbidden
from .delays import Followers
from .echoes import Echoes
from .joined import join
from .series import Series
from .sun_driven import SunDriven
from .timeline import Timeline

TOGETHER = 2.0  # longest distance between two changes of one act, seconds
_SHARED = 0.6  # share of the rarer entity's changes that two entities of a unit have in common
_FEWEST_SHARED = 4
_MACHINE_SPREAD = 0.5  # a person's delay spreads wider than this, seconds (interquartile)
_MACHINE_DELAY = 2400.0  # longest timer of an automation that is looked for, seconds
_CLOCKWORK = 0.005  # of a timer's time, its spread; hands that go by the feel of time stray by a tenth and more
_LONGEST_TIMER = 12 * 3600.0  # of a device that switches itself off, seconds
_SLACK = 0.01  # seconds by which the coarse look is wider
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
        kin: what only repeats one of the entities, or is repeated by it: no cause of these acts.
    """

    entities: tuple[str, ...]
    state: str
    acts: NDArray[np.float64]
    kin: frozenset[str] = frozenset()

    def is_done(self, timeline: Timeline, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell at which moments nothing was left to do, just before anything happening at the moment itself."""
        done = [timeline.series[name].was(self.state, times, inclusive=False) for name in self.entities]
        if len(done) == 1:
            return done[0]
        return np.asarray(np.mean(done, axis=0) > 0.5)  # noqa: PLR2004 - most of them


def find_units(timeline: Timeline) -> tuple[Unit, ...]:
    """Find what people act on, the units sorted by entity and state."""
    times = _acts_by_state(timeline)
    echoes = Echoes.of(timeline, times, TOGETHER, _FEWEST_SHARED)
    units = []
    for state in sorted({state for _, state in times}):
        alike = {name: found for (name, other), found in times.items() if other == state}
        for group in join(alike, TOGETHER, _SHARED, _FEWEST_SHARED):
            members = tuple(sorted(group))
            moments = np.sort(np.concatenate([alike[name] for name in members]))
            first = np.append(True, np.diff(moments) > TOGETHER)
            if not echoes.repeat(members, moments[first], times, state):
                units.append(Unit(entities=members, state=state, acts=moments[first], kin=echoes.kin(members)))
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Suspects:
    """Changes of an entity to one state that nobody is named for.

    Attributes:
        rows: int64[n], where they are in the entity's series.
        time: float64[n], UTC epoch seconds.
    """

    name: str
    state: str
    rows: NDArray[np.int64]
    time: NDArray[np.float64]


def without_machines(timeline: Timeline) -> Timeline:
    """Return the timeline with the changes that a machine made, though nobody says so, marked as such."""
    suspects = list(_suspects(timeline))
    series = dict(timeline.series)
    for one, made in zip(suspects, _machine_made(suspects, timeline), strict=True):
        series[one.name] = _disown(series[one.name], one.rows[made])
    return replace(timeline, series=series)


def _suspects(timeline: Timeline) -> Iterator[_Suspects]:
    for name, one in timeline.series.items():
        if name.partition(".")[0] not in ACT_STATES or one.by_person.all():
            continue
        for state in one.states:
            mine = np.flatnonzero(one.comes_to(state) & one.by_people & ~one.by_person)
            mine = mine[mine > 0]
            if len(mine) >= _FEWEST_MACHINE:
                yield _Suspects(name=name, state=state, rows=mine, time=one.time[mine])


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


def _machine_made(suspects: Sequence[_Suspects], timeline: Timeline) -> list[NDArray[np.bool_]]:
    """Return, for each suspect, which acts follow a trigger, the clock or the sun as no hand does again and again."""
    sun = SunDriven(timeline)
    made = [
        _is_repeated(timeline.calendar.minute(one.time) * 60, np.inf) | _runs_out(one, timeline) | _keeps_to(sun, one)
        for one in suspects
    ]
    sieve = _Sieve(Followers.of([one.time for one in suspects]))
    for (name, _), moments in _triggers(timeline).items():
        for place in sieve.tight(moments):
            one = suspects[place]
            if name != one.name:
                made[place] |= _answers(one, moments, timeline)
    return made


class _Sieve:
    """Finds the suspects worth a closer look at a trigger, with all of them in one row.

    Of ``n`` acts, where ``c`` have delays within a machine's spread, at least ``2 * c - n - 1`` are followed by another
    one of them: the other acts stand between at most so many.
    """

    def __init__(self, followers: Followers) -> None:
        """Bring each suspect's acts together."""
        sizes = followers.sizes
        crowd = np.maximum(_FEWEST_MACHINE, np.ceil(_MACHINE_SHARE * sizes)).astype(np.int64)
        self._followers = followers
        self._needed = 2 * crowd - sizes - 1
        self._order = np.argsort(followers.whose, kind="stable")
        self._starts = np.cumsum(sizes) - sizes
        self._is_last = np.diff(followers.whose[self._order], append=-1) != 0

    def tight(self, moments: NDArray[np.float64]) -> Sequence[int]:
        """Return the suspects of whom enough acts may follow a trigger by one delay.

        Args:
            moments: float64[m], when the trigger fired, UTC epoch seconds.
        """
        delays = self._followers.since(moments)[self._order]
        with np.errstate(invalid="ignore"):
            close = np.abs(np.diff(delays, append=np.inf)) <= _MACHINE_SPREAD + _SLACK
        close &= (delays < _MACHINE_DELAY) & ~self._is_last
        if not len(close):
            return ()
        found: list[int] = np.flatnonzero(np.add.reduceat(close, self._starts, dtype=np.int64) >= self._needed).tolist()
        return found


def _answers(one: _Suspects, moments: NDArray[np.float64], timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts that follow a trigger by the same delay again and again.

    A machine also answers its trigger: what mostly follows an entity that mostly leads to nothing is a coincidence.

    Args:
        moments: float64[m], when the trigger fired, UTC epoch seconds.
    """
    repeated = _is_repeated(_delay(moments, one.time), _MACHINE_DELAY)
    to_do = np.count_nonzero(~timeline.series[one.name].was(one.state, moments, inclusive=False))
    return repeated & (np.count_nonzero(repeated) >= _ANSWERED * to_do)


def _keeps_to(sun: SunDriven, one: _Suspects) -> NDArray[np.bool_]:
    """Mark the acts that keep their distance from sunrise or sunset, where these are most."""
    marked = sun.marks(one.time)
    return marked & (np.count_nonzero(marked) >= max(_FEWEST_MACHINE, _MACHINE_SHARE * len(marked)))


def _runs_out(one: _Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts before which the entity had been as it was for the same time, again and again."""
    time = timeline.series[one.name].time
    lasted = time[one.rows] - time[one.rows - 1]
    return _is_repeated(lasted, _LONGEST_TIMER, max(_MACHINE_SPREAD, _CLOCKWORK * float(np.median(lasted))))


def _delay(moments: NDArray[np.float64], acts: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(acts - np.append(-np.inf, moments)[moments.searchsorted(acts)])


def _is_repeated(values: NDArray[np.float64], limit: float, spread: float = _MACHINE_SPREAD) -> NDArray[np.bool_]:
    """Mark the values below a limit that crowd within a machine's spread, where that is most of them."""
    usable = np.sort(values[values < limit])
    if len(usable) < _FEWEST_MACHINE:
        return np.zeros(len(values), dtype=np.bool_)
    ends = np.searchsorted(usable, usable + spread, "right")
    crowd = ends - np.arange(len(usable))
    best = int(np.argmax(crowd))
    if crowd[best] < max(_FEWEST_MACHINE, _MACHINE_SHARE * len(values)):
        return np.zeros(len(values), dtype=np.bool_)
    low = usable[best]
    return np.asarray((values >= low - spread) & (values <= low + 2 * spread))
