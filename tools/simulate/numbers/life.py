"""The home's life: who comes into which room, what the sensors say, and what is turned on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.home import Area, Entity, Home

from .bedtimes import Bedtime, bedtimes_of, nights
from .habits import Reason, Wont, wonts_of
from .plugs import Plug, beside, plugs_of
from .reports import Row, reports
from .visits import WAKING, visits_of
from .weather import MINUTES, Minutes, Weather, dampened, drawn, indoors, warmed, weather_of

_NEW_YEAR = 1_735_689_600.0  # 2025-01-01, UTC
_LATEST = 280  # day of the year on which a story may begin
_HOVERS = 45  # minutes within which nobody goes by a number once more
_LAMP = 110.0  # lux
_UNITS = {"illuminance": "lx", "humidity": "%", "temperature": "°C", "power": "W"}
_FELT = {"illuminance": 0.15, "humidity": 1.5, "temperature": 0.3}  # how far from the number people feel it to be
_AGAINST = 0.02  # share of the times that they do it although they need not
_EVENING = (19.5 * 60, 23.5 * 60)


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
    plugs: tuple[Plug, ...]
    bedtimes: tuple[Bedtime, ...]

    @property
    def sensors(self) -> frozenset[str]:
        """Everything that measures."""
        rooms: tuple[Wont | Plug | Bedtime, ...] = (*self.wonts, *self.plugs, *self.bedtimes)
        return frozenset(one.sensor for one in rooms)


def lived(seed: int, days: int, *, null: bool = False) -> Lived:
    """Live some days."""
    rng = np.random.default_rng([seed, days, int(null)])
    latitude = float(rng.uniform(38, 58))
    first_day = int(rng.integers(1, _LATEST))
    begin = _NEW_YEAR + (first_day - 1) * 86_400
    weather = weather_of(rng, days, first_day, latitude)
    wonts = wonts_of(rng, null=null)
    rows = [row for wont in wonts for row in _room(rng, wont, weather, days)]
    # Drawn apart, so that the rooms above are the same with and without these.
    apart = np.random.default_rng([seed, days, int(null), 1])
    plugs, bedtimes = plugs_of(apart, null=null), bedtimes_of(apart, null=null)
    rows += [row for plug in plugs for row in beside(apart, plug, days)]
    rows += [row for bedtime in bedtimes for row in nights(apart, bedtime, weather, days)]
    entities = [
        *(entity for wont in wonts for entity in _entities(wont)),
        *(entity for plug in plugs for entity in _pair(plug, "power")),
        *(entity for bedtime in bedtimes for entity in _pair(bedtime, "temperature")),
    ]
    return Lived(
        begin=begin,
        home=_home(entities, latitude),
        history=EventColumns.from_rows((begin + 60 * row[0], *row[1:]) for row in rows if row[0] >= 0),
        wonts=wonts,
        plugs=plugs,
        bedtimes=bedtimes,
    )


def _home(entities: Iterable[Entity], latitude: float) -> Home:
    found = {one.entity_id: one for one in entities}
    rooms = dict.fromkeys(one.area_id for one in found.values() if one.area_id)
    areas = {room: Area(area_id=room, name=_said(room)) for room in rooms}
    return Home(time_zone="UTC", latitude=latitude, longitude=0.0, areas=areas, entities=found)


def _entities(wont: Wont) -> Iterator[Entity]:
    yield from _pair(wont, wont.quantity)
    yield Entity(entity_id=wont.motion, name=f"{_said(wont.room)} motion", area_id=wont.room, device_class="motion")


def _pair(one: Wont | Plug | Bedtime, quantity: str) -> Iterator[Entity]:
    """Yield what people turn on, and what measures beside it."""
    yield Entity(entity_id=one.entity_id, name=Home().name_of(one.entity_id), area_id=one.room)
    yield Entity(
        entity_id=one.sensor,
        name=f"{_said(one.room)} {quantity}",
        area_id=one.room,
        device_class=quantity,
        unit=_UNITS[quantity],
    )


def _said(room: str) -> str:
    return room.replace("_", " ").capitalize()


def _room(rng: np.random.Generator, wont: Wont, weather: Weather, days: int) -> Iterator[Row]:
    visits = visits_of(rng, wont.a_day, days)
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
    yield from _told(rng, wont, measured)


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
        moments = visits_of(rng, 3.0, days)
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
    return np.asarray(minutes[(of_day >= WAKING[0]) & (of_day < WAKING[1])])


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


def _seen(rng: np.random.Generator, wont: Wont, visits: Minutes) -> Iterator[Row]:
    yield 0.0, wont.motion, "off", Cause.DEVICE
    for moment in visits.tolist():
        yield moment, wont.motion, "on", Cause.DEVICE
        yield moment + float(rng.uniform(0.3, 3.5)), wont.motion, "off", Cause.DEVICE


def _told(rng: np.random.Generator, wont: Wont, measured: Minutes) -> Iterator[Row]:
    """Yield what the sensor of a room says; one that measures light is quick, and wavers."""
    if wont.quantity == "illuminance":
        wavering = measured * (1 + 0.02 * rng.normal(0, 1, len(measured)))
        return reports(rng, wont.sensor, wavering, every=1, decimals=0)
    return reports(rng, wont.sensor, measured, every=3, decimals=1)
