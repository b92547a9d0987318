"""Triggered: what follows a trigger after a time of its own, as no hand does again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...model.things import ACT_STATES, AT_REST, thing_of
from ..delays import Followers
from ..flips import Flips
from ..timeline import Timeline
from .devices.responses import since_last
from .exact import FEWEST, LONGEST_DELAY, Sieve, TightCrowds, crowd_behind, is_repeated
from .narrow import is_prompt, soon_behind
from .regular import Waits, keeps_wait, keeps_wait_closely
from .suspects import Disowned, Suspects, found
from .verdict import Gate

_TOLD_LATE = 15.0  # seconds by which what waits may be told later than that its trigger is over, each in its own way
_STILL = 0.1  # share that acts before it is over; who answers its end never does
_ANSWERED = 0.1  # share of a trigger's firings that a machine must answer; a condition may hold it back often

type _Kind = Callable[[NDArray[np.float64]], NDArray[np.bool_]]
"""What marks, of delays in seconds, those that are a machine's."""


def find_answers(nameless: Sequence[Suspects], every: Sequence[Suspects], timeline: Timeline) -> Iterator[Disowned]:
    """Yield what answers a trigger.

    Args:
        nameless: what looks like people's, where nobody is named.
        every: the same with what is done in somebody's name.
        timeline: where the triggers are.
    """
    search = _Search(nameless, every, timeline)
    for name, is_end, moments in triggers(timeline):
        yield from search.behind_a_sensor(name, moments, is_end=is_end)
    for name, moments in _moved(timeline):
        yield from search.behind_a_hand(name, moments)


class _Search:
    """What may answer a trigger, brought together once for all of these."""

    def __init__(self, nameless: Sequence[Suspects], every: Sequence[Suspects], timeline: Timeline) -> None:
        """Keep those that nobody is named for, and all."""
        self._nameless, self._every, self._timeline = nameless, every, timeline
        self._acts, self._all_acts = (Followers.of([one.time for one in some]) for some in (nameless, every))
        self._sieve, self._crowds = Sieve(self._acts), TightCrowds(self._all_acts)
        self._waits, self._all_waits = Waits(self._acts), Waits(self._all_acts)

    def behind_a_sensor(self, name: str, moments: NDArray[np.float64], *, is_end: bool) -> Iterator[Disowned]:
        """Yield what follows a sensor, a person or a player by some seconds or minutes.

        Args:
            name: what it follows.
            moments: float64[m], when that came to a state, UTC epoch seconds, ascending.
            is_end: it came to rest.
        """
        delays = self._acts.since(moments)
        for one in self._among(self._nameless, self._sieve.tight(delays), name):
            yield from self._found(one, name, moments, _repeats)
        for one in self._among(self._every, self._crowds.tight(self._all_acts.since(moments)), name):
            yield from self._found(one, name, moments, crowd_behind)
        for one in self._among(self._nameless, soon_behind(self._acts, delays), name):
            # However often a trigger leads to nothing: what hardly ever comes but right behind it is no coincidence.
            yield from found(one, Gate.ANSWER, is_prompt(since_last(moments, one.time)), (name,))
        for one in self._among(self._nameless, self._waits.tight(delays), name):
            # Who puts to rest what a sensor's end has left on is as regular as the time for which that may be.
            if not (is_end and one.state in AT_REST):
                yield from found(one, Gate.ANSWER, _waits(one, name, moments, self._timeline, keeps_wait), (name,))

    def behind_a_hand(self, name: str, moments: NDArray[np.float64]) -> Iterator[Disowned]:
        """Yield what follows a thing that people move, whoever is named, later than one hand and closer than any could.

        Args:
            name: what it follows.
            moments: float64[m], when that came to use or to rest, UTC epoch seconds, ascending.
        """
        for one in self._among(self._every, self._all_waits.tight(self._all_acts.since(moments)), name):
            answers = _waits(one, name, moments, self._timeline, keeps_wait_closely)
            yield from found(one, Gate.ANSWER, answers, (name,))

    @staticmethod
    def _among(some: Sequence[Suspects], places: Iterable[int], name: str) -> Iterator[Suspects]:
        return (some[place] for place in places if some[place].name != name)

    def _found(self, one: Suspects, name: str, moments: NDArray[np.float64], kind: _Kind) -> Iterator[Disowned]:
        answers = _answers(one, moments, kind(since_last(moments, one.time)), self._timeline)
        yield from found(one, Gate.ANSWER, answers, (name,))


def triggers(timeline: Timeline) -> Iterator[tuple[str, bool, NDArray[np.float64]]]:
    """Yield what a machine might follow: every arrival of a sensor or person in a state, where there are enough.

    Of players, that they are in use, however. With each comes whether it is an end.
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


def _moved(timeline: Timeline) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Yield the moments at which other things came to use, or to rest, whoever has moved them."""
    for name, series in timeline.series.items():
        domain = name.partition(".")[0]
        if domain in ACT_STATES and domain != "media_player" and not thing_of(name).origin:
            flips = Flips.of(series)
            sides = ((flips.time[flips.used == used]) for used in (True, False))
            yield from ((name, moments) for moments in sides if len(moments) >= FEWEST)


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
    usual = float(np.median(since_last(moments, one.time)[repeated]))
    asked = moments[np.diff(moments, append=np.inf) >= usual]
    to_do = np.count_nonzero(~timeline.series[one.name].was(one.state, asked, inclusive=False))
    return repeated & (np.count_nonzero(repeated) >= _ANSWERED * to_do)


def _waits(
    one: Suspects, name: str, moments: NDArray[np.float64], timeline: Timeline, kind: _Kind
) -> NDArray[np.bool_]:
    """Mark the acts that wait for about the same time while a trigger stays as it came to be, again and again."""
    delay = since_last(moments, one.time)
    over = one.time - timeline.series[name].until(one.time - delay)
    about = over <= np.minimum(_TOLD_LATE, delay / 4)
    stayed = over <= 0
    if np.count_nonzero(stayed) >= _STILL * np.count_nonzero(about):
        stayed = about
    return _answers(one, moments, kind(np.where(stayed, delay, np.inf)), timeline)
