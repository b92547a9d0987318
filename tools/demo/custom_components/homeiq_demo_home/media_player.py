"""Simulated televisions and loudspeakers."""

from typing import override

from homeassistant.components.media_player import MediaPlayerEntity, MediaPlayerEntityFeature, MediaPlayerState
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, add_all


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the players."""
    add_all(entry, async_add_entities, "media_player", SimulatedPlayer)


class SimulatedPlayer(SimulatedEntity, MediaPlayerEntity):
    """A player that plays nothing in particular."""

    _attr_supported_features = (
        MediaPlayerEntityFeature.TURN_ON
        | MediaPlayerEntityFeature.TURN_OFF
        | MediaPlayerEntityFeature.PLAY
        | MediaPlayerEntityFeature.PAUSE
    )

    @override
    def show(self, state: str) -> None:
        self._attr_state = MediaPlayerState(state) if state in MediaPlayerState else None

    @override
    async def async_turn_on(self) -> None:
        self.act(MediaPlayerState.ON)

    @override
    async def async_turn_off(self) -> None:
        self.act(MediaPlayerState.OFF)

    @override
    async def async_media_play(self) -> None:
        self.act(MediaPlayerState.PLAYING)

    @override
    async def async_media_pause(self) -> None:
        self.act(MediaPlayerState.PAUSED)
