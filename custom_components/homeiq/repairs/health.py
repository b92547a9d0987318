"""What HomeIQ can't do, where something can be done at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.exceptions import HomeAssistantError
import probatio as vol

from ..const import DOMAIN
from ..coordinator import HomeIQCoordinator
from ..services import async_refresh
from .flow import DecisionFlow, coordinator_of

if TYPE_CHECKING:
    from ..coordinator.influx.mirror import Mirror


class LearnFlow(DecisionFlow):
    """Learns at once, after a night that went wrong."""

    answers: ClassVar[list[str]] = ["learn"]

    async def async_step_learn(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin a run; its end ends the notice."""
        return await self._async_do(lambda coordinator: async_refresh(coordinator, user_id=None, reason="repair"))


class ReloadFlow(DecisionFlow):
    """Starts HomeIQ anew, where some of its work keeps failing."""

    answers: ClassVar[list[str]] = ["reload"]

    async def async_step_reload(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Start it anew, once this flow is over."""
        return await self._async_do(self._async_reload)

    async def _async_reload(self, coordinator: HomeIQCoordinator) -> None:
        self.hass.config_entries.async_schedule_reload(coordinator.config_entry.entry_id)


class SetAsideFlow(DecisionFlow):
    """Tries to read points for InfluxDB once more, or gives them up."""

    answers: ClassVar[list[str]] = ["again", "let_go"]

    async def async_step_again(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Try again; what still can't be read is told again."""
        return await self._async_do(lambda coordinator: _mirror_of(coordinator).async_bring_back())

    async def async_step_let_go(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Give them up."""
        return await self._async_do(lambda coordinator: _mirror_of(coordinator).async_let_go())


class RefusedFlow(DecisionFlow):
    """Sends points once more that InfluxDB refused."""

    answers: ClassVar[list[str]] = ["again"]

    async def async_step_again(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Send them; what is refused again is told again."""
        return await self._async_do(lambda coordinator: _mirror_of(coordinator).async_send_refused())


class DamagedFlow(RepairsFlow):
    """Says what is lost, and is over when somebody has read it."""

    def __init__(self, told: dict[str, str]) -> None:
        """Tell; ``told`` is what the texts need."""
        self._told = told

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show it."""
        return await self.async_step_confirm()

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show it until it is read."""
        if user_input is None:
            return self.async_show_form(
                step_id="confirm", data_schema=vol.Schema({}), description_placeholders=self._told
            )
        coordinator = coordinator_of(self.hass)
        if coordinator is None:
            return self.async_abort(reason="not_loaded")
        try:
            await coordinator.damage.async_note_seen()
        except HomeAssistantError as err:
            return self.async_abort(reason="refused", description_placeholders={"reason": str(err)})
        return self.async_create_entry(data={})


def _mirror_of(coordinator: HomeIQCoordinator) -> Mirror:
    if coordinator.mirror is None:
        # It was taken away since.
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="no_influxdb")
    return coordinator.mirror
