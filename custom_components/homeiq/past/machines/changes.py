"""Machines: changes that no hand made, though nobody says so, or somebody's name is on them.

No hand follows a sensor by the same tenth of a second every time, or the clock to half a second; so a lamp that its own
hub switches by its own sensor, which looks like a wall switch to Home Assistant, is no habit. Where a person is named,
software may act with that person's token: what crowds as no hand does is the software's, and the other acts stay the
person's. Each verdict says what gave the machine away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...model.things import ACT_STATES, thing_of
from ..delays import Followers
from ..flips import Flips, flips_of
from ..series import Series
from ..timeline import Timeline
from .beat import keeps_a_beat
from .clockwork import after_strokes, keeps_a_phase
from .exact import (
    FEWEST,
    LONGEST_DELAY,
    REPORTED,
    SOON_REPORTED,
    SPREAD,
    Crowds,
    Sieve,
    crowd_behind,
    is_repeated,
    is_whole_minute,
    is_whole_second,
    stands_out,
)
from .followers import Following, find_followers
from .polled import find_polled
from .ruled import find_ruled
from .sun_driven import SunDriven
from .verdict import Gate, Verdict

_CLOCKWORK = 0.005  # of a timer's time, its spread; hands that go by the feel of time stray by a tenth and more
_LONGEST_TIMER = 12 * 3600.0  # of a device that switches itself off, seconds
_OFTEN = 8  # calls that name nobody on a day of use, more than which nobody makes by hand
_MINUTE = 1.0  # within which they keep a time of day, minutes
_NEARBY = 20.0  # minutes around, in which people would have acted as well
_SHARE = 0.6  # share of an entity's changes that a machine must explain
_BY_THE_SUN = 0.3  # share of an entity's changes that keep to the sun; of a hand's, a few in a hundred do by chance
_LED = 60.0  # seconds after a sensor within which somebody may have acted because of it
_ANSWERED = 0.1  # share of a trigger's firings that a machine must answer; a condition may hold it back often


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Suspects:
    """Changes of an entity to one state that look like people's.

    Attributes:
        rows: int64[n], where they are in the entity's series.
        time: float64[n], UTC epoch seconds.
    """

    name: str
    state: str
    rows: NDArray[np.int64]
    time: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """Changes that are a machine's."""

    verdict: Verdict
    rows: NDArray[np.int64]


def without_machines(timeline: Timeline) -> Timeline:
    """Return the timeline with the changes that a machine made, though nobody says so, marked as such."""
    found = [*_exact(timeline), *_coded(timeline), *_following(timeline)]
    series = dict(timeline.series)
    for one in found:
        series[one.verdict.entity_id] = _disown(series[one.verdict.entity_id], one.rows)
    return replace(timeline, series=series, verdicts=tuple(one.verdict for one in found))


def _disown(series: Series, rows: NDArray[np.int64]) -> Series:
    by_people = series.by_people.copy()
    by_people[rows] = False
    return replace(series, by_people=by_people)


def _exact(timeline: Timeline) -> Iterator[_Found]:
    """Yield what follows a trigger, the clock, the sun or its own use as no hand does again and again."""
    nameless, every = list(_suspects(timeline, named=False)), list(_suspects(timeline, named=True))
    sun = SunDriven(timeline)
    for one in nameless:
        yield from _found(one, Gate.CLOCK, is_repeated(timeline.calendar.minute(one.time) * 60, np.inf))
        yield from _found(one, Gate.TIMER, _runs_out(one, timeline))
    yield from _clockwork(timeline)
    for one in every:
        by_clock = _keeps_time(one, timeline)
        yield from _found(one, Gate.CLOCK, by_clock)
        yield from _found(one, Gate.TIMER, _lasts_exactly(one, timeline) & ~by_clock)
        yield from _found(one, Gate.BEAT, _beats(one, timeline))
        yield from _found(one, Gate.SUN, _keeps_to(sun, one))
    sieve = Sieve(Followers.of([one.time for one in nameless]))
    crowds = Crowds(Followers.of([one.time for one in every]))
    for name, moments in _triggers(timeline):
        for suspects, places, kind in (
            (nameless, sieve.tight(moments), _repeats),
            (every, crowds.tight(moments), crowd_behind),
        ):
            for one in (suspects[place] for place in places):
                if name != one.name:
                    answers = _answers(one, moments, kind(_delay(moments, one.time)), timeline)
                    yield from _found(one, Gate.ANSWER, answers, (name,))


def _clockwork(timeline: Timeline) -> Iterator[_Found]:
    """Yield what comes right after the strokes of the clock, or in one part of a second though somebody is named."""
    for name, series in timeline.series.items():
        if name.partition(".")[0] not in ACT_STATES:
            continue
        rows = np.flatnonzero(series.by_people)
        made = after_strokes(series.time[rows], timeline.calendar)
        named = series.by_person[rows]
        if keeps_a_phase(series.time[rows[named]]):
            made |= named
        for code in np.unique(series.code[rows[made]]).tolist():
            mine = rows[made & (series.code[rows] == code)]
            verdict = Verdict(entity_id=name, state=series.states[code], gate=Gate.CLOCK, acts=len(mine))
            yield _Found(verdict=verdict, rows=mine)


def _coded(timeline: Timeline) -> Iterator[_Found]:
    """Yield the calls that name nobody and are no person's, by stricter tests than a hand at a switch has to stand."""
    for name, series in timeline.series.items():
        if not len(series.by_code) or name.partition(".")[0] not in ACT_STATES:
            continue
        rows = np.flatnonzero(series.by_code & series.by_people)
        days = timeline.calendar.day(series.time[rows])
        is_busy = len(rows) > _OFTEN * max(len(np.unique(days)), 1)
        for code in np.unique(series.code[rows]).tolist():
            mine = rows[series.code[rows] == code]
            one = _Suspects(name=name, state=series.states[code], rows=mine, time=series.time[mine])
            yield from _found(one, Gate.CODE, np.full(len(mine), is_busy) | _keeps_about(one, timeline))


def _keeps_about(one: _Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the calls that come about a time of day, to a minute, on several days."""
    minutes = timeline.calendar.minute(one.time)
    order = np.argsort(minutes, kind="stable")
    ends = minutes[order].searchsorted(minutes[order] + _MINUTE, "right")
    made = np.zeros(len(minutes), dtype=np.bool_)
    for row in np.flatnonzero(ends - np.arange(len(ends)) >= FEWEST).tolist():
        crowd = order[row : ends[row]]
        around = np.count_nonzero(np.abs(minutes - minutes[order[row]]) <= _NEARBY)
        if len(crowd) >= _SHARE * around:
            made[crowd] = True
    return made


def _following(timeline: Timeline) -> Iterator[_Found]:
    """Yield what follows or repeats another device."""
    flips = flips_of(timeline.series, FEWEST)
    for gate, following in (
        (Gate.FOLLOWER, find_followers(timeline, flips)),
        (Gate.FOLLOWER, find_ruled(timeline, flips)),
        (Gate.ECHO, find_polled(timeline, flips)),
    ):
        for one in following:
            yield from _by_state(one, gate, timeline.series[one.name])


def _by_state(one: Following, gate: Gate, series: Series) -> Iterator[_Found]:
    mine = one.rows[series.by_people[one.rows]]
    for code in np.unique(series.code[mine]).tolist():
        rows = mine[series.code[mine] == code]
        verdict = Verdict(
            entity_id=one.name, state=series.states[code], gate=gate, acts=len(rows), sources=(one.source,)
        )
        yield _Found(verdict=verdict, rows=rows)


def _found(one: _Suspects, gate: Gate, made: NDArray[np.bool_], sources: tuple[str, ...] = ()) -> Iterator[_Found]:
    if count := int(np.count_nonzero(made)):
        verdict = Verdict(entity_id=one.name, state=one.state, gate=gate, acts=count, sources=sources)
        yield _Found(verdict=verdict, rows=one.rows[made])


def _suspects(timeline: Timeline, *, named: bool) -> Iterator[_Suspects]:
    """Yield the changes that look like people's, with those that a person is named for or without."""
    for name, one in timeline.series.items():
        if name.partition(".")[0] not in ACT_STATES or not (named or not one.by_person.all()):
            continue
        candidates = one.by_people if named else one.by_people & ~one.by_person
        for state in one.states:
            mine = np.flatnonzero(one.comes_to(state) & candidates)
            mine = mine[mine > 0]
            if len(mine) >= FEWEST:
                yield _Suspects(name=name, state=state, rows=mine, time=one.time[mine])


def _triggers(timeline: Timeline) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Yield what a machine might follow: every arrival of a sensor or person in a state, where there are enough.

    Of players, that they are in use, however. No switches: what follows one at once is its echo, one act of one hand.
    """
    for name, series in timeline.series.items():
        domain = name.partition(".")[0]
        if domain == "media_player":
            flips = Flips.of(series)
            arrivals: Iterable[NDArray[np.float64]] = (flips.time[flips.used], flips.time[~flips.used])
        else:
            arrivals = (series.reached(state) for state in series.states) if thing_of(name).origin else ()
        yield from ((name, moments) for moments in arrivals if len(moments) >= FEWEST)


def _repeats(delays: NDArray[np.float64]) -> NDArray[np.bool_]:
    return is_repeated(delays, LONGEST_DELAY)


def _answers(
    one: _Suspects, moments: NDArray[np.float64], repeated: NDArray[np.bool_], timeline: Timeline
) -> NDArray[np.bool_]:
    """Mark the acts that follow a trigger by the same delay again and again.

    A machine also answers its trigger: what mostly follows an entity that mostly leads to nothing is a coincidence.

    Args:
        moments: float64[m], when the trigger fired, UTC epoch seconds.
        repeated: bool[n], the acts whose delay is always the same.
    """
    if not repeated.any():
        return repeated
    to_do = np.count_nonzero(~timeline.series[one.name].was(one.state, moments, inclusive=False))
    return repeated & (np.count_nonzero(repeated) >= _ANSWERED * to_do)


def _keeps_time(one: _Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts that keep to a second of the day on several days; there may be several such seconds.

    So do those of the first seconds of a minute, if a device tells late what software did on the stroke of it.
    """
    made = np.zeros(len(one.time), dtype=np.bool_)
    exact = np.flatnonzero(~is_whole_minute(one.time))
    made[exact] = stands_out(timeline.calendar.minute(one.time[exact]) * 60)
    heard = np.flatnonzero(~is_whole_second(one.time))
    second = timeline.calendar.minute(one.time[heard]) * 60
    for close in (SOON_REPORTED, REPORTED):
        made[heard] |= stands_out(second, close) & (np.mod(second, 60) <= close.spread)
    days = timeline.calendar.day(one.time[made])
    return made if len(np.unique(days)) >= FEWEST else np.zeros(len(one.time), dtype=np.bool_)


def _keeps_to(sun: SunDriven, one: _Suspects) -> NDArray[np.bool_]:
    """Mark the acts that keep their distance from sunrise or sunset, where these are more than chance has."""
    marked = sun.marks(one.time)
    return marked & (np.count_nonzero(marked) >= max(FEWEST, _BY_THE_SUN * len(marked)))


def _beats(one: _Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark all acts of what goes on and off all day at one pace, and answers nothing that paces somebody's walks."""
    days = len(np.unique(timeline.calendar.day(one.time)))
    is_beat = keeps_a_beat(one.time, days) and not any(
        np.count_nonzero(_delay(moments, one.time) <= _LED) > len(one.time) / 2 for _, moments in _triggers(timeline)
    )
    return np.full(len(one.time), is_beat)


def _runs_out(one: _Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts before which the entity had been as it was for the same time, again and again."""
    lasted = _lasted(one, timeline)
    return is_repeated(lasted, _LONGEST_TIMER, max(SPREAD, _CLOCKWORK * float(np.median(lasted))))


def _lasts_exactly(one: _Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts before which the entity had been as it was for a time that stands out, whoever is named.

    No clockwork keeps to a thousandth of a second: times that are equal to it were made up, and prove nothing.
    """
    lasted = _lasted(one, timeline)
    _, place, count = np.unique(np.round(lasted, 3), return_inverse=True, return_counts=True)
    looked_at = np.flatnonzero((lasted < _LONGEST_TIMER) & (count[place] == 1))
    made = np.zeros(len(lasted), dtype=np.bool_)
    made[looked_at] = stands_out(lasted[looked_at])
    return made


def _lasted(one: _Suspects, timeline: Timeline) -> NDArray[np.float64]:
    """Return for how long the entity had been as it was before each act, float64[n], seconds."""
    time = timeline.series[one.name].time
    return np.asarray(time[one.rows] - time[one.rows - 1])


def _delay(moments: NDArray[np.float64], acts: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(acts - np.append(-np.inf, moments)[moments.searchsorted(acts)])
