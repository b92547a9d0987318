"""A recorder's past, written row by row, and what a naive reader makes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import json
from typing import Any

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.db_schema import (
    EventData,
    Events,
    EventTypes,
    RecorderRuns,
    StateAttributes,
    States,
    StatesMeta,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import session_scope
from homeassistant.util import dt as dt_util

from custom_components.homeiq.model.event import Cause, EventRow

AWAY = ("unavailable", "unknown")


@dataclass(frozen=True, kw_only=True)
class Written:
    """One row of the recorder's states; an empty state is the entity's removal."""

    time: float
    entity_id: str
    state: str | None
    context: bytes | None = b"c" * 16
    parent: bytes | None = None
    user: bytes | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Announced:
    """One row of the recorder's events."""

    time: float
    event_type: str
    context: bytes | None
    data: str | None = None
    parent: bytes | None = None


async def write(
    hass: HomeAssistant, states: Sequence[Written] = (), events: Sequence[Announced] = (), starts: Sequence[float] = ()
) -> None:
    """Put rows into the recorder's database."""
    await get_instance(hass).async_add_executor_job(_write, hass, states, events, starts)


def _write(
    hass: HomeAssistant, states: Sequence[Written], events: Sequence[Announced], starts: Sequence[float]
) -> None:
    with session_scope(hass=hass) as session:
        metas = {entity_id: StatesMeta(entity_id=entity_id) for entity_id in sorted({row.entity_id for row in states})}
        types = {name: EventTypes(event_type=name) for name in sorted({event.event_type for event in events})}
        texts = {text: StateAttributes(shared_attrs=text, hash=0) for text in sorted(map(_text, states)) if text}
        session.add_all([*metas.values(), *types.values(), *texts.values()])
        session.flush()
        for row in states:
            session.add(
                States(
                    metadata_id=metas[row.entity_id].metadata_id,
                    state=row.state,
                    attributes_id=texts[text].attributes_id if (text := _text(row)) else None,
                    last_updated_ts=row.time,
                    context_id_bin=row.context,
                    context_parent_id_bin=row.parent,
                    context_user_id_bin=row.user,
                    origin_idx=0,
                )
            )
        for event in events:
            data = EventData(shared_data=event.data, hash=0) if event.data is not None else None
            session.add(
                Events(
                    event_type_id=types[event.event_type].event_type_id,
                    event_data_rel=data,
                    time_fired_ts=event.time,
                    context_id_bin=event.context,
                    context_parent_id_bin=event.parent,
                    origin_idx=0,
                )
            )
        session.add_all(RecorderRuns(start=dt_util.utc_from_timestamp(start)) for start in starts)


def _text(row: Written) -> str:
    return json.dumps(row.attributes) if row.attributes else ""


def naive(states: Sequence[Written], until: float, starts: Sequence[float] = ()) -> list[EventRow]:
    """Read the past in one go, looking back over all of it for every row; every act is a device's."""
    ordered = sorted((row for row in states if row.time < until), key=lambda row: row.time)
    rows: list[EventRow] = []
    for index, row in enumerate(ordered):
        earlier = [other for other in ordered[:index] if other.entity_id == row.entity_id]
        before = earlier[-1] if earlier else None
        if not row.state or (before is not None and before.state == row.state):
            continue
        is_act = (
            before is not None
            and before.state not in (None, "", *AWAY)
            and row.state not in AWAY
            and not any(before.time < start <= row.time for start in starts)
        )
        rows.append((row.time, row.entity_id, row.state, Cause.DEVICE if is_act else Cause.STARTUP))
    return rows
