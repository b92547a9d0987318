"""The spellings that configurations allow for lists, durations, times of day and days of the week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.template import is_template_string
import probatio as vol

from ...model.day import WEEKDAYS
from ...model.habits.pattern import EVERY_DAY

type Config = Mapping[str, Any]
"""A part of a configuration, as Home Assistant has validated it."""


def as_list(value: Any) -> list[Any]:
    """Return a list where one thing, several, comma-separated texts or none may stand."""
    match value:
        case None:
            return []
        case str():
            return [part.strip() for part in value.split(",")] if _lists_ids(value) else [value]
        case list() | tuple():
            return list(value)
        case _:
            return [value]


def _lists_ids(text: str) -> bool:
    return "," in text and not is_template_string(text)


def is_template(value: Any) -> bool:
    """Tell whether a text is a template, of which nobody knows the value before it runs."""
    return isinstance(value, str) and is_template_string(value)


def seconds(value: Any) -> int | None:
    """Return a duration in seconds, 0 where there is none; None where only the run can tell."""
    if value is None:
        return 0
    try:
        period: timedelta = cv.time_period(value)
    except vol.Invalid, TypeError, ValueError, OverflowError:
        return None
    return round(period.total_seconds())


def minute_of(hass: HomeAssistant, value: Any) -> int | None:
    """Return a time of day in minutes after midnight, also the one that a helper is set to; None for anything else."""
    if isinstance(value, str) and value.startswith("input_datetime."):
        state = hass.states.get(value)
        # A helper with a date comes once, not every day.
        value = state.state if state and not state.attributes.get("has_date") else None
    try:
        clock: time = cv.time(value)
    except vol.Invalid:
        return None
    return clock.hour * 60 + clock.minute


def weekdays_of(value: Any) -> frozenset[int]:
    """Return the days that a list names, every day where it names none; 0 is Monday."""
    days = frozenset(WEEKDAYS.index(day) for day in as_list(value) if day in WEEKDAYS)
    return days or EVERY_DAY
