"""Limits of habits, told in another unit once what they compare is: a minute later, as some sensors turn to and fro."""

from __future__ import annotations

from datetime import datetime

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from ...correlation import apart
from ..background import Background
from ..file.tables import Tables
from ..home.units import async_teller
from ..learning.runs import Runner
from ..subscription import Subscription

AFTER = 60.0  # seconds


class LimitWatch:
    """Has limits told anew, and shows them."""

    def __init__(self, hass: HomeAssistant, tables: Tables, background: Background, runner: Runner) -> None:
        """Do nothing until something turned.

        Args:
            hass: Home Assistant.
            tables: the database.
            background: where limits are told anew.
            runner: waited for, as a run saves what it found in the units that it began with; shows what is told now.
        """
        self._hass = hass
        self._tables = tables
        self._background = background
        self._runner = runner
        self._timer = Subscription()

    async def async_start(self) -> None:
        """Catch up with what turned before a stop.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        if not await self._tables.limits.are_told():
            self.async_soon()

    @callback
    def async_soon(self) -> None:
        """Take off the list what names one that turned, and tell it anew in a while, with all that turns until then."""
        if not self._timer.is_on:
            self._background.async_spawn(self._runner.async_offer_again(), "offers")
            begin = self._background.guarded(self._begin, "limits")
            with apart():
                self._timer.async_set(async_call_later(self._hass, AFTER, begin))

    @callback
    def async_stop(self) -> None:
        """Tell nothing anew any more. Stopping twice does no harm."""
        self._timer.async_end()

    @callback
    def _begin(self, _now: datetime) -> None:
        self._timer.async_end()
        self._background.async_spawn(self._async_retell(), "limits")

    async def _async_retell(self) -> None:
        teller = await async_teller(self._hass)
        # A run that begins after this asks the database after this.
        while self._runner.is_running:
            await self._runner.async_idle()
        if (await self._tables.limits.retell(teller)).is_seen:
            await self._runner.async_show_again()
