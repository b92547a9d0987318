"""Rooms with a heater that people turn on at bedtime where the room is cold."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from custom_components.homeiq.model.event import Cause

from .reports import Row, reports
from .visits import visits_of
from .weather import MINUTES, Minutes, Weather, warmed

_LATER = 15.0  # SD of the minute of bedtime
_FELT = 0.3  # SD of how warm the room seems, degrees
_AGAINST = 0.02  # share of the warm nights on which they do it although they need not
_UNEXPLAINED = 0.6  # times a day, where nothing explains what people do
_ON = (20.0, 240.0)  # minutes
_WARMER = 1.5  # degrees that the heater adds in the end
_SLOWLY = 40.0  # minutes in which most of that comes, or goes
_GONE = 240  # minutes after which nothing of it is left


@dataclass(frozen=True, slots=True, kw_only=True)
class Bedtime:
    """A heater, and when people turn it on.

    Attributes:
        room: what it is called.
        minute: of the day, in the middle of all nights.
        limit: below so many degrees.
        share: how often they do it where they want it; 0 is at moments that nothing explains instead.
    """

    room: str
    minute: float
    limit: float
    share: float

    @property
    def entity_id(self) -> str:
        """What they turn on."""
        return f"switch.{self.room}_heater"

    @property
    def sensor(self) -> str:
        """What measures."""
        return f"sensor.{self.room}_temperature"


def bedtimes_of(rng: np.random.Generator, *, null: bool) -> tuple[Bedtime, ...]:
    """Draw when people go to bed, and what is cold to them; in a home without habits nothing explains the heater."""
    share = float(rng.uniform(0.86, 0.96))
    return (
        Bedtime(
            room="nursery",
            minute=float(rng.uniform(21.25, 23.25)) * 60,
            limit=float(rng.choice((17.0, 18.0, 19.0, 20.0))),
            share=0.0 if null else share,
        ),
    )


def nights(rng: np.random.Generator, bedtime: Bedtime, weather: Weather, days: int) -> Iterator[Row]:
    """Yield what the sensor says, and what people do with the heater."""
    # Half of the nights are cold, in turn with the spells of the weather.
    measured = warmed(rng, weather, bedtime.limit + 0.25)
    yield 0.0, bedtime.entity_id, "off", Cause.DEVICE
    for moment in _moments(rng, bedtime, measured, days).tolist():
        end = min(moment + float(rng.uniform(*_ON)), days * MINUTES - 1.0)
        yield moment, bedtime.entity_id, "on", Cause.PERSON
        yield end, bedtime.entity_id, "off", Cause.PERSON
        _heat(measured, int(moment) + 1, int(end) + 1)
    yield from reports(rng, bedtime.sensor, measured, every=3, decimals=1)


def _moments(rng: np.random.Generator, bedtime: Bedtime, measured: Minutes, days: int) -> Minutes:
    """Return when it is turned on, minutes of the story, hours apart."""
    if not bedtime.share:
        moments = visits_of(rng, _UNEXPLAINED, days)
        return np.asarray(moments[np.append(True, np.diff(moments) > _ON[1] + 1)[: len(moments)]])
    moments = np.arange(days) * MINUTES + rng.normal(bedtime.minute, _LATER, days)
    is_cold = measured[moments.astype(np.int64)] + rng.normal(0, _FELT, days) < bedtime.limit
    return np.asarray(moments[rng.random(days) < np.where(is_cold, bedtime.share, _AGAINST)])


def _heat(measured: Minutes, begin: int, end: int) -> None:
    """Warm a room while a heater is on, and for some hours after, in place."""
    minute = np.arange(min(end + _GONE, len(measured)) - begin)
    risen = 1 - np.exp(-np.minimum(minute, end - begin) / _SLOWLY)
    measured[begin : begin + len(minute)] += _WARMER * risen * np.exp(-np.maximum(minute - (end - begin), 0) / _SLOWLY)
