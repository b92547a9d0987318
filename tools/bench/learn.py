"""How long learning takes, how much memory, and what the event loop feels.

Each number of events has a process of its own, so that the memory is its own too.
"""

import asyncio
from collections.abc import Iterator
import json
from pathlib import Path
import sys
from typing import Any

from .figures import rounded
from .section import Aim, Measured, Section, at_most, number, table
from .workshop import Workshop

_ROOT = Path(__file__).parents[2]
# Seconds and megabytes for so many events.
_TARGETS = {1_000_000: (3.0, 150.0), 10_000_000: (25.0, 500.0)}
_A_NIGHT = 0.3  # seconds for one new day of a quarter of a year
_A_QUARTER = 90  # days


async def measure_learn(workshop: Workshop) -> Measured:
    """Learn from each of the numbers of events, and on the nights of a week one after the other."""
    size = workshop.size
    return {
        "learn": {
            "events": {str(events): await _in_a_process("learning", events) for events in size.learn_events},
            "days": size.night_days,
            "nights": await _in_a_process("nights", size.night_days, size.night_events),
        }
    }


async def _in_a_process(module: str, *arguments: int) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", f"tools.bench.{module}", *map(str, arguments)),
        cwd=_ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    figures: dict[str, Any] = json.loads(said)
    return figures


def _tables(measured: Measured) -> Iterator[str]:
    yield table(
        ("events", "seconds", "peak memory, MB", "loop lag p99, ms", "idle, ms"),
        [
            (number(int(events)), one["s"], one["peak_mb"], one["lag_p99_ms"], one["idle_lag_p99_ms"])
            for events, one in measured["learn"]["events"].items()
        ],
    )
    yield table(
        (
            f"{measured['learn']['days']} days",
            "events",
            "the first night, s",
            "the next ones, s",
            "the longest of a week, s",
            "the same, all decided on, s",
            "share",
        ),
        [
            (
                f"a home {name}",
                number(int(one["events"])),
                one["first_s"],
                one["next_s"],
                one["longest_s"],
                one["decided_s"],
                rounded(one["decided_s"] / max(one["first_s"], 1e-3)),
            )
            for name, one in measured["learn"]["nights"].items()
        ],
    )


def _aims(measured: Measured) -> Iterator[Aim]:
    for events, (seconds, megabytes) in _TARGETS.items():
        if one := measured["learn"]["events"].get(str(events)):
            what = f"learning from {number(events)} events"
            yield at_most(what, seconds, one["s"], "s")
            yield at_most(f"{what}: memory", megabytes, one["peak_mb"], "MB")
            yield at_most(f"{what}: loop lag p99", 10, one["lag_p99_ms"], "ms")
    if measured["learn"]["days"] == _A_QUARTER:
        for name, one in measured["learn"]["nights"].items():
            yield at_most(f"one new day of {_A_QUARTER}, a home {name}", _A_NIGHT, one["decided_s"], "s")


SECTION = Section(name="learn", measure=measure_learn, tables=_tables, aims=_aims)
