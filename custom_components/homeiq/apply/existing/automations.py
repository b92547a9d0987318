"""All automations of the home, read a few milliseconds at a time so that the event loop is never held up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from time import monotonic
from types import MappingProxyType
from typing import Any

from homeassistant.const import STATE_OFF, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er

from ...const import LOGGER
from ...model.existing import Existing, ExistingAutomation, Unreadable
from ...model.habits.trigger import Trigger
from ...model.home import members_in
from .conditions import read_conditions
from .notes import Notes
from .sequences import follow
from .triggers import IsByHand, read_triggers

_TURN = 0.002  # how long the reading may hold the event loop at a time, seconds
# These list entities that they set, which doesn't make them parts.
_NO_ENTITY = frozenset({"all", "none"})


async def async_read_existing(hass: HomeAssistant, is_by_hand: IsByHand) -> Existing:
    """Read what the home's automations do, the blueprints of those that have one filled in already."""
    component = hass.data.get("automation")
    found = [
        automation
        async for entity in _in_turns(tuple(component.entities) if component else ())
        if (automation := _read(hass, entity, is_by_hand)) is not None
    ]
    groups = {
        state.entity_id: members
        async for state in _in_turns(hass.states.async_all())
        if (members := members_in(state.entity_id, state.attributes))
    }
    return Existing(automations=tuple(found), members=MappingProxyType(groups))


async def _in_turns[T](things: Iterable[T]) -> AsyncIterator[T]:
    """Go through things, and let others have the event loop every now and then."""
    began = monotonic()
    for thing in things:
        yield thing
        if monotonic() - began > _TURN:
            await asyncio.sleep(0)
            began = monotonic()


@callback
def _read(hass: HomeAssistant, entity: Any, is_by_hand: IsByHand) -> ExistingAutomation | None:
    state = hass.states.get(entity.entity_id)
    if state is None:
        return None  # removed while the others were read
    is_available = state.state != STATE_UNAVAILABLE
    triggers, ledger = _follow(hass, entity.raw_config, is_by_hand) if is_available else ((), Notes(hass=hass))
    return ExistingAutomation(
        entity_id=entity.entity_id,
        config_id=entity.unique_id,
        name=state.name,
        is_enabled=state.state != STATE_OFF,
        is_available=is_available,
        last_triggered=_timestamp(state),
        created_at=_created_at(hass, entity.entity_id),
        triggers=triggers,
        effects=tuple(ledger.effects),
        unread=tuple(sorted(ledger.unread)),
        unknown=_unknown(hass, entity.referenced_entities - ledger.made),
    )


@callback
def _follow(hass: HomeAssistant, config: Any, is_by_hand: IsByHand) -> tuple[tuple[Trigger | Unreadable, ...], Notes]:
    """Return what sets an automation off, and what it does."""
    ledger = Notes(hass=hass)
    try:
        occasions = read_triggers(hass, config.get("triggers", config.get("trigger")), is_by_hand)
        conditions = read_conditions(hass, config.get("conditions", config.get("condition")))
        follow(ledger, config.get("actions", config.get("action")), conditions.met(occasions))
    except (AttributeError, LookupError, TypeError, ValueError) as err:
        # Spelled in a way that Home Assistant takes and nobody here foresaw: that must not cost the other automations.
        LOGGER.debug("An automation can't be read: %r", err)
        return (), Notes(hass=hass, unread={"configuration"})
    return tuple(dict.fromkeys(occasion.trigger for occasion in occasions)), ledger


def _timestamp(state: State) -> float | None:
    moment = state.attributes.get("last_triggered")
    return moment.timestamp() if isinstance(moment, datetime) else None


def _created_at(hass: HomeAssistant, entity_id: str) -> float | None:
    entry = er.async_get(hass).async_get(entity_id)
    return entry.created_at.timestamp() if entry else None


def _unknown(hass: HomeAssistant, entity_ids: Iterable[str]) -> tuple[str, ...]:
    registry = er.async_get(hass)
    return tuple(
        sorted(
            entity_id
            for entity_id in entity_ids
            # By its registry id an entity is named only by automations that the editor wrote, and it may be gone.
            if entity_id not in _NO_ENTITY
            and hass.states.get(entity_id) is None
            and er.async_resolve_entity_id(registry, entity_id) not in registry.entities
        )
    )
