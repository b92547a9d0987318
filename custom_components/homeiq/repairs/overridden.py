"""What is undone again and again: leave a part out, turn it off, or keep it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.exceptions import HomeAssistantError
import probatio as vol

from ..coordinator.aftercare.second_thoughts import AnsweredError, OpenQuestion, SecondThoughts
from ..model.habits.suggestion import UnknownSuggestionError
from ..rights import Right, async_require
from .flow import asker, coordinator_of


class OverriddenFlow(RepairsFlow):
    """Leaves out when an automation is not wanted, turns it off, or keeps it as it is."""

    def __init__(self, placeholders: dict[str, str], *, can_adjust: bool) -> None:
        """Ask about an automation.

        Args:
            placeholders: the figures.
            can_adjust: there is a part of the runs to leave out.
        """
        self._placeholders = placeholders
        self._can_adjust = can_adjust

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Say how often it was undone, and ask."""
        options = ["turn_off", "keep"]
        return self.async_show_menu(
            step_id="init",
            menu_options=["adjust", *options] if self._can_adjust else options,
            description_placeholders=self._placeholders,
        )

    async def async_step_adjust(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show what the change would have done on the home's history, then make it."""
        return await self._async_do(self._async_try if user_input is None else self._async_adjust)

    async def async_step_turn_off(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Turn it off."""
        return await self._async_do(self._async_turn_off)

    async def async_step_keep(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Keep it as it is."""
        return await self._async_do(self._async_keep)

    async def _async_try(self, thoughts: SecondThoughts, question: OpenQuestion) -> RepairsFlowResult:
        tried = await thoughts.async_try(question)
        before, after = tried.before.backtest, tried.after.backtest
        figures = {
            "after": tried.after.title,
            "runs": str(after.runs),
            "hits": str(after.hits),
            "false_alarms": str(after.false_alarms),
            "runs_before": str(before.runs),
            "hits_before": str(before.hits),
            "false_alarms_before": str(before.false_alarms),
        }
        return self.async_show_form(
            step_id="adjust", data_schema=vol.Schema({}), description_placeholders={**self._placeholders, **figures}
        )

    async def _async_adjust(self, thoughts: SecondThoughts, question: OpenQuestion) -> RepairsFlowResult:
        await thoughts.async_adjust(question)
        return self.async_create_entry(data={})

    async def _async_turn_off(self, thoughts: SecondThoughts, question: OpenQuestion) -> RepairsFlowResult:
        await thoughts.async_turn_off(question)
        return self.async_create_entry(data={})

    async def _async_keep(self, thoughts: SecondThoughts, question: OpenQuestion) -> RepairsFlowResult:
        await thoughts.async_keep(question)
        return self.async_create_entry(data={})

    async def _async_do(
        self, work: Callable[[SecondThoughts, OpenQuestion], Awaitable[RepairsFlowResult]]
    ) -> RepairsFlowResult:
        coordinator = coordinator_of(self.hass)
        if coordinator is None:
            return self.async_abort(reason="not_loaded")
        try:
            await async_require(self.hass, asker(), Right.CHANGE)
            question = coordinator.second_thoughts.async_question(self.issue_id)
            return await work(coordinator.second_thoughts, question)
        except AnsweredError, UnknownSuggestionError:
            return self.async_abort(reason="decided")
        except HomeAssistantError as err:
            return self.async_abort(reason="refused", description_placeholders={"reason": str(err)})
