"""What a suggestion would have done in a household that lived on, told by a replay that shares nothing with detection.

Days on which nobody was there at all don't count; moments at which nobody happened to be there do.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
import re
from typing import Any, NamedTuple

import numpy as np

from tools.households.place import elevation
from tools.simulate.score import Suggestion

from .lived import LivedOn
from .needs import WEEKDAYS, every

CLOCK = 30 * 60.0  # seconds on either side of a time within which people meant the same
ANSWER = 600.0  # seconds after a trigger within which people answered it
QUIET = re.compile(r"timedelta\(seconds=(\d+)\)")  # of a template that asks how long a trigger had not changed
HORIZON = -0.833  # degrees


class Run(NamedTuple):
    """A moment at which an automation would have acted, and the span in which people would have meant the same.

    ``quiet`` is how long the trigger's entity had not changed before it did, seconds.
    """

    time: float
    low: float
    high: float
    quiet: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a suggestion fared.

    Attributes:
        why: how often its hits were due to each intention; empty for none.
    """

    runs: int = 0
    hits: int = 0
    why: Counter[str]

    @property
    def share(self) -> float:
        """Share of the runs that people did by hand as well; 0 where it never ran."""
        return self.hits / self.runs if self.runs else 0.0


class Replay:
    """A household's states and acts at any moment, from its beginning to the end of its afterlife."""

    def __init__(self, lived: LivedOn) -> None:
        """Sort everything by entity."""
        self._lived = lived
        times: defaultdict[str, list[float]] = defaultdict(list)
        states: defaultdict[str, list[str]] = defaultdict(list)
        for row in lived.rows:
            times[row.entity].append(row.time)
            states[row.entity].append(row.state)
        self._times = {name: np.array(found) for name, found in times.items()}
        self._states = states
        self._count_home()
        self._acts: defaultdict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        for act in lived.acts:
            self._acts[act.entity, act.state].append((act.time, act.why))

    def _count_home(self) -> None:
        """Let ``zone.home`` tell how many persons are home, as it does in every Home Assistant."""
        persons = [name for name in self._times if name.startswith("person.")]
        moments = np.unique(np.concatenate([np.zeros(0), *(self._times[name] for name in persons)]))
        home = [[self._state(name, moment + 1e-6) == "home" for name in persons] for moment in moments]
        self._times["zone.home"] = moments
        self._states["zone.home"] = [str(sum(each)) for each in home]

    def outcome(self, suggestion: Suggestion, begin: float, end: float) -> Outcome:
        """Replay a suggestion between two moments, UTC epoch seconds."""
        entities = [each for name in suggestion["entities"] for each in self._lived.groups.get(name, (name,))]
        acts = sorted(act for name in entities for act in self._acts[name, suggestion["state"]])
        moments = np.array([time for time, _ in acts])
        hits, runs, why = 0, 0, Counter[str]()
        taken = -1
        for run in self._runs(suggestion, begin, end):
            first = int(np.searchsorted(moments, run.low))
            is_hit = bool(first < len(acts) and acts[first][0] <= run.high)
            if is_hit and first == taken:
                continue
            done = all(self._state(name, run.time) == suggestion["state"] for name in entities)
            if is_hit or not done:
                runs, hits = runs + 1, hits + is_hit
            if is_hit:
                taken = first
                why[acts[first][1]] += 1
        return Outcome(runs=runs, hits=hits, why=why)

    def _runs(self, suggestion: Suggestion, begin: float, end: float) -> Iterator[Run]:
        for run in self._moments(suggestion):
            day, minute = self._lived.clock.local(run.time)
            if not begin <= run.time < end or day not in self._lived.home_days:
                continue
            if self._lived.clock.weekday(day) not in suggestion.get("weekdays", range(7)):
                continue
            conditions = list(every(suggestion.get("conditions", ())))
            if all(_was_quiet(one, run) and self._holds(one, run.time, day, minute) for one in conditions):
                yield run

    def _moments(self, suggestion: Suggestion) -> Iterator[Run]:
        clock = self._lived.clock
        match suggestion["kind"]:
            case "routine":
                hours, minutes = suggestion["time"].split(":")[:2]
                times = [clock.at(day, int(hours) * 60 + int(minutes)) for day in range(clock.days)]
                yield from (Run(time, time - CLOCK, time + CLOCK) for time in times)
            case "sun":
                events = [clock.event(suggestion["event"], day) for day in range(clock.days)]
                times = [event + 60 * suggestion["offset_minutes"] for event in events if event is not None]
                yield from (Run(time, time - CLOCK, time + CLOCK) for time in times)
            case "follow_up":
                yield from self._reached(suggestion["trigger"])

    def _reached(self, trigger: Mapping[str, Any]) -> Iterator[Run]:
        name, held = trigger["entity_id"], float(trigger.get("for_seconds") or 0)
        times, states = self._times.get(name, np.zeros(0)), self._states.get(name, [])
        for index, (time, state) in enumerate(zip(times, states, strict=True)):
            before = states[index - 1] if index else "unknown"
            if state != trigger["to"] or before in {state, "unavailable", "unknown"}:
                continue
            until = times[index + 1] if index + 1 < len(times) else np.inf
            if not held:
                yield Run(time, time, time + ANSWER, time - times[index - 1] if index else np.inf)
            elif until > time + held:
                yield Run(time + held, time + 0.4 * held, time + 2 * held + 60)

    def _state(self, name: str, time: float) -> str | None:
        times = self._times.get(name, np.zeros(0))
        index = int(np.searchsorted(times, time)) - 1
        return self._states[name][index] if index >= 0 else None

    def _since(self, name: str, time: float) -> float:
        times = self._times.get(name, np.zeros(0))
        index = int(np.searchsorted(times, time)) - 1
        return float(times[index]) if index >= 0 else -np.inf

    def _holds(self, condition: Mapping[str, Any], time: float, day: int, minute: float) -> bool:
        entity = condition.get("entity_id")
        entity = entity[0] if isinstance(entity, list) else entity
        if condition["condition"] == "state" and entity == "sun.sun":
            high = elevation(np.array([time]), self._lived.place)[0] > HORIZON
            return bool(high == (condition["state"] == "above_horizon"))
        if condition["condition"] == "state":
            if "for" in condition and time - self._since(str(entity), time) < _seconds(condition["for"]):
                return False
            wanted = condition["state"]
            return self._state(str(entity), time) in (wanted if isinstance(wanted, list) else [wanted])
        if "weekday" in condition:
            return WEEKDAYS[self._lived.clock.weekday(day)] in condition["weekday"]
        if condition["condition"] == "time":
            return _within(condition, minute)
        return True


def _was_quiet(condition: Mapping[str, Any], run: Run) -> bool:
    """Tell whether a trigger had been quiet for as long as a template asks for; other conditions ask for nothing."""
    asked = QUIET.search(condition.get("value_template", ""))
    return asked is None or run.quiet > float(asked[1])


def _seconds(duration: str) -> float:
    hours, minutes, seconds = (int(part) for part in duration.split(":"))
    return hours * 3600.0 + minutes * 60 + seconds


def _within(condition: Mapping[str, Any], minute: float) -> bool:
    after, before = (
        _minutes(condition.get(key, default)) for key, default in (("after", "00:00"), ("before", "24:00"))
    )
    return after <= minute < before if after < before else minute >= after or minute < before


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")[:2]
    return int(hours) * 60 + int(minutes)
