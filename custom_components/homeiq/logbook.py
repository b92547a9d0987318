"""What HomeIQ says in the logbook: what it suggests, and what became of that, in the owner's language."""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.components.logbook import LOGBOOK_ENTRY_ENTITY_ID, LOGBOOK_ENTRY_MESSAGE, LOGBOOK_ENTRY_NAME
from homeassistant.components.logbook.models import LazyEventPartialState
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.translation import async_get_cached_translations

from .const import (
    DOMAIN,
    EVENT_SUGGESTION_RESOLVED,
    EVENT_SUGGESTION_UNDONE,
    EVENT_SUGGESTIONS_FOUND,
    EVENT_TRIAL_ENDED,
)

type Said = Event | LazyEventPartialState

_TITLE = "{title}"
_WORDS = {
    EVENT_SUGGESTIONS_FOUND: "log_found",
    EVENT_SUGGESTION_UNDONE: "log_undone",
    EVENT_TRIAL_ENDED: "log_trial_ended",
}


@callback
def async_describe_events(
    hass: HomeAssistant, async_describe_event: Callable[[str, str, Callable[[Said], dict[str, str]]], None]
) -> None:
    """Say which events are told, and how."""

    @callback
    def describe(event: Said) -> dict[str, str]:
        key = _WORDS.get(str(event.event_type)) or f"log_{event.data['verdict']}"
        others = event.data.get("count", 1) - 1
        texts = async_get_cached_translations(hass, hass.config.language, "common", DOMAIN)
        template = texts.get(f"component.{DOMAIN}.common.{key}{'_more' if others else ''}", _TITLE)
        entry = {
            LOGBOOK_ENTRY_NAME: "HomeIQ",
            LOGBOOK_ENTRY_MESSAGE: template.format(
                title=event.data.get("title") or event.data["signature"], others=others
            ),
        }
        return {**entry, LOGBOOK_ENTRY_ENTITY_ID: inbox} if (inbox := _inbox(hass)) else entry

    for event_type in (*_WORDS, EVENT_SUGGESTION_RESOLVED):
        async_describe_event(DOMAIN, event_type, describe)


@callback
def _inbox(hass: HomeAssistant) -> str | None:
    """Return the to-do list's id, so that the entry leads there; None where the owner has removed it."""
    for entry in hass.config_entries.async_entries(DOMAIN):
        return er.async_get(hass).async_get_entity_id("todo", DOMAIN, f"{entry.entry_id}_suggestions")
    return None
