"""Followers: devices that do within seconds what another one did, nearly every time, and nobody is named for it.

A receiver follows its television, a bulb its group, a cloud's lamp a sensor. People are neither that quick nor that
faithful; a hand that moves two things within two seconds moves one unit, and is left alone here.

A radio that drops out loses more than now and then. What is behind one is still told from people, as it does nothing
but follow, both to use and to rest, and always about as soon: people also use a thing by itself, and sometimes take
much longer than they mostly do.

What does nothing but follow, both ways and never missing, may also take some minutes, or do the opposite: heating rests
while a window is open, a fan goes on for a while after the light. And what is asked only every half minute is told by
delays of any length up to that, each as often as another, though the radios of both lose much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ....model.things import ACT_STATES, Origin, thing_of
from ...chance import binomial_tail
from ...delays import Followers
from ...flips import Flips
from ...places import places
from ...series import Series
from ...timeline import Timeline
from ..exact import is_spread_evenly
from .responses import Acts, Following, followed, left_to_do
from .trailing import Near, Trailing

_WITHIN = 35.0  # seconds within which a device follows another one
_SENSED = 15.0  # seconds within which it follows a sensor, whose own end it need not follow
_FEWEST = 24  # answers
_HARDLY = 0.16  # likelihood of so many that are lost of one side, as that of the bounds
_SIDE = 5  # opportunities from which on a side of its own has to be kept
_MISSED = 0.02  # share that may be lost, as a message may
_MISSED_BOTH = 0.05  # the same where both coming to use and coming to rest are followed, as radios drop out
_ONE_HAND = 2.0  # seconds within which two things are moved by one hand
_LATE = 0.5  # share of the answers that come later than that
_LOST = 0.15  # share that may be lost of what does nothing but follow, as its radio may be a poor one
_SOON = 15.0  # seconds within which such a one answers
_ALONE = 0.95  # share of what it does that its source has just done
_EVEN, _SLOWEST = 2.0, 0.95  # times its usual delay that it takes at most, and the share of the answers that do
_FEWEST_ALONE = 12  # answers of such a one
_STEADY, _FEWEST_STEADY = 0.6, 16  # times the usual delay, how far apart four in five lie to either side; answers then
_SLOW, _SLOWER = 65.0, 330.0  # seconds within which a device follows that takes its time
_MISSED_SLOWLY = 0.01  # share of its answers that may be missing: people who take minutes miss more
_FEWEST_SLOW = 40  # its answers
_KEEPS_ITS_TIME = 35.0  # seconds in which the answers to one side lie of a device that takes minutes
_ASKED_ALONE, _FEWEST_ASKED = 0.85, 60  # share of what it does and answers, of what is asked every so often
_LATENCY = 0.2  # share of the longest pause that what is asked every so often takes to tell anything
_FIRST = 4  # times as many flips as may be missed of all, that are looked at first
_MANY = 50  # of these from which on that is quicker than looking at all
_PLENTY = 4  # times as many flips as there may be answers, that are looked at to tell whether they ask for more


def find_followers(timeline: Timeline, flips: Mapping[str, Flips]) -> Iterator[Following]:
    """Yield what follows what.

    Args:
        flips: of all entities that have enough.
    """
    moved = {name: one for name, one in flips.items() if _domain(name) in ACT_STATES}
    names = [name for name in moved if not timeline.series[name].by_person.all()]
    acts = [Acts.of(moved[name], timeline.series[name]) for name in names]
    every = Followers.of([one.time for one in acts])
    domains = np.array([_domain(name) for name in names], dtype=np.str_)
    for source, theirs in flips.items():
        if source not in moved and thing_of(source).origin not in {Origin.SENSED, Origin.WHEREABOUTS}:
            continue
        behind, ways = Trailing.of(every, theirs), _ways(source)
        counted = {seconds: Near(behind=behind, seconds=seconds) for seconds in {way.within for way in ways}}
        is_found = np.array([name == source for name in names], dtype=np.bool_)
        for way in ways:
            near = counted[way.within]
            is_asked = ~is_found & (near.acts >= np.maximum(way.fewest, way.alone * every.sizes))
            some = np.flatnonzero(is_asked & (domains == way.between if way.between else True)).tolist()
            if not some:
                continue
            asked = _Asked.of(theirs, near.lasting, way)
            for place in some:
                series = timeline.series[names[place]]
                if _asks_too_often(asked, acts[place], series, int(near.answers[place])):
                    continue
                rows = _answers(asked, acts[place], series)
                if rows is not None:
                    is_found[place] = True
                    yield Following(name=names[place], source=source, rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Way:
    """How something may follow another one.

    Attributes:
        within: seconds.
        both: it also follows to rest.
        most: share that may be missed.
        fewest: answers.
        alone: share of what it does that has to come behind the other one.
        opposite: it comes to rest when the other one comes to use.
        between: the domain of both, where only such follow so.
        evenly: it takes any time up to the longest as often as another.
    """

    within: float
    both: bool
    most: float
    fewest: int = _FEWEST_ALONE
    alone: float = 0.0
    opposite: bool = False
    between: str = ""
    evenly: bool = False


_BEHIND_WHAT_IS_MOVED = _Way(within=_WITHIN, both=True, most=_MISSED_BOTH)
_BEHIND_A_SENSOR = _Way(within=_SENSED, both=False, most=_MISSED)
_BEHIND_A_PLAYER = _Way(within=_SENSED, both=False, most=_MISSED, fewest=_FEWEST, between="media_player")
_BOTH_WAYS = tuple(
    _Way(within=within, both=True, most=most, fewest=fewest, alone=_ALONE, opposite=opposite)
    for within, most, fewest in (
        (_WITHIN, _MISSED, _FEWEST),
        (_SLOW, _MISSED_SLOWLY, _FEWEST_SLOW),
        (_SLOWER, _MISSED_SLOWLY, _FEWEST_SLOW),
    )
    for opposite in (False, True)
)
_ASKED_EVERY_SO_OFTEN = tuple(
    _Way(within=within, both=True, most=_LOST, fewest=_FEWEST_ASKED, alone=_ASKED_ALONE, evenly=True)
    for within in (_WITHIN, _SLOW)
)


def _ways(source: str) -> tuple[_Way, ...]:
    if thing_of(source).is_moment:
        return (_BEHIND_A_SENSOR,)
    if _domain(source) not in ACT_STATES:
        return (_BEHIND_A_SENSOR, *_BOTH_WAYS)
    players = (_BEHIND_A_PLAYER,) if _domain(source) == _BEHIND_A_PLAYER.between else ()
    return (_BEHIND_WHAT_IS_MOVED, *_BOTH_WAYS, *_ASKED_EVERY_SO_OFTEN, *players)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Asked:
    """The flips of a source that last long enough to be followed.

    Attributes:
        source: all of its flips.
        sides: float64[n] of those after which a follower comes to use, and to rest where it follows so as well.
        way: how they are followed.
    """

    source: Flips
    sides: Mapping[bool, NDArray[np.float64]]
    way: _Way

    @classmethod
    def of(cls, source: Flips, lasting: NDArray[np.bool_], way: _Way) -> Self:
        """Ask after what follows those flips of a source in some way that last long enough, bool[n]."""
        sides = {
            used: source.time[lasting & (source.used != (used == way.opposite))]
            for used in ((True, False) if way.both else (True,))
        }
        return cls(source=source, sides=sides, way=way)


def _asks_too_often(asked: _Asked, mine: Acts, series: Series, answers: int) -> bool:
    """Tell cheaply whether a source's first flips alone have left more to do than a follower can have answered.

    Args:
        asked: what it may follow.
        mine: what it did.
        series: its own.
        answers: how many of its acts came so soon after one of these flips; those of one instant are not among them,
            but half of a follower's answers come later than that.
    """
    most = asked.way.most if asked.way.alone else max(asked.way.most, _LOST)
    enough = (answers / _LATE + 1) / (1 - most)
    first, left = round(_PLENTY * enough), 0
    for used, every in asked.sides.items():
        left += len(left_to_do(every[:first], mine, series, asked.way.within, used=used))
        if left > enough:
            return True
    return False


def _answers(asked: _Asked, mine: Acts, series: Series) -> NDArray[np.int32] | None:
    """Return the answers of a follower that hardly ever misses, int32[n]; None where it is none.

    Args:
        asked: what it may follow.
        mine: what it did.
        series: its own.
    """
    way = asked.way
    if way.alone:
        most, fewest = way.most, way.fewest
    else:
        most, fewest = (_LOST, _FEWEST_ALONE) if _does_nothing_else(asked, mine) else (way.most, _FEWEST)
    if _misses(asked, mine, series, most):
        return None
    rows, delays, lost = [], [], []
    for used, every in asked.sides.items():
        times, place, delay = followed(every, mine, series, asked.way.within, used=used)
        answered = delay <= asked.way.within
        lost.append((len(times), int(np.count_nonzero(~answered))))
        rows.append(mine.row[mine.used == used][place[answered]])
        delays.append(delay[answered])
    is_steady = way is _BEHIND_WHAT_IS_MOVED and _are_steady(delays)
    fewest = min(fewest, _FEWEST_STEADY) if is_steady else fewest
    if _loses_too_many(
        lost, most, is_steady=is_steady, may_be_luck=way.evenly or most == _MISSED_BOTH
    ) or not _are_a_machines(delays, way):
        return None
    found, delay = np.unique(np.concatenate(rows)), np.concatenate(delays)
    if len(delay) < fewest or (len(asked.sides) > 1 and min(map(len, rows)) < _SIDE):
        return None
    if np.count_nonzero(delay > _ONE_HAND) < _LATE * len(delay):
        return None
    # What does nothing else has also followed what was over before it did.
    return mine.row if way.alone else found


def _loses_too_many(lost: Sequence[tuple[int, int]], most: float, *, is_steady: bool, may_be_luck: bool) -> bool:
    """Tell whether more is missed than may be lost.

    Args:
        lost: of each side, at how many flips something was left to do, and how many of these were missed.
        most: share that may be.
        is_steady: of few, one may be lost by bad luck, as no person is as steady to both sides.
        may_be_luck: one side may have lost more by bad luck, where both together lose no more.
    """
    times, missed = sum(of for of, _ in lost), sum(some for _, some in lost)
    if is_steady:
        return missed > max(1.0, most * times)
    more = [(some, of) for of, some in lost if of >= _SIDE and some > most * of]
    if not may_be_luck or missed > most * times:
        return bool(more)
    return any(binomial_tail(*one, most) < _HARDLY for one in more)


def _are_steady(delays: Sequence[NDArray[np.float64]]) -> bool:
    """Tell whether the delays to either side, float64[n] each, are much the same; people's spread thrice as far."""
    return all(
        len(one) >= _SIDE and np.ptp(np.quantile(one, [0.1, 0.9])) <= _STEADY * float(np.median(one)) for one in delays
    )


def _are_a_machines(delays: Sequence[NDArray[np.float64]], way: _Way) -> bool:
    """Tell whether who takes minutes keeps a time of its own for each side, or is asked every so often.

    Args:
        delays: float64[n] of each side, seconds.
        way: how it follows; who is soon enough and misses hardly anything may take any time.
    """
    if way.within <= _SLOW and not way.evenly:
        return True
    every = np.concatenate(delays)
    if len(every) and is_spread_evenly(every, _LATENCY if way.evenly else 0.0):
        return True
    return not way.evenly and all(
        np.ptp(np.quantile(one, [1 - _SLOWEST, _SLOWEST])) <= _KEEPS_ITS_TIME or is_spread_evenly(one)
        for one in delays
        if len(one)
    )


def _does_nothing_else(asked: _Asked, mine: Acts) -> bool:
    """Tell whether something only ever comes to what its source just came to, always about as soon, to rest as well."""
    if len(asked.sides) == 1:
        return False
    source = asked.source
    delay = mine.time - np.append(-np.inf, source.time)[places(source.time, mine.time, "left")]
    follows = (delay <= _SOON) & (source.is_used(mine.time, inclusive=False) == mine.used)
    if np.count_nonzero(follows) < _ALONE * len(delay):
        return False
    usual, slowest = np.quantile(delay[follows], [0.5, _SLOWEST])
    return bool(slowest <= _EVEN * usual)


def _misses(asked: _Asked, mine: Acts, series: Series, most: float) -> bool:
    """Tell whether the first flips of many are missed more often than all of them together may be."""
    for used, every in asked.sides.items():
        first = round(_FIRST * most * len(every))
        if first >= _MANY:
            *_, delay = followed(every[:first], mine, series, asked.way.within, used=used)
            missed = np.count_nonzero(delay > asked.way.within)
            if missed >= _SIDE and missed > most * len(every):
                return True
    return False


def _domain(entity_id: str) -> str:
    return entity_id.partition(".")[0]
