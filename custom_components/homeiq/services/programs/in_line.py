"""Slow work that programs ask for, a few at a time: whoever waits no more loses their place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.singleton import singleton
from homeassistant.util.hass_dict import HassKey

from ...store.file.errors import TooSlowError

AT_ONCE = 2
PATIENCE = 30.0  # seconds until an answer is given up, waiting included
_LINE: HassKey[asyncio.Semaphore] = HassKey("homeiq_slow_work")


async def async_in_line[T](hass: HomeAssistant, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Do slow work in its turn.

    What is under way in a worker thread can't be stopped. So it keeps its place until it has ended, also when nobody
    waits for it any more: whoever asks again and again must not have more of it done at once.

    Raises:
        TooSlowError: it took too long.
    """
    line = _async_line(hass)
    try:
        async with asyncio.timeout(PATIENCE):
            await line.acquire()
            task = hass.async_create_background_task(work(), "homeiq slow work")
            task.add_done_callback(lambda _task: line.release())
            task.add_done_callback(_heard)
            await asyncio.wait([task])
            return task.result()
    except TimeoutError as err:
        raise TooSlowError(PATIENCE) from err


@singleton(_LINE)
@callback
def _async_line(_hass: HomeAssistant) -> asyncio.Semaphore:
    return asyncio.Semaphore(AT_ONCE)


def _heard(task: asyncio.Future[Any]) -> None:
    """Look at how it ended: one that nobody asks is logged as never heard of."""
    if not task.cancelled():
        task.exception()
