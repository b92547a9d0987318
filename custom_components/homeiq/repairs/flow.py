"""What all questions have in common: who asks, and what comes of an answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, cast

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.components.http import KEY_HASS_USER
from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.http import current_request

from ..const import DOMAIN
from ..coordinator import HomeIQCoordinator
from ..model.habits.suggestion import UnknownSuggestionError
from ..rights import Right, async_require

type Deed = Callable[[HomeIQCoordinator], Awaitable[object]]


class DecisionFlow(RepairsFlow):
    """Shows what the matter is, and does what is chosen."""

    answers: ClassVar[list[str]]

    def __init__(self, told: dict[str, str]) -> None:
        """Ask about a suggestion.

        Args:
            told: its signature, and what the texts need.
        """
        self._signature = told.pop("signature", "")
        self._told = told

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show it, and ask."""
        return self.async_show_menu(step_id="init", menu_options=self.answers, description_placeholders=self._told)

    async def _async_do(self, deed: Deed) -> RepairsFlowResult:
        coordinator = coordinator_of(self.hass)
        if coordinator is None:
            return self.async_abort(reason="not_loaded")
        try:
            await async_require(self.hass, asker(), Right.CHANGE)
            await deed(coordinator)
        except UnknownSuggestionError:
            return self.async_abort(reason="decided")
        except HomeAssistantError as err:
            return self.async_abort(reason="refused", description_placeholders={"reason": str(err)})
        return self.async_create_entry(data={})

    async def _async_accept(self, coordinator: HomeIQCoordinator) -> None:
        await coordinator.decisions.accepting.async_accept(self._signature, user_id=asker().user_id)

    async def _async_dismiss(self, coordinator: HomeIQCoordinator) -> None:
        await coordinator.decisions.dismissing.async_dismiss(self._signature, user_id=asker().user_id)

    async def _async_switch(self, action: str) -> None:
        """Turn the automation on or off that the question is about."""
        target = {ATTR_ENTITY_ID: self._told["entity_id"]}
        await self.hass.services.async_call(AUTOMATION, action, target, blocking=True, context=asker())


def asker() -> Context:
    """Return who answers: Home Assistant tells flows nothing of it, but its web server knows."""
    request = current_request.get()
    user = request.get(KEY_HASS_USER) if request else None
    return Context(user_id=user.id if user else None)


def coordinator_of(hass: HomeAssistant) -> HomeIQCoordinator | None:
    """Return the coordinator, None where HomeIQ is not set up."""
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    return cast("HomeIQCoordinator", entries[0].runtime_data) if entries else None
