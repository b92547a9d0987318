"""Who may what: one table for all doors.

Deeds bear the names of the actions that do them; the other doors do the same deeds. ``docs/security.md`` says for
people what stands here, and a test knocks on every door to see that both are true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import partial
from types import MappingProxyType

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.components.todo import DOMAIN as TODO
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import entity_registry as er

from .const import DOMAIN

LIST = "suggestions"
"""Key of the to-do list, whose permissions are those of all that HomeIQ has found."""


class Right(StrEnum):
    """What somebody may do.

    READ: look at what was learned; whoever may read the to-do list.
    DECIDE: say to suggestions what changes no automation; whoever may control the to-do list.
    CHANGE: change automations, delete, import, send something out of the home; administrators.
    """

    READ = "read"
    DECIDE = "decide"
    CHANGE = "change"


RIGHTS: Mapping[str, Right] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "list_suggestions",
                "list_patterns",
                "list_automations",
                "list_accepted",
                "list_decisions",
                "query_events",
            ),
            Right.READ,
        ),
        **dict.fromkeys(
            (
                "dismiss_suggestion",
                "snooze_suggestion",
                "take_back_decision",
                "pause_learning",
                "resume_learning",
                "refresh",
                "try_suggestion",
                "clear_accepted",
            ),
            Right.DECIDE,
        ),
        **dict.fromkeys(
            (
                "accept_suggestion",
                "undo_suggestion",
                "adjust_suggestion",
                "refine_suggestion",
                "refresh_with_ai",
                "export",
                "import_history",
                "copy_to_influxdb",
                "forget",
                "check_database",
                "list_webhooks",
                "list_deliveries",
                "test_webhook",
                "redeliver",
            ),
            Right.CHANGE,
        ),
    }
)
"""What each deed takes."""

type Reads = Callable[[Iterable[str] | None], bool]
"""Tells whether somebody may read the states of entities; None means all of them."""

_POLICIES: Mapping[Right, str] = MappingProxyType({Right.READ: POLICY_READ, Right.DECIDE: POLICY_CONTROL})


async def async_may(hass: HomeAssistant, who: User | Context, right: Right) -> bool:
    """Tell whether somebody may do something.

    Args:
        hass: Home Assistant.
        who: a user, or the context of what was called. One without a user is an automation's, which only
            administrators make, so it may everything; a door that strangers can reach has to pass a user.
        right: what it takes.
    """
    if isinstance(who, User):
        return may(hass, who, right)
    if who.user_id is None:
        return True
    user = await hass.auth.async_get_user(who.user_id)
    return user is not None and may(hass, user, right)


@callback
def may(hass: HomeAssistant, user: User, right: Right) -> bool:
    """Tell whether a user may do something."""
    if not user.is_active:
        return False
    if user.is_admin:
        return True
    policy = _POLICIES.get(right)
    return policy is not None and user.permissions.check_entity(list_id(hass), policy)


@callback
def may_read_all(user: User, entity_ids: Iterable[str] | None) -> bool:
    """Tell whether a user may read the states of entities; None means all of them."""
    if user.is_admin or user.permissions.access_all_entities(POLICY_READ):
        return True
    return entity_ids is not None and all(user.permissions.check_entity(one, POLICY_READ) for one in entity_ids)


async def async_reads(hass: HomeAssistant, who: Context) -> Reads:
    """Return what tells of which entities somebody may read the states; an automation reads all."""
    user = await hass.auth.async_get_user(who.user_id) if who.user_id else None
    return partial(may_read_all, user) if user else lambda _entity_ids: True


async def async_require(hass: HomeAssistant, who: User | Context, right: Right) -> None:
    """Let those pass who may do something.

    Raises:
        Unauthorized: they may not.
    """
    if not await async_may(hass, who, right):
        user_id = who.id if isinstance(who, User) else who.user_id
        raise Unauthorized(user_id=user_id, entity_id=list_id(hass), permission=_POLICIES.get(right))


@callback
def list_id(hass: HomeAssistant) -> str:
    """Return the id that the to-do list has, or would have."""
    registry = er.async_get(hass)
    for entry in hass.config_entries.async_entries(DOMAIN):
        if entity_id := registry.async_get_entity_id(TODO, DOMAIN, f"{entry.entry_id}_{LIST}"):
            return entity_id
    return f"{TODO}.{DOMAIN}_{LIST}"
