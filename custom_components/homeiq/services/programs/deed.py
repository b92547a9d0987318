"""What can be done to a suggestion, at any door for programs: its fields, the right that it takes, and the doing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
import probatio as vol

from ...coordinator import HomeIQCoordinator
from ...model.habits.suggestion import UnknownSuggestionError
from ...rights import RIGHTS, Right
from ..loaded import coordinator_of
from ..naming.unknown import async_unknown
from ..registering import async_register_action

type Fields = Mapping[str, Any]
type Work = Callable[[HomeIQCoordinator, Fields, str | None], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deed:
    """Something that can be done to a suggestion.

    Attributes:
        name: in the table of rights.
        schema: of its fields, the signature among them.
        work: does it, for those who may; takes who they are, None where no person does it but an automation.
        right_of: tells what it takes where that depends on the fields; otherwise it is what the table says.
    """

    name: str
    schema: vol.Schema
    work: Work
    right_of: Callable[[Fields], Right] | None = None

    def right(self, fields: Fields) -> Right:
        """Return what it takes."""
        return self.right_of(fields) if self.right_of else RIGHTS[self.name]

    async def async_do(self, coordinator: HomeIQCoordinator, fields: Fields, user_id: str | None) -> dict[str, Any]:
        """Do it, and return what there is to say about it.

        Raises:
            Unauthorized: the user may not.
            HomeAssistantError: it can't be done, and nothing was changed; the message says why.
        """
        try:
            return await self.work(coordinator, fields, user_id)
        except UnknownSuggestionError as err:
            raise await async_unknown(coordinator, err) from err


@callback
def async_register_deed(
    hass: HomeAssistant, deed: Deed, supports_response: SupportsResponse = SupportsResponse.NONE
) -> None:
    """Register a deed as an action."""

    async def handle(call: ServiceCall) -> ServiceResponse:
        return await deed.async_do(coordinator_of(call.hass), call.data, call.context.user_id)

    async_register_action(hass, deed.name, handle, deed.schema, supports_response, lambda call: deed.right(call.data))
