"""Repairs that ask: a week on trial is over, what now?"""

from typing import Any, cast

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .const import DOMAIN
from .coordinator import HomeIQCoordinator


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
        entries = self.hass.config_entries.async_loaded_entries(DOMAIN)
        return cast("HomeIQCoordinator", entries[0].runtime_data) if entries else None


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Begin to ask."""
    texts = {key: str(value) for key, value in (data or {}).items()}
    return TrialFlow(texts.pop("signature", ""), texts)
