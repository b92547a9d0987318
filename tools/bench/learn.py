"""How long learning takes, how much memory, and what the event loop feels.

Each number of events has a process of its own, so that the memory is its own too.
"""

import asyncio
from collections.abc import Iterator
import json
from pathlib import Path
import sys

from .section import Aim, Measured, Section, at_most, number, table
from .workshop import Workshop

_ROOT = Path(__file__).parents[2]
# Seconds and megabytes for so many events.
_TARGETS = {1_000_000: (3.0, 150.0), 10_000_000: (25.0, 500.0)}


async def measure_learn(workshop: Workshop) -> Measured:
    """Learn from each of the numbers of events."""
    return {"learn": {str(events): await _in_a_process(events) for events in workshop.size.learn_events}}


async def _in_a_process(events: int) -> dict[str, float]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tools.bench.learning", str(events), cwd=_ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    figures: dict[str, float] = json.loads(said)
    return figures


def _tables(measured: Measured) -> Iterator[str]:
    yield table(
        ("events", "seconds", "peak memory, MB", "loop lag p99, ms", "idle, ms"),
        [
            (number(int(events)), one["s"], one["peak_mb"], one["lag_p99_ms"], one["idle_lag_p99_ms"])
            for events, one in measured["learn"].items()
        ],
    )


def _aims(measured: Measured) -> Iterator[Aim]:
    for events, (seconds, megabytes) in _TARGETS.items():
        if one := measured["learn"].get(str(events)):
            what = f"learning from {number(events)} events"
            yield at_most(what, seconds, one["s"], "s")
            yield at_most(f"{what}: memory", megabytes, one["peak_mb"], "MB")
            yield at_most(f"{what}: loop lag p99", 10, one["lag_p99_ms"], "ms")


SECTION = Section(name="learn", measure=measure_learn, tables=_tables, aims=_aims)
