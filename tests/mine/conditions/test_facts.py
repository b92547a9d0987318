"""What is known of a trigger's firings, against asking each condition of each of them."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.mine.conditions.facts import facts_of
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Condition, Dark, Idle, SomebodyHome, StateIs
from custom_components.homeiq.model.habits.trigger import OnChange
from custom_components.homeiq.model.home import Entity
from custom_components.homeiq.past.condition import Checks, is_met
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, at, timeline

MOTION, DOOR = "binary_sensor.motion", "binary_sensor.door"
ROOM = replace(
    HOME,
    entities={name: Entity(entity_id=name, name=name, area_id="hall") for name in (MOTION, DOOR, "light.hall")},
)
STATES = {
    MOTION: ("on", "off"),
    DOOR: ("on", "off"),
    "light.hall": ("on", "off"),
    "cover.hall": ("open", "closed"),
    "media_player.hall": ("playing", "paused", "off"),
    "person.a": ("home", "not_home"),
    "person.b": ("home", "not_home", "Work"),
}


def lived(seed: int) -> Timeline:
    """Things change at random; some of them are heard of only later."""
    draw = np.random.default_rng(seed)
    rows: list[EventRow] = []
    for place, (name, states) in enumerate(STATES.items()):
        times = np.sort(draw.uniform(place % 3 * 86400.0, 20 * 86400.0, 400))
        rows += [(at(0, "00:00", float(one)), name, str(draw.choice(states)), int(Cause.DEVICE)) for one in times]
    return timeline(rows, home=ROOM)


def checks_in(past: Timeline, trigger: OnChange, seed: int) -> Checks:
    """Some of its firings, checked once the state has lasted."""
    every = past.series[trigger.entity_id].reached(trigger.to)
    fired = every[np.random.default_rng(seed).random(len(every)) < 0.5]
    return Checks(times=fired + trigger.for_seconds, fired=fired, trigger=trigger.entity_id)


def asked(past: Timeline, trigger: OnChange) -> list[Condition]:
    homes = [SomebodyHome(), SomebodyHome(home=False)]
    names = [DOOR] if trigger.for_seconds else [DOOR, MOTION]
    quiet = (60, 120, 180, 300, 600, 1200, 1800, 3600)
    idle = [Idle(entity_id=one, state="off", seconds=least) for one in names for least in quiet]
    states = [
        StateIs(entity_id=name, state=state)
        for name, one in zip(past.witnesses.names, past.witnesses.states, strict=True)
        for state in one
    ]
    return [Dark(), Dark(dark=False), *idle, *homes, *states]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("lasting", [0, 90])
def test_conditions_held_where_each_firing_says_so(seed: int, lasting: int) -> None:
    past, trigger = lived(seed), OnChange(entity_id=MOTION, to="on", for_seconds=lasting)
    checks = checks_in(past, trigger, seed)

    facts, which = facts_of(trigger, checks, past)

    held = {one: facts.holds(place, which).tolist() for place, one in enumerate(facts.conditions)}
    assert held == {one: is_met(one, past, checks).tolist() for one in asked(past, trigger)}


@pytest.mark.parametrize("seed", range(3))
def test_they_are_counted_as_often_as_they_held(seed: int) -> None:
    past, trigger = lived(seed), OnChange(entity_id=MOTION, to="on")
    checks = checks_in(past, trigger, seed)
    facts, which = facts_of(trigger, checks, past)
    some = which[::3]

    counts = facts.counts(some, which)

    held = [is_met(one, past, checks) for one in facts.conditions]
    assert counts.tolist() == [
        [np.count_nonzero(one[part]) for one in held] for part in (slice(None, None, 3), slice(None))
    ]


def test_what_nobody_has_heard_of_yet_is_not_counted_as_tried() -> None:
    past, trigger = lived(1), OnChange(entity_id=MOTION, to="on")
    earlier = past.before(at(1, "00:00"))

    facts, every = (facts_of(trigger, checks_in(one, trigger, 1), one)[0] for one in (earlier, past))

    tried = facts.tried(StateIs, frozenset())
    assert tried == sum(len(states) for states in earlier.witnesses.states)
    assert 0 < tried < every.tried(StateIs, frozenset())


def test_what_is_taken_is_not_counted_as_tried() -> None:
    past, trigger = lived(1), OnChange(entity_id=MOTION, to="on")
    facts, _ = facts_of(trigger, checks_in(past, trigger, 1), past)
    name, states = past.witnesses.names[0], past.witnesses.states[0]

    tried = [facts.tried(StateIs, taken) for taken in (frozenset(), frozenset({name, "light.unheard_of"}))]

    assert tried == [len(facts.places[StateIs]), len(facts.places[StateIs]) - len(states)]
