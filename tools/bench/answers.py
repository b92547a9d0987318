"""How long answers take over HTTP, asked by another process of a real Home Assistant that hears 1,000 events a second.

With authentication and everything else that a request goes through. Home Assistant's own answer to the plainest of
questions stands beside ours.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from random import Random
import time
from time import perf_counter

import aiohttp

from custom_components.homeiq.const import DATABASE_FILE
from custom_components.homeiq.store.sqlite import EventLog
from tools.demo.learning import set_up
from tools.home_assistant import boot, folder
from tools.home_assistant.client import Client
from tools.home_assistant.stored import ADMINS, Place, User

from .figures import times_of
from .liveliness import LIFE, lively
from .section import Aim, Measured, Section, at_most, number, table
from .workshop import Workshop

_ROOT = Path(__file__).parents[2]
_RATE = 1000  # events a second
_ENTITIES = 500
_PAUSE = 0.002  # seconds between two questions
_OWNER = User(name="Bench", login="bench", password="bench", group=ADMINS, is_owner=True)  # noqa: S106 - it serves once


async def measure_answers(workshop: Workshop) -> Measured:
    """Boot, let HomeIQ hear for a while, and ask."""
    path, port = workshop.new_folder("answers"), boot.free_port()
    yaml = f"api:\nconfig:\nlogger:\n  default: warning\n{lively(_ENTITIES, _RATE)}"
    plan = folder.Plan(
        port=port,
        users=(_OWNER,),
        place=Place(),
        yaml=yaml,
        components=(_ROOT / "custom_components" / "homeiq", LIFE),
    )
    await asyncio.to_thread(folder.write, path, plan)
    return {"answers": await asyncio.to_thread(_boot_and_ask, path, port, workshop.size.query_seconds)}


def _boot_and_ask(path: Path, port: int, seconds: float) -> Measured:
    with boot.running(path, port=port, login=_OWNER.login) as client:
        set_up(client)
        begin = time.time()
        figures = asyncio.run(_ask_all(client, seconds))
        end = time.time()
    heard = len(EventLog.read(path / DATABASE_FILE, begin, end))
    return {**figures, "events_per_s": round(heard / (end - begin))}


async def _ask_all(client: Client, seconds: float) -> Measured:
    headers = {"Authorization": f"Bearer {client.token}"}
    async with aiohttp.ClientSession(client.url, headers=headers) as session:
        (device,) = (await _answer(session, "/api/homeiq/devices?limit=1"))["devices"]
        chance = Random(0)  # noqa: S311 - has to be repeatable
        entities = [
            f"/api/homeiq/entities?entity_id=binary_sensor.life_{chance.randrange(_ENTITIES)}" for _ in range(99)
        ]
        return {
            "health_ms": await _times(session, ["/api/homeiq/health"], seconds),
            "entity_ms": await _times(session, entities, seconds),
            "device_ms": await _times(session, [f"/api/homeiq/devices?device_id={device['device_id']}"], seconds),
            "own_ms": await _times(session, ["/api/"], seconds),
        }


async def _times(session: aiohttp.ClientSession, paths: list[str], seconds: float) -> dict[str, float]:
    """Ask for some seconds, one question after the other; return the times in milliseconds."""
    times: list[float] = []
    end = perf_counter() + seconds
    while (begin := perf_counter()) < end:
        await _answer(session, paths[len(times) % len(paths)])
        times.append((perf_counter() - begin) * 1000)
        await asyncio.sleep(_PAUSE)
    return times_of(times)


async def _answer(session: aiohttp.ClientSession, path: str) -> Measured:
    async with session.get(path) as response:
        response.raise_for_status()
        body: Measured = await response.json()
        return body


def _tables(measured: Measured) -> Iterator[str]:
    answers = measured["answers"]
    asked = {
        "how HomeIQ is": answers["health_ms"],
        "an entity": answers["entity_ms"],
        "a device": answers["device_ms"],
        "whether Home Assistant runs, its own answer": answers["own_ms"],
    }
    rows = [(what, times["median"], times["p99"], number(times["count"])) for what, times in asked.items()]
    yield table(("asked over HTTP", "median, ms", "p99, ms", "times asked"), rows)
    yield f"{number(answers['events_per_s'])} events a second were heard meanwhile."


def _aims(measured: Measured) -> Iterator[Aim]:
    for name, what in (("health", "how HomeIQ is"), ("entity", "an entity"), ("device", "a device")):
        times = measured["answers"][f"{name}_ms"]
        yield at_most(f"{what}, over HTTP beside the load: median", 0.7, times["median"], "ms")
        yield at_most(f"{what}, over HTTP beside the load: p99", 3, times["p99"], "ms")


SECTION = Section(name="answers", measure=measure_answers, tables=_tables, aims=_aims)
