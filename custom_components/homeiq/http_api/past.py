"""What happened."""

import time
from typing import Any, override

import numpy as np

from ..model.event import Cause, EventColumns
from ..model.value import subject_to_json, with_value_names
from .asking import Asked, HomeIQView, ProblemError, page_of

DAY = 86400.0  # seconds that are told where no beginning is named, and of all entities at most


class EventsView(HomeIQView):
    """The events of some entities, or for a day at most of all, oldest first."""

    url = "/api/homeiq/events"
    name = "api:homeiq:events"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names("start", "end", "entity_id", "limit", "cursor")
        end = asked.moment("end") or time.time()
        begin = asked.moment("start") or end - DAY
        names = asked.parameters.get("entity_id")
        entities = None if names is None else names.split(",")
        if begin >= end:
            raise ProblemError.of_field("end", "must be later than start")
        if entities is None and end - begin > DAY:
            raise ProblemError.of_field("start", "must be a day before end at most, unless entity_id is given")
        begin, skipped = _resumed(asked, begin)
        events = await asked.coordinator.events.span(begin, end, entities and with_value_names(entities))
        last = min(skipped + asked.limit, len(events))
        return page_of(_told(events, skipped, last), "events", _cursor(events, last))


def _resumed(asked: Asked, begin: float) -> tuple[float, int]:
    """Return where a page begins: a moment, and how many events of that moment were told before."""
    if (cursor := asked.parameters.get("cursor")) is None:
        return begin, 0
    moment, _, count = cursor.partition("~")
    try:
        return float(moment), int(count)
    except ValueError as err:
        raise ProblemError.of_field("cursor", "must be what next_cursor was") from err


def _cursor(events: EventColumns, last: int) -> str | None:
    if last >= len(events):
        return None
    moment = events.time[last]
    return f"{float(moment)!r}~{last - int(np.searchsorted(events.time, moment))}"


def _told(events: EventColumns, first: int, last: int) -> list[dict[str, Any]]:
    rows = zip(
        events.time[first:last].tolist(),
        events.entity[first:last].tolist(),
        events.state[first:last].tolist(),
        events.cause[first:last].tolist(),
        strict=True,
    )
    return [
        {
            "time": moment,
            **subject_to_json(events.entities[entity]),
            "state": events.states[state],
            "cause": Cause(cause).name.lower(),
        }
        for moment, entity, state, cause in rows
    ]
