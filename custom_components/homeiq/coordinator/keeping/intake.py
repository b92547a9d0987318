"""What comes in while Home Assistant runs: events into the batches, registries into their tables."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Set as AbstractSet
from dataclasses import dataclass
import time
from typing import Self

from homeassistant.core import HomeAssistant, callback

from ...capture.attributes import AttributeListener
from ...capture.cause import CauseClassifier
from ...capture.listener import Listener
from ...capture.registries import read_home
from ...capture.registry_changes import RegistryChange, RegistryKind, RegistryWatcher
from ...capture.scope import EntityScope
from ...capture.valued_entities import UnitEar
from ...model.home import Home
from ...model.readings import UnitTold
from ...settings import Settings
from ...store.outbox.line import unit_rows
from ..background import Background
from ..file.tables import Tables
from ..home.units import async_note_units
from ..learning.runs import Runner
from .limits import LimitWatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """What hears, made before there is anything to write to.

    Attributes:
        scope: which entities are listened to.
        causes: tells who caused a change.
        attributes: hears the attributes that the owner wants in InfluxDB; None where there are none.
        weather: the entity whose numbers are heard as well; None where there is none.
    """

    scope: EntityScope
    causes: CauseClassifier
    attributes: AttributeListener | None
    weather: str | None = None

    @classmethod
    def of(cls, hass: HomeAssistant, settings: Settings) -> Self:
        """Return those of a home; nothing is heard yet."""
        scope = EntityScope(hass, settings.scope)
        causes = CauseClassifier(hass, settings.learning.machine_users, settings.learning.excluded_users)
        names = frozenset(settings.influxdb.attributes)
        attributes = AttributeListener(hass, scope, causes, names) if names else None
        return cls(scope=scope, causes=causes, attributes=attributes, weather=settings.context.weather)


class Intake:
    """Listens from start to stop.

    Attributes:
        scope: which entities are listened to.
        causes: tells who caused a change.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        ears: Ears,
        tables: Tables,
        background: Background,
        runner: Runner,
        on_home: Callable[[Home], None] | None = None,
    ) -> None:
        """Connect the listeners with the tables; nothing is heard yet.

        Args:
            hass: Home Assistant.
            ears: what listens.
            tables: the database.
            background: where registries are saved.
            runner: shows what was found in the units of now.
            on_home: called with the home as it is, whenever that may have changed.
        """
        self._hass = hass
        self._tables = tables
        self._background = background
        self._saving = asyncio.Lock()
        self._is_save_due = False
        self._on_home = on_home
        self.scope = ears.scope
        self.causes = ears.causes
        self._told: list[UnitTold] = []
        self._limits = LimitWatch(hass, tables, background, runner)
        units = UnitEar(self._async_tell_unit, ears.weather, lambda: hass.config.units.temperature_unit)
        self._listener = Listener(hass, self.scope, self.causes, tables.writer.add, ears.weather, units)
        # Without an outbox nobody takes what it hears.
        self._attributes = ears.attributes if tables.outbox else None
        self._watcher = RegistryWatcher(hass, background.guarded(self._async_changed, "registries"))

    def take_talkers(self) -> Counter[str]:
        """Return whose events were looked at since the last time, and how often."""
        talkers, self._listener.talkers = self._listener.talkers, Counter()
        return talkers

    @callback
    def sample(self, entity_ids: frozenset[str]) -> None:
        """Hear these only now and then from here on, and all others fully."""
        self._listener.sample(entity_ids)

    @property
    def heard(self) -> int:
        """How many events were heard so far."""
        return self._listener.count

    async def async_start(self) -> None:
        """Listen and save the registries as they are now."""
        await self.causes.async_start()
        # What was before is imported; from here on all is heard.
        began = time.time()
        self._listener.start()
        # Without a pause in between: what happens while it is noted is neither imported nor heard twice.
        await self._tables.imports.set_ceiling(began)
        if self._attributes:
            self._attributes.start()
        self._watcher.start()
        await self._limits.async_start()
        await self._async_save_home()

    @callback
    def async_stop(self) -> None:
        """Stop listening. Stopping twice does no harm."""
        self._listener.stop()
        self._limits.async_stop()
        if self._attributes:
            self._attributes.stop()
        self._watcher.stop()
        self.causes.stop()

    @callback
    def _async_tell_unit(self, told: UnitTold) -> None:
        self._told.append(told)
        if len(self._told) == 1:
            self._background.async_keep(self._async_save_units, "units")

    async def _async_save_units(self) -> None:
        """Note units that are new, and say which took the place of others."""
        while told := tuple(self._told):
            changes = await self._tables.units.note(told)
            del self._told[: len(told)]
            async_note_units(self._hass, changes)
            if changes:
                self._limits.async_soon()
                await self._async_send_units({name for name, _, _ in changes})

    async def _async_send_units(self, names: AbstractSet[str]) -> None:
        """Let the server know, for a database that may begin later than what it has."""
        if outbox := self._tables.outbox:
            units = await self._tables.units.all()
            await outbox.add((), unit_rows(units[name] for name in names & units.keys()))

    @callback
    def _async_changed(self, change: RegistryChange) -> None:
        # An area, a label or a device may take many entities into the scope or out of it.
        self.scope.forget(change.id if change.kind is RegistryKind.ENTITY else None)
        if not self._is_save_due:
            self._is_save_due = True
            self._background.async_keep(self._async_save_home, "registries")

    async def _async_save_home(self) -> None:
        async with self._saving:
            self._is_save_due = False
            home = read_home(self._hass)
            if self._on_home:
                self._on_home(home)
            await self._tables.registry.replace_all(home)
