"""Who caused a change: a person who counts or not, a device, an automation, one of ours, or nobody at a start.

A context says little by itself. An automation that time started has neither a user nor a parent, exactly like a wall
switch, so what automations, scripts and HomeKit announce on the bus is remembered by context id. A call that names
nobody is told from a report by the event that its context began with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from homeassistant.auth import EVENT_USER_ADDED, EVENT_USER_REMOVED, EVENT_USER_UPDATED
from homeassistant.components.automation import DOMAIN as AUTOMATION_DOMAIN, EVENT_AUTOMATION_TRIGGERED
from homeassistant.components.script import EVENT_SCRIPT_STARTED
from homeassistant.const import ATTR_ENTITY_ID, EVENT_CALL_SERVICE
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..model.event import Cause
from ..model.things import NOT_A_STATE

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

_STALE = 60.0  # seconds after a call from which on what still happens in its name is software's, such as a thermostat's
_DEVICE, _CODE = Cause.DEVICE, Cause.CODE  # a name of the module is quicker than a member of an enumeration
_ANNOUNCING = frozenset(ANNOUNCED)  # looked up for every change of state, and quicker than a read-only mapping

OUR_AUTOMATIONS = f"{DOMAIN}_"  # how the unique id of every automation that HomeIQ creates begins
MAX_CONTEXTS = 2048  # announced contexts kept; older ones are still known by the event that their context began with


def cause_of_context[Id](
    context: Id, parent: Id | None, user: Id | None, known: Mapping[Id, Cause], users: Mapping[Id, Cause]
) -> Cause:
    """Tell who acted under a context.

    Args:
        context: the context's id.
        parent: the id of the context that it descends from.
        user: the id of its user.
        known: what was announced, by context id.
        users: those that are no people whose acts count: services, and whoever was excluded.
    """
    if user is not None:
        return users.get(user, Cause.PERSON)
    if (announced := known.get(context)) is not None:
        return announced
    if parent is None:
        return Cause.DEVICE
    return Cause.HOMEIQ if known.get(parent) is Cause.HOMEIQ else Cause.AUTOMATION


def is_arrival(old: str | None, new: str) -> bool:
    """Tell whether an entity only came or went, with None where it had no state before."""
    return old is None or old in NOT_A_STATE or new in NOT_A_STATE


@callback
def our_automations(hass: HomeAssistant) -> frozenset[str]:
    """List the entity ids of the automations that HomeIQ created."""
    return frozenset(
        entry.entity_id
        for entry in er.async_get(hass).entities.values()
        if entry.platform == AUTOMATION_DOMAIN and entry.unique_id.startswith(OUR_AUTOMATIONS)
    )


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
        self._users: Mapping[str, Cause] = self._declared
        self._known: dict[str, Cause] = {}
        self._stops: list[Callable[[], None]] = []

    @property
    def users(self) -> Mapping[str, Cause]:
        """What the acts of users count as, by id, where not as a person's: declared ones, and those the system made."""
        return self._users

    async def async_start(self) -> None:
        """Read who is a machine and listen to what is announced. Call it before the listener starts."""
        listen = self._hass.bus.async_listen
        self._stops = [
            *(listen(event_type, self._remember) for event_type in ANNOUNCED),
            # Without a listener the bus never builds the call's event, and the context's origin would be its effect.
            listen(EVENT_CALL_SERVICE, _ignore),
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
        self._known.clear()

    @callback
    def cause_of(self, event: Event[EventStateChangedData]) -> Cause:
        """Tell who caused a state change."""
        data = event.data
        old, new = data["old_state"], data["new_state"]
        if old is None or new is None or old.state in NOT_A_STATE or new.state in NOT_A_STATE:
            return Cause.STARTUP
        context = event.context
        known = self._known
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
        cause = cause_of_context(context.id, context.parent_id, context.user_id, known, self._users)
        return _CODE if cause is Cause.PERSON and context.id not in known and _is_stale(event) else cause

    @callback
    def _remember(self, event: Event[Any]) -> None:
        known = self._known
        known.setdefault(event.context.id, self._announced(event))
        if len(known) > MAX_CONTEXTS:
            del known[next(iter(known))]

    def _announced(self, event: Event[Any]) -> Cause:
        entry = er.async_get(self._hass).async_get(event.data.get(ATTR_ENTITY_ID, ""))
        if entry is not None and entry.platform == AUTOMATION_DOMAIN and entry.unique_id.startswith(OUR_AUTOMATIONS):
            return Cause.HOMEIQ
        return ANNOUNCED[str(event.event_type)]

    async def _async_read_users(self, _: Event[Any] | None = None) -> None:
        users = await self._hass.auth.async_get_users()
        machines = (user for user in users if user.system_generated and user.name not in SPOKEN_TO)
        self._users = {user.id: Cause.AUTOMATION for user in machines} | self._declared


def _is_stale(event: Event[EventStateChangedData]) -> bool:
    """Tell whether the call that a change goes back to was over long before: its context lives on in an entity."""
    origin = event.context.origin_event
    return (
        origin is not None
        and origin.event_type == EVENT_CALL_SERVICE
        and event.time_fired_timestamp - origin.time_fired_timestamp > _STALE
    )


@callback
def _ignore(_: Event[Any]) -> None:
    """Hear a call, so that its event exists."""
