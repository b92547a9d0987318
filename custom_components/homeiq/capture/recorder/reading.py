"""The recorder's database, read as the events that the listener would have heard.

Everything here runs in the recorder's own executor, and all of it is SQLAlchemy: SQLite, MariaDB and PostgreSQL alike.
The module is only imported where a recorder is loaded, because SQLAlchemy comes with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from homeassistant.components.recorder.db_schema import (
    RecorderRuns,
    States,
    StatesMeta,
)
from homeassistant.components.recorder.models import process_timestamp
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import session_scope
from sqlalchemy import Select, and_, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from ...model.clock import FLOOR
from ...model.event import Cause, EventRow
from ...model.readings import UnitTold
from ..cause import is_arrival
from ..controls import comes_back
from ..errors import RecorderBusyError
from ..valued_entities import ValuedEntities
from .known_attributes import KnownAttributes
from .noted_runs import ROWS, NotedRuns
from .subject import Extent, Subject
from .units import RecorderUnits

LONGEST_RUN = 86_400.0  # how long before a change the script that made it may have begun, seconds


class PastSpan(NamedTuple):
    """What was in a span of time.

    Attributes:
        rows: the events in time order; they can be gone through once.
        units: in which units what is measured was told, each once until it is another.
    """

    rows: Iterator[EventRow]
    units: tuple[UnitTold, ...]


class _Rows:
    """Rows of events, kept as four columns.

    A hundred thousand tuples would have Python look through all objects of Home Assistant for garbage, and everything
    stops until it has.
    """

    def __init__(self) -> None:
        self._columns: tuple[list[float], list[str], list[str], list[int]] = [], [], [], []

    def __iter__(self) -> Iterator[EventRow]:
        return zip(*self._columns, strict=True)

    def add(self, time: float, entity_id: str, state: str, cause: int) -> None:
        times, entities, states, causes = self._columns
        times.append(time)
        entities.append(entity_id)
        states.append(state)
        causes.append(cause)


@dataclass(slots=True, kw_only=True, eq=False)
class _Past:
    """The last state of every entity, and how many times Home Assistant had started by then."""

    starts: list[float]
    last: dict[int, tuple[str, int]] = field(default_factory=dict)

    def step(self, number: int, time: float, state: str) -> tuple[str | None, bool]:
        """Move an entity on; return the state it had since the last start, and whether this is a change.

        An empty state is that of an entity that was removed, or that has nothing to tell.
        """
        run = bisect_right(self.starts, time)
        before, run_before = self.last.get(number, (None, run))
        self.last[number] = (state, run)
        return before if run == run_before else None, bool(state) and state != before


class RecorderReader:
    """Reads spans of time; one that begins where the one before ended costs no look at what was before."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Remember whose recorder it is."""
        self._hass = hass
        self._past = _Past(starts=[])
        self._valued = ValuedEntities()
        self._attributes = KnownAttributes()
        self._units = RecorderUnits()
        self._position: float | None = None

    def extent(self) -> Extent:
        """Look at what there is.

        Raises:
            RecorderBusyError: the database can't be read.
        """
        with self._connection() as connection:
            # From 1970, when a box woke up without a clock, it would be twenty thousand days without anything.
            set_clock = States.last_updated_ts >= FLOOR
            oldest = connection.execute(select(func.min(States.last_updated_ts)).where(set_clock)).scalar()
            rows = connection.execute(select(StatesMeta.metadata_id, StatesMeta.entity_id))
            return Extent(oldest=oldest, entities={number: entity_id for number, entity_id in rows if entity_id})

    def read(self, start: float, end: float, subject: Subject) -> PastSpan:
        """Read the changes from ``start`` until before ``end``, UTC epoch seconds, in time order.

        Everything is read when it returns; the rows themselves come into being one by one.

        Rows that repeat a state are passed over, but for the values that they carry: they were written for their
        attributes, or again at a start.

        Raises:
            RecorderBusyError: the database can't be read.
        """
        with self._connection() as connection:
            if self._position != start:
                self._past = _read_past(connection, start)
                self._valued = ValuedEntities(subject.features, subject.weather)
                self._units = RecorderUnits(subject.weather)
            # Until all is read, the past is neither here nor there.
            self._position = None
            rows = self._read_rows(connection, start, end, subject)
            units = self._units.take(connection, subject.entities, self._attributes)
        self._position = end
        return PastSpan(rows=iter(rows), units=units)

    def _read_rows(self, connection: Connection, start: float, end: float, subject: Subject) -> _Rows:
        rows, announced = _Rows(), NotedRuns(connection, start - LONGEST_RUN, end, subject)
        valued = {number: one for number, name in subject.entities.items() if (one := self._valued[name])}
        measuring, seen = self._units.measuring(subject.entities), self._units.seen
        self._attributes.read(connection, start, end, valued)
        changes = connection.execute(_changes(start, end).execution_options(yield_per=ROWS))
        for time, number, text, attributes, *context in changes:
            state = text or ""
            entity_id, entity = subject.entities.get(number), valued.get(number)
            if number in measuring and seen.get(number) != attributes:
                self._units.note(time, number, attributes)
            before, is_change = self._past.step(number, time, state)
            acting = tuple(context)
            announced.follow(acting)
            if is_change and (control := subject.controls.get(number)) and not comes_back(control, before, state):
                announced.noted.press(acting, time, control)
            if entity_id is None or not (is_change or entity):
                continue
            cause = Cause.STARTUP if is_arrival(before, state) else announced.cause_of(acting, time)
            told = self._attributes[attributes]
            if is_change:
                rows.add(time, entity_id, entity.told(state, told) if entity else state, cause)
            for row in entity.rows(time, state, told, cause) if entity else ():
                rows.add(*row)
        return rows

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with session_scope(hass=self._hass, read_only=True) as session:
                connection = session.connection()
                yield connection
                _give_back_pages(connection)
        except SQLAlchemyError as err:
            raise RecorderBusyError(type(err).__name__) from err


def _give_back_pages(connection: Connection) -> None:
    # The recorder's threads keep their connections, and each keeps up to 16 MB of the file once all of it was read.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA shrink_memory")


def _changes(start: float, end: float) -> Select[Any]:
    return (
        select(
            States.last_updated_ts,
            States.metadata_id,
            States.state,
            States.attributes_id,
            States.context_id_bin,
            States.context_parent_id_bin,
            States.context_user_id_bin,
        )
        .where(States.last_updated_ts >= start, States.last_updated_ts < end)
        .order_by(States.last_updated_ts, States.state_id)
    )


def _read_past(connection: Connection, start: float) -> _Past:
    moments = connection.execute(select(RecorderRuns.start)).scalars()
    past = _Past(starts=sorted(process_timestamp(moment).timestamp() for moment in moments))
    for number, time, state in connection.execute(_last_states(start)):
        past.step(number, time, state or "")
    return past


def _last_states(before: float) -> Select[Any]:
    latest = (
        select(States.metadata_id, func.max(States.last_updated_ts).label("time"))
        .where(States.last_updated_ts < before)
        .group_by(States.metadata_id)
        .subquery()
    )
    return (
        select(States.metadata_id, States.last_updated_ts, States.state)
        .join(latest, and_(States.metadata_id == latest.c.metadata_id, States.last_updated_ts == latest.c.time))
        .order_by(States.state_id)
    )
