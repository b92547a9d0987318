"""The home's life: who comes into which room, what the sensors say, and what is turned on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.home import Area, Entity, Home

from .habits import Reason, Wont, wonts_of
from .weather import MINUTES, Minutes, Weather, dampened, drawn, indoors, warmed, weather_of

_NEW_YEAR = 1_735_689_600.0  # 2025-01-01, UTC
_LATEST = 280  # day of the year on which a story may begin
_WAKING = (6.5 * 60, 23.25 * 60)  # minutes
_HOVERS = 45  # minutes within which nobody goes by a number once more
_LAMP = 110.0  # lux
_UNITS = {"illuminance": "lx", "humidity": "%", "temperature": "°C", "power": "W"}
_FELT = {"illuminance": 0.15, "humidity": 1.5, "temperature": 0.3}  # how far from the number people feel it to be
_AGAINST = 0.02  # share of the times that they do it although they need not
_EVENING = (19.5 * 60, 23.5 * 60)


type _Row = tuple[float, str, str, int]
"""Minute of the story, entity id, state, cause."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lived:
    """A home, what happened there, and what its people go by.

    Attributes:
        begin: the first midnight, UTC epoch seconds.
    """

    begin: float
    home: Home
    history: EventColumns
    wonts: tuple[Wont, ...]


def lived(seed: int, days: int, *, null: bool = False) -> Lived:
    """Live some days."""
    rng = np.random.default_rng([seed, days, int(null)])
    latitude = float(rng.uniform(38, 58))
    first_day = int(rng.integers(1, _LATEST))
    begin = _NEW_YEAR + (first_day - 1) * 86_400
    weather = weather_of(rng, days, first_day, latitude)
    wonts = wonts_of(rng, null=null)
    rows = [row for wont in wonts for row in _room(rng, wont, weather, days)]
    return Lived(
        begin=begin,
        home=_home(wonts, latitude),
        history=EventColumns.from_rows((begin + 60 * row[0], *row[1:]) for row in rows if row[0] >= 0),
        wonts=wonts,
    )


def _home(wonts: tuple[Wont, ...], latitude: float) -> Home:
    areas = {wont.room: Area(area_id=wont.room, name=wont.room.replace("_", " ").capitalize()) for wont in wonts}
    entities = [entity for wont in wonts for entity in _entities(wont)]
    return Home(
        time_zone="UTC",
        latitude=latitude,
        longitude=0.0,
        areas=areas,
        entities={one.entity_id: one for one in entities},
    )


def _entities(wont: Wont) -> Iterator[Entity]:
    room = wont.room.replace("_", " ").capitalize()
    yield Entity(entity_id=wont.entity_id, name=Home().name_of(wont.entity_id), area_id=wont.room)
    yield Entity(entity_id=wont.motion, name=f"{room} motion", area_id=wont.room, device_class="motion")
    yield Entity(
        entity_id=wont.sensor,
        name=f"{room} {wont.quantity}",
        area_id=wont.room,
        device_class=wont.quantity,
        unit=_UNITS[wont.quantity],
    )


def _room(rng: np.random.Generator, wont: Wont, weather: Weather, days: int) -> Iterator[_Row]:
    visits = _visits(rng, wont.a_day, days)
    measured = _measured(rng, wont, weather, days, visits)
    uses = [*_uses(rng, wont, weather, visits, measured, days)]
    yield 0.0, wont.entity_id, "off", Cause.DEVICE
    for start, end in uses:
        yield start, wont.entity_id, "on", Cause.PERSON
        yield end, wont.entity_id, "off", Cause.PERSON
        if wont.quantity == "illuminance":
            # What the sensor says in the minute in which it is turned on, it says before.
            measured[int(start) + 1 : int(end) + 1] += _LAMP
    yield from _seen(rng, wont, visits)
    yield from _reports(rng, wont, measured)


def _visits(rng: np.random.Generator, a_day: float, days: int) -> Minutes:
    """Return when somebody comes in, minutes of the story, ascending and some minutes apart."""
    begin, end = _WAKING
    found = [day * MINUTES + rng.uniform(begin, end, rng.poisson(a_day)) for day in range(days)]
    visits = np.sort(np.concatenate(found))
    return np.asarray(visits[np.append(True, np.diff(visits) > 6)])  # noqa: PLR2004 - minutes


def _measured(rng: np.random.Generator, wont: Wont, weather: Weather, days: int, visits: Minutes) -> Minutes:
    if wont.quantity == "illuminance":
        return indoors(weather, float(rng.uniform(0.01, 0.04)))
    if wont.quantity == "humidity":
        return dampened(rng, days, visits[rng.random(len(visits)) < 2.2 / wont.a_day] - 15)
    if wont.quantity == "power":
        return drawn(rng, days)
    usual = wont.limit - 0.3 if wont.is_above else wont.limit + 0.3
    return warmed(rng, weather, usual if wont.limit else 21.0)


def _uses(
    rng: np.random.Generator, wont: Wont, weather: Weather, visits: Minutes, measured: Minutes, days: int
) -> Iterator[tuple[float, float]]:
    """Yield from when until when it is on, minutes of the story."""
    if wont.reason is Reason.CHANCE:
        moments = _visits(rng, 3.0, days)
    elif wont.reason is Reason.CROSSING:
        moments = _crossed(wont, measured)
        moments = moments[rng.random(len(moments)) < wont.share]
        moments = moments + rng.uniform(0.2, 3.5, len(moments))
    else:
        is_wanted = _wanted(rng, wont, weather, visits, measured)
        does = np.where(is_wanted, rng.random(len(visits)) < wont.share, rng.random(len(visits)) < _AGAINST)
        moments = visits[does] + rng.uniform(2, 12, int(does.sum())) / 60
    free = 0.0
    for moment in moments.tolist():
        if moment >= free:
            free = min(moment + float(rng.uniform(4, 55)), days * MINUTES - 1.0)
            yield moment, free


def _crossed(wont: Wont, measured: Minutes) -> Minutes:
    """Return the waking minutes of the story at which the number is crossed, once where it hovers."""
    is_there = measured > wont.limit if wont.is_above else measured < wont.limit
    minutes = np.flatnonzero(is_there[1:] & ~is_there[:-1]) + 1.0
    minutes = minutes[np.append(True, np.diff(minutes) > _HOVERS)[: len(minutes)]]
    of_day = minutes % MINUTES
    return np.asarray(minutes[(of_day >= _WAKING[0]) & (of_day < _WAKING[1])])


def _wanted(
    rng: np.random.Generator, wont: Wont, weather: Weather, visits: Minutes, measured: Minutes
) -> NDArray[np.bool_]:
    place = visits.astype(np.int64)
    match wont.reason:
        case Reason.DARK:
            return np.asarray(weather.elevation[place] < -0.8)  # noqa: PLR2004 - degrees of the horizon
        case Reason.EVENING:
            minute = visits % MINUTES
            return np.asarray((minute >= _EVENING[0]) & (minute < _EVENING[1]))
        case Reason.NOTHING | Reason.CHANCE | Reason.CROSSING:
            return np.ones(len(visits), dtype=np.bool_)
        case Reason.NUMBER:
            felt = rng.normal(0, _FELT[wont.quantity], len(visits))
            value = measured[place]
            value = value * np.exp(felt) if wont.quantity == "illuminance" else value + felt
            return np.asarray(value > wont.limit if wont.is_above else value < wont.limit)


def _seen(rng: np.random.Generator, wont: Wont, visits: Minutes) -> Iterator[_Row]:
    yield 0.0, wont.motion, "off", Cause.DEVICE
    for moment in visits.tolist():
        yield moment, wont.motion, "on", Cause.DEVICE
        yield moment + float(rng.uniform(0.3, 3.5)), wont.motion, "off", Cause.DEVICE


def _reports(rng: np.random.Generator, wont: Wont, measured: Minutes) -> Iterator[_Row]:
    """Yield what the sensor says: every few minutes, where it has changed; now and then it is away for hours."""
    every = 1 if wont.quantity == "illuminance" else 3
    decimals = 0 if wont.quantity == "illuminance" else 1
    noise = 1 + 0.02 * rng.normal(0, 1, len(measured)) if wont.quantity == "illuminance" else 1.0
    values = np.round(measured * noise, decimals)
    minutes = np.arange(int(rng.integers(every)), len(values), every)
    minutes = minutes[np.append(True, np.diff(values[minutes]) != 0)]
    lost = rng.uniform(0, len(values), max(len(values) // MINUTES // 10, 1))
    away = ((minutes[:, None] >= lost) & (minutes[:, None] < lost + 150)).any(axis=1)
    for minute, value, is_away in zip(minutes.tolist(), values[minutes].tolist(), away.tolist(), strict=True):
        yield (
            minute + 0.1,
            wont.sensor,
            "unavailable" if is_away else f"{value:.{decimals}f}",
            Cause.DEVICE,
        )
