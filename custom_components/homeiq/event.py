"""The event entity that fires when HomeIQ has something new to suggest."""

from typing import override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import HomeIQConfigEntry, HomeIQCoordinator
from .entity import HomeIQEntity
from .model.suggestion import Suggestion

PARALLEL_UPDATES = 0

CREATED = "created"
SUGGESTION = EventEntityDescription(key="suggestion", translation_key="suggestion", event_types=[CREATED])


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the one event entity."""
    async_add_entities([SuggestionEvent(entry.runtime_data, SUGGESTION)])


class SuggestionEvent(HomeIQEntity, EventEntity):
    """Fires once for each suggestion that was not there before."""

    # The type of an event is its history; the rest repeats the suggestion.
    _unrecorded_attributes = frozenset({"signature", "kind", "title", "confidence"})

    def __init__(self, coordinator: HomeIQCoordinator, description: EventEntityDescription) -> None:
        """Know the suggestions that were found before."""
        super().__init__(coordinator, description)
        self._known = {suggestion.signature for suggestion in coordinator.data.suggestions}

    @override
    @callback
    def _handle_coordinator_update(self) -> None:
        suggestions = self.coordinator.data.suggestions
        for suggestion in suggestions:
            if suggestion.signature not in self._known:
                self._fire(suggestion)
        self._known = {suggestion.signature for suggestion in suggestions}

    def _fire(self, suggestion: Suggestion) -> None:
        attributes = {
            "signature": suggestion.signature,
            "kind": suggestion.pattern.kind.value,
            "title": suggestion.title,
            "confidence": round(suggestion.pattern.evidence.confidence, 2),
        }
        self._trigger_event(CREATED, attributes)
        self.async_write_ha_state()
