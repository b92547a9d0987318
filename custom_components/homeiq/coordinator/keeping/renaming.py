"""Entities that are renamed in Home Assistant keep their past, and what was found and decided about them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
import time
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ...const import LOGGER
from ...model.rename import rows_renamed
from ...settings import with_renamed
from ...store.batch import settle
from ..background import Background
from ..file.tables import Tables
from ..hooks.subentries import async_rename
from ..subscription import Subscription


class _Step:
    """What was renamed between two events that were heard.

    Attributes:
        hold: where in the queue that is.
        renames: new ids by old ones.
        entity_ids: the new ids by what never changes about an entity.
    """

    def __init__(self, hold: int) -> None:
        self.hold = hold
        self.renames: dict[str, str] = {}
        self.entity_ids: dict[str, str] = {}

    def add(self, entry: er.RegistryEntry, old: str) -> None:
        """Have one renamed that may have been renamed in this step before; its old id may be another one's by now."""
        first = next((name for name, new in self.renames.items() if new == old), old)
        self.renames[first] = entry.entity_id
        self.entity_ids[entry.id] = entry.entity_id


class Renaming:
    """Compares the registry with what it was at the start and where an entity comes or goes, and follows each rename.

    What was heard before a rename is stored before it, and what was heard after it behind it.
    """

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
        self._steps: list[_Step] = []
        self._heard = Subscription()

    async def async_start(self) -> None:
        """Find out what was renamed since the last stop, and watch."""
        heard = self._hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._async_heard)
        self._heard.async_set(heard)
        async with self._comparing:
            await self._async_compare()

    @callback
    def async_stop(self) -> None:
        """Stop watching. Stopping twice does no harm.

        What was heard behind renames that nobody follows any more is written under the ids of before, as all that is in
        the database: the next start renames both.
        """
        self._heard.async_end()
        while self._steps:
            step = self._steps.pop()
            before = {new: old for old, new in step.renames.items()}
            self._tables.writer.holds.tell_otherwise(step.hold, partial(rows_renamed, renames=[before]))

    @callback
    def _async_heard(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        data = event.data
        if data["action"] == "update":
            if "old_entity_id" not in data:
                return
            self._async_take(data["entity_id"], data["old_entity_id"])
        if not self._is_due:
            self._is_due = True
            self._background.async_keep(self._async_follow, "renamed entities")

    @callback
    def _async_take(self, entity_id: str, old: str) -> None:
        entry = er.async_get(self._hass).async_get(entity_id)
        if entry is None:
            # It is gone already.
            return
        hold = self._tables.writer.holds.place()
        if self._steps and self._steps[-1].hold == hold:
            self._tables.writer.holds.lift(hold)
        else:
            self._steps.append(_Step(hold))
        self._steps[-1].add(entry, old)

    async def _async_follow(self) -> None:
        async with self._comparing:
            while self._steps:
                await self._async_follow_step()
            self._is_due = False
            await self._async_compare()

    async def _async_follow_step(self) -> None:
        # What was heard of an entity under its old id must be in the database before it is renamed.
        await settle(self._tables.writer, is_held=True)
        # To its end: who stops has to know what was followed.
        await self._background.async_see_through(self._async_take_step(), "renamed entities")
        await self._show_again()

    async def _async_take_step(self) -> None:
        # What is renamed from here on is another step.
        step = self._steps.pop(0)
        try:
            await self._tables.renames.follow(step.renames, step.entity_ids, time.time())
        except BaseException:
            self._steps.insert(0, step)
            raise
        self._tables.writer.holds.lift(step.hold)
        self._async_tell(step.renames)

    async def _async_compare(self) -> None:
        # As it is before anything else is renamed, which is followed then.
        entity_ids = {entry.id: entry.entity_id for entry in er.async_get(self._hass).entities.values()}
        await settle(self._tables.writer, is_held=True)
        if renames := await self._tables.renames.observe(entity_ids, time.time()):
            self._async_tell(renames)
            await self._show_again()

    @callback
    def _async_tell(self, renames: Mapping[str, str]) -> None:
        """Rename all else that bears these ids. At once: it is told of them once, and nothing may fail in between."""
        LOGGER.debug("%s entities were renamed, and so is their past", len(renames))
        async_rename(self._hass, self._entry, renames)
        self._async_rename_in_options(renames)

    @callback
    def _async_rename_in_options(self, renames: Mapping[str, str]) -> None:
        """Keep excluded what is excluded; what was parsed from the old options begins anew."""
        options = with_renamed(self._entry.options, renames)
        if self._hass.config_entries.async_update_entry(self._entry, options=options):
            self._hass.config_entries.async_schedule_reload(self._entry.entry_id)
