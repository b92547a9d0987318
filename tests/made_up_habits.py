"""Habits made up at random of what there is in a home: whatever a habit may be made of, they are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from custom_components.homeiq.model.existing import ANY_STATE
from custom_components.homeiq.model.habits.pattern import (
    EVERY_DAY,
    WEEKEND,
    WORKDAYS,
    Between,
    Condition,
    Dark,
    Idle,
    NumberIs,
    Pattern,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, Trigger, answers
from custom_components.homeiq.model.home import HOME_ZONE
from custom_components.homeiq.model.things import THINGS, thing_of
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.timeline import Timeline
from tests.habits import habit

_HELD = (0, 0, 61, 151, 901)  # nothing is told exactly so much later: what comes first would be chance
_QUIET = (61, 301, 1801, 7201)


class MakingUp:
    """Draws habits for a home."""

    def __init__(self, timeline: Timeline, units: Sequence[Unit], seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._timeline = timeline
        self._units = [one for one in units if _can_act(one)]
        known = {name: one for name, one in timeline.series.items() if 1 < len(one.states) <= 8}
        if any(len(timeline.series[name].away) for name in timeline.persons):
            # A person is never away but at a start, at which nobody hears how many are home.
            known.pop(HOME_ZONE, None)
        self._changing = sorted(name for name in known if thing_of(name).is_trigger or name.startswith("person."))
        self._witnesses = sorted(known)
        self._measuring = sorted(name for name in timeline.readings if "#" not in name)

    def habits(self, count: int) -> Iterator[Pattern]:
        """Make up so many habits, of all kinds in turn."""
        kinds = [self._at_time, self._at_sun, self._on_change, self._on_change, self._left_on, self._crosses]
        kinds = kinds if self._measuring else kinds[:-1]
        for number in range(count):
            trigger = kinds[number % len(kinds)]()
            unit = self._one([one for one in self._units if not _is_its_own(trigger, one)])
            conditions = () if isinstance(trigger, LeftOn) else self._conditions(trigger)
            days = self._one([EVERY_DAY, EVERY_DAY, EVERY_DAY, WORKDAYS, WEEKEND, frozenset({2})])
            made = habit(trigger, unit.entities, unit.state, conditions=conditions, weekdays=days)
            evidence = replace(made.evidence, window_seconds=float(_held(trigger) + self._one([60, 300, 600])))
            yield replace(made, signature=f"{number:012x}", evidence=evidence)

    def _one[T](self, several: Sequence[T]) -> T:
        return several[int(self._rng.integers(len(several)))]

    def _at_time(self) -> Trigger:
        return AtTime(minute=self._one([0, 1, 1439, *(range(300, 1440))]))

    def _at_sun(self) -> Trigger:
        offset = int(self._rng.integers(-150, 151))
        if self._rng.random() < 0.5:
            return AtSun(event="sunrise", offset_minutes=offset)
        return AtSun(event="sunset", offset_minutes=offset)

    def _on_change(self) -> Trigger:
        name = self._one(self._changing)
        state = self._one(self._timeline.series[name].states)
        return OnChange(entity_id=name, to=state, for_seconds=0 if state == ANY_STATE else self._one(_HELD))

    def _left_on(self) -> Trigger:
        name = self._one(self._changing)
        return LeftOn(entity_id=name, to=self._one(self._timeline.series[name].states), for_seconds=self._one(_QUIET))

    def _crosses(self) -> Trigger:
        name = self._one(self._measuring)
        above = bool(self._rng.random() < 0.5)
        return Crosses(entity_id=name, limit=self._limit(name), is_above=above, for_seconds=self._one(_HELD))

    def _limit(self, name: str) -> float:
        values = self._timeline.readings[name].value
        return round(float(np.nanquantile(values, self._rng.uniform(0.1, 0.9))), 1)

    def _conditions(self, trigger: Trigger) -> tuple[Condition, ...]:
        draws = [self._dark, self._between, self._state_is, self._idle, self._idle]
        draws += [self._home] if self._timeline.persons else []
        draws += [self._number_is] if self._measuring else []
        many = self._one([0, 1, 1, 2])
        some = [draws[place]() for place in self._rng.choice(len(draws), many, replace=False).tolist()]
        some = [one for one in some if _may_be_asked(one, trigger)]
        if isinstance(trigger, OnChange) and trigger.entity_id.startswith("binary_sensor.") and not trigger.for_seconds:
            other = "on" if trigger.to == "off" else "off"
            some.append(Idle(entity_id=trigger.entity_id, state=other, seconds=self._one(_QUIET)))
        return tuple(some)

    def _dark(self) -> Condition:
        return Dark(dark=bool(self._rng.random() < 0.5))

    def _between(self) -> Condition:
        after, before = self._rng.choice(24, 2, replace=False).tolist()
        return Between(after=after * 60, before=before * 60)

    def _state_is(self) -> Condition:
        name = self._one(self._witnesses)
        return StateIs(entity_id=name, state=self._one(self._timeline.series[name].states))

    def _idle(self) -> Condition:
        name = self._one(self._witnesses)
        return Idle(entity_id=name, state=self._one(self._timeline.series[name].states), seconds=self._one(_QUIET))

    def _home(self) -> Condition:
        return SomebodyHome(home=bool(self._rng.random() < 0.5))

    def _number_is(self) -> Condition:
        name = self._one(self._measuring)
        limit = self._limit(name)
        return (
            NumberIs(entity_id=name, above=limit) if self._rng.random() < 0.5 else NumberIs(entity_id=name, below=limit)
        )


def _held(trigger: Trigger) -> int:
    return trigger.for_seconds if answers(trigger) else 0


def _is_its_own(trigger: Trigger, unit: Unit) -> bool:
    return isinstance(trigger, OnChange) and trigger.entity_id in unit.entities


def _may_be_asked(condition: Condition, trigger: Trigger) -> bool:
    """Tell whether a habit may have both, as miners have it: whoever comes home is not asked whether somebody is."""
    if not isinstance(trigger, OnChange):
        return True
    if isinstance(condition, SomebodyHome):
        return not trigger.entity_id.startswith("person.")
    return not (isinstance(condition, Idle | StateIs) and condition.entity_id == trigger.entity_id)


def _can_act(unit: Unit) -> bool:
    return all(unit.state in THINGS[name.partition(".")[0]].actions for name in unit.entities)
