"""How much is written to the disk for an event: what wears an SD card out.

A home of 20 events a second, whose clock runs faster here: batches of five seconds, checkpoints, and upkeep every five
minutes with its sealing, all as in a home. Both have a long history already, as indexes that are large are written
in more places. The recorder commits every five seconds too.

What the process hands to the kernel is what counts. What arrives at the disk itself stands beside it, whoever wrote it
meanwhile. The kernel's own count for the process (``write_bytes``) is no use here: where files are cached in large
pieces, it counts the whole piece for every page of it.
"""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from homeassistant.core import HomeAssistant

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.settings import Storage
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.ends.keeper import Keeper
from custom_components.homeiq.store.file.database import Database

from .core import bare_core
from .figures import rounded
from .members import mixed_home
from .mix import DAY, START, mixed_days
from .recorder import async_committed, async_recorder
from .section import Aim, Measured, Section, at_most, number, table, times_less
from .usage import Usage, device_bytes
from .workshop import EVERYTHING, Workshop, opened, parts_of

RATE = 20  # events a second
_COMMIT = 5  # seconds, of ours and of the recorder's
_UPKEEP = 300  # seconds
_SETTLES = 2 * DAY  # after which all is sealed


async def measure_wear(workshop: Workshop) -> Measured:
    """Measure ours, then the recorder's."""
    folder, size = workshop.new_folder("wear"), workshop.size
    archive = await workshop.copied_archive(folder)
    past = await workshop.copied_past(folder / "recorder")
    return {
        "wear": {
            "rate": RATE,
            "homeiq": await _ours(archive.path, _rows(size.wear_events, archive.until)),
            "recorder": await _recorders(past, _rows(size.recorder_wear_events, START + size.past_days * DAY)),
        }
    }


def _rows(count: int, begin: float) -> list[EventRow]:
    """Return the mix, as close together as 20 events a second are."""
    days = 1 + count // 100_000
    rows = islice(chain.from_iterable(mixed_days(days, seed=1)), count)
    return [(begin + at / RATE, entity_id, state, cause) for at, (_, entity_id, state, cause) in enumerate(rows)]


async def _ours(path: Path, rows: Sequence[EventRow]) -> Measured:
    async with opened(path) as database:
        stored = -database.events.stored
        before = await _look(path)
        sealing = await _live(database, rows)
        stored += database.events.stored
    return {**_figures(before, await _look(path), len(rows)), "stored": stored, "upkeeps": sealing}


async def _live(database: Database, rows: Sequence[EventRow]) -> int:
    storage, keeper = Storage(), Keeper(database, EVERYTHING)
    writer = BatchWriter(database, size=storage.batch_size, seconds=storage.batch_seconds)
    upkeeps, due = 0, rows[0][0] + _UPKEEP
    for batch in parts_of(rows, RATE * _COMMIT):
        for row in batch:
            writer.add(row)
        await writer.flush()
        if (now := batch[-1][0]) >= due:
            await keeper.run(now)
            upkeeps, due = upkeeps + 1, now + _UPKEEP
    await writer.stop()
    await keeper.run(rows[-1][0] + _SETTLES)
    return upkeeps


async def _recorders(folder: Path, rows: Sequence[EventRow]) -> Measured:
    async with bare_core(folder) as hass, async_recorder(hass) as instance:
        await async_committed(instance)
        before = await _look(folder)
        for batch in parts_of(rows, RATE * _COMMIT):
            _change(hass, batch)
            await async_committed(instance)
    return _figures(before, await _look(folder), len(rows))


def _change(hass: HomeAssistant, rows: Sequence[EventRow]) -> None:
    home = mixed_home()
    for time, entity_id, state, _ in rows:
        hass.states.async_set(entity_id, state, home[entity_id].attributes, timestamp=time)


async def _look(path: Path) -> tuple[Usage, int]:
    return Usage.now(), await asyncio.to_thread(device_bytes, path)


def _figures(before: tuple[Usage, int], after: tuple[Usage, int], events: int) -> Measured:
    used = after[0].since(before[0])
    return {
        "events": events,
        "written_bytes_per_event": rounded(used.passed / events, 0),
        "device_bytes_per_event": rounded((after[1] - before[1]) / events, 0),
    }


def _tables(measured: Measured) -> Iterator[str]:
    wear = measured["wear"]
    rows = [
        (
            label,
            number(wear[name]["written_bytes_per_event"]),
            number(wear[name]["device_bytes_per_event"]),
            number(wear[name]["events"]),
        )
        for name, label in (("homeiq", "HomeIQ"), ("recorder", "the recorder"))
    ]
    yield table(("at 20 events a second", "bytes written, an event", "by the disk's own count", "events"), rows)


def _aims(measured: Measured) -> Iterator[Aim]:
    ours, theirs = (measured["wear"][name]["written_bytes_per_event"] for name in ("homeiq", "recorder"))
    yield at_most("written to the disk at 20 events a second", 500, ours, "bytes an event")
    yield times_less("written to the disk, than the recorder", 20, ours, theirs)


SECTION = Section(name="wear", measure=measure_wear, tables=_tables, aims=_aims)
