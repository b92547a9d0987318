"""All that can be done to a suggestion, as commands."""

from __future__ import annotations

import asyncio
from functools import partial

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..services.programs.deed import Deed
from ..services.programs.deeds import DEEDS
from .asking import Answer, Asked, UnansweredError, async_register_command

_TRIES: HassKey[dict[ActiveConnection, asyncio.Task[None]]] = HassKey("homeiq_tries")
TRY = "try"
CANCELLED = "cancelled"


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them."""
    for name, deed in DEEDS.items():
        answer: Answer = partial(_async_try if name == TRY else _async_do, deed)
        async_register_command(hass, f"homeiq/suggestion/{name}", answer, deed.schema, deed.right)


async def _async_do(deed: Deed, asked: Asked) -> None:
    done = await deed.async_do(asked.coordinator, asked.fields, asked.user.id)
    asked.answer(done)


async def _async_try(deed: Deed, asked: Asked) -> None:
    """Try a change, unless the same page tries the next one before there is an answer: only the newest is looked at."""
    tries, connection = asked.hass.data.setdefault(_TRIES, {}), asked.connection
    task = asyncio.current_task()
    assert task  # noqa: S101 - a command is answered in a task
    if before := tries.get(connection):
        before.cancel()
    tries[connection] = task
    try:
        await _async_do(deed, asked)
    except asyncio.CancelledError:
        if tries.get(connection) is task:
            raise
        raise UnansweredError(CANCELLED, "the next try has taken its place") from None
    finally:
        if tries.get(connection) is task:
            del tries[connection]
