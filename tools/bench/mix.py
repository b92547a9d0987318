"""A home's mix of events, made up: what storage is measured on.

500 entities, about 111,000 events a day, always the same for a seed:

| entities | how many | events a day in all | states |
|---|---|---|---|
| power of plugs and circuits | 15 | 63,000 | watts with a decimal, every 20 s |
| currents, voltages | 55 | 22,000 | every 200 s |
| temperature, humidity | 100 | 11,000 | tenths, about every 10 to 12 minutes |
| light, noise, signal strength | 100 | 6,000 | whole numbers, every half hour |
| motion | 40 | 6,500 | on and off by the day's rhythm, half a minute to minutes apart |
| weather, washing machines and other words | 30 | 1,500 | six words in turn |
| lamps | 70 | 1,100 | on and off by the day's rhythm |
| switches | 40 | 500 | likewise |
| doors and windows | 30 | 600 | likewise |
| blinds, heating, music | 20 | 400 | their words |

Numbers are nine tenths of all events and words one tenth, as in homes with meters in their sockets. Numbers walk at
random, by the step of their kind; where machines and lamps are switched, one step in 25 is a jump thirty times as long.
What is electrical or a signal's strength is asked for at a steady rate, a fiftieth earlier or later; the rest is told
when it changes, up to half earlier or later. Times have microseconds. What people act on is changed by people,
automations and by hand; sensors change by themselves.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from custom_components.homeiq.model.event import Cause, EventRow

from .members import METERS, WORDED, Meter, Worded, entity_ids_of

DAY = 86_400.0
START = 1_767_225_600.0  # 2026-01-01T00:00:00Z, epoch seconds

# How busy each hour of a day is, for what people do.
_RHYTHM = np.array([1, 1, 1, 1, 1, 2, 6, 9, 7, 4, 4, 5, 7, 5, 4, 5, 7, 9, 11, 12, 11, 9, 6, 3], dtype=np.float64)
_JUMPS = 0.04  # how many steps are jumps
_ACTED = (Cause.PERSON, Cause.DEVICE, Cause.DEVICE, Cause.AUTOMATION)


def mixed_days(days: int, seed: int = 0) -> Iterator[list[EventRow]]:
    """Make up one day after the other, each in the order of time."""
    chance = np.random.default_rng(seed)
    values = {entity_id: meter.middle for meter in METERS for entity_id in entity_ids_of(meter)}
    places = dict.fromkeys((entity_id for worded in WORDED for entity_id in entity_ids_of(worded)), 0)
    for day in range(days):
        begin = START + day * DAY
        rows: list[EventRow] = []
        for meter in METERS:
            for entity_id in entity_ids_of(meter):
                rows += _measurements(chance, meter, entity_id, begin, values)
        for worded in WORDED:
            for entity_id in entity_ids_of(worded):
                rows += _changes(chance, worded, entity_id, begin, places)
        rows.sort()
        yield rows


def _measurements(
    chance: np.random.Generator, meter: Meter, entity_id: str, begin: float, values: dict[str, int]
) -> Iterator[EventRow]:
    steps = chance.uniform(1 - meter.early, 1 + meter.early, round(1.2 * DAY / meter.seconds)) * meter.seconds
    times = steps.cumsum() - chance.uniform(0, meter.seconds)
    times = times[(times >= 0) & (times < DAY)]
    numbers = _walk(chance, meter, values[entity_id], len(times))
    is_change = np.diff(numbers, prepend=values[entity_id]) != 0
    values[entity_id] = int(numbers[-1])
    scale, form = 10.0**-meter.decimals, f"%.{meter.decimals}f"
    for time, number in zip(times[is_change].tolist(), numbers[is_change].tolist(), strict=True):
        yield round(begin + time, 6), entity_id, form % (number * scale), Cause.DEVICE


def _walk(chance: np.random.Generator, meter: Meter, first: int, count: int) -> NDArray[np.int64]:
    """Walk at random; half of the way that is gone too far comes back each day."""
    steps = chance.normal(0, meter.step, count) * np.where(chance.uniform(0, 1, count) < _JUMPS, meter.jumps, 1)
    way = first + steps.cumsum()
    back = (way - meter.middle) * np.linspace(0, 0.5, count)
    walked: NDArray[np.int64] = np.abs(np.rint(way - back)).astype(np.int64)
    return walked


def _changes(
    chance: np.random.Generator, worded: Worded, entity_id: str, begin: float, places: dict[str, int]
) -> Iterator[EventRow]:
    times = _moments(chance, worded)
    first, places[entity_id] = places[entity_id], places[entity_id] + len(times)
    words = [worded.words[at % len(worded.words)] for at in range(first, first + len(times))]
    # One person, one wall switch or one automation for each change; a sensor changes by itself.
    acted = chance.integers(0, len(_ACTED), len(times)).tolist()
    for time, word, who in zip(times.tolist(), words, acted, strict=True):
        yield round(begin + time, 6), entity_id, word, _ACTED[who] if worded.is_acted_on else Cause.DEVICE


def _moments(chance: np.random.Generator, worded: Worded) -> NDArray[np.float64]:
    count = chance.poisson(worded.daily / 2)
    hours = chance.choice(24, count, p=_RHYTHM / _RHYTHM.sum())
    first = np.sort((hours + chance.uniform(0, 1, count)) * 3600)
    if not worded.dwell:
        return np.sort(np.concatenate((first, chance.uniform(0, DAY, count))))
    # Back before it begins anew, and before the day is over.
    room = np.diff(np.append(first, DAY))
    return np.ravel(np.stack((first, first + np.minimum(chance.exponential(worded.dwell, count), room * 0.99)), axis=1))
