"""Whether the machine has room for HomeIQ: what is used is looked at, and while there is too little, HomeIQ holds back.

A night of learning waits until there is enough again, for some hours at most. While memory is short, no past is kept
from one question to the next. While listening itself takes too much, measurements of the entities that talk most are
heard only now and then, and the notice names them. Nothing of it comes because a home is quiet.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from homeassistant.core import CoreState, HomeAssistant

from ...capture.registries import read_home
from ...const import LOGGER
from ...model.habits.packed import texts_of
from ...model.overview import HomeData
from ...past.timeline import Timeline
from ...settings import Settings
from ...telemetry.kept import bytes_of
from ...telemetry.resources import MEBIBYTE, ResourceWatch, Usage
from ...telemetry.shortage import CPU, DISK, LASTING, LIMITS, MEMORY, Shortage
from ..file.tables import Tables
from ..health.figures import async_figures
from ..home.kept_past import KeptPast
from .intake import Intake
from .pauses import ShortPauses
from .turns import ShortTurns

PATIENCE = 6 * 3600.0  # for how long a night of learning waits at most, seconds
NAMED = 3  # entities of a notice
_MUCH = 0.1  # share of all events from which on an entity talks much
_FEW = 50  # looks at events from which on anything can be said


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Keeps:
    """Where much is kept in memory.

    Attributes:
        shown: tells what was found.
        past: as it was asked last.
    """

    shown: Callable[[], HomeData]
    past: KeptPast


class RoomWatch:
    """Knows what is used, and what there is too little of.

    Attributes:
        usage: what was used at the newest look; None before the first.
        kept_bytes: about what HomeIQ keeps in memory, by part.
        chatty: the entities that talk most, while listening takes too much.
        pauses: keeps the pauses short in which Python looks for garbage.
        turns: keeps the turns of threads short.
    """

    def __init__(self, hass: HomeAssistant, tables: Tables, intake: Intake, settings: Settings, keeps: Keeps) -> None:
        """Begin to look.

        Args:
            hass: Home Assistant.
            tables: the database.
            intake: what listens.
            settings: how much HomeIQ is given, and whether pauses are to be short.
            keeps: where much is kept in memory.
        """
        self._hass = hass
        self._intake = intake
        self._keeps = keeps
        self._watch = ResourceWatch(tables.database.path)
        self._shortage = Shortage(LIMITS[settings.storage.profile])
        self._talkers = deque[Counter[str]](maxlen=LASTING)
        self._enough = asyncio.Event()
        self._enough.set()
        self.usage: Usage | None = None
        self.kept_bytes: Mapping[str, int] = {}
        self.chatty: tuple[str, ...] = ()
        wanted = settings.resources.short_pauses
        self.pauses = ShortPauses(async_figures(hass).note_collection, is_wanted=wanted)
        self.turns = ShortTurns(is_wanted=wanted)

    @property
    def kept_mb(self) -> float:
        """About what HomeIQ keeps in memory, MiB."""
        return round(sum(self.kept_bytes.values()) / MEBIBYTE, 1)

    async def async_look(self) -> Usage:
        """Take all figures anew, and hold back or go on; return what is used."""
        look = partial(self._look, self._kept(), self._keeps.past.kept)
        answers = sum(one.kept_bytes for one in async_figures(self._hass).caches.values())
        usage, sizes = await self._hass.async_add_executor_job(look)
        self.kept_bytes = {**sizes, "answers": answers}
        self.usage = usage
        self._talkers.append(self._intake.take_talkers())
        short = self._shortage.look(usage, self.kept_mb)
        if short:
            self._enough.clear()
        else:
            self._enough.set()
        self._listen_less(is_short=CPU in short)
        self._keeps.past.async_heed(is_short=MEMORY in short)
        self.pauses.look(usage.memory_mb, has_memory=MEMORY not in short, is_calm=self._is_calm())
        return usage

    async def async_then(self, begin: Callable[[], Awaitable[None]]) -> None:
        """Begin something large once there is room for it; a machine that stays short gets it all the same.

        What it leaves behind is looked through for garbage afterwards, with all else.
        """
        if not self._enough.is_set():
            LOGGER.info("Learning waits until this machine has more room: %s", ", ".join(sorted(self._shortage.names)))
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._enough.wait()
            except TimeoutError:
                LOGGER.warning("This machine is still short of room; HomeIQ learns all the same")
        try:
            await begin()
        finally:
            self.pauses.renew()

    def problems(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Return what there is too little of, with what its notice tells."""
        if (usage := self.usage) is None:
            return
        limits, short = self._shortage.limits, self._shortage.names
        told: Mapping[str, Mapping[str, str]] = {
            CPU: {
                "percent": f"{usage.steady_cpu_percent:.0f}",
                "limit": f"{limits.cpu_percent:.0f}",
                "entities": ", ".join(self.chatty) or "-",
            },
            MEMORY: {"kept": f"{self.kept_mb:.0f}", "free": f"{usage.memory_free_mb or 0:.0f}"},
            DISK: {"free": f"{usage.disk_free_mb or 0:.0f}", "limit": f"{limits.disk_free_mb:.0f}"},
        }
        yield from ((name, what) for name, what in told.items() if name in short)

    def _look(self, kept: Mapping[str, Sequence[object]], past: Timeline | None) -> tuple[Usage, Mapping[str, int]]:
        """Look in a worker thread: a few suggestions with all their days are a thousand things each."""
        sizes = {part: bytes_of(things) for part, things in kept.items()}
        # The home that it happened in is kept all the same.
        sizes["past"] = bytes_of((past,), (past.home,)) if past else 0
        return self._watch.look(), sizes

    def _kept(self) -> Mapping[str, Sequence[object]]:
        shown, home = self._keeps.shown(), read_home(self._hass)
        return {"patterns": texts_of(shown.patterns), "found": shown.suggestions, "home": tuple(home.entities.values())}

    def _is_calm(self) -> bool:
        shown = self._keeps.shown()
        imports = shown.history_import is not None and shown.history_import.running
        return self._hass.state is CoreState.running and not shown.is_running and not imports

    def _listen_less(self, *, is_short: bool) -> None:
        """Name those who talk most while listening takes too much, and hear their measurements now and then only."""
        if bool(self.chatty) == is_short:
            return
        self.chatty = self._most_talking() if is_short else ()
        self._intake.sample(frozenset(one for one in self.chatty if one.startswith("sensor.")))

    def _most_talking(self) -> tuple[str, ...]:
        heard = sum(self._talkers, Counter[str]())
        if heard.total() < _FEW:
            return ()
        return tuple(name for name, times in heard.most_common(NAMED) if times >= _MUCH * heard.total())
