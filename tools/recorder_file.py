"""Write a history into a recorder database, so that a real Home Assistant starts on it as on its own past.

The tables are created by Home Assistant's recorder itself; the rows look like those that it writes: an act's changes
share a context, automations leave ``automation_triggered`` and people and automations ``call_service`` events.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
import hashlib
from itertools import count
import json
from pathlib import Path
import sqlite3
from types import MappingProxyType
from typing import Any, Protocol
from uuid import UUID

from homeassistant.components.recorder.db_schema import Base, EventData, RecorderRuns, StateAttributes
from homeassistant.components.recorder.migration import initialize_database
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from .event_file import AUTOMATION, PERSON, EventRow
from .simulate.plan import SimulatedEvent

LOCAL = 0  # where an event came from, as the recorder counts: Home Assistant itself
TRIGGERED_BEFORE = 0.002  # an automation tells that it was triggered so many seconds before it acts
SOMEBODY = UUID(int=1).hex  # the person in a history that does not say which one it was
SERVICES = {
    "on": "turn_on",
    "off": "turn_off",
    "open": "open_cover",
    "closed": "close_cover",
    "locked": "lock",
    "unlocked": "unlock",
    "playing": "media_play",
}
_INSERT_STATE = """
    INSERT INTO states (state_id, metadata_id, state, last_updated_ts, old_state_id, attributes_id, origin_idx,
                        context_id_bin, context_user_id_bin, context_parent_id_bin)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_EVENT = """
    INSERT INTO events (event_type_id, data_id, time_fired_ts, origin_idx,
                        context_id_bin, context_user_id_bin, context_parent_id_bin)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""


class DescribedEntity(Protocol):
    """What the recorder knows about an entity beside its states."""

    @property
    def name(self) -> str:
        """The name that people read."""

    @property
    def device_class(self) -> str | None:
        """The device class, None where there is none."""


class DescribedHome(Protocol):
    """A home whose entities have names."""

    @property
    def entities(self) -> Mapping[str, DescribedEntity]:
        """The entities by id."""


def write_recorder(
    path: Path,
    events: Iterable[SimulatedEvent],
    *,
    home: DescribedHome,
    units: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write a new recorder database.

    Args:
        path: the file, ``home-assistant_v2.db`` in a configuration folder.
        events: the history in time order.
        home: names and device classes; an entity that it lacks is named after its id.
        units: what sensors measure in, by id. Without it Home Assistant would begin its statistics in no unit, and
            call the first one of today a change to be repaired.

    Raises:
        FileExistsError: there is a file already.
    """
    if path.exists():
        raise FileExistsError(path)
    writer = _Writer(home=home)
    states = list(writer.states(events))
    _create(path, states[0][3] if states else datetime.now(UTC).timestamp())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany(
            "INSERT INTO states_meta (entity_id, metadata_id) VALUES (?, ?)", writer.entities.items()
        )
        shared = _shared_attributes(writer, units)
        connection.executemany("INSERT INTO state_attributes VALUES (?, ?, ?)", shared)
        connection.executemany(
            "INSERT INTO event_types (event_type, event_type_id) VALUES (?, ?)", writer.types.items()
        )
        connection.executemany("INSERT INTO event_data VALUES (?, ?, ?)", _shared_data(writer))
        connection.executemany(_INSERT_STATE, states)
        connection.executemany(_INSERT_EVENT, writer.fired)
        connection.commit()


def from_rows(rows: Iterable[EventRow]) -> Iterator[SimulatedEvent]:
    """Give the rows of an event file the contexts that their causes ask for; every change is an act of its own."""
    for number, (time, entity_id, state, cause) in enumerate(rows):
        context = f"{number:032x}"
        user = SOMEBODY if cause == PERSON else None
        automation = "automation.imported" if cause == AUTOMATION else None
        yield SimulatedEvent(time, entity_id, state, user, None, automation, context)


def _create(path: Path, start: float) -> None:
    """Let the recorder create its tables, and note one run since the history's start that ended well just now."""
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    maker = sessionmaker(bind=engine)
    initialize_database(maker)
    with maker() as session:
        began = datetime.fromtimestamp(start, UTC)
        session.add(RecorderRuns(start=began, end=datetime.now(UTC), closed_incorrect=False, created=began))
        session.commit()
    engine.dispose()


type _StateRow = tuple[int, int, str, float, int | None, int, int, bytes | None, bytes | None, bytes | None]
type _FiredRow = tuple[int, int, float, int, bytes | None, bytes | None, bytes | None]


@dataclass(slots=True, kw_only=True, eq=False)
class _Writer:
    """Turns events into rows, numbering what the recorder keeps only once."""

    home: DescribedHome
    entities: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    data: dict[str, int] = field(default_factory=dict)
    fired: list[_FiredRow] = field(default_factory=list)
    _newest: dict[str, int] = field(default_factory=dict)
    _contexts: dict[str, bytes] = field(default_factory=dict)

    def states(self, events: Iterable[SimulatedEvent]) -> Iterator[_StateRow]:
        """Yield the rows of the states, and keep those of the events that explain them."""
        numbers = count(1)
        for event in events:
            state_id = next(numbers)
            context, user, parent = self._context(event)
            entity = self.entities.setdefault(event.entity_id, len(self.entities) + 1)
            old = self._newest.get(event.entity_id)
            self._newest[event.entity_id] = state_id
            yield state_id, entity, event.state, event.time, old, entity, LOCAL, context, user, parent

    def _context(self, event: SimulatedEvent) -> tuple[bytes, bytes | None, bytes | None]:
        is_new = event.context not in self._contexts
        context = self._bytes_of(event.context, event.time)
        user = UUID(hex=event.user_id).bytes if event.user_id else None
        parent = self._bytes_of(event.parent_id, event.time) if event.parent_id else None
        if is_new and event.automation:
            self._fire("automation_triggered", _triggered(event), event.time, (context, None, parent))
        if is_new and (event.automation or event.user_id):
            self._fire("call_service", _called(event), event.time, (context, user, parent))
        return context, user, parent

    def _fire(
        self, event_type: str, data: dict[str, Any], time: float, contexts: tuple[bytes, bytes | None, bytes | None]
    ) -> None:
        kind = self.types.setdefault(event_type, len(self.types) + 1)
        number = self.data.setdefault(json.dumps(data, separators=(",", ":")), len(self.data) + 1)
        self.fired.append((kind, number, time - TRIGGERED_BEFORE, LOCAL, *contexts))

    def _bytes_of(self, context: str, time: float) -> bytes:
        """Return the 16 bytes of a context's id: when it began, then what tells it from others, as in a ULID."""
        if context not in self._contexts:
            rest = hashlib.blake2b(context.encode(), digest_size=10).digest()
            self._contexts[context] = int(time * 1000).to_bytes(6) + rest
        return self._contexts[context]


def _triggered(event: SimulatedEvent) -> dict[str, Any]:
    source = "state of an entity" if event.parent_id else "time"
    return {"name": event.automation, "entity_id": event.automation, "source": source}


def _called(event: SimulatedEvent) -> dict[str, Any]:
    domain = event.entity_id.partition(".")[0]
    service = "set_hvac_mode" if domain == "climate" else SERVICES.get(event.state, "turn_on")
    return {"domain": domain, "service": service, "service_data": {"entity_id": [event.entity_id]}}


def _shared_attributes(writer: _Writer, units: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    for entity_id, number in writer.entities.items():
        entity = writer.home.entities.get(entity_id)
        measured = {"state_class": "measurement", "unit_of_measurement": units[entity_id]} if entity_id in units else {}
        attributes = {**measured, "friendly_name": entity.name if entity else entity_id}
        if entity and entity.device_class:
            attributes["device_class"] = entity.device_class
        shared = json.dumps(attributes, separators=(",", ":"))
        yield number, StateAttributes.hash_shared_attrs_bytes(shared.encode()), shared


def _shared_data(writer: _Writer) -> Iterator[tuple[int, int, str]]:
    for shared, number in writer.data.items():
        yield number, EventData.hash_shared_data_bytes(shared.encode()), shared
