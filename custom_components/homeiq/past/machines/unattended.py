"""Unattended: what goes on as usual while nobody is home, and nothing else in the house moves.

A robot that cleans at noon on workdays, heating that follows its programme, a lamp with a sensor for twilight during a
journey: to Home Assistant they look like hands at a switch. A hand needs somebody there. Trackers lag, and not
everybody has one: so they are believed only where the house is still while they see nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...model.day import DAY, apart
from ...model.things import ACT_STATES, Origin, thing_of
from ...model.things.device_class import NOTHING_SENSED, SENSES
from ..proofs import are_near
from ..series import Series
from ..timeline import Timeline
from .devices.responses import since_last
from .doorways import Stillness
from .suspects import Disowned, Suspects, found, suspects
from .verdict import Gate

_LEFT, _COMES = 180.0, 3600.0  # seconds after the last was seen to leave, and before the first is, that tell nothing
_FEWEST = 5  # days on which it acts while nobody is home, and absences of the home
_SHARE = 0.1  # share of its changes to a state that are made then
_STILL = 600.0  # seconds on either side in which nothing else tells of people
_SILENT = 0.2  # times as often as otherwise that a sensor which tells of people fires while nobody is home
_TELLS = 20  # firings of such a sensor
_SEES = 0.5  # share of what is done while somebody is home that such sensors tell of
_THINGS, _ACTS = 3, 10  # things, and acts of each, that tell whether trackers do where sensors don't
_RARELY = 0.1  # times as often as otherwise that most things are moved while nobody is home
_NEAR = 20.0  # minutes within which it acts at one time of day
_SLOT = 10.0  # minutes; times of day are told apart so finely
_DAYS_THERE = 4  # days on which it acts about a time of day while nobody is home
_AS_OFTEN = 0.6  # times as often as at that time while somebody is home
_EDGE, _MOSTLY = 300.0, 0.5  # seconds about coming home; share of the acts there that nobody can have made
_AT_ONCE, _NEARLY_ALL = 35.0, 0.9  # seconds behind what sets it off; share of what is done without anybody
_A_DAY = 86400.0  # seconds
_DAYS_AGO, _SECONDS, _PLAYED = 28, 2.5, 0.8  # days, and seconds about them, at which such a share was done before
_SENSORS = frozenset({"binary_sensor", "event"})


def find_unattended(timeline: Timeline, among: Sequence[Suspects] | None = None) -> Iterator[Disowned]:
    """Yield what acts without anybody, of what looks like people's.

    Args:
        timeline: with other machines' changes marked as theirs.
        among: of which; None for all.
    """
    every = list(suspects(timeline, named=False))
    absences = _Absences.of(timeline)
    if len(absences.began) < _FEWEST or not every:
        return
    told = _told(absences, every, timeline)
    if told is not None:
        still = Stillness.of(absences.began, absences.ended, told)
        for one in every if among is None else among:
            yield from found(one, Gate.UNATTENDED, _unattended(one, still, timeline))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Absences:
    """When nobody was home for certain, if trackers are to be believed.

    Attributes:
        began: float64[n], UTC epoch seconds, ascending.
        ended: float64[n].
    """

    began: NDArray[np.float64]
    ended: NDArray[np.float64]

    @classmethod
    def of(cls, timeline: Timeline) -> Self:
        """Find them; there are none where no person was ever seen at home."""
        homes = [timeline.series[name] for name in timeline.persons if "home" in timeline.series[name].states]
        if not homes:
            return cls(began=np.empty(0), ended=np.empty(0))
        marks = np.unique(np.concatenate([one.time for one in homes]))
        # Before its first report nobody knows where somebody is.
        known = np.all([one.codes_at(marks) >= 0 for one in homes], axis=0)
        away = known & ~np.any([one.was("home", marks) for one in homes], axis=0)
        steps = np.diff(away.astype(np.int64), prepend=0, append=0)
        marks = np.append(marks, timeline.until)
        began, ended = marks[steps > 0] + _LEFT, marks[steps < 0] - _COMES
        return cls(began=began[ended > began], ended=ended[ended > began])

    def hold(self, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which times lie in one of them, bool[n]."""
        place = self.began.searchsorted(times, "right")
        return np.asarray(times < np.append(-np.inf, self.ended)[place])

    def rate(self, times: NDArray[np.float64], timeline: Timeline) -> float:
        """Return how many times as often as otherwise something happens in them."""
        lasting = float((self.ended - self.began).sum())
        inside = int(np.count_nonzero(self.hold(times)))
        others = (len(times) - inside) / max(timeline.until - timeline.since - lasting, 1.0)
        return inside / max(lasting, 1.0) / others if others else np.inf


def _told(absences: _Absences, every: list[Suspects], timeline: Timeline) -> list[NDArray[np.float64]] | None:
    """Return when each sensor tells of people, float64[n]; no sensors where trackers alone can be believed.

    Returns:
        None where nothing tells whether somebody without a tracker is home.
    """
    sensed = [
        _tellings(name, one, timeline)
        for name, one in timeline.series.items()
        if name.partition(".")[0] in _SENSORS and len(one.time) > _TELLS
    ]
    tells = [times for times in sensed if absences.rate(times, timeline) <= _SILENT]
    if sensed and not tells:
        return None
    about = np.sort(np.concatenate([np.empty(0), *tells]))
    acts = np.concatenate([one.time for one in every])
    acts = acts[~absences.hold(acts)]
    if len(acts) and np.count_nonzero(are_near(about, acts, _STILL)) >= _SEES * len(acts):
        return tells
    moved = [
        absences.rate(one.time[1:][one.by_people[1:]], timeline)
        for name, one in timeline.series.items()
        if name.partition(".")[0] in ACT_STATES and np.count_nonzero(one.by_people) > _ACTS
    ]
    return [] if len(moved) >= _THINGS and float(np.median(moved)) <= _RARELY else None


def _tellings(name: str, one: Series, timeline: Timeline) -> NDArray[np.float64]:
    """Return when a sensor tells of people, float64[n]: of who moves, only that, as it falls quiet a while later."""
    is_motion = SENSES.get(timeline.home.device_class_of(name), NOTHING_SENSED).sort == "motion"
    return one.reached("on") if is_motion else one.time[1:]


def _unattended(one: Suspects, still: Stillness, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts that nobody can have made, and those at times of day at which it acts as often without anybody."""
    alone = still.holds(one.time)
    days = timeline.calendar.day(one.time)
    if len(np.unique(days[alone])) < _FEWEST or np.count_nonzero(alone) < _SHARE * len(alone):
        return np.zeros(len(alone), dtype=np.bool_)
    if _is_played_back(one.time, alone, timeline):
        return alone
    made = alone | _as_often(one, alone, still, timeline) | _answers(one, alone, timeline)
    coming = are_near(still.ended, one.time, _EDGE)
    if np.count_nonzero(coming & alone) >= _MOSTLY * np.count_nonzero(coming):
        made |= coming
    return made


def _is_played_back(times: NDArray[np.float64], alone: NDArray[np.bool_], timeline: Timeline) -> bool:
    """Tell whether most of what is done without anybody is what was done some days before, to seconds.

    Software that plays somebody who is home tells nothing of whose the acts were that it plays.

    Args:
        times: float64[n], UTC epoch seconds, ascending.
        alone: bool[n], which of them are done without anybody.
        timeline: for the calendar.
    """
    clock = timeline.calendar.local(times)
    played, fewest = clock[alone], _PLAYED * np.count_nonzero(alone)
    return any(
        np.count_nonzero(are_near(clock, played - ago * _A_DAY, _SECONDS)) >= fewest for ago in range(1, _DAYS_AGO + 1)
    )


def _answers(one: Suspects, alone: NDArray[np.bool_], timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts behind what sets off nearly all that is done without anybody, bool[n]."""
    made = np.zeros(len(alone), dtype=np.bool_)
    for name, series in timeline.series.items():
        if thing_of(name).origin is not Origin.SENSED:
            continue
        for state in series.states:
            led = since_last(series.reached(state), one.time) <= _AT_ONCE
            if np.count_nonzero(led & alone) >= _NEARLY_ALL * np.count_nonzero(alone):
                made |= led
    return made


def _as_often(one: Suspects, alone: NDArray[np.bool_], still: Stillness, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts at times of day at which it acts as often without anybody, bool[n]."""
    days, minutes = timeline.calendar.day(one.time), timeline.calendar.minute(one.time)
    made = np.zeros(len(days), dtype=np.bool_)
    for slot in np.unique(np.floor(minutes / _SLOT)).tolist():
        middle = (slot + 0.5) * _SLOT
        near = np.abs(apart(minutes, middle % DAY)) <= _NEAR
        there = np.unique(days[near & alone])
        others = np.setdiff1d(days[near], there)
        gone = int(np.count_nonzero(still.holds(timeline.calendar.moment(timeline.days, middle))))
        attended = len(timeline.days) - gone
        if len(there) >= _DAYS_THERE and len(there) * attended >= _AS_OFTEN * len(others) * gone:
            made |= near & (np.floor(minutes / _SLOT) == slot)
    return made
