"""The steps of automations, followed through branches, delays, waits and scripts.

Each step takes the occasions on which it is reached, and returns those on which the next one is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ...model.existing import Occasion, Unreadable
from .actions import component_entity, read_action, read_device_action, read_scenes
from .conditions import read_conditions
from .config_spelling import Config, as_list, seconds
from .notes import Notes
from .targets import entity_ids_of
from .triggers import read_triggers

_MOST = 200  # scripts that are followed for an automation; each may start others, and these others, twice

type Occasions = list[Occasion]
type Step = Callable[[Notes, Config, Occasions], Occasions]


def follow(ledger: Notes, steps: Any, occasions: Occasions) -> Occasions:
    """Follow a sequence to its end, and note what it brings about."""
    for step in as_list(steps):
        if occasions and isinstance(step, Mapping) and step.get("enabled") is not False:
            occasions = _follow_step(ledger, step, occasions)
    return occasions


def _follow_step(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    for key, take in _STEPS.items():
        if key in step:
            return take(ledger, step, occasions)
    return occasions


def _choose(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    """Follow each branch on the occasions that those before it left over."""
    rest = going_on = occasions
    for option in as_list(step["choose"]):
        reading = read_conditions(ledger.hass, option.get("conditions"))
        if _ends(ledger, option.get("sequence"), reading.met(rest)):
            going_on = reading.missed(going_on)
        rest = reading.missed(rest)
    if _ends(ledger, step.get("default"), rest):
        going_on = _uncertain(going_on, "default")
    return going_on


def _if(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    reading = read_conditions(ledger.hass, step["if"])
    met, missed = reading.met(occasions), reading.missed(occasions)
    going_on = missed if _ends(ledger, step.get("then"), met) else occasions
    return reading.met(going_on) if _ends(ledger, step.get("else"), missed) else going_on


def _ends(ledger: Notes, steps: Any, reached: Occasions) -> bool:
    """Follow a branch, and tell whether it ends the whole sequence."""
    return bool(reached) and not follow(ledger, steps, reached)


def _parallel(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    for branch in as_list(step["parallel"]):
        follow(ledger, branch, occasions)
    return occasions


def _sequence(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    return follow(ledger, step["sequence"], occasions)


def _repeat(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    """Follow what is repeated, once."""
    loop = step["repeat"]
    follow(ledger, loop.get("sequence"), read_conditions(ledger.hass, loop.get("while")).met(occasions))
    return occasions


def _condition(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    return read_conditions(ledger.hass, step).met(occasions)


def _delay(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    length = seconds(step["delay"])
    if length is None:
        return _uncertain(occasions, "delay")
    return [replace(occasion, delay_seconds=occasion.delay_seconds + length) for occasion in occasions]


def _wait_for_trigger(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    """Go on when something else comes, under the conditions of before."""
    awaited = read_triggers(ledger.hass, step["wait_for_trigger"])
    return [
        replace(
            before,
            trigger=then.trigger,
            conditions=(*before.conditions, *then.conditions, *_unless_ended(before, then)),
            delay_seconds=0,
        )
        for before in occasions
        for then in awaited
    ]


def _unless_ended(before: Occasion, then: Occasion) -> tuple[Unreadable, ...]:
    """Name the wait as a condition, unless it awaits the end of what began: motion that ceases always came before."""
    if before.change and then.change and before.change.entity_id == then.change.entity_id:
        return ()
    return (Unreadable(what="wait_for_trigger"),)


def _wait_template(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    return _uncertain(occasions, "wait_template")


def _stop(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    return []


def _event(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    ledger.unread.add("event")
    return occasions


def _scene(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    read_scenes(ledger, entity_ids_of(ledger.hass, step["scene"]), occasions)
    return occasions


def _device(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    read_device_action(ledger, step, occasions)
    return occasions


def _action(ledger: Notes, step: Config, occasions: Occasions) -> Occasions:
    for script in sorted(read_action(ledger, step, occasions)):
        entity = component_entity(ledger.hass, "script", script)
        # A script that starts itself, be it by way of others, has no end.
        has_end = script not in ledger.within and ledger.followed < _MOST
        if entity is None or not entity.available or not has_end:
            ledger.unread.add(script)
            continue
        ledger.followed += 1
        ledger.within.add(script)
        follow(ledger, entity.raw_config.get("sequence"), occasions)
        ledger.within.remove(script)
    return occasions


def _uncertain(occasions: Iterable[Occasion], what: str) -> Occasions:
    return [replace(occasion, conditions=(*occasion.conditions, Unreadable(what=what))) for occasion in occasions]


# In Home Assistant's own order, which decides where a step has two of these.
_STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "delay": _delay,
        "wait_template": _wait_template,
        "condition": _condition,
        "and": _condition,
        "or": _condition,
        "not": _condition,
        "event": _event,
        "device_id": _device,
        "scene": _scene,
        "repeat": _repeat,
        "choose": _choose,
        "wait_for_trigger": _wait_for_trigger,
        "if": _if,
        "action": _action,
        "service": _action,
        "stop": _stop,
        "parallel": _parallel,
        "sequence": _sequence,
    }
)
