"""A long history into columns, beside a live event loop.

The reading runs in a process of its own, so that the memory it takes is its own too.
"""

import asyncio
from collections.abc import Iterator
import json
from pathlib import Path
import sys

from .figures import median_of
from .mix import START
from .section import Aim, Measured, Section, at_most, in_days, number, table
from .workshop import Archive, Workshop

_ROOT = Path(__file__).parents[2]
_MILLION = 1e6


async def measure_columns(workshop: Workshop) -> Measured:
    """Read all of a long history some times, each time in a new process."""
    archive = await workshop.archive()
    readings = [await _in_a_process(archive) for _ in range(workshop.size.readings)]
    events = readings[0]["events"]
    return {
        "columns": {
            "days": workshop.size.archive_days,
            "events": events,
            "s": median_of((reading["s"] for reading in readings), 3),
            "s_per_million": median_of((reading["s"] / events * _MILLION for reading in readings), 4),
            "peak_mb": median_of((reading["peak_mb"] for reading in readings), 1),
            "lag_p99_ms": median_of(reading["lag_p99_ms"] for reading in readings),
            "idle_lag_p99_ms": median_of(reading["idle_lag_p99_ms"] for reading in readings),
        }
    }


async def _in_a_process(archive: Archive) -> dict[str, float]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tools.bench.reading", str(archive.path), str(START), str(archive.until)),
        cwd=_ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    figures: dict[str, float] = json.loads(said)
    return figures


def _tables(measured: Measured) -> Iterator[str]:
    columns = measured["columns"]
    row = (
        f"{in_days(columns['days'])}, {number(columns['events'])} events",
        columns["s"],
        columns["peak_mb"],
        columns["lag_p99_ms"],
        columns["idle_lag_p99_ms"],
    )
    yield table(("read into columns", "seconds", "peak memory, MB", "loop lag p99, ms", "idle, ms"), [row])


def _aims(measured: Measured) -> Iterator[Aim]:
    columns = measured["columns"]
    what = f"{in_days(columns['days'])}, {number(columns['events'])} events into columns"
    # What was read may be less than the ten million that the target is for.
    yield at_most(f"{what}: time for 10 million", 1, columns["s_per_million"] * 10, "s")
    yield at_most(f"{what}: memory", 300, columns["peak_mb"], "MB")
    yield at_most(f"{what}: loop lag p99", 5, columns["lag_p99_ms"], "ms")


SECTION = Section(name="columns", measure=measure_columns, tables=_tables, aims=_aims)
