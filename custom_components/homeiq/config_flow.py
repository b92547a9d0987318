"""Set-up in one step, a second for InfluxDB, and everything that can be set afterwards in one form."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import probatio as vol

from .const import DOMAIN
from .influx_form import (
    CONNECTION_SCHEMA,
    CREATE_SCHEMA,
    REAUTH_SCHEMA,
    async_check,
    async_create,
    async_settle,
    target_of,
    with_secrets,
)
from .options_form import async_options_form, explain
from .settings import Profile, Settings, SettingsError
from .store.influx.errors import InfluxError
from .store.influx.target import Target

USER_SCHEMA = vol.Schema(
    {
        vol.Required("profile", default=Profile.NUC.value): SelectSelector(
            SelectSelectorConfig(
                options=[profile.value for profile in Profile],
                translation_key="profile",
                mode=SelectSelectorMode.LIST,
            )
        ),
        vol.Required("influxdb", default=False): BooleanSelector(),
    }
)


class HomeIQConfigFlow(ConfigFlow, domain=DOMAIN):
    """Adds HomeIQ, and connects InfluxDB to it, then or later. There can be one: the manifest says so."""

    VERSION = 1
    MINOR_VERSION = 1

    def __init__(self) -> None:
        """Start with nothing known."""
        self._options: dict[str, Any] = {}
        self._connection: dict[str, Any] = {}
        self._target: Target | None = None

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask how large the machine is, and start."""
        if user_input is None:
            return self.async_show_form(step_id="user", data_schema=USER_SCHEMA)
        self._options = {"storage": {"profile": user_input["profile"]}}
        return await self.async_step_influxdb() if user_input["influxdb"] else self._finish({})

    async def async_step_influxdb(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask where InfluxDB is, and try it."""
        errors: dict[str, str] = {}
        detail = ""
        if user_input is not None:
            self._connection = user_input
            try:
                self._target = await async_settle(self.hass, target_of(user_input))
                await async_check(self.hass, self._target)
            except ValueError:
                errors["url"] = "no_address"
            except InfluxError as err:
                if err.trouble == "not_found" and self._target:
                    return await self.async_step_create()
                errors["base"], detail = err.trouble, err.detail
            else:
                return self._finish(self._data())
        return self.async_show_form(
            step_id="influxdb",
            data_schema=self.add_suggested_values_to_schema(CONNECTION_SCHEMA, user_input),
            errors=errors,
            description_placeholders={"detail": detail},
        )

    async def async_step_create(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer to make the database or bucket that is not there."""
        assert self._target  # noqa: S101 - the step before found it
        errors: dict[str, str] = {}
        detail = ""
        if user_input is not None:
            try:
                await async_create(self.hass, self._target, user_input["days"])
            except InfluxError as err:
                errors["base"], detail = err.trouble, err.detail
            else:
                return self._finish(self._data())
        return self.async_show_form(
            step_id="create",
            data_schema=CREATE_SCHEMA,
            errors=errors,
            description_placeholders={"bucket": self._target.bucket, "detail": detail},
        )

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Connect InfluxDB, connect another, or leave it."""
        has_influxdb = "influxdb" in self._get_reconfigure_entry().data
        options = ["influxdb", "disconnect"] if has_influxdb else ["influxdb"]
        return self.async_show_menu(step_id="reconfigure", menu_options=options)

    async def async_step_disconnect(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Leave InfluxDB: what waits for it stays in the database, unsent."""
        return self._finish({})

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Ask for new credentials."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Try new credentials."""
        entry = self._get_reauth_entry()
        errors: dict[str, str] = {}
        target = Target.from_data(entry.data["influxdb"])
        if user_input is not None:
            target = with_secrets(target, user_input)
            try:
                await async_check(self.hass, target)
            except InfluxError as err:
                errors["base"] = err.trouble
            else:
                return self.async_update_reload_and_abort(entry, data={**entry.data, "influxdb": target.to_data()})
        return self.async_show_form(
            step_id="reauth_confirm",
            data_schema=self.add_suggested_values_to_schema(REAUTH_SCHEMA, {"username": target.username}),
            errors=errors,
            description_placeholders={"url": target.url, "detail": ""},
        )

    def _data(self) -> dict[str, Any]:
        assert self._target  # noqa: S101 - it was tried
        return {"influxdb": self._target.to_data(), "copy_history": self._connection["copy_history"]}

    def _finish(self, data: dict[str, Any]) -> ConfigFlowResult:
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_reload_and_abort(self._get_reconfigure_entry(), data=data)
        return self.async_create_entry(title="HomeIQ", data=data, options=self._options)

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
        schema = await async_options_form(
            self.hass,
            values,
            opened=error.field if error else "",
            has_influxdb="influxdb" in self.config_entry.data,
        )
        errors, placeholders = await explain(self.hass, error) if error else ({}, {})
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(schema, values),
            errors=errors,
            description_placeholders=placeholders,
        )
