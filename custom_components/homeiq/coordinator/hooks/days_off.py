"""Which days are days off, by the entity that the owner named: what is done on workdays only is not missed on them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from homeassistant.const import STATE_OFF
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ...cache import Cache, Lifetime
from ...capture.registries import read_home
from ...deliver.hooks.amiss import Amiss
from ...deliver.hooks.days_off import days_with, is_day_off
from ...model.clock import DAY
from ...model.habits.pattern import WORKDAYS
from ...store.file.errors import DatabaseError
from ..file.tables import Tables

_ASKED = 90 * DAY  # of a calendar's past, to tell whether it is one of holidays or of workdays, seconds
_LIFETIME = Lifetime(most=2, seconds=300)  # what is not missed on a day off is looked at again and again


class DaysOff:
    """Knows days off."""

    def __init__(self, hass: HomeAssistant, tables: Tables) -> None:
        """Look at the home's states, and at this history."""
        self._hass = hass
        self._tables = tables
        self._days = Cache[str, Mapping[date, bool]](_LIFETIME)

    async def async_without(self, not_done: Sequence[Amiss], now: datetime) -> Sequence[Amiss]:
        """Return what was not done and would have been on such a day.

        Args:
            not_done: habits that were not kept.
            now: the local time.
        """
        if not (named := read_home(self._hass).around.workday):
            return not_done
        return [
            one
            for one in not_done
            if one.pattern.weekdays != WORKDAYS or not await self._async_is_off(named, _day_of(one), now)
        ]

    async def _async_is_off(self, named: str, usual: datetime, now: datetime) -> bool:
        if named.startswith("binary_sensor."):
            # It tells of today: what is due late in the evening may be over only on the next day.
            return usual.date() == now.date() and self._hass.states.is_state(named, STATE_OFF)
        try:
            days = await self._days.async_get(named, lambda: self._async_days(named, now.timestamp()))
        except DatabaseError:
            return False
        return is_day_off(days, usual.date())

    async def _async_days(self, named: str, until: float) -> Mapping[date, bool]:
        """Return on which days a calendar had something."""
        await self._tables.writer.flush()
        events = await self._tables.events.span(until - _ASKED, until, [named])
        rows = [(at, state) for at, _, state, _ in events.rows(0, len(events))]
        return days_with(rows, until, dt_util.get_default_time_zone())


def _day_of(amiss: Amiss) -> datetime:
    """Return the usual moment, local."""
    return dt_util.as_local(dt_util.utc_from_timestamp(amiss.moment - amiss.pattern.evidence.window_seconds))
