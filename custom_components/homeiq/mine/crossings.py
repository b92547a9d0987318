"""Crossings: moments at which a sensor rises above a number or falls below one, as triggers for the follow-ups' miner.

Of the numbers that people name, those are tried for a unit near by that lie about what the sensor mostly measures when
people act on it, for who goes by a number acts just behind it, and some on the way there. All others count as tried as
well. What hovers about a number crosses it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import filterfalse

import numpy as np
from numpy.typing import NDArray

from ..model.habits.value import is_value_name
from ..model.readings import Readings
from ..past.acts import Unit
from ..past.days.other_days import OtherDays
from ..past.numbers.crossings import ABOVE, BELOW, crossing_name, is_crossing, with_crossings
from ..past.numbers.sensors import unit_in
from ..past.rule import Outcomes, Rule
from ..past.timeline import Timeline
from .conditions.thresholds import round_numbers

_AROUND = 3  # numbers on either side of what is measured when people act
_EARLIER = 600.0  # seconds before the act, when what jumps was what it mostly is
_ON_THE_WAY = (3, 5, 3)  # numbers from there on to each quartile
_USUAL = (3, 97)  # percentiles between which they lie
_QUARTILES = (25, 50, 75)
_LONGEST = 600  # seconds that a sensor may have to stay beside a number
_SPAN = 300.0  # seconds within which crossing once more is hovering
_AT_ONCE = 300.0  # seconds within which a sensor tells what a thing does to what it measures
_MOSTLY = 0.5  # share of the hits


@dataclass(frozen=True, kw_only=True, eq=False)
class NearSensors:
    """What is near some sensors, and what these set off.

    Attributes:
        numbers: of each sensor, those that people would name.
        past: in which the sensors are not beside them yet.
    """

    units: tuple[Unit, ...]
    numbers: Mapping[str, NDArray[np.float64]]
    past: Timeline

    @property
    def tried(self) -> int:
        """How many pairs of a unit and a crossing there would have been to try."""
        return 2 * len(self.units) * sum(len(several) for several in self.numbers.values())

    @cached_property
    def timeline(self) -> Timeline:
        """The past, with the sensors beside their numbers."""
        return with_crossings(self.past, self._limits)

    @cached_property
    def triggers(self) -> dict[tuple[str, str], NDArray[np.float64]]:
        """When each of them crossed each number, by its name and the side that it came to."""
        return {
            (crossed, side): _once(self.timeline.series[crossed].reached(side))
            for crossed in (crossing_name(*one) for one in self._limits)
            for side in (ABOVE, BELOW)
        }

    @cached_property
    def _limits(self) -> list[tuple[str, float]]:
        return [
            (name, limit)
            for name, numbers in self.numbers.items()
            for limit in _about(self.past.readings[name], numbers, self.units).tolist()
        ]


def rooms_of(timeline: Timeline, units: tuple[Unit, ...]) -> Iterator[NearSensors]:
    """Yield the sensors that are near the same units together."""
    near: dict[str, list[int]] = {}
    for place, unit in enumerate(units):
        # A trigger asks for a state; of the weather, numbers are attributes.
        for name in filterfalse(is_value_name, timeline.sensors.near(unit.entities)):
            near.setdefault(name, []).append(place)
    rooms: dict[tuple[int, ...], list[str]] = {}
    for name, places in sorted(near.items()):
        rooms.setdefault(tuple(places), []).append(name)
    for chosen, names in rooms.items():
        mine = tuple(units[place] for place in chosen)
        numbers = {name: _numbers(name, timeline, mine) for name in names}
        yield NearSensors(units=mine, numbers=numbers, past=timeline)


def _numbers(name: str, timeline: Timeline, units: Iterable[Unit]) -> NDArray[np.float64]:
    """Return the numbers that people would name within what a sensor mostly measures, ascending.

    And within what it measured about acts: a plug that rests tells nothing new for hours, so that hardly any of its
    readings are of that.
    """
    readings = timeline.readings[name]
    values = readings.value[~np.isnan(readings.value)]
    if not len(values):
        return np.empty(0)
    usual = np.concatenate([np.percentile(values, _USUAL), *_when_acted(readings, units)])
    least, most = float(usual.min()), float(usual.max())
    return round_numbers(least, most, timeline.home.device_class_of(name), unit_in(timeline.home, name))


def _when_acted(readings: Readings, units: Iterable[Unit]) -> Iterator[NDArray[np.float64]]:
    """Yield of each unit what was mostly measured some minutes before people acted on it, and when they did.

    The latter in quartiles, float64[1 + 3]: half of what people do with a thing may have another reason.
    """
    for unit in units:
        at, earlier = readings.before(unit.acts), readings.before(unit.acts - _EARLIER)
        if not np.isnan(at).all() and not np.isnan(earlier).all():
            yield np.append(np.nanmedian(earlier), np.nanpercentile(at, _QUARTILES)).astype(np.float64)


def _about(readings: Readings, numbers: NDArray[np.float64], units: Iterable[Unit]) -> NDArray[np.float64]:
    """Return those of some numbers that lie about what was measured when people acted on any of the units."""
    chosen = np.zeros(len(numbers), dtype=np.bool_)
    for known in _when_acted(readings, units) if len(numbers) else ():
        began, *places = np.searchsorted(numbers, known).tolist()
        chosen[max(places[1] - _AROUND, 0) : places[1] + _AROUND] = True
        # What jumps crosses all numbers on its way.
        each = zip(places, _ON_THE_WAY, strict=True)
        way = np.concatenate([np.linspace(began, place, count) for place, count in each])
        chosen[way.round().astype(np.int64).clip(max=len(numbers) - 1)] = True
    return numbers[chosen]


def is_too_late(name: str, rule: Rule) -> bool:
    """Tell whether a sensor beside a number has to stay there for longer than anybody waits for that.

    What is measured goes up and down by itself, so that something comes long after every crossing.
    """
    return is_crossing(name) and rule.for_seconds > _LONGEST


def is_own_doing(rule: Rule, outcomes: Outcomes, other_days: OtherDays) -> bool:
    """Tell whether the act itself moves the sensor past the number, as a lamp does with what measures the light.

    Then most of what is answered comes right after it was put to use, or to rest, and until then the sensor was on the
    other side of the number. A plug draws much as soon as it is on, and little again once what it feeds is done; that
    is reason enough to turn it off.

    Args:
        rule: a number that is crossed.
        outcomes: the crossings, some of them hits.
        other_days: of the unit that is acted on.
    """
    crossed = outcomes.time[outcomes.hit]
    began = other_days.began[outcomes.act[outcomes.hit]]
    beside = other_days.timeline.series[rule.entity_id]
    own = (began <= crossed) & (crossed <= began + _AT_ONCE) & ~beside.was(rule.to, began)
    return bool(np.count_nonzero(own) >= _MOSTLY * len(crossed))


def _once(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Leave out what comes soon after another one.

    Examples:
        >>> _once(np.array([0.0, 100.0, 250.0, 900.0])).tolist()
        [0.0, 900.0]
    """
    return np.asarray(times[np.append(True, np.diff(times) > _SPAN)[: len(times)]])
