"""What the recorder kept of announcements: runs, scripts, HomeKit, and what hands have pressed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from homeassistant.components.automation import ATTR_SOURCE, EVENT_AUTOMATION_TRIGGERED
from homeassistant.components.recorder.db_schema import EventData, Events, EventTypes
from homeassistant.components.recorder.models import uuid_hex_to_bytes_or_none
from homeassistant.components.script import EVENT_SCRIPT_STARTED
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.util.json import json_loads_object
from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from ...model.event import Cause
from ..announced import Acting, Announced
from ..cause import ANNOUNCED
from ..controls import HAND_EVENTS, controls_named, is_by_hand, is_by_hand_alone
from .subject import Subject

ROWS = 500  # fetched at a time; more of them would make Python look for garbage again and again


class _Announcement(NamedTuple):
    time: float
    acting: Acting[bytes]
    event_type: str
    data: str | None


class NotedRuns:
    """The announcements of a span, each noted once something happens under its context: by then its press is known."""

    def __init__(self, connection: Connection, start: float, end: float, subject: Subject) -> None:
        """Read them from ``start`` until before ``end``, UTC epoch seconds; presses among them are noted at once.

        Raises:
            SQLAlchemyError: the database can't be read.
        """
        self.noted: Announced[bytes] = Announced(_binary(subject.users))
        self._subject = subject
        self._waiting: dict[bytes, _Announcement] = {}
        for event_type, time, context, parent, user, data in connection.execute(_events(start, end)):
            if context is None:
                continue
            one = _Announcement(time, (context, parent, user), event_type, data)
            if event_type not in HAND_EVENTS:
                # The script of an automation is announced behind it.
                self._waiting.setdefault(context, one)
            elif is_by_hand(event_type, _told(data), subject.no_hands.__contains__):
                self.noted.press(one.acting, time)

    def cause_of(self, acting: Acting[bytes], time: float) -> Cause:
        """Tell who acted under a context at a time; of old rows nobody knows it."""
        return Cause.UNKNOWN if acting[0] is None else self.noted.cause_of(*acting, time)

    def follow(self, acting: Acting[bytes]) -> None:
        """Note what was announced of a context, and of the one that it descends from."""
        for context in (acting[1], acting[0]):
            if context is not None and (one := self._waiting.pop(context, None)):
                _note(one, self._subject, self.noted)


def _note(one: _Announcement, subject: Subject, announced: Announced[bytes]) -> None:
    if one.event_type == EVENT_AUTOMATION_TRIGGERED:
        told = _told(one.data)
        automation, source = str(told.get(ATTR_ENTITY_ID)), told.get(ATTR_SOURCE)
        announced.begin_run(
            one.acting,
            one.time,
            controls_named(source),
            is_ours=automation in subject.ours,
            is_pressed=is_by_hand_alone(source, automation, lambda: subject.sourceless),
        )
    elif one.event_type == EVENT_SCRIPT_STARTED:
        announced.begin_script(one.acting[0], one.time)
    else:
        announced.tell(one.acting[0], ANNOUNCED[one.event_type])


def _binary(users: Mapping[str, Cause]) -> Mapping[bytes, Cause]:
    return {user: one for text, one in users.items() if (user := uuid_hex_to_bytes_or_none(text))}


def _told(data: str | None) -> Mapping[str, Any]:
    return json_loads_object(data) if data else {}


def _events(start: float, end: float) -> Select[Any]:
    return (
        select(
            EventTypes.event_type,
            Events.time_fired_ts,
            Events.context_id_bin,
            Events.context_parent_id_bin,
            Events.context_user_id_bin,
            EventData.shared_data,
        )
        .join(EventTypes, Events.event_type_id == EventTypes.event_type_id)
        .outerjoin(EventData, Events.data_id == EventData.data_id)
        .where(EventTypes.event_type.in_((*ANNOUNCED, *HAND_EVENTS)))
        .where(Events.time_fired_ts >= start, Events.time_fired_ts < end)
        .order_by(Events.time_fired_ts, Events.event_id)
        .execution_options(yield_per=ROWS)
    )
