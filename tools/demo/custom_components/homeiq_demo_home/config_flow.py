"""The entry of the simulated home. It sets itself up."""

from pathlib import Path
from typing import Any, override

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult

from .script import DOMAIN


class DemoHomeConfigFlow(ConfigFlow, domain=DOMAIN):
    """One step, no questions."""

    async def async_step_import(self, data: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Create the entry at the first boot; later boots abort here."""
        return await self.async_step_user()

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Create the entry where the demo wrote a home."""
        path = Path(self.hass.config.path(f"{DOMAIN}.json"))
        if not await self.hass.async_add_executor_job(path.exists):
            return self.async_abort(reason="no_home")
        return self.async_create_entry(title="Demo home", data={})
