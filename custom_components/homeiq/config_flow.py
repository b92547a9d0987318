"""Set-up in one step, a second for InfluxDB, and everything that can be set afterwards in one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, override

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlowWithReload,
)
from homeassistant.core import callback
from homeassistant.helpers.selector import BooleanSelector
import probatio as vol

from .const import DOMAIN
from .coordinator.games.teams import TEAM
from .coordinator.hooks.subentries import WEBHOOK
from .deliver.welcome import async_greet
from .influx_form import (
    CONNECTION_SCHEMA,
    CREATE_SCHEMA,
    REAUTH_SCHEMA,
    AddressError,
    answers_of,
    async_check,
    async_create,
    async_settle,
    field_of,
    target_of,
    with_secrets,
)
from .options_form import async_options_form, explain, refuse_twice, to_answers, to_options
from .settings import Settings, SettingsError
from .store.influx.failure import InfluxError
from .store.influx.target import Target
from .team_form import TeamFlow
from .webhook_form import WebhookFlow

INBOX = "/todo?entity_id=todo.homeiq_suggestions"  # where the last page leads to; nothing has another name by then
USER_SCHEMA = vol.Schema(
    {
        vol.Required("influxdb", default=False): BooleanSelector(),
    }
)


class HomeIQConfigFlow(ConfigFlow, domain=DOMAIN):
    """Adds HomeIQ, and connects InfluxDB to it, then or later. There can be one: the manifest says so."""

    VERSION = 1
    MINOR_VERSION = 1

    def __init__(self) -> None:
        """Start with nothing known."""
        self._connection: dict[str, Any] = {}
        self._target: Target | None = None

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Start, with InfluxDB or without."""
        if user_input is None:
            return self.async_show_form(step_id="user", data_schema=USER_SCHEMA)
        return await self.async_step_influxdb() if user_input["influxdb"] else self._finish({})

    async def async_step_influxdb(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask where InfluxDB is, and try it, unless it was a mistake to come here."""
        errors: dict[str, str] = {}
        detail = ""
        if user_input is not None:
            if user_input.pop("back"):
                return await self._async_back()
            self._connection, self._target = user_input, None
            try:
                self._target = await async_settle(self.hass, target_of(user_input))
                await async_check(self.hass, self._target)
            except AddressError as err:
                errors["url"] = err.reason
            except InfluxError as err:
                if err.trouble == "not_found" and self._target:
                    return await self.async_step_create()
                errors[field_of(err.trouble, user_input, CONNECTION_SCHEMA)], detail = err.trouble, err.detail
            else:
                return self._finish(self._data())
        return self.async_show_form(
            step_id="influxdb",
            data_schema=self.add_suggested_values_to_schema(CONNECTION_SCHEMA, self._connection),
            errors=errors,
            description_placeholders={"detail": detail},
        )

    async def async_step_create(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer to make the database or bucket that is not there."""
        assert self._target  # noqa: S101 - the step before found it
        errors: dict[str, str] = {}
        detail = ""
        if user_input is not None:
            if user_input["back"]:
                return await self.async_step_influxdb()
            try:
                await async_create(self.hass, self._target, user_input["days"])
            except InfluxError as err:
                errors[field_of(err.trouble, user_input, CREATE_SCHEMA)], detail = err.trouble, err.detail
            else:
                return self._finish(self._data())
        return self.async_show_form(
            step_id="create",
            data_schema=CREATE_SCHEMA,
            errors=errors,
            description_placeholders={"bucket": self._target.bucket, "detail": detail},
        )

    async def _async_back(self) -> ConfigFlowResult:
        is_known = self.source == SOURCE_RECONFIGURE
        return await (self.async_step_reconfigure() if is_known else self.async_step_user())

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Connect InfluxDB, connect another, or leave it."""
        data = self._get_reconfigure_entry().data
        self._connection = answers_of(data)
        options = ["influxdb", "disconnect"] if "influxdb" in data else ["influxdb"]
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
        detail = ""
        target = Target.from_data(entry.data["influxdb"])
        if user_input is not None:
            target = with_secrets(target, user_input)
            try:
                await async_check(self.hass, target)
            except InfluxError as err:
                errors[field_of(err.trouble, user_input, REAUTH_SCHEMA)], detail = err.trouble, err.detail
            else:
                return self.async_update_reload_and_abort(entry, data={**entry.data, "influxdb": target.to_data()})
        return self.async_show_form(
            step_id="reauth_confirm",
            data_schema=self.add_suggested_values_to_schema(REAUTH_SCHEMA, {"username": target.username}),
            errors=errors,
            description_placeholders={"url": target.address, "detail": detail},
        )

    def _data(self) -> dict[str, Any]:
        assert self._target  # noqa: S101 - it was tried
        return {"influxdb": self._target.to_data(), "copy_history": self._connection["copy_history"]}

    def _finish(self, data: dict[str, Any]) -> ConfigFlowResult:
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_reload_and_abort(self._get_reconfigure_entry(), data=data)
        return self.async_create_entry(title="HomeIQ", data=data, description_placeholders={"inbox": INBOX})

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(cls, config_entry: ConfigEntry) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what can be added to the entry."""
        return {WEBHOOK: WebhookFlow, TEAM: TeamFlow}

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
        options = to_options(user_input)
        try:
            refuse_twice(user_input)
            settings = Settings.from_options(options)
        except SettingsError as err:
            return await self._async_show(options, err)
        # At once: whoever chose a phone has it at hand, and wants to know whether it works.
        old = self.config_entry.options.get("notifications", {}).get("targets", [])
        await async_greet(self.hass, settings.notifications, old)
        return self.async_create_entry(data=options)

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
            data_schema=self.add_suggested_values_to_schema(schema, to_answers(values)),
            errors=errors,
            description_placeholders=placeholders,
        )
