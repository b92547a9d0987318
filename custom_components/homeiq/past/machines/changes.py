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

from ...model.things import ACT_STATES, AT_REST, thing_of
from ..delays import Followers
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
from .devices.remotes import find_remotes, is_pressed
from .devices.responses import Following
from .devices.ruled import find_ruled
from .devices.twilight import find_in_the_dark
from .exact import (
    FEWEST,
    LONGEST_DELAY,
    REPORTED,
    SOON_REPORTED,
    SPREAD,
    Sieve,
    TightCrowds,
    crowd_behind,
    is_repeated,
    is_whole_minute,
    is_whole_second,
    stands_out,
)
from .nameless import find_nameless
from .narrow import is_prompt, soon_behind
from .regular import Waits, keeps_length, keeps_wait
from .suspects import Disowned, Suspects, found, found_by_state, lasted, suspects
from .thermostats import find_programmes
from .unattended import find_unattended
from .verdict import Gate

_CLOCKWORK = 0.005  # of a timer's time, its spread; hands that go by the feel of time stray by a tenth and more
_EQUAL = 0.02  # share of all times that may be equal to a thousandth of a second by chance
_LONGEST_TIMER = 12 * 3600.0  # of a device that switches itself off, seconds
_BY_THE_SUN = 0.3  # share of an entity's changes that keep to the sun; of a hand's, a few in a hundred do by chance
_LED = 60.0  # seconds after a sensor within which somebody may have acted because of it
_TOLD_LATE = 15.0  # seconds by which what waits may be told later than that its trigger is over, each in its own way
_STILL = 0.1  # share that acts before it is over; who answers its end never does
_ANSWERED = 0.1  # share of a trigger's firings that a machine must answer; a condition may hold it back often


def without_machines(timeline: Timeline) -> Timeline:
    """Return the timeline with the changes that a machine made, though nobody says so, marked as such."""
    flips = flips_of(timeline.series, FEWEST)
    remotes = tuple(find_remotes(timeline, flips))
    made = [*_exact(timeline), *find_nameless(timeline), *_following(timeline, flips)]
    marked = _marked(timeline, [one for one in made if not is_pressed(one.verdict, remotes)])
    marked = replace(marked, verdicts=(*marked.verdicts, *remotes))
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
        *_answering(nameless, every, beside),
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
    yield from _answering(nameless, every, timeline)


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


def _answering(nameless: Sequence[Suspects], every: Sequence[Suspects], timeline: Timeline) -> Iterator[Disowned]:
    """Yield what answers a trigger."""
    acts, all_acts = (Followers.of([one.time for one in some]) for some in (nameless, every))
    sieve, waits, crowds = Sieve(acts), Waits(acts), TightCrowds(all_acts)
    for name, is_end, moments in _triggers(timeline):
        delays = acts.since(moments)
        for some, places, kind in (
            (nameless, sieve.tight(delays), _repeats),
            (every, crowds.tight(all_acts.since(moments)), crowd_behind),
        ):
            for one in (some[place] for place in places):
                if name != one.name:
                    answers = _answers(one, moments, kind(_delay(moments, one.time)), timeline)
                    yield from found(one, Gate.ANSWER, answers, (name,))
        for one in (nameless[place] for place in soon_behind(acts, delays)):
            # However often a trigger leads to nothing: what hardly ever comes but right behind it is no coincidence.
            answers = is_prompt(_delay(moments, one.time)) & (name != one.name)
            yield from found(one, Gate.ANSWER, answers, (name,))
        for one in (nameless[place] for place in waits.tight(delays)):
            # Who puts to rest what a sensor's end has left on is as regular as the time for which that may be.
            if name != one.name and not (is_end and one.state in AT_REST):
                yield from found(one, Gate.ANSWER, _waits(one, name, moments, timeline), (name,))


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


def _triggers(timeline: Timeline) -> Iterator[tuple[str, bool, NDArray[np.float64]]]:
    """Yield what a machine might follow: every arrival of a sensor or person in a state, where there are enough.

    Of players, that they are in use, however. No switches: what follows one at once is its echo, one act of one hand.
    With each comes whether it is an end.
    """
    for name, series in timeline.series.items():
        domain = name.partition(".")[0]
        arrivals: Iterable[tuple[bool, NDArray[np.float64]]] = ()
        if domain == "media_player":
            flips = Flips.of(series)
            arrivals = ((not used, flips.time[flips.used == used]) for used in (True, False))
        elif thing_of(name).origin:
            arrivals = ((state in AT_REST, series.reached(state)) for state in series.states)
        yield from ((name, is_end, moments) for is_end, moments in arrivals if len(moments) >= FEWEST)


def _repeats(delays: NDArray[np.float64]) -> NDArray[np.bool_]:
    return is_repeated(delays, LONGEST_DELAY)


def _answers(
    one: Suspects, moments: NDArray[np.float64], repeated: NDArray[np.bool_], timeline: Timeline
) -> NDArray[np.bool_]:
    """Mark the acts that follow a trigger by the same delay again and again.

    A machine also answers its trigger: what mostly follows an entity that mostly leads to nothing is a coincidence.
    A firing that another one overtakes before the delay is over begins the wait anew, and asks for nothing.

    Args:
        moments: float64[m], when the trigger fired, UTC epoch seconds.
        repeated: bool[n], the acts whose delay is always the same.
    """
    if not repeated.any():
        return repeated
    usual = float(np.median(_delay(moments, one.time)[repeated]))
    asked = moments[np.diff(moments, append=np.inf) >= usual]
    to_do = np.count_nonzero(~timeline.series[one.name].was(one.state, asked, inclusive=False))
    return repeated & (np.count_nonzero(repeated) >= _ANSWERED * to_do)


def _waits(one: Suspects, name: str, moments: NDArray[np.float64], timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts that wait for about the same time while a trigger stays as it came to be, again and again."""
    delay = _delay(moments, one.time)
    over = one.time - timeline.series[name].until(one.time - delay)
    about = over <= np.minimum(_TOLD_LATE, delay / 4)
    stayed = over <= 0
    if np.count_nonzero(stayed) >= _STILL * np.count_nonzero(about):
        stayed = about
    return _answers(one, moments, keeps_wait(np.where(stayed, delay, np.inf)), timeline)


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
        np.count_nonzero(_delay(moments, one.time) <= _LED) > len(one.time) / 2 for *_, moments in _triggers(timeline)
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


def _delay(moments: NDArray[np.float64], acts: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(acts - np.append(-np.inf, moments)[moments.searchsorted(acts)])
