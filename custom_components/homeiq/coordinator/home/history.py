"""The home's history, read in one way by whatever learns from it or asks it something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant

from ...capture.scope import EntityScope
from ...learn.one_past import past_of
from ...model.decisions.pause import Pause
from ...model.event import EventColumns
from ...model.habits.pattern import Pattern
from ...model.habits.suggestion import Decision
from ...model.home import Home
from ...past.days.pauses import without_paused
from ...past.days.step import begin_of
from ...past.machines.elsewhere import without_elsewhere
from ...past.numbers.sensors import sensors_of
from ...past.timeline import Timeline
from ...settings import Settings
from ...telemetry.metrics import Metrics
from ..background import Background
from ..file.tables import Tables
from .guarded_home import async_guarded_home
from .kept_past import Footing, KeptPast

if TYPE_CHECKING:
    from ..influx.mirror import Mirror


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the history, and what of it counts.

    Attributes:
        tables: the database.
        since: its begin, epoch seconds.
        now: its end.
        older: what only the archive has of it; None where it has nothing.
        pauses: what is not learned from.
        decisions: people's, of any verdict; some say what is done elsewhere.
        excluded: the entities that the owner wants nothing learned of, whatever is stored of them.
    """

    tables: Tables
    since: float
    now: float
    older: EventColumns | None
    pauses: Sequence[Pause]
    decisions: Sequence[Decision]
    excluded: frozenset[str]

    def read(self, home: Home, about: Iterable[Pattern] | None = None) -> EventColumns:
        """Return the events that count, the values that people set and what sensors measured; for a worker thread.

        Args:
            home: as it is.
            about: the habits that it is read for, which ask few sensors; None reads all that people may go by.

        Raises:
            DatabaseUnusableError: the history can't be read.
        """
        path, events = self.tables.database.path, self.tables.events
        history = events.read(path, self.since, self.now)
        values = events.read_values(path, self.since, self.now)
        history = EventColumns.joined([self.older, history]) if self.older else history
        history = EventColumns.merged([history, values]) if len(values) else history
        if sensors := sensors_of(home) if about is None else self.asked(about):
            history = history.beside(events.read_readings(path, self.since, self.now, sensors))
        history = without_paused(history.without(self.excluded), self.pauses, home.time_zone)
        return without_elsewhere(history, home, self.decisions)

    def asked(self, about: Iterable[Pattern]) -> frozenset[str]:
        """Name the sensors that habits ask, those included that are done elsewhere."""
        decided = (one.suggestion.pattern for one in self.decisions if one.suggestion)
        named = (name for pattern in (*about, *decided) for name in pattern.named)
        return frozenset(name for name in named if name.startswith("sensor."))


class Hindsight:
    """The home's history, as far back as each analysis looks.

    Attributes:
        kept: the past as it was asked last.
    """

    def __init__(
        self, hass: HomeAssistant, settings: Settings, tables: Tables, background: Background, mirror: Mirror | None
    ) -> None:
        """Look into this database, and into the archive where there is one."""
        self._hass = hass
        self._settings = settings
        self._tables = tables
        self._background = background
        self._mirror = mirror
        self.kept = KeptPast(background)

    async def async_span(self, home: Home, metrics: Metrics) -> Span:
        """Return what is to be read: all that was heard until now.

        Args:
            home: as it is.
            metrics: how long it takes is noted there.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        span = await self._async_bounds(home)
        with metrics.timer("flush"):
            await self._tables.writer.flush()
        with metrics.timer("archive"):
            older = await self._mirror.async_older(span.since) if self._mirror else None
        return replace(span, older=older)

    async def _async_bounds(self, home: Home) -> Span:
        """Return what is to be read, but for what is in the archive alone."""
        now = self._tables.clock.now()
        wants = EntityScope(self._hass, self._settings.scope).wants
        return Span(
            tables=self._tables,
            since=begin_of(now, self._settings.learning.history_days),
            now=now,
            older=None,
            pauses=await self._tables.pauses.all(),
            decisions=tuple((await self._tables.findings.decisions()).values()),
            excluded=frozenset(name for name in home.entities if not wants(name)),
        )

    async def async_ask[T](self, question: Callable[[EventColumns, Home], T], about: Sequence[Pattern]) -> T:
        """Answer a question.

        Args:
            question: takes the history and the home; it is called in a worker thread.
            about: the habits that it is about.

        Raises:
            DatabaseUnusableError: the history can't be read.
            HomeAssistantError: HomeIQ is unloading.
        """
        home = await async_guarded_home(self._hass, self._tables)
        span = await self.async_span(home, Metrics())
        return await self._background.async_in_thread(
            partial(self._answer, question, partial(span.read, home, about), home)
        )

    async def async_ask_again[T](self, question: Callable[[Timeline], T], about: Sequence[Pattern]) -> T:
        """Answer a question of somebody who asks one after the other: the past may be some minutes old.

        Args:
            question: takes the past; it is called in a worker thread.
            about: the habits that it is about.

        Raises:
            DatabaseUnusableError: the history can't be read.
            HomeAssistantError: HomeIQ is unloading.
        """
        home = await async_guarded_home(self._hass, self._tables)
        bounds = await self._async_bounds(home)
        footing = Footing(
            home=home,
            span=replace(bounds, now=0.0),
            edition=self._tables.events.edition,
            sensors=bounds.asked(about),
        )

        async def make() -> Timeline:
            span = await self.async_span(home, Metrics())
            return await self._background.async_in_thread(
                partial(self._answer, partial(_past, until=span.now), partial(span.read, home, about), home)
            )

        past = await self.kept.async_get(footing, make)
        return await self._background.async_in_thread(partial(question, past))

    def _answer[T](
        self, question: Callable[[EventColumns, Home], T], read: Callable[[], EventColumns], home: Home
    ) -> T:
        history = read()
        # What nobody waits for any more must not keep the home waiting for its end.
        self._background.check()
        return question(history, home)


def _past(history: EventColumns, home: Home, *, until: float) -> Timeline:
    return past_of(history.where(history.time <= until), home)
