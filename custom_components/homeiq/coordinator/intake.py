"""What comes in while Home Assistant runs: events into the batches, registries into their tables."""

import asyncio
from collections.abc import Callable
import time

from homeassistant.core import HomeAssistant, callback

from ..capture.attributes import AttributeListener
from ..capture.cause import CauseClassifier
from ..capture.changes import RegistryChange, RegistryKind, RegistryWatcher
from ..capture.listener import Listener
from ..capture.registries import read_home
from ..capture.scope import EntityScope
from ..model.home import Home
from ..settings import Settings
from .background import Background
from .tables import Tables


class Intake:
    """Listens from start to stop.

    Attributes:
        scope: which entities are listened to.
        causes: tells who caused a change.
        on_home: called with the home as it is, whenever that has changed.
    """

    def __init__(self, hass: HomeAssistant, settings: Settings, tables: Tables, background: Background) -> None:
        """Connect the listeners with the tables; nothing is heard yet."""
        self._hass = hass
        self._settings = settings
        self._tables = tables
        self._background = background
        self._saving = asyncio.Lock()
        self._is_save_due = False
        self.on_home: Callable[[Home], None] | None = None
        self.scope = EntityScope(hass, settings.scope)
        self.causes = CauseClassifier(hass, settings.learning.machine_users, settings.learning.excluded_users)
        self._listener = Listener(hass, self.scope, self.causes, tables.writer.add)
        names = frozenset(settings.influxdb.attributes)
        self._attributes = AttributeListener(hass, self.scope, self.causes, names)
        self._watcher = RegistryWatcher(hass, self._async_changed)

    @property
    def heard(self) -> int:
        """How many events were heard so far."""
        return self._listener.count

    async def async_start(self) -> None:
        """Listen and save the registries as they are now."""
        await self.causes.async_start()
        # What was before the first start is imported; from here on everything is heard.
        if await self._tables.imports.ceiling() is None:
            await self._tables.imports.set_ceiling(time.time())
        self._listener.start()
        if self._settings.influxdb.attributes and self._tables.outbox:
            self._tables.outbox.attributes = self._attributes.take
            self._attributes.start()
        self._watcher.start()
        await self._async_save_home()

    @callback
    def async_stop(self) -> None:
        """Stop listening. Stopping twice does no harm."""
        self._listener.stop()
        self._attributes.stop()
        self._watcher.stop()
        self.causes.stop()

    @callback
    def _async_changed(self, change: RegistryChange) -> None:
        # An area, a label or a device may take many entities into the scope or out of it.
        self.scope.forget(change.id if change.kind is RegistryKind.ENTITY else None)
        if not self._is_save_due:
            self._is_save_due = True
            self._background.async_spawn(self._async_save_home(), "registries")

    async def _async_save_home(self) -> None:
        async with self._saving:
            self._is_save_due = False
            home = read_home(self._hass)
            if self.on_home:
                self.on_home(home)
            await self._tables.registry.replace_all(home)
