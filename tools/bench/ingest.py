"""What hearing and storing an event costs: HomeIQ, the recorder and core's ``influxdb``, each above nobody.

All of them, and a callback that does nothing, live in cores of their own within one process, and take turns: the same
changes of state are written into one core after the other, at a steady rate or as fast as they can be, and a turn ends
when everything is stored. What a turn costs more than nobody's turn is the price. Times move with the machine, so only
differences within a turn count.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
import gc
from pathlib import Path
from time import perf_counter
from typing import Any

from . import subjects
from .core_influxdb import library_is_there
from .figures import median_of, quartiles_of, rounded
from .influx_server import influx_server
from .ingest_tables import ingest_aims, ingest_tables
from .lag import watched_loop
from .life import ENTITIES, Life
from .section import Measured, Section
from .size import Size
from .subjects import Opened, Subject
from .usage import Usage
from .workshop import Workshop

NOBODY = "none"
KEEPERS = ("homeiq", "recorder", "influxdb")
HUNDRED = 100  # events of a batch of core's influxdb, and of ours
_WARM = 1000  # changes before the first turn, which remembers every entity for good
_RATE = 1000  # events a second, of the figures that stand for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a turn took.

    Attributes:
        events: changes of state.
        seconds: by the clock, until the last one was written.
        settled: by the clock, until all were stored.
        lag: of the event loop, p99, milliseconds.
        used: by the process, until all were stored.
    """

    events: int
    seconds: float
    settled: float
    lag: float
    used: Usage

    @property
    def main_us(self) -> float:
        """Processor time of the event loop's thread, microseconds an event."""
        return self.used.main / self.events * 1e6

    @property
    def process_us(self) -> float:
        """Processor time of all threads, microseconds an event."""
        return self.used.process / self.events * 1e6


@dataclass(slots=True, kw_only=True)
class Player:
    """A subject, its core's life, and its turns so far."""

    subject: Subject
    life: Life
    turns: list[Turn]

    async def play(self, count: int, rate: float | None) -> Turn:
        """Take a turn."""
        # Every event is cyclic garbage, whoever listens: what one turn leaves behind is not to burden the next.
        gc.collect()
        before, begin = Usage.now(), perf_counter()
        async with watched_loop() as lags:
            await self.life.write(count, rate)
            seconds = perf_counter() - begin
        await self.subject.settle(self.life.written)
        used, settled = Usage.now().since(before), perf_counter() - begin
        return Turn(events=count, seconds=seconds, settled=settled, lag=lags.p99, used=used)


type Players = dict[str, Player]


async def measure_ingest(workshop: Workshop) -> Measured:
    """Measure at all rates, then a burst."""
    size = workshop.size
    async with AsyncExitStack() as stack:
        opened, server = await _opened(stack, workshop.new_folder("ingest"))
        players = {name: await stack.enter_async_context(_player(subject)) for name, subject in opened.items()}
        rates = [await _at_rate(players, rate, size) for rate in size.rates]
        burst = await _burst(players["homeiq"], size)
        counted = {name: await _counted(player) for name, player in players.items() if name in KEEPERS}
    chosen = next((figures for figures in rates if figures["rate"] == _RATE), rates[0])
    return {
        "ingest": chosen | {"entities": ENTITIES, "server": server, "counted": counted},
        "ingest_rates": rates,
        "ingest_burst": burst,
    }


async def _opened(stack: AsyncExitStack, folder: Path) -> tuple[dict[str, Opened], str]:
    opened: dict[str, Opened] = {
        NOBODY: subjects.nobody(folder / "nobody"),
        "empty": subjects.deaf(folder / "deaf"),
        "homeiq": subjects.homeiq(folder / "homeiq"),
        "recorder": subjects.recorder(folder / "recorder"),
    }
    if not library_is_there():
        return opened, "none: a library of core's influxdb is missing and can't be fetched"
    server = await stack.enter_async_context(influx_server(folder))
    opened["influxdb"] = subjects.core_influxdb(folder / "influxdb", server)
    return opened, server.kind


@asynccontextmanager
async def _player(opened: Opened) -> AsyncIterator[Player]:
    async with opened as subject:
        player = Player(subject=subject, life=Life(subject.hass), turns=[])
        await player.play(_WARM, None)
        yield player


async def _at_rate(players: Players, rate: float | None, size: Size) -> Measured:
    count = size.hurry if rate is None else _whole(rate * size.ingest_seconds)
    names = list(players)
    for player in players.values():
        player.turns = []
    for pair in range(size.pairs):
        # Another one begins each time, so that nobody always comes after the same.
        begin = pair % len(names)
        for name in [*names[begin:], *names[:begin]]:
            players[name].turns.append(await players[name].play(count, rate))
    nobody = players[NOBODY].turns
    return {
        "rate": rate if rate is not None else "max",
        "pairs": size.pairs,
        "events": count,
        **{name: _figures(player.turns, nobody if name != NOBODY else None) for name, player in players.items()},
    }


def _whole(count: float) -> int:
    # Whole batches: a batch that stays short waits for a second more.
    return max(1, round(count / HUNDRED)) * HUNDRED


def _figures(turns: Sequence[Turn], nobody: Sequence[Turn] | None) -> Measured:
    """Return medians: in all for nobody, above nobody for somebody."""
    main = [turn.main_us for turn in turns]
    process = [turn.process_us for turn in turns]
    lag = [turn.lag for turn in turns]
    if nobody:
        main = [mine - base.main_us for mine, base in zip(main, nobody, strict=True)]
        process = [mine - base.process_us for mine, base in zip(process, nobody, strict=True)]
        lag = [mine - base.lag for mine, base in zip(lag, nobody, strict=True)]
    return {
        "main_us": median_of(main),
        "main_us_quartiles": quartiles_of(main),
        "process_us": median_of(process),
        "process_us_quartiles": quartiles_of(process),
        "lag_p99_ms": median_of(lag),
        "lag_p99_ms_in_all": median_of(turn.lag for turn in turns),
        "full_collections": median_of(turn.used.full_collections for turn in turns),
        "events_per_s": median_of((turn.events / turn.settled for turn in turns), 0),
        "memory_bytes_per_event": median_of((turn.used.resident / turn.events for turn in turns), 0),
        "written_bytes_per_event": median_of((turn.used.passed / turn.events for turn in turns), 0),
    }


async def _burst(player: Player, size: Size) -> Measured:
    turn = await player.play(_whole(size.burst_rate * size.burst_seconds), size.burst_rate)
    return {
        "rate": size.burst_rate,
        "seconds": rounded(turn.seconds),
        "events": turn.events,
        "events_per_s": rounded(turn.events / turn.seconds, 0),
        "settled_seconds": rounded(turn.settled),
        "lag_p99_ms": rounded(turn.lag),
        "memory_mb": rounded(turn.used.resident / 2**20, 1),
    }


async def _counted(player: Player) -> dict[str, Any]:
    """Count at both ends: what happened in the core, and what the database has."""
    events, stored = player.life.written, await player.subject.stored()
    return {
        "events": events,
        "stored": stored,
        "disk_bytes_per_event": rounded(await asyncio.to_thread(player.subject.size) / events, 1),
    }


SECTION = Section(name="ingest", measure=measure_ingest, tables=ingest_tables, aims=ingest_aims)
