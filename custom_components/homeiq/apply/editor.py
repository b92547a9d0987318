"""Writing to the configuration beside Home Assistant's own editor: under its lock, reloaded, and seen to be there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from homeassistant.config import AUTOMATION_CONFIG_PATH, SCENE_CONFIG_PATH, SCRIPT_CONFIG_PATH
from homeassistant.const import CONF_ID, SERVICE_RELOAD, STATE_UNAVAILABLE
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util.hass_dict import HassKey

from ..correlation import apart
from ..model.decisions.edit import Edit, Place
from . import edits
from .document import Shape
from .errors import BusyFileError, KnownEntryError, MissingEntryError, MovedEntryError
from .file import Change, carry_out, plan, read

_TRIES = 5  # times that another program may get in between
_LOCKS: HassKey[dict[Place, asyncio.Lock]] = HassKey("homeiq_editor_locks")

type Note = Callable[[Edit], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _File:
    """Where entries of one sort are kept.

    Attributes:
        name: the file that the editor writes.
        platform: whose name the entity registry knows the entities under.
    """

    name: str
    shape: Shape
    platform: str


_FILES = MappingProxyType(
    {
        Place.AUTOMATION: _File(name=AUTOMATION_CONFIG_PATH, shape=Shape.LIST, platform="automation"),
        Place.SCENE: _File(name=SCENE_CONFIG_PATH, shape=Shape.LIST, platform="homeassistant"),
        Place.SCRIPT: _File(name=SCRIPT_CONFIG_PATH, shape=Shape.MAPPING, platform="script"),
    }
)


async def _nothing(_edit: Edit) -> None:
    """Note nothing."""


class NotIncludedError(Exception):
    """Home Assistant doesn't read the file, or can't run what was written to it; it is as it was."""


class Editor:
    """Adds, replaces and takes back single entries of one of the owner's files."""

    def __init__(self, hass: HomeAssistant, place: Place) -> None:
        """Write to the file of a domain."""
        self._hass = hass
        self._place = place
        self._file = _FILES[place]
        self._path = Path(hass.config.path(self._file.name))

    @property
    def file_name(self) -> str:
        """The file, as people know it."""
        return self._file.name

    async def async_add(self, key: str, config: Mapping[str, Any], note: Note, context: Context) -> str:
        """Add an entry and return its entity's id.

        Args:
            note: awaited with the edit before the file is touched.

        Raises:
            NotIncludedError: nothing came of it.
            ConfigFileError: the file can't be changed.
        """
        if self.async_entity_id(key):
            # In another file, or in a package.
            raise KnownEntryError(key)
        return await self._async_settle(
            partial(edits.add, shape=self._file.shape, key=key, config=config), note, context
        )

    async def async_replace(self, edit: Edit, config: Mapping[str, Any], note: Note, context: Context) -> str:
        """Write the entry of an earlier edit anew and return its entity's id.

        Raises:
            NotIncludedError: nothing came of it.
            ConfigFileError: the file can't be changed.
        """
        how = partial(edits.replace, shape=self._file.shape, key=edit.key, config=config, expected=edit.after)
        return await self._async_settle(how, note, context)

    async def async_take_back(self, edit: Edit, context: Context, note: Note | None = None) -> None:
        """Undo an edit.

        Args:
            edit: what is undone.
            context: in whose name the entry is reloaded.
            note: awaited with the edit before the file is touched.

        Raises:
            ConfigFileError: the file can't be changed.
        """
        async with _async_lock(self._hass, self._place):
            await self._async_take_back(edit, context, note or _nothing)

    async def async_forget(self, edit: Edit, context: Context) -> None:
        """Have Home Assistant see that an edit is not in the file any more, and forget the entity of a new entry."""
        async with _async_lock(self._hass, self._place):
            await self._async_read_back(edit, context)

    async def async_is_elsewhere(self, key: str, context: Context) -> bool:
        """Tell whether an entry that is not in the file works all the same, as one in a package does."""
        # What was taken out by hand works until it is read again.
        await _async_reload(self._hass, self._place, key, context)
        return self.async_entity_id(key) is not None

    async def async_says(self, key: str) -> Any:
        """Return what an entry says; None where there is none.

        Raises:
            ConfigFileError: the file can't be read.
        """
        async with _async_lock(self._hass, self._place):
            return await self._hass.async_add_executor_job(_says, self._path, self._file.shape, key)

    async def async_entries(self, keys: Collection[str]) -> dict[str, Any] | None:
        """Return what the entries with these keys say, those that are there; None where there is no file.

        Raises:
            ConfigFileError: the file can't be read.
        """
        async with _async_lock(self._hass, self._place):
            return await self._hass.async_add_executor_job(_entries, self._path, self._file.shape, keys)

    @callback
    def async_entity_id(self, key: str) -> str | None:
        """Return the entity of an entry, if it is there and works."""
        entry = self.async_entry(key)
        state = self._hass.states.get(entry.entity_id) if entry else None
        return state.entity_id if state and state.state != STATE_UNAVAILABLE else None

    @callback
    def async_entry(self, key: str) -> er.RegistryEntry | None:
        """Return what the entity registry knows of an entry, also where it doesn't work."""
        registry = er.async_get(self._hass)
        entity_id = registry.async_get_entity_id(self._place, self._file.platform, key)
        return registry.async_get(entity_id) if entity_id else None

    async def _async_settle(self, change: Change[Edit], note: Note, context: Context) -> str:
        async with _async_lock(self._hass, self._place):
            edit = await self._async_write(change, note, context)
            try:
                await _async_reload(self._hass, self._place, edit.key, context)
                if entity_id := self.async_entity_id(edit.key):
                    return entity_id
            except BaseException:
                await asyncio.shield(self._async_take_back(edit, context))
                raise
            await self._async_take_back(edit, context)
            raise NotIncludedError(self._file.name)

    async def _async_take_back(self, edit: Edit, context: Context, note: Note = _nothing) -> None:
        def change(text: str | None) -> tuple[str | None, Edit]:
            return edits.take_back(text, self._file.shape, edit), edit

        await self._async_write(change, note, context)
        await self._async_read_back(edit, context)

    async def _async_read_back(self, edit: Edit, context: Context) -> None:
        await _async_reload(self._hass, self._place, edit.key, context)
        entry = self.async_entry(edit.key)
        if edit.before is None and entry:
            er.async_get(self._hass).async_remove(entry.entity_id)

    async def _async_write(self, change: Change[Edit], note: Note, context: Context) -> Edit:
        for _ in range(_TRIES):
            try:
                planned = await self._hass.async_add_executor_job(plan, self._path, change)
            except MissingEntryError as err:
                if await self.async_is_elsewhere(str(err), context):
                    raise MovedEntryError(str(err)) from err
                raise
            await note(planned.said)
            if await self._hass.async_add_executor_job(carry_out, planned):
                return planned.said
        raise BusyFileError(self._file.name)


async def _async_reload(hass: HomeAssistant, place: Place, key: str, context: Context) -> None:
    """Have an entry read; an automation alone, so that no other one is interrupted."""
    if not hass.services.has_service(place, SERVICE_RELOAD):
        return
    data = {CONF_ID: key} if place is Place.AUTOMATION else {}
    # Whoever asks for the entry has gone when it runs.
    with apart():
        await hass.services.async_call(place, SERVICE_RELOAD, data, blocking=True, context=context)


@callback
def _async_lock(hass: HomeAssistant, place: Place) -> asyncio.Lock:
    """Return the lock of the editor's own view, which nothing else hands out; ours where there is no editor."""
    canonical = f"/api/config/{place}/config/{{config_key}}"
    http = getattr(hass, "http", None)
    for resource in http.app.router.resources() if http else ():
        for route in resource if resource.canonical == canonical else ():
            for cell in getattr(route.handler, "__closure__", None) or ():
                lock = getattr(cell.cell_contents, "mutation_lock", None)
                if isinstance(lock, asyncio.Lock):
                    return lock
    locks = hass.data.setdefault(_LOCKS, {})
    return locks.setdefault(place, asyncio.Lock())


@callback
def async_is_read_again(hass: HomeAssistant, place: Place) -> bool:
    """Tell whether Home Assistant can be told to read a file again, or has started without a need for it."""
    return hass.is_running or hass.services.has_service(place, SERVICE_RELOAD)


def _says(path: Path, shape: Shape, key: str) -> Any:
    return edits.says(read(path), shape, key)


def _entries(path: Path, shape: Shape, keys: Collection[str]) -> dict[str, Any] | None:
    text = read(path)
    return None if text is None else edits.entries(text, shape, keys)
