"""Deciding on a suggestion, as actions and at the other doors for programs."""

from __future__ import annotations

import time
from typing import Any

from homeassistant.core import HomeAssistant, SupportsResponse, callback
import probatio as vol

from ..coordinator import HomeIQCoordinator
from ..model.decisions.acceptance import AcceptMode
from ..model.habits.suggestion import DecisionKind, Objection, UnknownSuggestionError
from ..rights import RIGHTS, Right
from .fields import LENGTH, REASON, SIGNATURE, end_of, one_of
from .programs.deed import Deed, Fields, async_register_deed

WEEK = 7 * 86400.0  # seconds

_OBJECTION = vol.Optional("objection", default=Objection.NOT_WANTED)


async def _async_dismiss(coordinator: HomeIQCoordinator, fields: Fields, user_id: str | None) -> dict[str, Any]:
    signature, objection = fields["signature"], fields["objection"]
    try:
        await coordinator.decisions.dismissing.async_dismiss(signature, fields.get("reason"), user_id, objection)
    except UnknownSuggestionError:
        # What was accepted is undone; but what its owner has changed since is only followed no longer.
        if not await coordinator.async_leave(signature, user_id):
            raise
    return {"signature": signature, "verdict": DecisionKind.DISMISSED.value, "objection": objection.value}


async def _async_snooze(coordinator: HomeIQCoordinator, fields: Fields, user_id: str | None) -> dict[str, Any]:
    signature, end = fields["signature"], end_of(fields)
    until = time.time() + WEEK if end is None else end
    await coordinator.decisions.dismissing.async_snooze(signature, until, user_id)
    return {"signature": signature, "verdict": DecisionKind.SNOOZED.value, "until": until}


async def _async_accept(coordinator: HomeIQCoordinator, fields: Fields, user_id: str | None) -> dict[str, Any]:
    accepted = await coordinator.decisions.accepting.async_accept(
        fields["signature"], mode=fields["mode"], user_id=user_id
    )
    return {
        "signature": accepted.signature,
        "mode": accepted.mode.value,
        "id": accepted.key,
        "entity_id": accepted.entity_id,
    }


async def _async_undo(coordinator: HomeIQCoordinator, fields: Fields, user_id: str | None) -> dict[str, Any]:
    signature = fields["signature"]
    await coordinator.decisions.accepting.async_undo(signature, user_id=user_id)
    return {"signature": signature}


def _right_to_accept(fields: Fields) -> Right:
    return RIGHTS["try_suggestion" if fields["mode"] is AcceptMode.SHADOW else "accept_suggestion"]


DISMISS = Deed(
    name="dismiss_suggestion",
    schema=vol.Schema({**SIGNATURE, vol.Optional("reason"): REASON, _OBJECTION: one_of(Objection)}),
    work=_async_dismiss,
)
SNOOZE = Deed(name="snooze_suggestion", schema=vol.Schema({**SIGNATURE, **LENGTH}), work=_async_snooze)
ACCEPT = Deed(
    name="accept_suggestion",
    schema=vol.Schema({**SIGNATURE, vol.Optional("mode", default=AcceptMode.ENABLED): one_of(AcceptMode)}),
    work=_async_accept,
    right_of=_right_to_accept,
)
UNDO = Deed(
    name="undo_suggestion",
    schema=vol.Schema(SIGNATURE),
    work=_async_undo,
    # Of a trial, which changes no automation, or of an automation: the coordinator looks which it is.
    right_of=lambda _fields: Right.DECIDE,
)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them as actions."""
    async_register_deed(hass, DISMISS)
    async_register_deed(hass, SNOOZE)
    async_register_deed(hass, ACCEPT, SupportsResponse.OPTIONAL)
    async_register_deed(hass, UNDO)
