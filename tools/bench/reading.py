"""Reads a database beside a live event loop: ``python -m tools.bench.reading PATH SINCE UNTIL WHAT`` prints JSON.

``WHAT`` is ``events``, all of them into columns, or ``readings``, what sensors measured as learning has it.
"""

import asyncio
from functools import partial
import json
from pathlib import Path
import sys
from time import perf_counter

from tools import load  # isort: skip # noqa: F401 - without Home Assistant, whose start would take longer than reading

from custom_components.homeiq.store.sqlite import EventLog

from .figures import rounded
from .lag import watched_loop
from .members import METERS, entity_ids_of
from .usage import MEBIBYTE, most_resident_bytes, resident_bytes

_IDLE = 0.5  # seconds in which the loop has nothing to do, to compare
_FIRST = 60.0  # seconds of the history that are read beforehand, for what is loaded only once


async def read_beside_a_loop(path: Path, since: float, until: float, what: str) -> dict[str, float]:
    """Read everything in a worker thread; return what that took, and what the loop felt.

    Args:
        path: the database's file.
        since: epoch seconds.
        until: epoch seconds, excluded.
        what: ``events`` or ``readings``.
    """
    read = partial(_READ[what], path, since)
    await asyncio.to_thread(read, since + _FIRST)
    async with watched_loop() as lags:
        await asyncio.sleep(_IDLE)
        idle = lags.p99
        lags.clear()
        before, begin = resident_bytes(), perf_counter()
        kept = await asyncio.to_thread(read, until)
        seconds, most = perf_counter() - begin, most_resident_bytes()
        lag = lags.p99
    return {
        "events": kept,
        "s": rounded(seconds, 4),
        "peak_mb": rounded((most - before) / MEBIBYTE, 1),
        "lag_p99_ms": rounded(lag),
        "idle_lag_p99_ms": rounded(idle),
    }


def _events(path: Path, since: float, until: float) -> int:
    return len(EventLog.read(path, since, until, numbers=True))


def _readings(path: Path, since: float, until: float) -> int:
    sensors = [entity_id for meter in METERS for entity_id in entity_ids_of(meter)]
    return sum(len(one.time) for one in EventLog.read_readings(path, since, until, sensors).values())


_READ = {"events": _events, "readings": _readings}


if __name__ == "__main__":
    path, since, until, what = sys.argv[1:]
    print(json.dumps(asyncio.run(read_beside_a_loop(Path(path), float(since), float(until), what))))
