"""The second ear, for owners who want some attributes in InfluxDB as well; nobody else pays for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import count

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback

from ..const import LOGGER
from ..model.event import AttributeRow
from .cause import CauseClassifier
from .scope import EntityScope

WAITING = 50_000  # changes kept until they are on disk


class AttributeListener:
    """Hears changes of some attributes while it is started.

    Attributes:
        dropped: changes given up because too many waited.
    """

    def __init__(self, hass: HomeAssistant, scope: EntityScope, causes: CauseClassifier, names: frozenset[str]) -> None:
        """Listen for attributes of these names, once started."""
        self.dropped = 0
        self._hass = hass
        self._scope = scope
        self._causes = causes
        self._names = names
        self._numbers = count(1)
        self._waiting: deque[tuple[int, AttributeRow]] = deque()
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

    def waiting(self) -> tuple[list[AttributeRow], int]:
        """Return what was heard and nobody has let go of, and the number of the newest. Called in any thread."""
        waiting = self._waiting.copy()
        return [row for _, row in waiting], waiting[-1][0] if waiting else 0

    @callback
    def let_go(self, number: int) -> None:
        """Let go of what was heard up to a number: it is on disk."""
        while self._waiting and self._waiting[0][0] <= number:
            self._waiting.popleft()

    @callback
    def _hear(self, event: Event[EventStateChangedData]) -> None:
        if len(self._waiting) >= WAITING:
            if not self.dropped:
                LOGGER.warning("%s changes of attributes wait for InfluxDB; further ones are given up", WAITING)
            self.dropped += 1
            return
        attributes = event.data["new_state"].attributes  # type: ignore[union-attr]  # only states pass the filter
        chosen = {name: attributes[name] for name in self._names if name in attributes}
        row = (event.time_fired_timestamp, event.data["entity_id"], int(self._causes.cause_of(event)), chosen)
        self._waiting.append((next(self._numbers), row))
