"""How late the event loop is, seen by somebody who wants to wake up every ten milliseconds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import perf_counter

import numpy as np

TICK = 0.01  # seconds


class Lags:
    """How late each awakening was, in milliseconds."""

    def __init__(self) -> None:
        """Start with none."""
        self.each: list[float] = []

    @property
    def p99(self) -> float:
        """Return what 99 of 100 awakenings were not later than, milliseconds; 0 where there was none."""
        return float(np.percentile(self.each, 99)) if self.each else 0.0

    def clear(self) -> None:
        """Start anew."""
        self.each.clear()


@asynccontextmanager
async def watched_loop() -> AsyncIterator[Lags]:
    """Watch the event loop while the block runs."""
    lags = Lags()
    task = asyncio.create_task(_tick(lags))
    # The first sleep begins now, not when the block first lets go of the loop.
    await asyncio.sleep(0)
    try:
        yield lags
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _tick(lags: Lags) -> None:
    while True:
        begin = perf_counter()
        await asyncio.sleep(TICK)
        lags.each.append((perf_counter() - begin - TICK) * 1000)
