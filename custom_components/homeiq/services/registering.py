"""How an action is registered: with the right that it takes, looked up in the one table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import perf_counter

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
import probatio as vol

from ..const import DOMAIN
from ..coordinator.health.figures import async_figures
from ..correlation import correlated, current
from ..rights import RIGHTS, Right, async_require
from ..spent import SPENT
from .naming.suggestion_names import named

type Handler = Callable[[ServiceCall], Awaitable[ServiceResponse]] | Callable[[ServiceCall], Awaitable[None]]


@callback
def async_register_action(
    hass: HomeAssistant,
    name: str,
    handler: Handler,
    schema: vol.Schema,
    supports_response: SupportsResponse = SupportsResponse.NONE,
    right_of: Callable[[ServiceCall], Right] | None = None,
) -> None:
    """Register an action.

    Args:
        hass: Home Assistant.
        name: of the action.
        handler: does it, for those who may.
        schema: of its fields.
        supports_response: whether it answers.
        right_of: tells the right where it depends on the fields; otherwise it is the one in the table.
    """

    async def handle(call: ServiceCall) -> ServiceResponse:
        begin = perf_counter()
        try:
            # Home Assistant's own id of the call: what its traces and its logbook tell of it can be found by that.
            with correlated(current() or call.context.id):
                return await SPENT.in_steps(answer(call))
        finally:
            async_figures(hass).note_action(name, perf_counter() - begin)

    async def answer(call: ServiceCall) -> ServiceResponse:
        await async_require(hass, call.context, right_of(call) if right_of else RIGHTS[name])
        return await handler(named(call))

    hass.services.async_register(DOMAIN, name, handle, schema, supports_response)
