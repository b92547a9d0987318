"""Machines: changes that no hand made, though nobody says so, or somebody's name is on them.

No hand follows a sensor by the same tenth of a second every time, or the clock to half a second; so a lamp that its own
hub switches by its own sensor, which looks like a wall switch to Home Assistant, is no habit. Where a person is named,
software may act with that person's token: what crowds as no hand does is the software's, and the other acts stay the
person's. Each verdict says what gave the machine away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ...model.things import ACT_STATES, AT_REST
from ..flips import Flips, flips_of
from ..series import Series
from ..timeline import Timeline
from .clocks.beat import keeps_a_beat
from .clocks.clockwork import after_strokes, keeps_a_phase
from .clocks.plans import keeps_a_plan
from .clocks.strokes import on_strokes, told_late
from .clocks.sun_driven import SunDriven
from .devices.followers import find_followers
from .devices.polled import find_polled
from .devices.remotes import find_remotes
from .devices.responses import Following, since_last
from .devices.ruled import find_ruled
from .devices.twilight import find_in_the_dark
from .exact import (
    FEWEST,
    REPORTED,
    SOON_REPORTED,
    SPREAD,
    is_repeated,
    is_whole_minute,
    is_whole_second,
    stands_out,
)
from .hands import find_pairs, without_hands
from .nameless import find_nameless
from .programmes import find_programmes
from .regular import keeps_length
from .suspects import Disowned, Suspects, found, found_by_state, lasted, suspects
from .triggered import find_answers, triggers
from .unattended import find_unattended
from .verdict import Gate

_CLOCKWORK = 0.005  # of a timer's time, its spread; hands that go by the feel of time stray by a tenth and more
_EQUAL = 0.02  # share of all times that may be equal to a thousandth of a second by chance
_LONGEST_TIMER = 12 * 3600.0  # of a device that switches itself off, seconds
_BY_THE_SUN = 0.3  # share of an entity's changes that keep to the sun; of a hand's, a few in a hundred do by chance
_LED = 60.0  # seconds after a sensor within which somebody may have acted because of it


def without_machines(timeline: Timeline) -> Timeline:
    """Return the timeline with the changes that a machine made, though nobody says so, marked as such."""
    flips = flips_of(timeline.series, FEWEST)
    made = [*_exact(timeline), *find_nameless(timeline), *_following(timeline, flips)]
    hands = (*find_remotes(timeline, flips), *find_pairs(made))
    marked = _marked(timeline, list(without_hands(made, hands)))
    marked = replace(marked, verdicts=marked.verdicts + hands)
    # Whether a house is still shows better once the machines that move at any hour are known.
    return _without_set(_marked(marked, list(find_unattended(marked))))


def _without_set(timeline: Timeline) -> Timeline:
    """Mark what was set by a machine: a programme of the thermostat itself, software in somebody's name."""
    if not timeline.set_points:
        return timeline
    alone = replace(timeline, series=dict(timeline.set_points))
    beside = replace(timeline, series={**timeline.series, **timeline.set_points})
    nameless, every = (list(suspects(alone, named=named)) for named in (False, True))
    if not every:
        return timeline
    made = [
        *_by_itself(nameless, every, alone),
        *find_answers(nameless, every, beside),
        *find_programmes(nameless, beside),
        *find_unattended(beside, every),
    ]
    marked = _marked(alone, made)
    return replace(timeline, set_points=marked.series, verdicts=marked.verdicts)


def _marked(timeline: Timeline, every: Sequence[Disowned]) -> Timeline:
    series = dict(timeline.series)
    for one in every:
        series[one.verdict.entity_id] = _disown(series[one.verdict.entity_id], one.rows)
    return replace(timeline, series=series, verdicts=timeline.verdicts + tuple(one.verdict for one in every))


def _disown(series: Series, rows: NDArray[np.integer]) -> Series:
    by_people = series.by_people.copy()
    by_people[rows] = False
    return replace(series, by_people=by_people)


def _exact(timeline: Timeline) -> Iterator[Disowned]:
    """Yield what follows a trigger, the clock, the sun or its own use as no hand does again and again."""
    nameless, every = list(suspects(timeline, named=False)), list(suspects(timeline, named=True))
    yield from _by_itself(nameless, every, timeline)
    yield from find_answers(nameless, every, timeline)


def _by_itself(nameless: Iterable[Suspects], every: Iterable[Suspects], timeline: Timeline) -> Iterator[Disowned]:
    """Yield what goes by the clock, the sun or its own use."""
    sun = SunDriven(timeline)
    for one in nameless:
        yield from found(one, Gate.CLOCK, is_repeated(timeline.calendar.minute(one.time) * 60, np.inf))
        yield from found(one, Gate.TIMER, _runs_out(one, timeline))
    yield from _clockwork(timeline, sun)
    for one in every:
        by_clock = _keeps_time(one, timeline)
        yield from found(one, Gate.CLOCK, by_clock)
        yield from found(one, Gate.TIMER, _lasts_exactly(one, timeline) & ~by_clock)
        yield from found(one, Gate.BEAT, _beats(one, timeline))
        yield from found(one, Gate.SUN, _keeps_to(sun, one))


def _clockwork(timeline: Timeline, sun: SunDriven) -> Iterator[Disowned]:
    """Yield what comes right after the strokes of the clock, or in one part of a second though somebody is named."""
    calendar = timeline.calendar
    for name, series in timeline.series.items():
        if name.partition(".")[0] not in ACT_STATES:
            continue
        rows = np.flatnonzero(series.by_people)
        times, named = series.time[rows], series.by_person[rows]
        made = after_strokes(times, calendar, partial(sun.plans, times))
        for is_named in (False, True):
            mine = named == is_named
            made[mine] |= on_strokes(times[mine], calendar, named=is_named)
        made[~named] |= told_late(times[~named], calendar)
        made[~named] |= keeps_a_plan(times[~named], series.code[rows][~named], calendar)
        if keeps_a_phase(times[named]):
            made |= named
        yield from found_by_state(name, series, rows[made], Gate.CLOCK)


def _following(timeline: Timeline, flips: Mapping[str, Flips]) -> Iterator[Disowned]:
    """Yield what follows or repeats another device."""
    for gate, following in (
        (Gate.FOLLOWER, find_followers(timeline, flips)),
        (Gate.FOLLOWER, find_ruled(timeline, flips)),
        (Gate.FOLLOWER, find_in_the_dark(timeline, flips)),
        (Gate.ECHO, find_polled(timeline, flips)),
    ):
        for one in following:
            yield from _by_state(one, gate, timeline.series[one.name])


def _by_state(one: Following, gate: Gate, series: Series) -> Iterator[Disowned]:
    yield from found_by_state(one.name, series, one.rows[series.by_people[one.rows]], gate, (one.source,))


def _keeps_time(one: Suspects, timeline: Timeline) -> NDArray[np.bool_]:
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


def _keeps_to(sun: SunDriven, one: Suspects) -> NDArray[np.bool_]:
    """Mark the acts that keep their distance from sunrise or sunset, where these are more than chance has."""
    marked = sun.marks(one.time)
    return marked & (np.count_nonzero(marked) >= max(FEWEST, _BY_THE_SUN * len(marked)))


def _beats(one: Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark all acts of what goes on and off all day at one pace, and answers nothing that paces somebody's walks."""
    days = len(np.unique(timeline.calendar.day(one.time)))
    is_beat = keeps_a_beat(one.time, days) and not any(
        np.count_nonzero(since_last(moments, one.time) <= _LED) > len(one.time) / 2
        for *_, moments in triggers(timeline)
    )
    return np.full(len(one.time), is_beat)


def _runs_out(one: Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts before which the entity had been as it was for the same time, again and again."""
    times = lasted(one, timeline)
    made = is_repeated(times, _LONGEST_TIMER, max(SPREAD, _CLOCKWORK * float(np.median(times))))
    return made | keeps_length(times, timeline.calendar.minute(one.time)) if one.state in AT_REST else made


def _lasts_exactly(one: Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts before which the entity had been as it was for a time that stands out, whoever is named.

    No clockwork keeps to a thousandth of a second: times that are equal to it were made up, and prove nothing. Of
    hundreds that lie within half a second some are equal by chance.
    """
    times = lasted(one, timeline)
    _, place, count = np.unique(np.round(times, 3), return_inverse=True, return_counts=True)
    looked_at = np.flatnonzero((times < _LONGEST_TIMER) & (count[place] <= max(1.0, _EQUAL * len(times))))
    made = np.zeros(len(times), dtype=np.bool_)
    made[looked_at] = stands_out(times[looked_at])
    return made
