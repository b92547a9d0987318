"""Which days are days off, by the entity that the owner named: what is done on workdays only is nothing of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import inf

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util

from ...cache import Cache, Lifetime
from ...capture.registries import read_home
from ...deliver.hooks.amiss import Amiss
from ...model.clock import DAY
from ...model.habits.pattern import WORKDAYS
from ...past.days.days_off import DayTold, Told, days_on, days_with, is_day_off
from ...store.file.errors import DatabaseError
from ..file.tables import Tables
from .days_ahead import async_told_ahead

_ASKED = 90 * DAY  # of a calendar's past, to tell whether it is one of holidays or of workdays, seconds
_LIFETIME = Lifetime(most=2, seconds=300)  # what is not missed on a day off is looked at again and again
_LIFETIME_AHEAD = Lifetime(most=14, seconds=300)  # days to come, as somebody leafs through them
_SENSOR = "binary_sensor."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Past:
    """What an entity told.

    Attributes:
        rows: its states in the order of time.
        days: whether it was on, by local day.
    """

    rows: Sequence[Told]
    days: Mapping[date, bool]


class DaysOff:
    """Knows days off."""

    def __init__(self, hass: HomeAssistant, tables: Tables) -> None:
        """Look at the home's states, and at this history."""
        self._hass = hass
        self._tables = tables
        self._pasts = Cache[str, _Past](_LIFETIME)
        self._ahead = Cache[tuple[str, date], Sequence[Told]](_LIFETIME_AHEAD)

    async def async_without(self, not_done: Sequence[Amiss], now: datetime) -> Sequence[Amiss]:
        """Return what was not done and would have been on such a day.

        Args:
            not_done: habits that were not kept.
            now: the local time.
        """
        return [one for one in not_done if one.pattern.weekdays != WORKDAYS or not await self._async_is_off(one, now)]

    async def _async_is_off(self, one: Amiss, now: datetime) -> bool:
        # What is due late in the evening may be over only on the next day.
        usual = dt_util.as_local(dt_util.utc_from_timestamp(one.moment - one.pattern.evidence.window_seconds))
        told = await self.async_told(usual.date(), now)
        return told is not None and told.is_off

    async def async_told(self, day: date, now: datetime) -> DayTold | None:
        """Return what is told of a day, also of one to come where that can be asked; None where nobody tells.

        Args:
            day: local.
            now: the local time.
        """
        if not (named := read_home(self._hass).around.workday):
            return None
        try:
            past = await self._pasts.async_get(named, lambda: self._async_past(named, now.timestamp()))
        except DatabaseError:
            past = _Past(rows=(), days={})
        days, rows, until = past.days, past.rows, inf
        if day > now.date():
            rows = await self._ahead.async_get((named, day), lambda: async_told_ahead(self._hass, named, day))
            days = {**days, **self._days(named, rows, dt_util.start_of_local_day(day + timedelta(days=1)).timestamp())}
        if day == now.date() and (state := self._hass.states.get(named)):
            days, rows = _with_today(past, state, now)
            until = inf if named.startswith(_SENSOR) else _known_until(state, now)
        is_off = day in days and (not days[day] if named.startswith(_SENSOR) else is_day_off(days, day))
        return DayTold(entity_id=named, is_off=is_off and day.weekday() in WORKDAYS, states=rows, until=until)

    async def _async_past(self, named: str, until: float) -> _Past:
        """Read what an entity told."""
        await self._tables.writer.flush()
        events = await self._tables.events.span(until - _ASKED, until, [named])
        rows = [(at, state) for at, _, state, _ in events.rows(0, len(events))]
        return _Past(rows=rows, days=self._days(named, rows, until))

    @staticmethod
    def _days(named: str, rows: Sequence[Told], until: float) -> Mapping[date, bool]:
        tell = days_on if named.startswith(_SENSOR) else days_with
        return tell(rows, until, dt_util.get_default_time_zone())


def _with_today(past: _Past, state: State, now: datetime) -> tuple[Mapping[date, bool], Sequence[Told]]:
    """Return what was told, and what is told now: a sensor tells of the whole day."""
    if state.state not in {STATE_ON, STATE_OFF}:
        return past.days, past.rows
    midnight, days = dt_util.start_of_local_day(now).timestamp(), past.days
    since = max(state.last_changed_timestamp, midnight)
    if state.entity_id.startswith(_SENSOR):
        since, days = midnight, {**days, now.date(): state.state == STATE_ON}
    return days, [*(row for row in past.rows if row[0] < since), (since, state.state)]


def _known_until(state: State, now: datetime) -> float:
    """Return until when the state of a calendar is known: the end of what is in it now, or the begin of what comes."""
    if state.state not in {STATE_ON, STATE_OFF}:
        return now.timestamp()
    said = state.attributes.get("end_time" if state.state == STATE_ON else "start_time")
    if said is None:
        return inf if state.state == STATE_OFF else now.timestamp()
    moment = dt_util.parse_datetime(said) if isinstance(said, str) else None
    return max(dt_util.as_utc(moment).timestamp(), now.timestamp()) if moment else now.timestamp()
