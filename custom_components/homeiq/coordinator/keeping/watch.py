"""Whether HomeIQ is well: looked at every half minute, and at once when writing fails or works again."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic, time
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ...const import LOGGER
from ...model.overview import Health, HomeData, Problem
from ...settings import Settings
from ...store.file.errors import DatabaseError
from ...telemetry.resources import Usage
from ...telemetry.shortage import LIMITS
from ..background import Background
from ..file.tables import WRITING, Tables
from ..health.notices import NOTICES, async_tell, async_tell_of, async_withdraw
from ..health.problems import FAILING, HealthFacts, LearningHealth, Problems, Sending, find_problems
from ..home.kept_past import KeptPast
from ..subscription import Subscription
from ..telling.announcements import async_announce_health
from .damage import DamageWatch
from .headroom import Keeps, RoomWatch
from .intake import Intake

if TYPE_CHECKING:
    from ..influx.mirror import Mirror

LOOKS = 10  # how many looks the rate of events is a mean over
PATIENCE = 10.0  # how long the database may take to answer a look, seconds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signs:
    """What health is judged by, beside the database.

    Attributes:
        intake: what listens.
        settings: how much HomeIQ is given, among others.
        shown: tells what was found.
        past: what is kept of it between questions.
        learning: tells how learning goes.
        notify: called when the health is new.
    """

    intake: Intake
    settings: Settings
    shown: Callable[[], HomeData]
    past: KeptPast
    learning: Callable[[], LearningHealth]
    notify: Callable[[], None]


class HealthWatch:
    """Keeps the newest health.

    Attributes:
        damage: tells of blocks that can't be read.
        room: knows what is used of the machine.
    """

    def __init__(
        self, hass: HomeAssistant, tables: Tables, background: Background, signs: Signs, mirror: Mirror | None = None
    ) -> None:
        """Watch a database and a listener.

        Args:
            hass: Home Assistant.
            tables: the database.
            background: where it looks when writing fails, and what else may fail.
            signs: what else is looked at.
            mirror: InfluxDB, where there is one.
        """
        self._hass = hass
        self._tables = tables
        self._background = background
        self._signs = signs
        self._mirror = mirror
        self.damage = DamageWatch(hass, tables)
        keeps = Keeps(shown=signs.shown, past=signs.past)
        self.room = RoomWatch(hass, tables, signs.intake, signs.settings, keeps)
        storage = signs.settings.storage
        self._limits = replace(LIMITS[storage.profile], database_mb=storage.max_megabytes)
        self._began = monotonic()
        self._heard = deque([(self._began, signs.intake.heard)], maxlen=LOOKS + 1)
        self._before = tables.writer.stats
        self._read_errors = 0
        self._since: dict[str, float] = {}
        self._writing = Subscription()
        self.health = Health(store=self._before)

    async def async_start(self) -> None:
        """Hear when writing fails, and when Python looks for garbage."""
        self.room.pauses.begin()
        self.room.turns.begin()
        # Left by a set-up that ended without being unloaded.
        async_withdraw(self._hass)
        self._writing.async_set(async_dispatcher_connect(self._hass, WRITING, self._async_writing_changed))

    @callback
    def async_stop(self) -> None:
        """Hear nothing any more, and take notices back, as nobody would end them. Stopping twice does no harm."""
        self.room.pauses.end()
        self.room.turns.end()
        if self._writing.is_on:
            self._writing.async_end()
            # What could not be written at the very end is lost, and its owner should know.
            async_withdraw(self._hass, NOTICES.keys() - {FAILING})

    async def async_look(self, _now: datetime | None = None) -> None:
        """Take all figures anew. Whatever fails, the look itself doesn't."""
        await self._async_look(await self.room.async_look())

    async def _async_look_between(self) -> None:
        """Look at all but the machine: what lasts is told by looks that are half a minute apart."""
        await self._async_look(self.room.usage or await self.room.async_look())

    async def _async_look(self, usage: Usage) -> None:
        is_readable = await self._async_read()
        is_damaged = await self.damage.async_look()
        problems = find_problems(self._facts(is_readable=is_readable, is_damaged=is_damaged))
        details = self._details(problems)
        if set(problems) != set(self.health.problems):
            async_announce_health(self._hass, problems)
        mirror = self._mirror
        self.health = Health(
            store=self._tables.writer.stats,
            problems=tuple(problems),
            details=details,
            troubles=self._background.troubles,
            heard=self._signs.intake.heard,
            events_per_minute=self._events_per_minute(),
            cpu_percent=usage.cpu_percent,
            own_cpu_percent=usage.own_cpu_percent,
            steady_cpu_percent=usage.steady_cpu_percent,
            cpu_by_part=usage.cpu_by_part,
            memory_mb=usage.memory_mb,
            kept_mb=self.room.kept_mb,
            memory_free_mb=usage.memory_free_mb,
            disk_free_mb=usage.disk_free_mb,
            limits=self._limits,
            influx_waiting=mirror.waiting.points if mirror else None,
            influx_rejected=mirror.waiting.rejected if mirror else None,
            influx_set_aside=mirror.waiting.refused_aside if mirror else None,
        )
        if self._writing.is_on:
            async_tell(self._hass, problems, details)
        self._signs.notify()

    async def _async_read(self) -> bool:
        """Look at the database, and at what waits in it; tell whether that was possible."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._tables.database.probe()
                if self._mirror:
                    await self._mirror.async_look()
        except (DatabaseError, TimeoutError, ValueError) as err:
            LOGGER.debug("The database can't be looked at: %s", err)
            return False
        return True

    def _facts(self, *, is_readable: bool, is_damaged: bool) -> HealthFacts:
        stats, read_errors, mirror = self._tables.writer.stats, self._tables.database.read_errors, self._mirror
        facts = HealthFacts(
            store=stats,
            before=self._before,
            now=time(),
            uptime=monotonic() - self._began,
            is_readable=is_readable,
            trouble=self._tables.writer.trouble,
            is_damaged=is_damaged,
            lacking=self._tables.database.damage.lacking,
            read_errors=read_errors - self._read_errors,
            learning=self._signs.learning(),
            short=tuple(self.room.problems()),
            troubles=self._background.troubles,
            sending=Sending(problems=mirror.problems, damaged=mirror.waiting.damaged) if mirror else Sending(),
        )
        self._before, self._read_errors = stats, read_errors
        return facts

    def _details(self, problems: Problems) -> tuple[Problem, ...]:
        """Return the problems, each with the moment at which it was seen first."""
        now = time()
        self._since = {name: self._since.get(name, now) for name in problems}
        return tuple(Problem(name=name, since=since) for name, since in self._since.items())

    @callback
    def _async_writing_changed(self, is_failing: bool) -> None:  # noqa: FBT001 - the store calls it so
        """Look at once when events can't be written, and when they can again."""
        if is_failing:
            trouble = self._tables.writer.trouble
            LOGGER.warning("Events can't be written to the database; they wait in memory (%s)", trouble)
            # Here and now: at the end of an entry there is no look any more.
            since = self._since.setdefault(FAILING, time())
            async_tell_of(self._hass, Problem(name=FAILING, since=since), {"trouble": trouble})
        else:
            LOGGER.info("Events are written to the database again")
        self.async_look_soon()

    @callback
    def async_look_soon(self) -> None:
        """Look now, in the background."""
        self._background.async_spawn(self._async_look_between(), "health")

    def _events_per_minute(self) -> float:
        self._heard.append((monotonic(), self._signs.intake.heard))
        (begin, before), (end, after) = self._heard[0], self._heard[-1]
        return 60 * (after - before) / (end - begin) if end > begin else 0.0
