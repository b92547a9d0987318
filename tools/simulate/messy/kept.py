"""What there is to find in a messy home: counted from what was done, never from what was meant.

The share of a time is of the days of its class on which somebody was up, at home, and it was not done long before; of a
trigger, of the times it fired while somebody was up and there was something to do. An act answers one firing.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..calendar import Calendar
from ..habits.follow_up import DARK
from ..habits.habit import ENOUGH, KEPT, OTHERWISE, equivalents
from ..truth import PlantedHabit
from .household import Household
from .intentions import Intention

CLOCK, SUN = 30.0, 20.0  # minutes that a time, or a distance from the sun, may be off
RECENT = 21  # days that say when something is done now, should it wander
FEW = 3  # acts that have a middle
ANSWER = 600.0  # seconds within which people answer
SOONEST, LATEST = 0.4, (2.0, 60.0)  # of a wait; and as many seconds more
NEEDED = 0.1  # of the share, that the dark has to be worth
FAIR = 0.8  # share of a sun habit's acts that a clock has to reach to be as good
DAY = 1440.0


class Kept:
    """What was done in a home's history."""

    def __init__(self, home: Household, history: Calendar) -> None:
        """Sort what happened by entity, up to the end of the history."""
        self._home, self._history = home, history
        self._world = home.world
        self._changes: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
        for event in sorted(self._world.events, key=lambda event: event.time):
            if event.time < history.end:
                self._changes[event.entity_id].append((event.time, event.state))
        self._known = defaultdict(
            list, {name: [each for each in mine if each[1] != "unavailable"] for name, mine in self._changes.items()}
        )
        self._up = sorted(span for person in home.people for span in person.spans(history.end))

    def planted(self, intention: Intention) -> PlantedHabit | None:
        """Return the habit that an intention became, if it was ever kept."""
        acts = self._done(intention, self._history.end)
        if not any(mine for _, mine in acts):
            return None
        return self._answered(intention, acts) if intention.trigger else self._timed(intention, acts)

    def _done(self, intention: Intention, end: float) -> list[tuple[float, bool]]:
        """Return when it was done, by hand, and whether because of the intention."""
        first = intention.things[0].entity_id
        return sorted(
            (each.time, each.why == intention.name)
            for each in self._world.done
            if each.time < end and (each.entity_id, each.state) == (first, intention.state)
        )

    def _timed(self, intention: Intention, acts: Sequence[tuple[float, bool]]) -> PlantedHabit:
        late = [self._late(intention, time) for time, mine in acts if mine]
        recent = [self._late(intention, time) for time, mine in acts if mine and self._is_recent(time)]
        middle = float(np.median(recent if len(recent) >= FEW else late))
        moments = {day.number: self._moment(intention, day.number, middle) for day in self._history.days}
        lived = [day for day in self._history.days if not day.is_holiday]
        up = {day.number for day in lived if self._is_up(moments[day.number])}
        weekdays = tuple(
            weekday
            for weekday in range(7)
            if 2 * sum(day.number in up for day in lived if day.weekday == weekday)
            >= max(1, sum(day.weekday == weekday for day in lived))
            and weekday in intention.weekdays
        )
        tolerance = 60 * (SUN if intention.event else CLOCK)
        near = {
            number for number, moment in moments.items() if any(abs(time - moment) <= tolerance for time, _ in acts)
        }
        first = intention.things[0].entity_id
        chances = {
            day.number
            for day in lived
            if day.weekday in (weekdays or intention.weekdays)
            and day.number in up | near
            and (day.number in near or self._state(first, moments[day.number] - tolerance) != intention.state)
        }
        minute = np.median([self._history.day_of(time).minute_of(time) for time, mine in acts if mine])
        fair = np.mean(
            [abs(self._history.day_of(time).minute_of(time) - minute) <= CLOCK for time, mine in acts if mine]
        )
        time = minute if intention.event else middle % DAY
        habit = self._habit(intention, chances & near, len(chances), len(chances & near))
        return replace(
            habit,
            time=f"{int(time) // 60:02}:{int(time) % 60:02}",
            weekdays=weekdays or intention.weekdays,
            event=intention.event,
            offset_minutes=round(middle) if intention.event else None,
            clock_is_fair=bool(intention.event and fair >= FAIR),
        )

    def _answered(self, intention: Intention, acts: Sequence[tuple[float, bool]]) -> PlantedHabit | None:
        trigger = intention.trigger
        assert trigger is not None  # noqa: S101 - only then it is an answer
        held, first = trigger.for_seconds, intention.things[0].entity_id
        low = SOONEST * held
        high = LATEST[0] * held + LATEST[1] if held else ANSWER
        times = np.array([time for time, _ in acts])
        dark: list[bool] = []
        kept: list[bool] = []
        days: set[int] = set()
        taken = -1
        for fired in self._fired(trigger.entity_id, trigger.to, held):
            place = int(np.searchsorted(times, fired + low))
            is_kept = bool(place < len(times) and times[place] <= fired + high)
            has_chance = intention.anywhere or self._is_up(fired)
            if not has_chance or self._state(first, fired) == intention.state or (is_kept and place == taken):
                continue
            kept.append(is_kept)
            dark.append(self._world.calendar.is_dark(fired))
            if is_kept:
                taken = place
                days.add(self._history.day_of(fired).number)
        is_dark, is_done = np.array(dark, dtype=np.bool_), np.array(kept, dtype=np.bool_)
        if not is_done.any():
            return None
        by_dark = intention.dark and is_dark.any() and is_done[is_dark].mean() - is_done.mean() >= NEEDED
        fair = is_done[is_dark] if by_dark else is_done
        habit = self._habit(intention, days, len(fair), int(fair.sum()))
        return replace(
            habit, trigger=trigger, equivalent_triggers=intention.also, conditions=(DARK,) if by_dark else ()
        )

    def _habit(self, intention: Intention, days: set[int], chances: int, kept: int) -> PlantedHabit:
        entities = tuple(thing.entity_id for thing in intention.things)
        domain = entities[0].partition(".")[0]
        is_enough = len(days) >= ENOUGH.get(domain, OTHERWISE) and kept >= KEPT[domain in ENOUGH] * chances
        return PlantedHabit(
            kind=intention.kind,
            entities=entities,
            state=intention.state,
            equivalents=equivalents(self._world, entities),
            support_days=len(days),
            share=kept / chances if chances else None,
            required=is_enough,
            note=f"{intention.name}; {kept} of {chances}",
        )

    def _fired(self, entity_id: str, state: str, held: float) -> list[float]:
        changes = self._changes[entity_id]
        ends = [time for time, _ in changes[1:]] + [self._history.end]
        return [
            time
            for place, ((time, each), end) in enumerate(zip(changes, ends, strict=True))
            if each == state
            and end - time > held
            and (not place or changes[place - 1][1] not in {state, "unavailable"})
        ]

    def _late(self, intention: Intention, time: float) -> float:
        """Return the minutes after midnight, or after sunrise or sunset."""
        day = self._history.day_of(time)
        return (time - getattr(day, intention.event)) / 60 if intention.event else day.minute_of(time)

    def _moment(self, intention: Intention, day: int, late: float) -> float:
        on = self._history.days[day]
        return float(getattr(on, intention.event)) + 60 * late if intention.event else on.at(late)

    def _is_recent(self, time: float) -> bool:
        return self._history.day_of(time).number >= len(self._history.days) - RECENT

    def _is_up(self, time: float) -> bool:
        return any(begin <= time < end for begin, end in self._up)

    def _state(self, entity_id: str, time: float) -> str:
        place = bisect_left(self._known[entity_id], (time, "")) - 1
        return self._known[entity_id][place][1] if place >= 0 else self._world.home.entities[entity_id].at_first
