"""Event entities: one fires when HomeIQ has something new to suggest, one a team when something happens in its game."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any, override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .coordinator import HomeIQConfigEntry, HomeIQCoordinator
from .coordinator.games.games import GAME
from .entity import HomeIQEntity
from .games.game import Team
from .games.game_changes import Change
from .model.habits.suggestion import Suggestion
from .model.overview import HomeData

PARALLEL_UPDATES = 0

CREATED = "created"
GAMES = EventEntityDescription(key="game", translation_key="game", event_types=[one.value for one in Change])
SUGGESTION = EventEntityDescription(key="suggestion", translation_key="suggestion", event_types=[CREATED])


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the one for suggestions, and those of the teams that are followed."""
    coordinator = entry.runtime_data
    async_add_entities([SuggestionEvent(coordinator, SUGGESTION)])
    for team in coordinator.games.teams:
        async_add_entities([GameEvent(coordinator, team)], config_subentry_id=team.team_id)


class SuggestionEvent(HomeIQEntity, EventEntity):
    """Fires once for each suggestion that was not there before."""

    # The type of an event is its history; the rest repeats the suggestion.
    _unrecorded_attributes = frozenset({"signature", "kind", "title", "confidence"})

    def __init__(self, coordinator: HomeIQCoordinator, description: EventEntityDescription) -> None:
        """Know the suggestions that were found before."""
        super().__init__(coordinator, description)
        self._known = _known(coordinator.data)

    @override
    @callback
    def _handle_coordinator_update(self) -> None:
        for suggestion in self.coordinator.data.suggestions:
            if suggestion.signature not in self._known:
                self._fire(suggestion)
        self._known = _known(self.coordinator.data)

    def _fire(self, suggestion: Suggestion) -> None:
        attributes = {
            "signature": suggestion.signature,
            "kind": suggestion.pattern.kind.value,
            "title": suggestion.title,
            "confidence": round(suggestion.confidence, 2),
        }
        self._trigger_event(CREATED, attributes)
        self.async_write_ha_state()


def _known(data: HomeData) -> AbstractSet[str]:
    """Return the signatures of what is nothing new: what only waits for its entities was told before they went."""
    return {one.signature for one in data.suggestions} | data.away


class GameEvent(HomeIQEntity, EventEntity):
    """Fires when a game of a team starts, when somebody scores in it, and when it ends."""

    def __init__(self, coordinator: HomeIQCoordinator, team: Team) -> None:
        """Know whose games they are."""
        super().__init__(coordinator, GAMES)
        self._attr_unique_id = f"{team.team_id}_{GAMES.key}"
        # A device belongs to one subentry: those who share one would be moved from one to the other.
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, team.team_id)},
            entry_type=DeviceEntryType.SERVICE,
            name=team.name,
            manufacturer="HomeIQ",
        )
        self._team = team

    @override
    @callback
    def begin(self) -> None:
        """Hear what happens."""
        self.async_on_remove(async_dispatcher_connect(self.hass, GAME, self._hear))

    @callback
    def _hear(self, team_id: str, told: dict[str, Any]) -> None:
        if team_id == self._team.team_id:
            self._trigger_event(told["change"], {name: one for name, one in told.items() if name != "change"})
            self.async_write_ha_state()

    @override
    @callback
    def _handle_coordinator_update(self) -> None:
        """Stay as it is: what was learned is no game."""
