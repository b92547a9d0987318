"""The states of every entity through time, and the acts among their changes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
import re
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ..model.event import EventColumns
from ..model.habits.value import value_name
from ..model.home import HOME_ZONE, Home
from ..model.readings import Readings
from ..model.things import ACT_STATES, thing_of
from ..model.things.device_class import sense_of
from ..model.things.set_state import set_state_of
from .days.calendar import Calendar
from .days.sun import is_dark
from .machines.reports import coded
from .machines.verdict import Verdict
from .numbers.beside import split_readings
from .numbers.one_unit import in_one_unit
from .numbers.sensors import NOWHERE, Nearby
from .numbers.set_points import set_points
from .proofs import proofs_of
from .series import Series, cut, rest, series_of
from .states import States
from .values import Values, set_in_one_unit, split_values, weather_readings

# Where nobody gave a device class, ids tell: of somebody in a bed or a room, or of how the house is.
_NAMED = re.compile(r".*(occupan|presence|sleep|asleep|bed_|_bed|schl(a|ae|ä)f|bett|belegt|anwesen|mode|modus).*")
_BY_CLASS = frozenset({"binary_sensor", "sensor"})  # of which no domain tells whether people go by them
_MOST_STATES = 6
_WEATHERS = 7
_COUNTED = 1e-3  # seconds after a person's change in which Home Assistant counts who is home
_SILENCE = 3 * 3600.0  # so long without an act in the whole home, everybody sleeps or is away, seconds


@dataclass(frozen=True, kw_only=True, eq=False)
class Timeline:
    """Everything that happened, by entity, and the calendar it happened on.

    Attributes:
        series: by entity id; only entities with at least one report.
        values: what people set, by entity id and attribute.
        set_points: what things were set to while they stayed as they were, by the value's name in the history.
        since: first event, UTC epoch seconds.
        until: last event.
        events: how many events it was made of.
        verdicts: which changes were found to be a machine's.
        readings: what sensors measured, by entity id.
        sensors: those of the readings, by where they are.
        notes: what was found out about an entity's changes to a state, by whoever asks that again and again.
        crowds: likewise, about where acts crowd.
    """

    home: Home
    calendar: Calendar
    series: dict[str, Series]
    since: float
    until: float
    events: int
    values: Mapping[str, Mapping[str, Values]] = field(default_factory=lambda: MappingProxyType({}))
    verdicts: tuple[Verdict, ...] = ()
    set_points: Mapping[str, Series] = field(default_factory=lambda: MappingProxyType({}))
    readings: Mapping[str, Readings] = field(default_factory=lambda: MappingProxyType({}))
    sensors: Nearby = NOWHERE
    notes: dict[tuple[str, str], object] = field(default_factory=dict, init=False)
    crowds: dict[Hashable, object] = field(default_factory=dict, init=False)

    @classmethod
    def of(cls, history: EventColumns, home: Home) -> Self:
        """Sort a history by entity."""
        every = history
        history, values = split_values(every)
        history, readings = split_readings(history, home)
        readings = in_one_unit({**readings, **weather_readings(values, home)}, home.eras)
        since, until = (float(history.time[0]), float(history.time[-1])) if len(history) else (0.0, 0.0)
        series = dict(series_of(history))
        return cls(
            home=home,
            calendar=Calendar.covering(home.time_zone, since, until),
            series=_with_presence(series),
            set_points=set_points(every, home, series, (since, until)) if values else MappingProxyType({}),
            since=since,
            until=until,
            events=len(history),
            values=set_in_one_unit(values, home),
            readings=readings,
            sensors=Nearby.of(home, readings),
        )

    def before(self, moment: float, measured_since: float = 0.0) -> Self:
        """Return what happened before a moment, as if nothing else ever had.

        What people set is left out, as no miner asks for it.

        Args:
            moment: UTC epoch seconds.
            measured_since: from when on what sensors measured counts, UTC epoch seconds.
        """
        cuts = ((name, cut(one, moment)) for name, one in self.series.items())
        set_cuts = ((name, cut(one, moment)) for name, one in self.set_points.items())
        parts = ((name, one.between(measured_since, moment)) for name, one in self.readings.items())
        readings = {name: part for name, part in parts if len(part.time)}
        return type(self)(
            home=self.home,
            calendar=self.calendar,
            series={name: part for name, part in cuts if len(part.time)},
            set_points={name: part for name, part in set_cuts if len(part.time)},
            since=self.since,
            # At a midnight, the day that begins then is none of these.
            until=min(self.until, float(np.nextafter(moment, -np.inf))),
            events=self.events,
            verdicts=self.verdicts,
            readings=readings,
            sensors=Nearby.of(self.home, readings),
        )

    def after(self, moment: float) -> Self:
        """Return the same timeline with nothing that happened before a moment but the states and values it found."""
        return type(self)(
            home=self.home,
            calendar=self.calendar,
            series={name: rest(one, moment) for name, one in self.series.items()},
            set_points={name: rest(one, moment) for name, one in self.set_points.items()},
            since=max(self.since, moment),
            until=self.until,
            events=self.events,
            values=self.values,
            verdicts=self.verdicts,
            readings={name: one.since(moment) for name, one in self.readings.items()},
            sensors=self.sensors,
        )

    def dark(self, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell whether the sun was below the horizon at the home.

        Examples:
            >>> past("0:00 light.hall off, 12:00 light.hall on").dark(np.array([0.0, 12.0]) * 3600).tolist()
            [True, False]
        """
        return is_dark(times, self.home.latitude, self.home.longitude)

    @cached_property
    def things(self) -> int:
        """How many things people operate."""
        return sum(_domain(name) in ACT_STATES for name in self.series)

    @cached_property
    def witnesses(self) -> States:
        """The entities of few states that people may go by."""
        return States.of(
            {
                name: one
                for name, one in self.series.items()
                if 1 < len(one.states) <= _most_states(name) and _is_witness(name, self.home)
            }
        )

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """The persons of the home."""
        return tuple(sorted(name for name in self.series if name.startswith("person.")))

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """The local days that the history covers, first and last included: int64[n]."""
        ends = self.calendar.day(np.array([self.since, self.until]))
        return np.arange(ends[0], ends[1] + 1) if self.events else np.array([], dtype=np.int64)

    @cached_property
    def lived_days(self) -> frozenset[int]:
        """The local days on which somebody did something by hand; days of absence have none."""
        return frozenset(self.calendar.day(self._acts).tolist())

    def is_lived(self, days: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which of some local days that the history covers were lived in, bool[n].

        Examples:
            >>> three = past("12:00 light.hall off, 13:00 light.hall on, 60:00 light.hall off")
            >>> three.is_lived(three.days).tolist()
            [True, False, True]
        """
        if not len(self.days):
            return np.zeros(len(days), dtype=np.bool_)
        return np.asarray(self._lived[days - self.days[0]])

    @cached_property
    def proofs(self) -> NDArray[np.float64]:
        """The moments at which a hand shows that somebody is home: float64[n], UTC epoch seconds, ascending."""
        return proofs_of(self.series)

    @cached_property
    def _lived(self) -> NDArray[np.bool_]:
        return np.isin(self.days, list(self.lived_days))

    @cached_property
    def _acts(self) -> NDArray[np.float64]:
        """All acts by hand: float64[n], UTC epoch seconds, in no order."""
        acts = [one.time[1:][one.by_people[1:]] for name, one in self.series.items() if _domain(name) in ACT_STATES]
        return np.concatenate([np.empty(0), *acts])

    @cached_property
    def _waking(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Moments, and the seconds up to each that were no part of a silence."""
        marks = np.unique(np.concatenate([[self.since, self.until], self._acts]))
        steps = np.diff(marks)
        return marks, np.append(0.0, np.cumsum(np.where(steps < _SILENCE, steps, 0.0)))

    def awake(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Count the seconds before each of the times that were no part of a silence of the whole home.

        Examples:
            >>> day = past("0:00 light.hall off, 1:00 light.hall on, 2:00 light.hall off, 12:00 light.hall on")
            >>> (day.awake(np.array([1.5, 9.0, 12.0]) * 3600) / 3600).tolist()
            [1.5, 2.0, 2.0]
        """
        return np.asarray(np.interp(times, *self._waking))


def telling(timeline: Timeline, entity_id: str, state: str) -> Series:
    """Return the series that tells when an entity is in a state, or set to something while it stays in one."""
    sets = set_state_of(state)
    return timeline.series[entity_id] if sets is None else timeline.set_points[value_name(entity_id, sets.attribute)]


def knows(timeline: Timeline, entity_id: str, state: str) -> bool:
    """Tell whether there is such a series."""
    sets = set_state_of(state)
    if sets is None:
        return entity_id in timeline.series
    return value_name(entity_id, sets.attribute) in timeline.set_points


def _most_states(name: str) -> int:
    """Return how many states an entity may have for people to tell them apart: of the weather, they do."""
    return _WEATHERS if _domain(name) == "weather" else _MOST_STATES


def _is_witness(name: str, home: Home) -> bool:
    """Tell whether people may go by an entity's state: by what it is, or by what it tells of.

    What is no longer in the home says nothing any more: an automation that asks it would never run.
    """
    if home.is_gone(name):
        return False
    domain = _domain(name)
    if domain == "weather":
        return name == home.around.weather
    if name in home.around.sensors:
        return True
    if domain in _BY_CLASS:
        return sense_of(home.device_class_of(name)).is_witness or _NAMED.fullmatch(name.partition(".")[2]) is not None
    return thing_of(name).is_witness


def _domain(entity_id: str) -> str:
    return entity_id.partition(".")[0]


def _with_presence(series: dict[str, Series]) -> dict[str, Series]:
    """Add how many persons are home, as ``zone.home`` tells it, where there are several."""
    persons = [one for name, one in series.items() if name.startswith("person.")]
    if len(persons) < 2:  # noqa: PLR2004 - of one person, its own state tells all
        return series
    times = np.unique(np.concatenate([one.time for one in persons]))
    count = np.sum([one.was("home", times) for one in persons], axis=0)
    changed = np.append(True, count[1:] != count[:-1])
    nobody = np.zeros(int(changed.sum()), dtype=np.bool_)
    states, code = coded(count[changed].astype(np.str_))
    # Home Assistant counts once it has heard of the person: what the zone sets off finds them where they are now.
    zone = Series(time=times[changed] + _COUNTED, code=code, states=states, by_people=nobody, by_person=nobody)
    return {**series, HOME_ZONE: zone}
