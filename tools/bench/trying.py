"""How long somebody waits who tries changes of a suggestion, as one who moves a slider: the first and the next ones."""

import asyncio
from time import perf_counter

import aiohttp

from .asking import PATIENCE, Socket, Stopwatch, got
from .figures import rounded, times_of
from .section import Measured

TRIES = 30  # after the first one
_AT_ONCE = 5  # that displace each other


async def try_changes(session: aiohttp.ClientSession, socket: Socket) -> Measured:
    """Try another minute again and again, each once the one before was answered, and then several without waiting.

    Returns:
        Milliseconds: of the first one, for which the past has to be read; of the others; and from the first of several
        until the last of them was answered, which is the only one that is.
    """
    suggestion = (await got(session, "/api/homeiq/suggestions?limit=1"))["suggestions"][0]
    signature = suggestion["signature"]
    # What is in the history was never in this Home Assistant, which lets nobody try what it does not know.
    for entity_id in suggestion["entities"]:
        async with session.post(f"/api/states/{entity_id}", json={"state": "off"}) as response:
            response.raise_for_status()
    watch = Stopwatch()
    for minute in range(TRIES + 1):
        begin = perf_counter()
        await _try(socket, signature, minute)
        watch.note("first" if minute == 0 else "next", perf_counter() - begin)
    begin = perf_counter()
    answers = await asyncio.gather(
        *(_try(socket, signature, minute) for minute in range(_AT_ONCE)), return_exceptions=True
    )
    watch.note("displacing", perf_counter() - begin)
    return {
        "first_ms": rounded(watch.times["first"][0], 1),
        "next_ms": times_of(watch.times["next"]),
        "displacing_ms": rounded(watch.times["displacing"][0], 1),
        "displaced": sum(isinstance(answer, ValueError) for answer in answers),
    }


async def _try(socket: Socket, signature: str, minute: int) -> None:
    async with asyncio.timeout(PATIENCE):
        await socket.ask("homeiq/suggestion/try", signature=signature, time=f"07:{minute:02}:00")
