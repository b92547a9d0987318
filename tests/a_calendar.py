"""A calendar in Home Assistant, with what a test puts into it."""

from datetime import datetime
from typing import override

from homeassistant.components.calendar import DOMAIN as CALENDAR, CalendarEntity, CalendarEvent
from homeassistant.components.calendar.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

NAMED = "calendar.days"


class Days(CalendarEntity):
    """A calendar of somebody's."""

    _attr_name = "Days"
    entity_id = NAMED

    def __init__(self, *events: CalendarEvent, error: Exception | None = None) -> None:
        self._events = events
        self._error = error

    @property
    @override
    def event(self) -> CalendarEvent | None:
        return None

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        if self._error:
            raise self._error
        return list(self._events)


async def async_have(hass: HomeAssistant, calendar: Days) -> None:
    assert await async_setup_component(hass, CALENDAR, {})
    await hass.data[DATA_COMPONENT].async_add_entities([calendar])
