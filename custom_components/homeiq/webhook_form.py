"""The form of a webhook: where to, signed with what, and what is told."""

from __future__ import annotations

from collections.abc import Mapping
import time
from types import MappingProxyType
from typing import Any

from homeassistant.config_entries import ConfigSubentryFlow, SubentryFlowResult
from homeassistant.helpers.selector import (
    AreaSelector,
    AreaSelectorConfig,
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
)
import probatio as vol

from .coordinator.hooks.subentries import MOST, async_unknown, changed, data_of, hooks_of
from .deliver.hooks.destination import WebhookAddressError, url_of
from .deliver.hooks.secret import is_usable, new_secret
from .model.hooks import Happening

# Selectors' options are keys of translations, which have no dots in them.
_OPTIONS = {happening.replace(".", "_"): happening for happening in Happening}
_FIELDS = {
    vol.Required("name"): TextSelector(),
    vol.Required("url"): TextSelector(),
    # Not hidden: it has to be copied to the receiver.
    vol.Required("secret"): TextSelector(),
    # Without a default each says what can be picked, and an empty list what that means.
    vol.Optional("events"): SelectSelector(
        SelectSelectorConfig(options=list(_OPTIONS), multiple=True, translation_key="happening")
    ),
    vol.Optional("entities"): EntitySelector(EntitySelectorConfig(multiple=True)),
    vol.Optional("areas"): AreaSelector(AreaSelectorConfig(multiple=True)),
    vol.Required("verify_ssl", default=True): BooleanSelector(),
}
_NOTHING_PICKED: Mapping[str, Any] = MappingProxyType({"events": [], "entities": [], "areas": []})
_NEW = vol.Schema(_FIELDS)
_KNOWN = vol.Schema({**_FIELDS, vol.Required("new_secret", default=False): BooleanSelector()})


class WebhookFlow(ConfigSubentryFlow):
    """Adds a webhook, or changes one. HomeIQ goes on meanwhile: nothing is loaded anew for it."""

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a new one, with a secret that nobody knows yet."""
        if len(hooks_of(self._get_entry())) >= MOST:
            return self.async_abort(reason="too_many_webhooks", description_placeholders={"most": str(MOST)})
        user_input = {**_NOTHING_PICKED, **user_input} if user_input else None
        errors = self._faults(user_input) if user_input else {}
        if user_input and not errors:
            url, fields = url_of(user_input["url"]), _chosen(user_input)
            data = data_of(url, user_input["secret"], fields)
            return self.async_create_entry(title=user_input["name"].strip(), data=data)
        return self._show("user", _NEW, user_input or {"secret": new_secret()}, errors)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask what is to be changed; a new secret is shown before it counts."""
        subentry = self._get_reconfigure_subentry()
        if user_input is None:
            words = {happening: word for word, happening in _OPTIONS.items()}
            events = [words[one] for one in subentry.data["events"] if one in words]
            shown = {**subentry.data, "events": events, "name": subentry.title}
            return self._show("reconfigure", _KNOWN, shown, {})
        user_input = {**_NOTHING_PICKED, **user_input}
        if user_input["new_secret"]:
            shown = {**user_input, "secret": new_secret(), "new_secret": False}
            return self._show("reconfigure", _KNOWN, shown, {})
        if errors := self._faults(user_input, subentry.data):
            return self._show("reconfigure", _KNOWN, user_input, errors)
        url, fields = url_of(user_input["url"]), _chosen(user_input)
        data = changed(subentry.data, url, user_input["secret"], fields, time.time())
        return self.async_update_and_abort(
            self._get_entry(), subentry, title=user_input["name"].strip(), data=data, reason="webhook_changed"
        )

    def _faults(self, values: Mapping[str, Any], known: Mapping[str, Any] = MappingProxyType({})) -> dict[str, str]:
        """Return what is wrong with what somebody entered, by field; ``known`` is the webhook as it is so far."""
        found = {field: f"unknown_{field}" for field in async_unknown(self.hass, values, known)}
        if not values["name"].strip():
            found["name"] = "no_name"
        try:
            url_of(values["url"])
        except WebhookAddressError as err:
            found["url"] = err.reason
        return found if is_usable(values["secret"]) else {**found, "secret": "weak_secret"}

    def _show(
        self, step: str, schema: vol.Schema, values: Mapping[str, Any], errors: dict[str, str]
    ) -> SubentryFlowResult:
        filled = self.add_suggested_values_to_schema(schema, values)
        return self.async_show_form(step_id=step, data_schema=filled, errors=errors)


def _chosen(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "events": [_OPTIONS[word].value for word in values["events"]]}
