"""Set-up in one step, and everything that can be set afterwards in one form."""

from typing import Any, override

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.core import callback
from homeassistant.helpers.selector import SelectSelector, SelectSelectorConfig, SelectSelectorMode
import probatio as vol

from .const import DOMAIN
from .options_form import async_options_form, explain
from .settings import Profile, Settings, SettingsError

USER_SCHEMA = vol.Schema(
    {
        vol.Required("profile", default=Profile.NUC.value): SelectSelector(
            SelectSelectorConfig(
                options=[profile.value for profile in Profile],
                translation_key="profile",
                mode=SelectSelectorMode.LIST,
            )
        )
    }
)


class HomeIQConfigFlow(ConfigFlow, domain=DOMAIN):
    """Adds HomeIQ. There can be one: the manifest says so."""

    VERSION = 1
    MINOR_VERSION = 1

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask how large the machine is, and start."""
        if user_input is None:
            return self.async_show_form(step_id="user", data_schema=USER_SCHEMA)
        return self.async_create_entry(title="HomeIQ", data={}, options={"storage": {"profile": user_input["profile"]}})

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> HomeIQOptionsFlow:
        """Return the flow behind the entry's gear."""
        return HomeIQOptionsFlow()


class HomeIQOptionsFlow(OptionsFlowWithReload):
    """Changes the settings, and loads HomeIQ anew with them."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show all settings, or save them."""
        if user_input is None:
            return await self._async_show(dict(self.config_entry.options))
        try:
            Settings.from_options(user_input)
        except SettingsError as err:
            return await self._async_show(user_input, err)
        return self.async_create_entry(data=user_input)

    async def _async_show(self, values: dict[str, Any], error: SettingsError | None = None) -> ConfigFlowResult:
        schema = await async_options_form(self.hass, values, opened=error.field if error else "")
        errors, placeholders = await explain(self.hass, error) if error else ({}, {})
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(schema, values),
            errors=errors,
            description_placeholders=placeholders,
        )
