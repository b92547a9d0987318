"""A long history into columns, beside a live event loop.

The reading runs in a process of its own, so that the memory it takes is its own too.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
import json
from pathlib import Path
import sys
from typing import Any

from .figures import median_of, rounded
from .mix import START
from .section import Aim, Measured, Section, at_most, in_days, number, table
from .workshop import Archive, Workshop

_ROOT = Path(__file__).parents[2]
_MILLION = 1e6


async def measure_columns(workshop: Workshop) -> Measured:
    """Read all of a long history some times, each time in a new process."""
    archive = await workshop.archive()
    times = range(workshop.size.readings)
    columns = _figures([await _in_a_process(archive, "events") for _ in times])
    readings = _figures([await _in_a_process(archive, "readings") for _ in times])
    per_million = columns["s"] / columns["events"] * _MILLION
    return {
        "columns": {"days": workshop.size.archive_days, **columns, "s_per_million": rounded(per_million, 4)},
        "readings": {"days": workshop.size.archive_days, **readings},
    }


def _figures(taken: Sequence[Mapping[str, float]]) -> Measured:
    return {
        "events": taken[0]["events"],
        "s": median_of((one["s"] for one in taken), 3),
        "peak_mb": median_of((one["peak_mb"] for one in taken), 1),
        "lag_p99_ms": median_of(one["lag_p99_ms"] for one in taken),
        "idle_lag_p99_ms": median_of(one["idle_lag_p99_ms"] for one in taken),
    }


async def _in_a_process(archive: Archive, what: str) -> dict[str, float]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tools.bench.reading", str(archive.path), str(START), str(archive.until), what),
        cwd=_ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    figures: dict[str, float] = json.loads(said)
    return figures


def _tables(measured: Measured) -> Iterator[str]:
    columns, readings = measured["columns"], measured["readings"]
    days, heads = in_days(columns["days"]), ("seconds", "peak memory, MB", "loop lag p99, ms", "idle, ms")
    rows = [
        _row(f"{days}, {number(columns['events'])} events into columns", columns),
        _row(f"the same, what sensors measured: {number(readings['events'])} readings kept", readings),
    ]
    yield table(("read", *heads), rows)


def _row(what: str, figures: Measured) -> tuple[Any, ...]:
    return what, figures["s"], figures["peak_mb"], figures["lag_p99_ms"], figures["idle_lag_p99_ms"]


def _aims(measured: Measured) -> Iterator[Aim]:
    columns, readings = measured["columns"], measured["readings"]
    what = f"{in_days(columns['days'])}, {number(columns['events'])} events"
    # What was read may be less than the ten million that the target is for.
    yield at_most(f"{what} into columns: time for 10 million", 1, columns["s_per_million"] * 10, "s")
    yield at_most(f"{what} into columns: memory", 300, columns["peak_mb"], "MB")
    yield at_most(f"{what} into columns: loop lag p99", 5, columns["lag_p99_ms"], "ms")
    yield at_most(f"{what}, what sensors measured: time", 1, readings["s"], "s")
    yield at_most(f"{what}, what sensors measured: memory", 60, readings["peak_mb"], "MB")
    yield at_most(f"{what}, what sensors measured: loop lag p99", 5, readings["lag_p99_ms"], "ms")


SECTION = Section(name="columns", measure=measure_columns, tables=_tables, aims=_aims)
