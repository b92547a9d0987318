"""Entities that are renamed in Home Assistant keep their past, and what was found and decided about them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
import time
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ...const import LOGGER
from ...settings import with_renamed
from ..background import Background
from ..file.tables import Tables
from ..hooks.subentries import async_rename
from ..subscription import Subscription


class Renaming:
    """Compares the registry with what it was: at the start, and whenever an entity comes, goes or is renamed."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        tables: Tables,
        background: Background,
        show_again: Callable[[], Awaitable[None]],
    ) -> None:
        """Rename in this database, in the entry's options and its webhooks, and show again what is held."""
        self._hass = hass
        self._entry = entry
        self._tables = tables
        self._background = background
        self._show_again = show_again
        self._comparing = asyncio.Lock()
        self._is_due = False
        self._heard = Subscription()

    async def async_start(self) -> None:
        """Find out what was renamed since the last stop, and watch."""
        heard = self._hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._async_heard)
        self._heard.async_set(heard)
        await self._async_compare()

    @callback
    def async_stop(self) -> None:
        """Stop watching. Stopping twice does no harm."""
        self._heard.async_end()

    @callback
    def _async_heard(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        data = event.data
        if (data["action"] == "update" and "old_entity_id" not in data) or self._is_due:
            return
        self._is_due = True
        self._background.async_keep(self._async_compare, "renamed entities")

    async def _async_compare(self) -> None:
        async with self._comparing:
            # What was heard of an entity under its old id must be in the database before it is renamed.
            await self._tables.writer.flush()
            self._is_due = False
            entity_ids = {entry.id: entry.entity_id for entry in er.async_get(self._hass).entities.values()}
            renames = await self._tables.renames.observe(entity_ids, time.time())
            if renames:
                LOGGER.debug("%s entities were renamed, and so is their past", len(renames))
                await self._show_again()
                async_rename(self._hass, self._entry, renames)
                self._async_rename_in_options(renames)

    @callback
    def _async_rename_in_options(self, renames: Mapping[str, str]) -> None:
        """Keep excluded what is excluded; what was parsed from the old options begins anew."""
        options = with_renamed(self._entry.options, renames)
        if self._hass.config_entries.async_update_entry(self._entry, options=options):
            self._hass.config_entries.async_schedule_reload(self._entry.entry_id)
