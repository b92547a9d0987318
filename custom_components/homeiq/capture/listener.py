"""The ear on the event bus: every state change that counts becomes one row, handed on at once."""

from collections.abc import Callable

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, State, callback

from ..model.event import EventRow
from .cause import CauseClassifier
from .scope import EntityScope
from .values import ValuedEntities, ValuedEntity


class Listener:
    """Hears state changes while it is started.

    - a row for each change of state, in the order of the bus; a change of attributes only is none
    - behind it, or by itself, a row for each value that people set: the brightness of a lamp, the position of a cover
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
        self._valued = ValuedEntities()
        self._stop: Callable[[], None] | None = None

    @callback
    def start(self) -> None:
        """Listen. Starting twice is listening once."""
        self.stop()
        wants, cause_of, sink = self._scope.wants, self._causes.cause_of, self._sink
        valued, hear_values = self._valued.__getitem__, self._hear_values

        # Runs before the bus builds an event, which is most of what hearing one costs.
        @callback
        def counts(data: EventStateChangedData) -> bool:
            if (new := data["new_state"]) is None:
                return False
            old = data["old_state"]
            if old is None or old.state != new.state:
                return wants(data["entity_id"])
            entity = valued(data["entity_id"])
            return entity is not None and _differ(old, new, entity.attributes) and wants(data["entity_id"])

        @callback
        def hear(event: Event[EventStateChangedData]) -> None:
            data = event.data
            entity_id = data["entity_id"]
            if (entity := valued(entity_id)) is not None:
                hear_values(event, entity)
                return
            self.count += 1
            state: str = data["new_state"].state  # type: ignore[union-attr]  # only states pass the filter
            sink((event.time_fired_timestamp, entity_id, state, cause_of(event)))

        self._stop = self._hass.bus.async_listen(EVENT_STATE_CHANGED, hear, event_filter=counts)

    @callback
    def stop(self) -> None:
        """Stop listening; nothing happens when it isn't."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    @callback
    def _hear_values(self, event: Event[EventStateChangedData], entity: ValuedEntity) -> None:
        data = event.data
        old, new = data["old_state"], data["new_state"]
        time, state, cause = event.time_fired_timestamp, new.state, self._causes.cause_of(event)  # type: ignore[union-attr]
        if old is None or old.state != state:
            self.count += 1
            self._sink((time, data["entity_id"], state, cause))
        for row in entity.rows(time, state, new.attributes, cause):  # type: ignore[union-attr]
            self.count += 1
            self._sink(row)


def _differ(old: State, new: State, attributes: tuple[str, ...]) -> bool:
    before, after = old.attributes, new.attributes
    return any(before.get(name) != after.get(name) for name in attributes)
