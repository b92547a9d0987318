"""What something does by itself that HomeIQ can't see: an app, a device's own schedule, a hub.

Who dismisses a suggestion because it is done elsewhere says whose acts those were. So they are a machine's from then
on, and no evidence for other suggestions either: not for one of another trigger, nor for one that takes more with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from ...model.event import Cause, EventColumns
from ...model.habits.pattern import Pattern
from ...model.habits.suggestion import Decision, DecisionKind, Objection
from ...model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand
from ...model.habits.usual import usual
from ...model.habits.value import value_name
from ...model.home import Home
from ...model.things.set_state import is_same_state
from ..acts import Unit
from ..condition import Checks
from ..days.dials import minutes_off
from ..numbers.set_points import steps_of
from ..replay import applies, replay
from ..series import Series
from ..timeline import Timeline, knows, telling

_NEVER = np.empty(0)
_NEAR = 30.0  # minutes within which an act is at the time of a routine


def without_elsewhere(history: EventColumns, home: Home, decisions: Iterable[Decision]) -> EventColumns:
    """Return a history in which a machine did what somebody says is done elsewhere.

    These are the acts of a dismissed suggestion's entities, members of groups included, to its state: within half an
    hour of its time, or as the answer to its trigger, on its days, where its conditions hold. What was done by hand at
    another time, or to another state, is still a person's.

    Args:
        history: the past, at any length.
        home: tells which entities are groups of others, and where the sun rises.
        decisions: people's, of any verdict.
    """
    patterns = _done_elsewhere(decisions)
    if not patterns or not len(history):
        return history
    timeline = Timeline.of(history, home)
    is_machine = np.zeros(len(history), dtype=np.bool_)
    for pattern in patterns:
        wanted = {member: state for name, state in pattern.brings for member in home.with_members((name,))}
        for name, state in wanted.items():
            if not knows(timeline, name, state):
                continue
            alone = replace(pattern, entities=(name,), state=state, otherwise=())
            acts = _acts(telling(timeline, name, state), state)
            made = acts[_is_occasion(alone, acts, timeline)]
            is_machine |= _rows(history, name, alone, made)
    return replace(history, cause=np.where(is_machine, np.int8(Cause.AUTOMATION), history.cause))


def _acts(series: Series, state: str) -> NDArray[np.float64]:
    """Return when people brought something to a state, or set it to something so near that they mean the same."""
    meant = [one for one in series.states if is_same_state(one, state)]
    return series.time[np.any([series.comes_to(one) for one in meant], axis=0) & series.by_people] if meant else _NEVER


def _rows(history: EventColumns, name: str, pattern: Pattern, made: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the events that some acts are: of what is set, all steps and corrections that are one act."""
    if (sets := pattern.sets) is None:
        return np.asarray((history.entity == history.entities.index(name)) & np.isin(history.time, made))
    mine = np.flatnonzero(history.entity == history.entities.index(value_name(name, sets.attribute)))
    marked = np.zeros(len(history), dtype=np.bool_)
    marked[mine[steps_of(made, history.time[mine])]] = True
    return marked


def _done_elsewhere(decisions: Iterable[Decision]) -> list[Pattern]:
    return [
        usual(one.suggestion.pattern)
        for one in decisions
        if one.verdict is DecisionKind.DISMISSED
        and one.objection is Objection.ALREADY_DONE_ELSEWHERE
        and one.suggestion
    ]


def _is_occasion(pattern: Pattern, acts: NDArray[np.float64], timeline: Timeline) -> NDArray[np.bool_]:
    """Tell which acts were at a pattern's occasion, bool[n]; a scene and a reminder have none."""
    match pattern.trigger:
        case AtTime() | AtSun():
            with np.errstate(invalid="ignore"):
                near = np.abs(minutes_off(pattern.trigger, acts, timeline)) <= _NEAR
            return np.asarray(near & applies(pattern, timeline, Checks.at(acts)))
        case OnChange() | Crosses():
            outcomes = replay(
                pattern, Unit(entities=pattern.entities, state=pattern.state, acts=acts), timeline
            ).outcomes
            return np.isin(np.arange(len(acts)), outcomes.act[outcomes.hit])
        case LeftOn() | OnDemand():
            return np.zeros(len(acts), dtype=np.bool_)
        case _:
            assert_never(pattern.trigger)
