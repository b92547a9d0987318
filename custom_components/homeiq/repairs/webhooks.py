"""What a receiver of webhooks did not take."""

from __future__ import annotations

from typing import Any, ClassVar

from homeassistant.components.repairs import RepairsFlowResult

from .flow import DecisionFlow


class DeadFlow(DecisionFlow):
    """Delivers once more what was given up, or lets it go."""

    answers: ClassVar[list[str]] = ["again", "let_go"]

    async def async_step_again(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Deliver it again; what still can't be delivered is told again."""
        return await self._async_do(lambda coordinator: coordinator.hooks.async_again(self._told["hook_id"]))

    async def async_step_let_go(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Forget it."""
        return await self._async_do(lambda coordinator: coordinator.hooks.async_let_go(self._told["hook_id"]))


class GoneFlow(DecisionFlow):
    """Tells a receiver again that wanted nothing more."""

    answers: ClassVar[list[str]] = ["turn_on"]

    async def async_step_turn_on(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Tell it again, first what was given up."""
        return await self._async_do(lambda coordinator: coordinator.hooks.async_turn_on(self._told["hook_id"]))
