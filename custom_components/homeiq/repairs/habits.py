"""A week on trial is over, a habit has moved, an automation works against one, or is switched off."""

from __future__ import annotations

from typing import Any, ClassVar

from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.const import SERVICE_TURN_OFF, SERVICE_TURN_ON

from ..coordinator import HomeIQCoordinator
from .flow import DecisionFlow, asker


class TrialFlow(DecisionFlow):
    """Switches on what was on trial, or drops it."""

    answers: ClassVar[list[str]] = ["switch_on", "drop"]

    async def async_step_switch_on(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Make it an automation."""
        return await self._async_do(self._async_end_and_accept)

    async def async_step_drop(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Take it off the list for good."""
        return await self._async_do(lambda coordinator: coordinator.decisions.trials.async_drop(self._signature))

    async def _async_end_and_accept(self, coordinator: HomeIQCoordinator) -> None:
        await coordinator.decisions.accepting.async_undo(self._signature, user_id=asker().user_id)
        await self._async_accept(coordinator)


class MovedFlow(DecisionFlow):
    """Moves an accepted automation after its habit, or leaves it where it is."""

    answers: ClassVar[list[str]] = ["move", "keep"]

    async def async_step_move(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Move it."""
        return await self._async_do(self._async_accept)

    async def async_step_keep(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Leave it."""
        return await self._async_do(self._async_dismiss)


class AgainstFlow(DecisionFlow):
    """Puts a suggestion in the place of the automation that works against it, or dismisses it."""

    answers: ClassVar[list[str]] = ["replace", "dismiss"]

    async def async_step_replace(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Accept, and turn the other off; it is not deleted."""
        return await self._async_do(self._async_replace)

    async def async_step_dismiss(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Leave things as they are."""
        return await self._async_do(self._async_dismiss)

    async def _async_replace(self, coordinator: HomeIQCoordinator) -> None:
        # First, because it can be refused: then nothing has changed.
        await self._async_accept(coordinator)
        await self._async_switch(SERVICE_TURN_OFF)


class SwitchedOffFlow(DecisionFlow):
    """Turns an automation on that does already what is suggested, or dismisses the suggestion."""

    answers: ClassVar[list[str]] = ["turn_on", "dismiss"]

    async def async_step_turn_on(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Turn it on; the suggestion goes by itself then."""
        return await self._async_do(lambda _coordinator: self._async_switch(SERVICE_TURN_ON))

    async def async_step_dismiss(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Leave it off."""
        return await self._async_do(self._async_dismiss)
