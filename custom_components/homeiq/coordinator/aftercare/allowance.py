"""Whether one more question may be put: not in quiet hours, and of all automations together only so many a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ...correlation import apart
from ...deliver.plan import is_quiet
from ...model.day import number_of
from ...model.decisions.ask import Ask
from ...settings import Notifications
from ..background import Background
from ..subscription import Subscription

_MIDNIGHT = datetime.min.time()


class Allowance:
    """Counts the questions of a day."""

    def __init__(
        self, hass: HomeAssistant, wishes: Notifications, background: Background, show: Callable[[], None]
    ) -> None:
        """Know of no question yet.

        Args:
            hass: Home Assistant.
            wishes: the owner's quiet hours, and questions a day.
            background: where timers are guarded.
            show: called whenever the answer may have changed with the time.
        """
        self._hass = hass
        self._wishes = wishes
        self._background = background
        self._show = show
        self._put: Counter[int] = Counter()
        self._timer = Subscription()

    @property
    def left(self) -> int:
        """How many questions may still be put today."""
        return max(0, self._wishes.asks_per_day - self._put[number_of(dt_util.now().date())])

    @property
    def may_ask(self) -> bool:
        """Tell whether one may be put now."""
        return self.left > 0 and not is_quiet(self._wishes, dt_util.now())

    @callback
    def async_count(self, ask: Ask) -> None:
        """Count a question that was put."""
        self._put[ask.day] += 1

    @callback
    def async_start(self) -> None:
        """Follow the clock."""
        self._async_set_timer()

    @callback
    def async_stop(self) -> None:
        """Follow it no more. Stopping twice does no harm."""
        self._timer.async_end()

    @callback
    def _async_set_timer(self) -> None:
        now = dt_util.now()
        clocks = (self._wishes.quiet_from, self._wishes.quiet_until, _MIDNIGHT)
        days = (now.date(), now.date() + timedelta(days=1))
        # An hour that comes twice has each edge twice. As clocks compare, the first is still ahead in the second hour.
        edges = [
            datetime.combine(day, clock, now.tzinfo).replace(fold=fold).timestamp()
            for day in days
            for clock in clocks
            for fold in (0, 1)
        ]
        # What waits for the same time is set off by Home Assistant a little after it, so this comes first. By the
        # seconds until then and not by the moment: that would be far off where the clock was ahead and is put right.
        seconds = min(edge for edge in edges if edge > now.timestamp()) - now.timestamp()
        due = self._background.guarded(self._async_edge, "quiet")
        with apart():
            self._timer.async_set(async_call_later(self._hass, seconds, due))

    @callback
    def _async_edge(self, _now: datetime) -> None:
        self._async_set_timer()
        self._show()
