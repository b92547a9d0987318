"""What detection is tried on: a simulated home's history as columns, and what there is to find in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
import json
from typing import Any

import numpy as np

from tools import load  # isort: skip - it has to come before the core

from custom_components.homeiq.answers.findings import suggestion_to_json
from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.habits.suggestion import Learned
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.past.numbers.sensors import measures
from custom_components.homeiq.settings import Settings
from tools.households.lived import Lived, live_through
from tools.households.plan import HouseholdPlan, Knobs
from tools.households.world import Row
from tools.simulate import plan as simulate_plan
from tools.simulate.plan import SimulatedEvent, SimulationPlan
from tools.simulate.score import Suggestion
from tools.simulate.simulation import simulate
from tools.simulate.truth import Truth

from .lived import LivedOn, lived_on

LOST = frozenset({"unavailable", "unknown"})
HOMES, HOUSEHOLDS = "simulate", "households"
SIMULATORS = (HOMES, HOUSEHOLDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A home to make up.

    Attributes:
        simulator: ``simulate`` or ``households``.
        messy: a life as messy as real ones; how many times as many habits as there deserve something.
        events_per_day: None leaves it to the simulator; likewise rooms and residents.
        knobs: factors by the name of what is turned, as pairs.
    """

    simulator: str
    seed: int
    days: int = 56
    null: bool = False
    messy: float = 0.0
    events_per_day: int | None = None
    rooms: int | None = None
    residents: int | None = None
    knobs: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """A home that was made up.

    Attributes:
        lived: how it went on after the history, where the simulator tells.
    """

    case: Case
    home: Home
    history: EventColumns
    truth: Truth
    lived: LivedOn | None = None


def make_up(case: Case) -> Subject:
    """Make up a home."""
    return _household(case) if case.simulator == HOUSEHOLDS else _simulated(case)


def suggest(subject: Subject) -> list[Suggestion]:
    """Learn from a home's history, and return what would be shown, best first."""
    return [suggestion_to_json(one) for one in learned(subject).suggestions]


def learned(subject: Subject) -> Learned:
    """Learn from a home's history."""
    words = Words.from_translations(json.loads((load.FOLDER / "translations" / "en.json").read_text("utf-8")), {})
    now = float(subject.history.time[-1])
    return learn(subject.history, subject.home, Settings(), now=now, words=words)


def _simulated(case: Case) -> Subject:
    plan = SimulationPlan(
        seed=case.seed,
        days=case.days,
        null=case.null,
        messy=case.messy,
        residents=case.residents,
        rooms=case.rooms,
        knobs=simulate_plan.Knobs(**dict(case.knobs)),
    )
    if case.events_per_day:
        plan = replace(plan, events_per_day=case.events_per_day)
    simulated = simulate(plan)
    return Subject(
        case=case,
        home=_home(simulated.home.to_json()),
        history=_columns((event.time, event.entity_id, event.state, _cause(event)) for event in simulated.events),
        truth=simulated.truth,
        lived=lived_on(plan, simulated, simulated.afterlife) if simulated.afterlife else None,
    )


def _cause(event: SimulatedEvent) -> int:
    if event.automation:
        return Cause.AUTOMATION
    return Cause.PERSON if event.user_id else Cause.DEVICE


def _household(case: Case) -> Subject:
    lived = live_through(
        HouseholdPlan(
            seed=case.seed,
            days=case.days,
            null=case.null,
            events_per_day=case.events_per_day,
            messy=case.messy,
            knobs=Knobs(**dict(case.knobs)),
        )
    )
    return Subject(
        case=case,
        home=_home(lived.home_json()),
        history=_merged(_lived_rows(lived.history), _words(lived)),
        truth=lived.truth,
        lived=lived,
    )


def _home(told: Mapping[str, Any]) -> Home:
    """Return what Home Assistant's registries would tell, but of what measures, as its numbers are left out.

    Which lamps are in a group, many hubs keep to themselves.
    """
    entities = (
        Entity(entity_id=name, name=Home().name_of(name), device_class=one["device_class"], area_id=one["area"])
        for name, one in told["entities"].items()
    )
    return Home(
        time_zone=told["time_zone"],
        latitude=told["latitude"],
        longitude=told["longitude"],
        entities={one.entity_id: one for one in entities if not measures(one)},
    )


def whole_life(lived: LivedOn) -> EventColumns:
    """Return a home's history with all that was recorded in the weeks after it."""
    rows = _lived_rows(lived.rows)
    return _merged(rows, _words(lived)) if isinstance(lived, Lived) else rows


def _lived_rows(rows: Iterable[Row]) -> EventColumns:
    return _columns(
        (
            row.time,
            row.entity,
            row.state,
            Cause.AUTOMATION if row.parent else Cause.PERSON if row.user else Cause.DEVICE,
        )
        for row in rows
    )


def _words(lived: Lived) -> EventColumns:
    """Return what sensors said in words; the store doesn't learn from numbers."""
    chatter = lived.chatter
    spoken = np.char.find(np.array(chatter.entities), "binary_sensor.") == 0
    mine = spoken[chatter.entity] if len(chatter.entity) else np.zeros(0, dtype=np.bool_)
    return EventColumns(
        time=chatter.time[mine],
        entity=chatter.entity[mine].astype(np.int32),
        state=chatter.state[mine].astype(np.int32),
        cause=np.full(int(mine.sum()), int(Cause.DEVICE), dtype=np.int8),
        entities=tuple(chatter.entities),
        states=chatter.states,
    )


def _merged(one: EventColumns, other: EventColumns) -> EventColumns:
    both = EventColumns.joined([one, other])
    order = np.argsort(both.time, kind="stable")
    return both.where(order)  # type: ignore[arg-type]


def _columns(rows: Iterable[tuple[float, str, str, int]]) -> EventColumns:
    """Turn rows in time order into columns: without measurements, and returns marked as the listener marks them."""
    return EventColumns.from_rows(_marked(row for row in rows if not _is_number(row[2])))


def _marked(rows: Iterable[tuple[float, str, str, int]]) -> Iterable[tuple[float, str, str, int]]:
    gone: set[str] = set()
    for time, entity, state, cause in rows:
        if state in LOST:
            gone.add(entity)
        is_back = entity in gone and state not in LOST
        if is_back:
            gone.discard(entity)
        yield time, entity, state, Cause.STARTUP if is_back or state in LOST else cause


def _is_number(state: str) -> bool:
    try:
        float(state)
    except ValueError:
        return False
    return True
