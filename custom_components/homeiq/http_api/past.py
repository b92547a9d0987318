"""What happened."""

from __future__ import annotations

from http import HTTPStatus
import time
from typing import Any, override

from homeassistant.helpers.json import json_bytes, json_fragment
import probatio as vol

from ..answers.events import written_events
from ..model.event import EventColumns
from ..model.habits.value import with_value_names
from ..rights import may_read_all
from ..services.fields import entity_ids
from ..services.programs.pages import async_first
from ..services.programs.place import PageStart, async_key, opened, sealed
from .asking import Asked, HomeIQView, ProblemError, page_of

DAY = 86400.0  # seconds that are told where no beginning is named, and of all entities at most
_QUESTION = ("start", "end", "entity_id")


class EventsView(HomeIQView):
    """The events of some entities, or for a day at most of all, oldest first."""

    url = "/api/homeiq/events"
    name = "api:homeiq:events"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names(*_QUESTION, "limit", "cursor")
        entities = _entities(asked)
        place, limit = _place(asked), asked.limit
        if place.begin >= place.end:
            raise ProblemError.of_field("end", "must be later than start")
        if entities is None and place.end - place.begin > DAY:
            raise ProblemError.of_field("start", "must be a day before end at most, unless entity_id is given")
        last = place.skipped + limit
        events = await async_first(
            asked.coordinator, place.moment, place.end, entities and with_value_names(entities), most=last + 1
        )
        return page_of(_written(events, place.skipped, last), "events", _cursor(asked, place, events, last))


def _written(events: EventColumns, first: int, last: int) -> json_fragment:
    return json_fragment(b"[%b]" % b",".join(written_events(events, first, last, json_bytes)))


def _entities(asked: Asked) -> list[str] | None:
    """Return which entities are asked for; None for all.

    Raises:
        ProblemError: what is named is no entity, or they may not be read.
    """
    names = asked.text("entity_id")
    try:
        entities = None if names is None else entity_ids(names)
    except vol.Invalid as err:
        raise ProblemError.of_field("entity_id", str(err)) from err
    if not may_read_all(asked.user, entities):
        raise ProblemError(HTTPStatus.FORBIDDEN, "this takes the right to read all entities that are asked for")
    return entities


def _place(asked: Asked) -> PageStart:
    """Return where a page begins.

    Raises:
        ProblemError: the cursor is none, or of another question.
    """
    end = asked.moment("end")
    end = time.time() if end is None else end
    begin = asked.moment("start")
    begin = end - DAY if begin is None else begin
    if (cursor := asked.parameters.get("cursor")) is None:
        return PageStart(begin=begin, end=end, moment=begin)
    place = opened(async_key(asked.hass), cursor, *map(asked.parameters.get, _QUESTION))
    if place is None:
        raise ProblemError.of_field("cursor", "must be what next_cursor was, with the same parameters as before")
    return place


def _cursor(asked: Asked, place: PageStart, events: EventColumns, last: int) -> str | None:
    if last >= len(events):
        return None
    return sealed(async_key(asked.hass), place.behind(events, last), *map(asked.parameters.get, _QUESTION))
