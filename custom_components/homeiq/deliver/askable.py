"""The phones that can be asked something: those of the owner's choice that have buttons and say whose they are."""

from __future__ import annotations

from collections.abc import Iterable

from homeassistant.components.notify import DOMAIN as NOTIFY
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..model.decisions.ask import Phone
from .phones import async_app_of


@callback
def async_phones_to_ask(hass: HomeAssistant, targets: Iterable[str]) -> tuple[Phone, ...]:
    """Return which of the targets of notifications can be asked: phones with the Home Assistant app."""
    return tuple(
        Phone(action=target, user_id=app.data["user_id"], whereabouts=_whereabouts(hass, app))
        for target in targets
        if (app := async_app_of(hass, target)) and hass.services.has_service(NOTIFY, target.partition(".")[2])
    )


@callback
def _whereabouts(hass: HomeAssistant, app: ConfigEntry) -> str | None:
    """Return what tells whether a phone is home: its owner, or else the phone itself."""
    for person in hass.states.async_all("person"):
        if person.attributes.get("user_id") == app.data["user_id"]:
            return person.entity_id
    trackers = (
        entry.entity_id
        for entry in er.async_entries_for_config_entry(er.async_get(hass), app.entry_id)
        if entry.domain == "device_tracker" and not entry.disabled
    )
    return min(trackers, default=None)


@callback
def async_name_of(hass: HomeAssistant, phone: Phone) -> str:
    """Return what people call a phone."""
    app = async_app_of(hass, phone.action)
    return app.title if app else phone.action
