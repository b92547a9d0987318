"""What the entity that tells workdays says of a day to come, as calendars and Workday sensors know it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from homeassistant.const import ATTR_ENTITY_ID, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from ...const import LOGGER
from ...past.days.days_off import Told

PATIENCE = 10.0  # seconds that a calendar, which may ask its own server, has to answer
_WORKDAY = "workday"
_CALENDAR = "calendar"


async def async_told_ahead(hass: HomeAssistant, named: str, day: date) -> Sequence[Told]:
    """Return the states that an entity will have on a day to come, from its begin on; none where nobody knows.

    Of what is in a calendar only the times are looked at, and they are kept for some minutes, in memory.

    Args:
        hass: Home Assistant.
        named: a calendar, or a sensor of workdays.
        day: local.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            return await _async_asked(hass, named, day)
    except Exception as err:  # noqa: BLE001 - a boundary: calendars are anybody's, and raise what their servers make them
        LOGGER.debug("Nobody knows what %s says of a day to come: %s", named, type(err).__name__)
        return ()


async def _async_asked(hass: HomeAssistant, named: str, day: date) -> Sequence[Told]:
    begin, end = (dt_util.start_of_local_day(one) for one in (day, day + timedelta(days=1)))
    if named.startswith(_CALENDAR):
        span = {"start_date_time": begin.isoformat(), "end_date_time": end.isoformat()}
        answer = await _async_answer(hass, _CALENDAR, "get_events", named, span)
        return _states(((_moment(one["start"]), _moment(one["end"])) for one in answer["events"]), begin, end)
    entry = er.async_get(hass).async_get(named)
    if entry is None or entry.platform != _WORKDAY:
        return ()
    answer = await _async_answer(hass, _WORKDAY, "check_date", named, {"check_date": day.isoformat()})
    return [(begin.timestamp(), STATE_ON if answer[_WORKDAY] else STATE_OFF)]


async def _async_answer(
    hass: HomeAssistant, domain: str, action: str, named: str, data: Mapping[str, str]
) -> Mapping[str, Any]:
    answer: Any = await hass.services.async_call(
        domain, action, {ATTR_ENTITY_ID: named, **data}, blocking=True, return_response=True
    )
    told: Mapping[str, Any] = answer[named]
    return told


def _states(spans: Iterable[tuple[datetime, datetime]], begin: datetime, end: datetime) -> list[Told]:
    """Return the states of a calendar that has something in it at some times, from the begin of a day to its end."""
    told: list[Told] = [(begin.timestamp(), STATE_OFF)]
    for since, until in sorted(spans):
        first, last = max(since, begin).timestamp(), min(until, end).timestamp()
        if len(told) > 1 and first <= told[-1][0]:
            # It goes on from what is in it already.
            told[-1] = (max(last, told[-1][0]), STATE_OFF)
        elif first < last:
            told += [(first, STATE_ON), (last, STATE_OFF)]
    return told


def _moment(text: str) -> datetime:
    """Return when something begins or ends: what is of whole days is told without a time.

    Raises:
        ValueError: it is no date.
    """
    if "T" in text or " " in text:
        return dt_util.as_local(datetime.fromisoformat(text))
    return dt_util.start_of_local_day(date.fromisoformat(text))
