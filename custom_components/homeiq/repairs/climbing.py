"""What asks first got yes again and again: let it act, or let it go on asking."""

from __future__ import annotations

from typing import Any, ClassVar

from homeassistant.components.repairs import RepairsFlowResult

from ..coordinator import HomeIQCoordinator
from .flow import DecisionFlow


class ClimbFlow(DecisionFlow):
    """Has an automation act that asks first, or leaves it as it is."""

    answers: ClassVar[list[str]] = ["act", "go_on"]

    async def async_step_act(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Have it act by itself."""
        return await self._async_do(self._async_accept)

    async def async_step_go_on(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Let it go on asking."""
        return await self._async_do(self._async_decline)

    async def _async_decline(self, coordinator: HomeIQCoordinator) -> None:
        await coordinator.consent.ladder.async_decline(self._signature)
