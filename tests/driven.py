"""Days as they were lived, driven through Home Assistant's own automations, by the clock of those days."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import ceil
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Event, HomeAssistant, ServiceCall, callback
from homeassistant.helpers.entity_platform import async_get_platforms
from homeassistant.setup import async_setup_component
from homeassistant.util.async_ import get_scheduled_timer_handles
import numpy as np
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.apply.purpose import async_purposeful
from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.readings import Readings
from custom_components.homeiq.model.things import GONE

PURPOSE = "@purpose"
"""Behind the id of an automation that is the same with a trigger of a purpose."""

_EXACT = 1000  # timers ring at the next millisecond: one that rings a microsecond early plans itself once more
_WITH_PURPOSES = ("fan", "light", "lock", "media_player", "motion", "occupancy", "sun", "switch", "vacuum", "zone")


@dataclass(slots=True, kw_only=True)
class Drive:
    """A Home Assistant in a home of the past, in which nothing moves but what is told: what it calls is only noted."""

    hass: HomeAssistant
    freezer: FrozenDateTimeFactory
    home: Home
    _calls: list[tuple[float, str]] = field(default_factory=list)
    _whose: dict[str, str] = field(default_factory=dict)

    async def through(
        self, rows: Sequence[EventRow], configs: Sequence[Mapping[str, Any]], begin: float, until: float
    ) -> dict[str, list[float]]:
        """Let happen what happened from a moment to another, and return when each automation acted, by its id.

        Args:
            rows: in time order; of what came before, the last state of each entity is there.
            configs: the automations, each also with a trigger of a purpose where it has one.
            begin: UTC epoch seconds; likewise ``until``.
        """
        self.freezer.move_to(datetime.fromtimestamp(begin, UTC))
        await self._set_up()
        found = {row[1]: row for row in rows if row[0] < begin}
        for row in found.values():
            self._tell(row)
        every = [*configs, *[one async for one in self._with_purposes(configs)]]
        await self._add(every)
        for row in rows:
            if begin <= row[0] < until:
                await self._reach(row[0])
                await self._happen(row)
        await self._reach(until)
        await self._stop()
        return {one["id"]: self._ran(one["id"]) for one in every}

    async def _set_up(self) -> None:
        hass, home = self.hass, self.home
        await hass.config.async_set_time_zone(home.time_zone)
        hass.config.latitude, hass.config.longitude, hass.config.elevation = home.latitude, home.longitude, 0
        MockConfigEntry(domain="sun").add_to_hass(hass)
        for component in ("homeassistant", *_WITH_PURPOSES):
            assert await async_setup_component(hass, component, {})
        await hass.async_block_till_done()
        for platform in async_get_platforms(hass, "sun"):
            # It plans its own changes: to ask it every quarter of a minute tells nothing new.
            platform.async_unsub_polling()

    async def _with_purposes(self, configs: Iterable[Mapping[str, Any]]) -> AsyncIterator[dict[str, Any]]:
        for config in configs:
            other = await async_purposeful(self.hass, config, self.home)
            if other["triggers"] != config["triggers"]:
                yield {**other, "id": f"{config['id']}{PURPOSE}"}

    async def _add(self, configs: Sequence[Mapping[str, Any]]) -> None:
        hass = self.hass
        for domain, service in sorted({name for config in configs for name in _called(config["actions"])}):
            hass.services.async_register(domain, service, self._heard)
        hass.bus.async_listen("automation_triggered", self._triggered)
        assert await async_setup_component(hass, "automation", {"automation": [dict(one) for one in configs]})
        await self._settle()

    async def _reach(self, moment: float) -> None:
        """Let time go on, from one timer to the next."""
        while True:
            timers = (one.when() for one in get_scheduled_timer_handles(self.hass.loop) if not one.cancelled())
            due = ceil(min(timers, default=moment + 1) * _EXACT) / _EXACT
            if due >= moment:
                break
            self._move(due)
            await self._settle()
        self._move(moment)

    async def _settle(self) -> None:
        """Let all that is due be done: what a timer sets off is only then something that may be waited for."""
        for _ in range(2):
            await asyncio.sleep(0)
        await self.hass.async_block_till_done()

    def _move(self, moment: float) -> None:
        if moment > datetime.now(UTC).timestamp():
            self.freezer.move_to(datetime.fromtimestamp(moment, UTC))

    async def _happen(self, row: EventRow) -> None:
        state = self.hass.states.get(row[1])
        if row[3] == Cause.STARTUP and row[2] not in GONE and state and state.state not in GONE:
            await self._restart(row[1])
        self._tell(row)
        await self._settle()

    async def _restart(self, name: str) -> None:
        """Forget what is forgotten at a restart: since when an entity is what it is, and what was waited for."""
        await self._switch("turn_off")
        self.hass.states.async_remove(name)
        self.hass.states.async_set(name, "unavailable")
        await self._switch("turn_on")

    async def _switch(self, action: str) -> None:
        everything = {"entity_id": self.hass.states.async_entity_ids("automation")}
        await self.hass.services.async_call("automation", action, everything, blocking=True)

    async def _stop(self) -> None:
        await self._switch("turn_off")
        for entry in self.hass.config_entries.async_entries("sun"):
            await self.hass.config_entries.async_unload(entry.entry_id)

    def _tell(self, row: EventRow) -> None:
        _, name, state, _ = row
        known = self.home.entities.get(name)
        attributes: dict[str, Any] = {"device_class": known.device_class} if known and known.device_class else {}
        if name.startswith("person."):
            attributes["in_zones"] = ["zone.home"] if state == "home" else []
        self.hass.states.async_set(name, state, attributes)

    @callback
    def _triggered(self, event: Event[Any]) -> None:
        state = self.hass.states.get(event.data["entity_id"])
        assert state
        self._whose[event.context.id] = state.attributes["id"]

    @callback
    def _heard(self, call: ServiceCall) -> None:
        self._calls.append((datetime.now(UTC).timestamp(), call.context.id))

    def _ran(self, key: str) -> list[float]:
        # One run calls several actions.
        return sorted({moment for moment, context in self._calls if self._whose[context] == key})


def _called(actions: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for action in actions:
        domain, _, service = action["action"].partition(".")
        yield domain, service


def rows_of(history: EventColumns, readings: Mapping[str, Readings], names: Iterable[str]) -> list[EventRow]:
    """Return all that some entities told, in time order: their states, and what they measured."""
    wanted = {*names}
    measured = (
        (float(time), name, "unavailable" if np.isnan(value) else str(value), int(Cause.DEVICE))
        for name, one in readings.items()
        if name in wanted
        for time, value in zip(one.time.tolist(), one.value, strict=True)
    )
    told = (row for row in history.rows() if row[1] in wanted and row[1] not in readings)
    return sorted([*told, *measured], key=lambda row: row[0])
