"""The second ear, for owners who want some attributes in InfluxDB as well; nobody else pays for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback

from ..model.event import AttributeRow
from .cause import CauseClassifier
from .scope import EntityScope

WAITING = 50_000  # changes kept until the next flush takes them


class AttributeListener:
    """Hears changes of some attributes while it is started.

    Attributes:
        dropped: changes given up because nobody took them in time.
    """

    def __init__(self, hass: HomeAssistant, scope: EntityScope, causes: CauseClassifier, names: frozenset[str]) -> None:
        """Listen for attributes of these names, once started."""
        self.dropped = 0
        self._hass = hass
        self._scope = scope
        self._causes = causes
        self._names = names
        self._waiting: deque[AttributeRow] = deque()
        self._stop: Callable[[], None] | None = None

    @callback
    def start(self) -> None:
        """Listen."""
        wants, names = self._scope.wants, self._names

        @callback
        def counts(data: EventStateChangedData) -> bool:
            if (new := data["new_state"]) is None or not wants(data["entity_id"]):
                return False
            old = data["old_state"]
            before = old.attributes if old else {}
            return any(name in new.attributes and new.attributes[name] != before.get(name) for name in names)

        self._stop = self._hass.bus.async_listen(EVENT_STATE_CHANGED, self._hear, event_filter=counts)

    @callback
    def stop(self) -> None:
        """Stop listening; nothing happens when it isn't."""
        if self._stop:
            self._stop()
            self._stop = None

    def take(self) -> list[AttributeRow]:
        """Return what was heard since the last time. Called in the database's thread."""
        return [self._waiting.popleft() for _ in range(len(self._waiting))]

    @callback
    def _hear(self, event: Event[EventStateChangedData]) -> None:
        if len(self._waiting) >= WAITING:
            self.dropped += 1
            return
        attributes = event.data["new_state"].attributes  # type: ignore[union-attr]  # only states pass the filter
        chosen = {name: attributes[name] for name in self._names if name in attributes}
        row = (event.time_fired_timestamp, event.data["entity_id"], int(self._causes.cause_of(event)), chosen)
        self._waiting.append(row)
