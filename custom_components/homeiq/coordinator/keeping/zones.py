"""The home's time zone: followed without a reload, and what was noted by its clock told by the new one."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import Event, HomeAssistant, callback

from ...capture.registries import read_home
from ...const import LOGGER
from ...store.tables.rewritten.zones import Zones
from ...suggest.rezoned import rezoned, rezoned_pattern
from ..background import Background
from ..file.tables import Tables
from ..learning.night import Night
from ..learning.runs import Runner
from ..subscription import Subscription
from ..telling.language import locale_of, read_words


class ZoneWatch:
    """Keeps everything in the zone that Home Assistant has."""

    def __init__(
        self, hass: HomeAssistant, tables: Tables, background: Background, runner: Runner, night: Night
    ) -> None:
        """Hear nothing until the start.

        Args:
            hass: Home Assistant.
            tables: the database.
            background: where the zone is changed.
            runner: waited for, as a run saves what it found by the old clock; shows what is told by the new.
            night: its timer goes by the clock.
        """
        self._hass = hass
        self._tables = tables
        self._known = Zones(tables.database)
        self._background = background
        self._runner = runner
        self._night = night
        self._heard = Subscription()

    async def async_start(self) -> None:
        """Catch up with a change that came while HomeIQ was off, and hear of the next.

        Raises:
            DatabaseUnusableError: the database can't be read or written.
        """
        await self._async_follow()
        self._heard.async_set(self._hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._async_changed))

    @callback
    def async_stop(self) -> None:
        """Hear nothing any more. Stopping twice does no harm."""
        self._heard.async_end()

    @callback
    def _async_changed(self, event: Event) -> None:
        if "time_zone" in event.data:
            self._background.async_spawn(self._async_change(), "time zone")

    async def _async_change(self) -> None:
        self._night.async_set()
        await self._runner.async_idle()
        await self._async_follow()
        await self._runner.async_show_again()

    async def _async_follow(self) -> None:
        name = self._hass.config.time_zone
        # The first look at a zone reads a file.
        zone = await self._hass.async_add_executor_job(ZoneInfo, name)
        self._tables.keeper.use_zone(zone)
        self._tables.eraser.use_zone(zone)
        before = await self._known.known()
        if before == name:
            return
        old = await self._hass.async_add_executor_job(_zone_of, before) if before else None
        if old is None:
            await self._known.change(name)
            return
        words = await self._hass.async_add_executor_job(read_words, locale_of(self._hass))
        LOGGER.info("The time zone is %s now; clock times noted in %s are told anew", name, before)
        await self._known.change(
            name,
            partial(rezoned_pattern, old=old, new=zone),
            partial(rezoned, old=old, new=zone, home=read_home(self._hass), words=words),
        )


def _zone_of(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError, ValueError:
        # It was one once; nobody can tell any more what its clock showed.
        return None
