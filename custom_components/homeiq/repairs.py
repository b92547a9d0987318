"""Repairs that ask: a week on trial is over, or an automation is undone again and again; what now?"""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import probatio as vol

from .const import DOMAIN
from .coordinator import HomeIQCoordinator
from .coordinator.second_thoughts import OVERRIDDEN, Question, SecondThoughts


class TrialFlow(RepairsFlow):
    """Switches on what was on trial, or drops it."""

    def __init__(self, signature: str, placeholders: dict[str, str]) -> None:
        """Ask about a suggestion."""
        self._signature = signature
        self._placeholders = placeholders

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show what it would have done, and ask."""
        return self.async_show_menu(
            step_id="init", menu_options=["switch_on", "drop"], description_placeholders=self._placeholders
        )

    async def async_step_switch_on(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Make it an automation."""
        coordinator = self._coordinator()
        if coordinator is None:
            return self.async_abort(reason="not_loaded")
        try:
            await coordinator.async_undo(self._signature, user_id=None)
            await coordinator.async_accept(self._signature, user_id=None)
        except LookupError:
            return self.async_abort(reason="decided")
        except HomeAssistantError as err:
            return self.async_abort(reason="refused", description_placeholders={"reason": str(err)})
        return self.async_create_entry(data={})

    async def async_step_drop(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Take it off the list for good."""
        coordinator = self._coordinator()
        if coordinator is None:
            return self.async_abort(reason="not_loaded")
        try:
            await coordinator.trials.async_drop(self._signature)
        except LookupError:
            return self.async_abort(reason="decided")
        return self.async_create_entry(data={})

    def _coordinator(self) -> HomeIQCoordinator | None:
        return _coordinator_of(self.hass)


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

    async def _async_try(self, thoughts: SecondThoughts, question: Question) -> RepairsFlowResult:
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

    async def _async_adjust(self, thoughts: SecondThoughts, question: Question) -> RepairsFlowResult:
        await thoughts.async_adjust(question)
        return self.async_create_entry(data={})

    async def _async_turn_off(self, thoughts: SecondThoughts, question: Question) -> RepairsFlowResult:
        await thoughts.async_turn_off(question)
        return self.async_create_entry(data={})

    async def _async_keep(self, thoughts: SecondThoughts, question: Question) -> RepairsFlowResult:
        await thoughts.async_keep(question)
        return self.async_create_entry(data={})

    async def _async_do(
        self, work: Callable[[SecondThoughts, Question], Awaitable[RepairsFlowResult]]
    ) -> RepairsFlowResult:
        coordinator = _coordinator_of(self.hass)
        if coordinator is None:
            return self.async_abort(reason="not_loaded")
        try:
            question = coordinator.second_thoughts.async_question(self.issue_id)
            return await work(coordinator.second_thoughts, question)
        except LookupError:
            return self.async_abort(reason="decided")
        except HomeAssistantError as err:
            return self.async_abort(reason="refused", description_placeholders={"reason": str(err)})


def _coordinator_of(hass: HomeAssistant) -> HomeIQCoordinator | None:
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    return cast("HomeIQCoordinator", entries[0].runtime_data) if entries else None


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Begin to ask."""
    texts = {key: str(value) for key, value in (data or {}).items()}
    if issue_id.startswith(OVERRIDDEN):
        return OverriddenFlow(texts, can_adjust=bool(texts.get("where")))
    return TrialFlow(texts.pop("signature", ""), texts)
