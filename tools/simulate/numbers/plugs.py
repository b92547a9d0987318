"""Rooms with a machine at a plug that measures, and a lamp that people turn on and off with it.

People work the machine by its own remote control, so that nothing but the plug tells that it is on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from custom_components.homeiq.model.event import Cause

from .reports import Row, reports
from .visits import visits_of
from .weather import MINUTES, Minutes

_SHARES = (0.95, 0.9, 0.8, 0.7)
_NOISE = 0.08  # of what is drawn in use, from minute to minute
_LOAD = 10  # minutes for which a machine has as much to do
_APART = 15.0  # minutes for which it rests at least
_SOON = (0.3, 3.0)  # minutes after it came on, or went off
_LATE = (20.0, 150.0)  # minutes after it went off, when somebody finds the lamp still lit
_ANYWAY = 0.3  # times a day that somebody wants light there without it
_UNEXPLAINED = 2.5  # the same, where nothing explains what people do
_LIT = (10.0, 90.0)  # minutes, then
_TURNED_BACK = 0.1  # share of the acts
_SECOND_THOUGHT = (0.1, 0.95)  # minutes

type _Uses = list[tuple[float, float]]
"""From when until when something is in use, minutes of the story, ascending and apart."""
type _Wishes = list[tuple[float, str]]
"""Minute of the story, and what somebody wants the lamp to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plug:
    """A machine at a plug, and the lamp beside it.

    Attributes:
        room: what it is called.
        rest: what the machine draws at rest, watts.
        draws: the least and the most that it has to draw in use, watts.
        a_day: how often it is used.
        hours: the first and the last hour of the day at which a use may begin.
        lasts: how long a use lasts, minutes.
        share: how often people turn the lamp on behind the machine, and off behind it; 0 is that they don't go by it.
    """

    room: str
    rest: float
    draws: tuple[float, float]
    a_day: float
    hours: tuple[float, float]
    lasts: tuple[float, float]
    share: float

    @property
    def entity_id(self) -> str:
        """What they turn on and off."""
        return f"light.{self.room}"

    @property
    def sensor(self) -> str:
        """What measures."""
        return f"sensor.{self.room}_power"

    def tells(self, limit: float) -> bool:
        """Tell whether a number lies well between rest and use: above twice the one, below half of the other."""
        return 2 * self.rest <= limit <= self.draws[0] / 2


def plugs_of(rng: np.random.Generator, *, null: bool) -> tuple[Plug, ...]:
    """Draw a television and a computer; in a home without habits nobody goes by them."""
    television, computer = (0.0, 0.0) if null else rng.permutation(_SHARES)[:2].tolist()
    watts = float(rng.uniform(85, 105))
    return (
        Plug(
            room="den",
            rest=round(float(rng.uniform(0.5, 3)), 1),
            draws=(watts, watts),
            a_day=1.8,
            hours=(11, 22),
            lasts=(40, 180),
            share=television,
        ),
        Plug(
            room="workroom",
            rest=round(float(rng.uniform(0.5, 3)), 1),
            draws=(float(rng.uniform(60, 90)), float(rng.uniform(140, 200))),
            a_day=1.6,
            hours=(8, 21),
            lasts=(30, 240),
            share=computer,
        ),
    )


def beside(rng: np.random.Generator, plug: Plug, days: int) -> Iterator[Row]:
    """Yield what the plug says, and what people do with the lamp."""
    uses = _uses(rng, plug, days)
    wishes = _wishes(rng, plug, uses, days) if plug.share else []
    yield 0.0, plug.entity_id, "off", Cause.DEVICE
    for minute, state in _acts(rng, sorted([*wishes, *_unexplained(rng, plug, days)])):
        if minute < days * MINUTES:
            yield minute, plug.entity_id, state, Cause.PERSON
    yield from reports(rng, plug.sensor, _drawn(rng, plug, uses, days), every=1, decimals=1)


def _uses(rng: np.random.Generator, plug: Plug, days: int) -> _Uses:
    """Return when the machine is on, whole minutes: a plug tells at once."""
    begin, end = plug.hours
    found: _Uses = []
    free = 0.0
    for day in range(days):
        for hour in np.sort(rng.uniform(begin, end, rng.poisson(plug.a_day))).tolist():
            start = float(round(day * MINUTES + 60 * hour))
            last = min(start + round(float(rng.uniform(*plug.lasts))), days * MINUTES - 5.0)
            if start >= free and last > start:
                found.append((start, last))
                free = last + _APART
    return found


def _drawn(rng: np.random.Generator, plug: Plug, uses: _Uses, days: int) -> Minutes:
    """Return what the machine draws, watts; at rest always the same."""
    watts = np.full(days * MINUTES, plug.rest)
    for start, end in uses:
        minutes = int(end - start)
        load = np.repeat(rng.uniform(*plug.draws, minutes // _LOAD + 1), _LOAD)[:minutes]
        watts[int(start) : int(end)] = load * (1 + _NOISE * rng.normal(0, 1, minutes))
    return watts


def _wishes(rng: np.random.Generator, plug: Plug, uses: _Uses, days: int) -> _Wishes:
    """Return what people want of the lamp as the machine comes on and goes off; what they forget they see to later."""
    found: _Wishes = []
    for (start, end), (following, _) in pairwise([*uses, (float(days * MINUTES), 0.0)]):
        if rng.random() < plug.share:
            found.append((start + float(rng.uniform(*_SOON)), "on"))
        if rng.random() < plug.share:
            found.append((end + float(rng.uniform(*_SOON)), "off"))
        if (late := end + float(rng.uniform(*_LATE))) < following:
            found.append((late, "off"))
    return found


def _unexplained(rng: np.random.Generator, plug: Plug, days: int) -> Iterator[tuple[float, str]]:
    for moment in visits_of(rng, _ANYWAY if plug.share else _UNEXPLAINED, days).tolist():
        yield moment, "on"
        yield moment + float(rng.uniform(*_LIT)), "off"


def _acts(rng: np.random.Generator, wishes: Iterable[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """Yield what is done, as the lamp is not yet as it is wanted; some of it is turned back at once."""
    now, free = "off", 0.0
    for minute, wanted in wishes:
        if wanted == now or minute < free:
            continue
        yield minute, wanted
        if rng.random() < _TURNED_BACK:
            free = minute + float(rng.uniform(*_SECOND_THOUGHT))
            yield free, now
        else:
            now = wanted
