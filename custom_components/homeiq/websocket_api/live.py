"""All topics of the process, and which coordinator they tell of: another one after each reload of the entry."""

from __future__ import annotations

from datetime import datetime, timedelta

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.singleton import singleton
from homeassistant.util.hass_dict import HassKey

from ..coordinator import HomeIQConfigEntry, HomeIQCoordinator
from ..correlation import apart
from .topic import Audience, Tell, Topic

_LIVE: HassKey[Live] = HassKey("homeiq_live")
HEARTBEAT = timedelta(seconds=60)


class Live:
    """Holds the topics, for as long as Home Assistant runs."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Tell of nobody yet."""
        self._hass = hass
        self._topics: list[Topic] = []
        self._by_the_minute: set[Topic] = set()
        self._coordinator: HomeIQCoordinator | None = None
        self._cancel: CALLBACK_TYPE | None = None

    @callback
    def async_add(self, name: str, tell: Tell, audience: Audience, *, by_the_minute: bool = False) -> Topic:
        """Add a topic and return it.

        Args:
            name: of the topic.
            tell: writes its document.
            audience: who may hear of it.
            by_the_minute: its document changes with the time alone.
        """
        topic = Topic(
            self._hass,
            name,
            tell,
            audience,
            coordinator=lambda: self._coordinator,
            on_change=self._async_beat,
        )
        self._topics.append(topic)
        if by_the_minute:
            self._by_the_minute.add(topic)
        return topic

    @callback
    def async_tell_of(self, coordinator: HomeIQCoordinator | None) -> None:
        """Tell of another coordinator from now on; None where there is none any more."""
        self._coordinator = coordinator
        self.async_changed()

    @callback
    def async_changed(self) -> None:
        """Tell what is new to those who listen."""
        for topic in self._topics:
            topic.async_changed()

    @callback
    def _async_beat(self) -> None:
        """Let the heart beat while there is somebody to hear it."""
        has_listeners = any(topic.has_listeners for topic in self._topics)
        if has_listeners and self._cancel is None:
            # It beats for all, not for whoever came first.
            with apart():
                self._cancel = async_track_time_interval(
                    self._hass, self._async_alive, HEARTBEAT, cancel_on_shutdown=True
                )
        elif not has_listeners and self._cancel:
            self._cancel()
            self._cancel = None

    @callback
    def _async_alive(self, _now: datetime) -> None:
        for topic in self._topics:
            topic.async_beat()
            if topic in self._by_the_minute:
                topic.async_changed()


@singleton(_LIVE)
@callback
def async_live_of(hass: HomeAssistant) -> Live:
    """Return the topics of this Home Assistant."""
    return Live(hass)


@callback
def async_go_live(hass: HomeAssistant, entry: HomeIQConfigEntry) -> None:
    """Tell of an entry, until it is unloaded."""
    live = async_live_of(hass)
    coordinator = entry.runtime_data

    @callback
    def leave() -> None:
        live.async_tell_of(None)

    live.async_tell_of(coordinator)
    entry.async_on_unload(coordinator.async_add_listener(live.async_changed))
    entry.async_on_unload(leave)
