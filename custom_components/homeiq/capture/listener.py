"""The ear on the event bus: every state change that counts becomes one row, handed on at once."""

from collections.abc import Callable

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback

from ..model.event import EventRow
from .cause import CauseClassifier
from .scope import EntityScope


class Listener:
    """Hears state changes while it is started.

    - a row for each change of state, in the order of the bus; a change of attributes only is none
    - an entity that leaves is none; one that comes, or goes unavailable, is one with cause ``STARTUP``
    - nothing is awaited and nothing but the row is allocated

    Attributes:
        count: how many rows it has handed on since it was made.
    """

    def __init__(
        self, hass: HomeAssistant, scope: EntityScope, causes: CauseClassifier, sink: Callable[[EventRow], None]
    ) -> None:
        """Remember where rows go; ``sink`` is called in the event loop and must not block."""
        self.count = 0
        self._hass = hass
        self._scope = scope
        self._causes = causes
        self._sink = sink
        self._stop: Callable[[], None] | None = None

    @callback
    def start(self) -> None:
        """Listen. Starting twice is listening once."""
        self.stop()
        wants, cause_of, sink = self._scope.wants, self._causes.cause_of, self._sink

        # Runs before the bus builds an event, which is most of what hearing one costs.
        @callback
        def counts(data: EventStateChangedData) -> bool:
            if (new := data["new_state"]) is None:
                return False
            old = data["old_state"]
            return (old is None or old.state != new.state) and wants(data["entity_id"])

        @callback
        def hear(event: Event[EventStateChangedData]) -> None:
            data = event.data
            self.count += 1
            state: str = data["new_state"].state  # type: ignore[union-attr]  # only states pass the filter
            sink((event.time_fired_timestamp, data["entity_id"], state, cause_of(event)))

        self._stop = self._hass.bus.async_listen(EVENT_STATE_CHANGED, hear, event_filter=counts)

    @callback
    def stop(self) -> None:
        """Stop listening; nothing happens when it isn't."""
        if self._stop is not None:
            self._stop()
            self._stop = None
