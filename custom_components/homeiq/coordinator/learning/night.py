"""The night's run: its timer, and when it comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util

from ...correlation import apart
from ...settings import Schedule
from ..subscription import Subscription

_LONGEST = timedelta(hours=26)  # from one night to the next, where the clocks change as well


class Night:
    """Calls once a day, at a time of the home's clock."""

    def __init__(self, hass: HomeAssistant, at: time, begin: Callable[[datetime], None]) -> None:
        """Set nothing yet."""
        self._hass = hass
        self._at = at
        self._begin = begin
        self._timer = Subscription()
        self._due = dt_util.now()

    @callback
    def async_set(self) -> None:
        """Set the timer; again where the clock has changed, as one that runs knows the clock from before."""
        at = self._at
        self._due = _next(at)
        with apart():
            self._timer.async_set(
                async_track_time_change(self._hass, self._async_call, hour=at.hour, minute=at.minute, second=at.second)
            )

    @callback
    def async_look(self, _now: datetime) -> None:
        """Set the timer again where it waits for a night by a clock that was ahead: until then it would not call."""
        if self._timer.is_on and self._due - dt_util.now() > _LONGEST:
            self.async_set()

    @callback
    def _async_call(self, now: datetime) -> None:
        self._due = _next(self._at)
        self._begin(now)

    @callback
    def async_stop(self) -> None:
        """Call no more. Stopping twice does no harm."""
        self._timer.async_end()


def next_night(schedule: Schedule) -> float | None:
    """Return when the nightly run comes, epoch seconds; None where it is off."""
    if not schedule.nightly:
        return None
    return _next(schedule.nightly_time).timestamp()


def _next(at: time) -> datetime:
    # A moment later, because the run of this very second has begun already.
    soon = dt_util.now() + timedelta(seconds=1)
    return dt_util.find_next_time_expression_time(soon, [at.second], [at.minute], [at.hour])
