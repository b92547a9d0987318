"""The ear on the event bus: every state change that counts becomes one row, handed on at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from time import monotonic, thread_time

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, State, callback

from ..model.event import EventRow
from ..spent import LISTENING, SPENT
from .cause import CauseClassifier
from .scope import EntityScope
from .valued_entities import UnitEar, ValuedEntities, ValuedEntity

LOOKED_AT = 256
"""One event in so many is looked at: how long it takes, and whose it is. All others cost what they did."""


SAMPLED = 30.0  # seconds between two events of an entity that is heard only now and then

type Filter = Callable[[EventStateChangedData], bool]


class Listener:
    """Hears state changes while it is started.

    - a row for each change of state, in the order of the bus; a change of attributes only is none. An entity that has
      events tells which one it was
    - behind it, or by itself, a row for each value that people set: the brightness of a lamp, the position of a cover;
      and for each number of the weather
    - an entity that leaves is none; one that comes, or goes unavailable, is one with cause ``STARTUP``
    - nothing is awaited and nothing but the row is allocated

    Attributes:
        count: how many rows it has handed on since it was made.
        talkers: whose rows one in ``LOOKED_AT`` was, and how often.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        scope: EntityScope,
        causes: CauseClassifier,
        sink: Callable[[EventRow], None],
        weather: str | None = None,
        units: UnitEar | None = None,
    ) -> None:
        """Remember where rows go.

        Args:
            hass: Home Assistant.
            scope: which entities are listened to.
            causes: tells who caused a change.
            sink: takes the rows; it is called in the event loop and must not block.
            weather: the entity whose numbers are heard as well.
            units: hears in which units sensors measure.
        """
        self.count = 0
        self.talkers = Counter[str]()
        self._hass = hass
        self._scope = scope
        self._causes = causes
        self._sink = sink
        self._valued = ValuedEntities(weather=weather)
        self._units = units or UnitEar(lambda _: None)
        self._stop: Callable[[], None] | None = None
        self._sampled: frozenset[str] = frozenset()

    @callback
    def start(self) -> None:
        """Listen. Starting twice is listening once."""
        self.stop()
        wants, cause_of, sink = self._scope.wants, self._causes.cause_of, self._sink
        valued, hear_values = self._valued.__getitem__, self._hear_values
        seen, hear_unit = self._units.seen.get, self._units.hear

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
            new: State = data["new_state"]  # type: ignore[assignment]  # the filter lets no removal through
            if seen(entity_id) is not new.attributes:
                hear_unit(entity_id, new.attributes, event.time_fired_timestamp)
            if (entity := valued(entity_id)) is not None:
                hear_values(event, entity)
                return
            self.count = count = self.count + 1
            state = new.state
            if count % LOOKED_AT:
                sink((event.time_fired_timestamp, entity_id, state, cause_of(event)))
                return
            begin = thread_time()
            sink((event.time_fired_timestamp, entity_id, state, cause_of(event)))
            SPENT.add(LISTENING, LOOKED_AT * (thread_time() - begin))
            self.talkers[entity_id] += 1

        self._stop = self._hass.bus.async_listen(EVENT_STATE_CHANGED, hear, event_filter=self._now_and_then(counts))

    @callback
    def sample(self, entity_ids: frozenset[str]) -> None:
        """Hear changes of these once in ``SAMPLED`` seconds at most, until others or none are named.

        Nothing is asked of an event for it while none are.
        """
        if entity_ids != self._sampled:
            self._sampled = entity_ids
            if self._stop:
                self.start()

    def _now_and_then(self, counts: Filter) -> Filter:
        if not (sampled := self._sampled):
            return counts
        due = dict.fromkeys(sampled, 0.0)

        @callback
        def counts_now(data: EventStateChangedData) -> bool:
            entity_id = data["entity_id"]
            if entity_id not in sampled:
                return counts(data)
            if (now := monotonic()) < due[entity_id] or not counts(data):
                return False
            due[entity_id] = now + SAMPLED
            return True

        return counts_now

    @callback
    def stop(self) -> None:
        """Stop listening; nothing happens when it isn't."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    @callback
    def _hear_values(self, event: Event[EventStateChangedData], entity: ValuedEntity) -> None:
        data = event.data
        old = data["old_state"]
        new: State = data["new_state"]  # type: ignore[assignment]  # the filter lets no removal through
        time, state, cause = event.time_fired_timestamp, new.state, self._causes.cause_of(event)
        if old is None or old.state != state:
            self.count += 1
            told = entity.told(state, new.attributes)
            self._sink((time, data["entity_id"], told, cause))
        for row in entity.rows(time, state, new.attributes, cause):
            self.count += 1
            self._sink(row)


def _differ(old: State, new: State, attributes: tuple[str, ...]) -> bool:
    before, after = old.attributes, new.attributes
    return any(before.get(name) != after.get(name) for name in attributes)
