"""Who caused a change: a person who counts or not, a device, an automation, one of ours, or nobody at a start.

A context says little by itself. An automation that time started has neither a user nor a parent, exactly like a wall
switch, so what automations, scripts and HomeKit announce on the bus is remembered by context id. A call that names
nobody is told from a report by the event that its context began with. What an automation does at once because a hand
pressed something is that hand's: its context descends from that of the press.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from homeassistant.auth import EVENT_USER_ADDED, EVENT_USER_REMOVED, EVENT_USER_UPDATED
from homeassistant.components.automation import (
    ATTR_SOURCE,
    DOMAIN as AUTOMATION_DOMAIN,
    EVENT_AUTOMATION_TRIGGERED,
)
from homeassistant.components.script import EVENT_SCRIPT_STARTED
from homeassistant.const import ATTR_DOMAIN, ATTR_ENTITY_ID, ATTR_SERVICE, EVENT_CALL_SERVICE
from homeassistant.core import Context, Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..model.event import Cause
from ..model.things import NOT_A_STATE
from .announced import AFTER_A_NAME, Acting, Announced
from .controls import (
    CALLED,
    HAND_EVENTS,
    SET_BY_NAME,
    comes_back,
    controls_named,
    is_by_hand,
    is_by_hand_alone,
    is_control,
    notices_people,
    sourceless_by_hand,
)

# Importing the homekit component would need its requirements.
EVENT_HOMEKIT = "homekit_state_change"

ANNOUNCED = MappingProxyType(
    {
        EVENT_AUTOMATION_TRIGGERED: Cause.AUTOMATION,
        EVENT_SCRIPT_STARTED: Cause.AUTOMATION,
        EVENT_HOMEKIT: Cause.PERSON,
    }
)
"""Events that say what everything under their context comes from, unless the context has a user."""

SPOKEN_TO = frozenset({"Home Assistant Cloud", "Home Assistant Cast", "Voice over IP"})
"""Users that Home Assistant made for what people speak to or touch: Alexa, Google, displays, telephones."""

_ARRIVALS = 64  # changes kept that were none; what one of them sets off is set off right behind it
_RUNS_IT = "trigger"  # an automation's action; its name is at another place in each version
_DEVICE, _CODE = Cause.DEVICE, Cause.CODE  # a name of the module is quicker than a member of an enumeration
_ANNOUNCING = frozenset(ANNOUNCED)  # looked up for every change of state, and quicker than a read-only mapping

OUR_AUTOMATIONS = f"{DOMAIN}_"  # how the unique id of every automation that HomeIQ creates begins


def is_arrival(old: str | None, new: str) -> bool:
    """Tell whether an entity only came or went, with None where it had no state before."""
    return old is None or old in NOT_A_STATE or new in NOT_A_STATE


@callback
def our_automations(hass: HomeAssistant) -> frozenset[str]:
    """List the entity ids of the automations that HomeIQ created."""
    return frozenset(entry.entity_id for entry in er.async_get(hass).entities.values() if _is_ours(entry))


def _is_ours(entry: er.RegistryEntry) -> bool:
    return entry.platform == AUTOMATION_DOMAIN and entry.unique_id.startswith(OUR_AUTOMATIONS)


class CauseClassifier:
    """Tells the cause of every state change, while it is started."""

    def __init__(
        self, hass: HomeAssistant, machine_users: Iterable[str] = (), excluded_users: Iterable[str] = ()
    ) -> None:
        """Remember which users the owner declared machines or wants nothing learned from, by id."""
        self._hass = hass
        # A machine is one, whoever excludes it.
        self._declared = {
            **dict.fromkeys(excluded_users, Cause.EXCLUDED),
            **dict.fromkeys(machine_users, Cause.AUTOMATION),
        }
        self._announced: Announced[str] = Announced(self._declared)
        self._known = self._announced.causes  # asked for every change of state
        self._arrived: deque[str] = deque(maxlen=_ARRIVALS)
        self._stops: list[Callable[[], None]] = []

    @property
    def users(self) -> Mapping[str, Cause]:
        """What the acts of users count as, by id, where not as a person's: declared ones, and those the system made."""
        return self._announced.users

    async def async_start(self) -> None:
        """Read who is a machine and listen to what is announced. Call it before the listener starts."""
        listen = self._hass.bus.async_listen
        self._stops = [
            *(listen(event_type, self._remember) for event_type in ANNOUNCED),
            *(listen(event_type, self._hear_press) for event_type in HAND_EVENTS),
            # Without a listener the bus never builds the call's event, and the context's origin would be its effect.
            listen(EVENT_CALL_SERVICE, self._hear_call),
            *(
                listen(event_type, self._async_read_users)
                for event_type in (EVENT_USER_ADDED, EVENT_USER_UPDATED, EVENT_USER_REMOVED)
            ),
        ]
        await self._async_read_users()

    @callback
    def stop(self) -> None:
        """Stop listening and forget."""
        while self._stops:
            self._stops.pop()()
        self._announced.clear()

    @callback
    def cause_of(self, event: Event[EventStateChangedData]) -> Cause:
        """Tell who caused a state change."""
        data = event.data
        old, new = data["old_state"], data["new_state"]
        if old is None or new is None or old.state in NOT_A_STATE or new.state in NOT_A_STATE:
            if new is None or comes_back(new.entity_id, old.state if old else None, new.state):
                self._arrived.append(event.context.id)
            return Cause.STARTUP
        context, known = event.context, self._known
        if context.id not in known and context.user_id is None and context.parent_id is None:
            origin = context.origin_event
            # Nearly all changes: a sensor, a switch on the wall.
            if origin is None or origin.event_type not in _ANNOUNCING:
                return _CODE if origin is not None and origin.event_type == EVENT_CALL_SERVICE else _DEVICE
        # A long-running script outlives its place among the remembered contexts, but never its origin.
        if (
            context.id not in known
            and (origin := context.origin_event) is not None
            and origin.event_type in _ANNOUNCING
        ):
            self._remember(origin)
        time = event.time_fired_timestamp
        cause = self._announced.cause_of(context.id, context.parent_id, context.user_id, time)
        return _CODE if cause is Cause.PERSON and context.id not in known and _is_stale(event) else cause

    @callback
    def _remember(self, event: Event[Any]) -> None:
        announced, acting, time = self._announced, _acting(event.context), event.time_fired_timestamp
        if event.event_type == EVENT_AUTOMATION_TRIGGERED:
            self._begin_run(acting, time, event.data)
        elif event.event_type == EVENT_SCRIPT_STARTED:
            announced.begin_script(acting[0], time)
        else:
            announced.tell(acting[0], ANNOUNCED[str(event.event_type)])
        announced.trim()

    def _begin_run(self, acting: Acting[str], time: float, told: Mapping[str, Any]) -> None:
        automation, source = told.get(ATTR_ENTITY_ID, ""), told.get(ATTR_SOURCE)
        _, parent, _ = acting
        entry = er.async_get(self._hass).async_get(automation)
        controls = controls_named(source)
        self._look_at(controls, parent)
        self._announced.begin_run(
            acting,
            time,
            controls,
            is_ours=entry is not None and _is_ours(entry),
            is_pressed=parent is None and is_by_hand_alone(source, automation, partial(sourceless_by_hand, self._hass)),
        )

    def _look_at(self, controls: Iterable[str], parent: str | None) -> None:
        """Note the press that sets off a run, if the entity that its source names is still in the state that did."""
        for name in controls:
            state = self._hass.states.get(name)
            if state is None or state.context.id != parent or parent in self._arrived or state.state in NOT_A_STATE:
                continue
            entry = er.async_get(self._hass).async_get(name)
            if state.domain in SET_BY_NAME or is_control(self._hass, name, state.attributes, entry):
                self._announced.press(_acting(state.context), state.last_updated_timestamp, name)

    @callback
    def _hear_press(self, event: Event[Any]) -> None:
        if is_by_hand(str(event.event_type), event.data, partial(notices_people, self._hass)):
            self._announced.press(_acting(event.context), event.time_fired_timestamp)

    @callback
    def _hear_call(self, event: Event[Any]) -> None:
        """Note a call that runs an automation, as buttons of dashboards may do."""
        if event.data[ATTR_DOMAIN] == AUTOMATION_DOMAIN and event.data[ATTR_SERVICE] == _RUNS_IT:
            self._announced.press(_acting(event.context), event.time_fired_timestamp, CALLED)

    async def _async_read_users(self, _: Event[Any] | None = None) -> None:
        users = await self._hass.auth.async_get_users()
        machines = (user for user in users if user.system_generated and user.name not in SPOKEN_TO)
        self._announced.users = {user.id: Cause.AUTOMATION for user in machines} | self._declared


def _is_stale(event: Event[EventStateChangedData]) -> bool:
    """Tell whether the call that a change goes back to was over long before: its context lives on in an entity."""
    origin = event.context.origin_event
    return (
        origin is not None
        and origin.event_type == EVENT_CALL_SERVICE
        and event.time_fired_timestamp - origin.time_fired_timestamp > AFTER_A_NAME
    )


def _acting(context: Context) -> Acting[str]:
    return context.id, context.parent_id, context.user_id
