"""A day beside the usual one: today as it goes, another one, or what workdays and weekends are like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from homeassistant.auth.models import User
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio as vol

from ..answers.detail.day_document import Day, HabitAside, day_to_json, for_reader
from ..capture.registries import areas_of, read_home
from ..coordinator import HomeIQCoordinator
from ..coordinator.errors import translated
from ..model.day import DAY, WEEKDAYS, number_of
from ..model.event import EventColumns
from ..model.habits.gate import Gate
from ..model.habits.pattern import WEEKEND, WORKDAYS, Pattern
from ..past.days.days_off import DayTold
from ..rights import Right, may_read_all
from ..services.fields import check_date
from ..suggest.days.still_on import StillOn, still_on
from ..suggest.days.today import HabitToday, Sun, asked_of_day, so_far, sun_of, usual_day
from ..suggest.words.wording import acts
from .asking import Asked, async_register_question

_KINDS = {"workday": WORKDAYS, "weekend": WEEKEND}
_YEARS = range(1970, 9000)  # of which moments count in epoch seconds
_BEFORE, _AFTER = -1, 2 * DAY  # minutes of no day: all of it is yet to come, or over


def _day(value: Any) -> str | date:
    if isinstance(value, str) and value in _KINDS:
        return value
    check_date(value)
    try:
        found: date = cv.date(value)
    except (TypeError, ValueError) as err:
        raise vol.Invalid("must be a date, workday or weekend") from err
    if found.year not in _YEARS:
        raise vol.Invalid(f"must be between the years {_YEARS[0]} and {_YEARS[-1]}")
    return found


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register the question."""
    async_register_question(hass, "homeiq/day/get", _async_get, Right.READ, {vol.Required("day"): _day})


@callback
def as_seen_by(user: User, document: dict[str, Any]) -> dict[str, Any]:
    """Return what a user may know of a day; all of it where they may read everything in the home."""
    return document if may_read_all(user, None) else for_reader(document, partial(may_read_all, user))


async def _async_get(asked: Asked) -> dict[str, Any]:
    """Tell of a day, or of a kind of days.

    Raises:
        HomeAssistantError: the database can't be read.
    """
    day = asked.fields["day"]
    told = _async_tell(asked.coordinator, day) if isinstance(day, date) else _async_tell_kind(asked.coordinator, day)
    return as_seen_by(asked.user, await told)


async def _async_tell_kind(coordinator: HomeIQCoordinator, day: str) -> dict[str, Any]:
    week = (dt_util.now().date() + timedelta(days=ahead) for ahead in range(len(WEEKDAYS)))
    near = next(one for one in week if one.weekday() in _KINDS[day])
    sun = sun_of(number_of(near), read_home(coordinator.hass))
    usual = usual_day(coordinator.data.patterns, _KINDS[day], sun, _minute, _kind_of(coordinator.hass, near, day))
    return _told(coordinator, day, sun, so_far(usual, EventColumns.from_rows(()), _BEFORE, _minute))


async def async_tell_today(coordinator: HomeIQCoordinator) -> dict[str, Any]:
    """Tell how today goes.

    Raises:
        HomeAssistantError: the database can't be read.
    """
    return await _async_tell(coordinator, dt_util.now().date())


async def _async_tell(coordinator: HomeIQCoordinator, day: date) -> dict[str, Any]:
    sun = sun_of(number_of(day), read_home(coordinator.hass))
    has = _has(day, await coordinator.hooks.days_off.async_told(day, dt_util.now()))
    usual = usual_day(coordinator.data.patterns, {day.weekday()}, sun, _minute, has)
    entities = {name for one in usual for name in asked_of_day(one.pattern)}
    begin, end = (dt_util.start_of_local_day(one).timestamp() for one in (day, day + timedelta(days=1)))
    now = dt_util.now()
    with translated():
        events = await coordinator.events.span(begin, min(end, now.timestamp()), entities)
    if day != now.date():
        return _told(
            coordinator, day.isoformat(), sun, so_far(usual, events, _AFTER if day < now.date() else _BEFORE, _minute)
        )
    things = so_far(usual, events, now.hour * 60 + now.minute, _minute)
    left = [*still_on(coordinator.data.patterns, partial(_since, coordinator.hass), now.timestamp())]
    return _told(coordinator, day.isoformat(), sun, things, left)


def _has(day: date, told: DayTold | None) -> Callable[[Pattern, int], bool]:
    """Return what tells whether a habit may have its time, a minute, on a day."""
    midnight = dt_util.start_of_local_day(day)

    def has(pattern: Pattern, minute: int) -> bool:
        moment = midnight + timedelta(minutes=minute)
        return told is None or told.has(pattern, moment.timestamp())

    return has


def _kind_of(hass: HomeAssistant, day: date, kind: str) -> Callable[[Pattern, int], bool]:
    """Return the same of a kind of days: what a sensor of workdays tells on them. Of a calendar nobody knows."""
    named = read_home(hass).around.workday
    if named is None or not named.startswith("binary_sensor."):
        return _has(day, None)
    state = STATE_ON if kind == "workday" else STATE_OFF
    return _has(day, DayTold(entity_id=named, is_off=False, states=[(0.0, state)]))


@callback
def _told(
    coordinator: HomeIQCoordinator, date: str, sun: Sun, things: Sequence[HabitToday], left: Sequence[StillOn] = ()
) -> dict[str, Any]:
    hass, data = coordinator.hass, coordinator.data
    home, words = read_home(hass), coordinator.existing.words

    def tell(pattern: Pattern) -> HabitAside:
        refused = data.refused.get(pattern.signature)
        return HabitAside(
            title=", ".join(acts(pattern, home, words)),
            areas=tuple(sorted(areas_of(hass, pattern.entities))),
            forming=refused is not None and refused.gate is Gate.DAYS,
        )

    rises, sets = (None if one is None else _minute(one) for one in (sun.rises, sun.sets))
    return day_to_json(Day(date=date, sunrise=rises, sunset=sets, things=things, still_on=left), tell)


@callback
def _since(hass: HomeAssistant, entity_id: str) -> tuple[str, float] | None:
    state = hass.states.get(entity_id)
    return (state.state, state.last_changed_timestamp) if state else None


def _minute(moment: float) -> int:
    local = datetime.fromtimestamp(moment, dt_util.get_default_time_zone())
    return local.hour * 60 + local.minute
