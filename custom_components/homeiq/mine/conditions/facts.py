"""Facts: conditions that need no learning, and at which firings of a trigger each of them held.

All rules of a trigger ask the same about the same moments: for whatever unit, within whatever delay, on however many
days. So what held is found out once for all firings, a bit for each, and rules only count the bits of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import Condition, Dark, Idle, SomebodyHome, StateIs
from ...model.habits.trigger import OnChange
from ...model.home import Home
from ...model.things import PARTLY
from ...model.things.device_class import MOTION, sense_of
from ...past.condition import Checks, is_met, lasted
from ...past.timeline import Timeline
from .bands import slots_of
from .split import Moments

_IDLE = (60, 120, 180, 300, 600, 1200, 1800, 3600)  # seconds of quiet that are tried
_WORD = 64  # bits
_ROOM = 2**20  # words that are kept for other rules, of all triggers

type Kind = type[Condition]
type Bits = NDArray[np.uint64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """Which conditions held at the firings of a trigger.

    Attributes:
        moments: when they are checked.
        slots: int64[n], in which quarter of an hour of the day that is.
        conditions: those of one kind together.
        bits: uint64[conditions, words], a bit for each firing.
    """

    moments: Moments
    slots: NDArray[np.int64]
    conditions: tuple[Condition, ...]
    bits: Bits

    @classmethod
    def of(cls, timeline: Timeline, checks: Checks, trigger: OnChange) -> Self:
        """Find out what held at firings of a trigger."""
        rows = [*_rows(timeline, checks, trigger)]
        states, witnessed = _states(timeline, checks.times)
        conditions = tuple(condition for several, _ in rows for condition in several)
        bits = np.concatenate([*(_bits(holds) for _, holds in rows), witnessed])
        moments = Moments.of(checks.times, timeline.calendar)
        return cls(moments=moments, slots=slots_of(moments.minutes), conditions=(*conditions, *states), bits=bits)

    def counts(self, *several: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count at how many of some firings each condition held: int64[several, conditions].

        Args:
            several: int64[m], some firings, each once; likewise any others.
        """
        some = np.zeros((len(several), len(self.slots)), dtype=np.bool_)
        for row, which in zip(some, several, strict=True):
            row[which] = True
        return np.asarray(np.bitwise_count(self.bits & _bits(some)[:, None]).sum(axis=2, dtype=np.int64))

    def holds(self, place: int, which: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell at which of some firings a condition held: bool[m]."""
        return np.unpackbits(self.bits[place].view(np.uint8), count=len(self.slots)).view(np.bool_)[which]

    def tried(self, kind: Kind, taken: AbstractSet[str]) -> int:
        """Count the conditions of a kind, those of entities that are not taken."""
        several = self._tried.get(kind, {})
        return len(self.places.get(kind, ())) - sum(several.get(name, 0) for name in taken)

    @cached_property
    def places(self) -> dict[Kind, range]:
        """Where the conditions of each kind are."""
        kinds = [type(condition) for condition in self.conditions]
        return {kind: range(kinds.index(kind), kinds.index(kind) + kinds.count(kind)) for kind in dict.fromkeys(kinds)}

    @cached_property
    def _tried(self) -> dict[Kind, dict[str | None, int]]:
        found: dict[Kind, dict[str | None, int]] = {}
        for condition in self.conditions:
            of_kind = found.setdefault(type(condition), {})
            of_kind[asked(condition)] = of_kind.get(asked(condition), 0) + 1
        return found


def asked(condition: Condition) -> str | None:
    """Return the entity that a condition asks; None where it asks none."""
    match condition:
        case StateIs() | Idle():
            return condition.entity_id
        case _:
            return None


def facts_of(trigger: OnChange, checks: Checks, timeline: Timeline) -> tuple[Facts, NDArray[np.int64]]:
    """Return the facts of a trigger, and the places of the firings in question among all of its firings: int64[n].

    Args:
        trigger: what is asked about.
        checks: of its firings, or some of them.
        timeline: the past.
    """
    key = trigger.entity_id, trigger.to
    if not trigger.for_seconds and trigger.entity_id in timeline.series:
        facts = timeline.notes.get(key)
        if not isinstance(facts, Facts):
            times = timeline.series[trigger.entity_id].reached(trigger.to)
            facts = Facts.of(timeline, Checks(times=times, fired=times, trigger=trigger.entity_id), trigger)
            _keep(key, facts, timeline)
        which = facts.moments.times.searchsorted(checks.times)
        if (which[1:] > which[:-1]).all():
            return facts, which
    return Facts.of(timeline, checks, trigger), np.arange(len(checks.times))


def _keep(key: tuple[str, str], facts: Facts, timeline: Timeline) -> None:
    kept = sum(one.bits.size for one in timeline.notes.values() if isinstance(one, Facts))
    if kept + facts.bits.size <= _ROOM:
        timeline.notes[key] = facts


def _rows(
    timeline: Timeline, checks: Checks, trigger: OnChange
) -> Iterator[tuple[tuple[Condition, ...], NDArray[np.bool_]]]:
    """Yield conditions, but for those of witnesses, and where each of them holds: bool[conditions, n]."""
    dark = is_met(Dark(), timeline, checks)
    yield (Dark(), Dark(dark=False)), np.array([dark, ~dark])
    for name in _quiet(trigger, timeline):
        seconds = lasted(name, "off", timeline, checks)
        some = tuple(Idle(entity_id=name, state="off", seconds=least) for least in _IDLE)
        yield some, seconds > np.array(_IDLE)[:, None]
    if timeline.persons and not trigger.entity_id.startswith(("person.", "zone.")):
        homes = SomebodyHome(), SomebodyHome(home=False)
        yield homes, np.array([is_met(one, timeline, checks) for one in homes])


def _states(timeline: Timeline, times: NDArray[np.float64]) -> tuple[tuple[Condition, ...], Bits]:
    """Return what every witness may have been in, and at which times it was."""
    witnesses = timeline.witnesses
    counts = np.array([len(states) for states in witnesses.states], dtype=np.int64)
    codes = witnesses.codes_at(np.arange(len(counts)), times)
    some = [_bits(codes == code) for code in range(counts.max(initial=1))]
    told = tuple(
        StateIs(entity_id=name, state=state)
        for name, states in zip(witnesses.names, witnesses.states, strict=True)
        for state in states
    )
    return told, np.stack(some, axis=1)[np.arange(len(some)) < counts[:, None]]


def _quiet(trigger: OnChange, timeline: Timeline) -> list[str]:
    """Name the sensors whose quiet may count: of the trigger's room, of motion anywhere, and the trigger.

    Not the trigger where its state has to last.
    """
    home, own = timeline.home, {trigger.entity_id}
    sensors = {name for name in timeline.series if name.startswith("binary_sensor.")}
    moved = {name for name in sensors if sense_of(home.device_class_of(name)).sort == MOTION}
    near = (sensors & _room_of(trigger.entity_id, home)) | moved
    return sorted(near - own if trigger.for_seconds else near | (own & sensors))


def _room_of(entity_id: str, home: Home) -> frozenset[str]:
    area = home.entities[entity_id].area_id if entity_id in home.entities else None
    return frozenset(name for name, one in home.entities.items() if area and one.area_id == area)


def _bits(holds: NDArray[np.bool_]) -> Bits:
    """Return bits for rows of bools, whole words of them: uint64[rows, words]."""
    words = np.zeros((len(holds), -(-holds.shape[1] // _WORD)), dtype=np.uint64)
    packed = np.packbits(holds, axis=1)
    words.view(np.uint8)[:, : packed.shape[1]] = packed
    return words


def may_be_condition(condition: Condition, taken: AbstractSet[str]) -> bool:
    """Tell whether a condition may be asked: of no entity that is taken, as the rule's own are; nothing is partly."""
    is_told = not isinstance(condition, StateIs) or condition.state != PARTLY
    return is_told and asked(condition) not in taken
