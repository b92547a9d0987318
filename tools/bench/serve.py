"""How a real Home Assistant fares that hears 1,000 events a second while four clients ask HomeIQ, from another process.

Two ask over HTTP and two over the websocket, one question after the other, all the while; now and then somebody
decides on a suggestion, and both websockets are told. In turn with all else they ask Home Assistant itself what takes
no work: nothing that is installed in it can be quicker. Afterwards they ask once a second each, as a dashboard does,
and one of them tries changes of a suggestion. At last HomeIQ's option *Short pauses* is turned on, and all ask as fast
as before, once what is old is left out when Python looks for garbage. There are 90 days of the bench's mix in the
database, ten thousand habits and forty suggestions. Home Assistant is booted without HomeIQ before, with the same load
and a recorder.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
import time
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

import aiohttp

from custom_components.homeiq.const import DATABASE_FILE
from custom_components.homeiq.store.ends.keeper import Keeper
from tools.demo.learning import set_up
from tools.home_assistant import folder
from tools.home_assistant.boot import Booted, booted, free_port
from tools.home_assistant.stored import ADMINS, Place, User

from .asking import PATIENCE, PAUSE, TOPICS, Ask, Socket, Stopwatch, beside, connected, decide_on, got, unburdened
from .figures import rounded, times_of
from .found import LAMPS, save_findings
from .liveliness import LIFE, lively
from .members import mixed_home
from .mix import DAY, START, mixed_days
from .section import Measured, Section
from .serve_tables import DOORS, HISTORY, OWN, serve_aims, serve_tables
from .short_pauses import await_short, turn_on
from .trying import try_changes
from .usage import MEBIBYTE, processor_seconds, resident_bytes
from .workshop import EVERYTHING, Workshop, opened, store_days

_ROOT = Path(__file__).parents[2]
_OWNER = User(name="Bench", login="bench", password="bench", group=ADMINS, is_owner=True)  # noqa: S106 - it serves once
_RATE = 1000  # events a second
_ENTITIES = 500
_CALM = 5.0  # seconds
_SELDOM = 1.0  # seconds between an answer and the next question of a dashboard
_PAGE = 100  # things of a list
_EVENTS = 1000  # of a page of a history
_KINDS = ("sensor.power", "sensor.temperature", "binary_sensor.motion", "light.lamp")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """What is in the database beforehand: how many events, and until when (epoch seconds)."""

    events: int
    begin: float
    until: float


async def measure_serve(workshop: Workshop) -> Measured:
    """Boot without HomeIQ and with it, and ask."""
    path, seconds = workshop.new_folder("serve"), workshop.size.serve_seconds
    none = await asyncio.to_thread(_without, path / "none", seconds)
    stored = await _fill(path / "homeiq", workshop.size.serve_days)
    return {"serve": {"none": none, **await asyncio.to_thread(_with, path / "homeiq", stored, seconds)}}


def profile_serve(workshop: Workshop) -> str:
    """Return for whom the event loop waits while four clients ask, and then where the time of its thread goes."""
    path, seconds = workshop.new_folder("serve"), workshop.size.serve_seconds
    stored = asyncio.run(_fill(path, workshop.size.serve_days))
    found = []
    with _set_up(path) as home_assistant:
        for name in ("stalls", "profile"):
            _act(home_assistant, name)
            asyncio.run(_ask_all(home_assistant, stored, seconds))
            found.append(str(_act(home_assistant, name)["text"]))
    return "\n\n".join(found)


def _write(path: Path) -> None:
    yaml = f"api:\nconfig:\nrecorder:\nlogger:\n  default: warning\n{lively(_ENTITIES, _RATE, LAMPS)}"
    components = (_ROOT / "custom_components" / "homeiq", LIFE)
    folder.write(path, folder.Plan(port=free_port(), users=(_OWNER,), place=Place(), yaml=yaml, components=components))


async def _fill(path: Path, days: int) -> _Stored:
    """Write a home's folder, with a database that has so many days until now."""
    await asyncio.to_thread(_write, path)
    until = time.time()
    shift = until - START - days * DAY
    moved = ([(row[0] + shift, *row[1:]) for row in day] for day in mixed_days(days))
    async with opened(path / DATABASE_FILE) as database:
        events = await store_days(database, moved)
        await Keeper(database, EVERYTHING).run(until)
        await save_findings(database, until)
    return _Stored(events=events, begin=until - days * DAY, until=until)


def _without(path: Path, seconds: float) -> Measured:
    _write(path)
    with _booted(path) as home_assistant:
        return _watched(home_assistant, seconds)


def _with(path: Path, stored: _Stored, seconds: float) -> Measured:
    with _set_up(path) as home_assistant:
        quiet = _watched(home_assistant, seconds)
        asked, used = _asked(home_assistant, stored, seconds)
        seldom = asyncio.run(_ask_all(home_assistant, stored, seconds, _SELDOM))
        tried = asyncio.run(_try_all(home_assistant))
        turn_on(home_assistant.client)
        await_short(home_assistant.client)
        short, used_with_short = _asked(home_assistant, stored, seconds)
        objects = _act(home_assistant, "objects")
        return {
            "events": stored.events,
            "quiet": quiet,
            "asked": used,
            **asked,
            "try": tried,
            "seldom": _times(seldom),
            "short_pauses": _times(short) | {"used": used_with_short, "objects": objects},
        }


def _asked(home_assistant: Booted, stored: _Stored, seconds: float) -> tuple[Measured, Measured]:
    """Ask as fast as it goes; return how long answers took, and what Home Assistant used meanwhile."""
    begin, usage = perf_counter(), _Usage.of(home_assistant)
    asked = asyncio.run(_ask_all(home_assistant, stored, seconds))
    return asked, usage.until_now(home_assistant, perf_counter() - begin)


def _times(asked: Measured) -> Measured:
    return {door: asked[door] for door in DOORS} | {"push_ms": asked["push_ms"]}


@contextmanager
def _booted(path: Path) -> Iterator[Booted]:
    port = free_port()
    folder.set_port(path, port)
    with booted(path, port=port, login=_OWNER.login) as home_assistant:
        yield home_assistant


@contextmanager
def _set_up(path: Path) -> Iterator[Booted]:
    with _booted(path) as home_assistant:
        set_up(home_assistant.client)
        yield home_assistant


def _act(home_assistant: Booted, name: str) -> Measured:
    answer: Measured = home_assistant.client.act(f"{LIFE.name}.{name}", respond=True)
    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Usage:
    """What a Home Assistant has used and done so far."""

    processor: float
    written: int

    @classmethod
    def of(cls, home_assistant: Booted) -> _Usage:
        """Look."""
        written = _act(home_assistant, "watch")["written"]
        return cls(processor=processor_seconds(home_assistant.process), written=written)

    def until_now(self, home_assistant: Booted, seconds: float) -> Measured:
        """Return what was used and done since then, and how late the loop was."""
        used = processor_seconds(home_assistant.process) - self.processor
        watch = _act(home_assistant, "watch")
        return {
            "cpu_percent": rounded(100 * used / seconds, 1),
            "memory_mb": rounded(resident_bytes(home_assistant.process) / MEBIBYTE, 1),
            "lag_p99_ms": rounded(watch["lag_p99_ms"]),
            "events_per_s": rounded((watch["written"] - self.written) / seconds, 0),
            "collections": watch["collections"],
            "collection_ms": rounded(watch["collection_ms"], 1),
        }


def _watched(home_assistant: Booted, seconds: float) -> Measured:
    # What a boot or a set-up leaves to be done is not looked at.
    time.sleep(min(_CALM, seconds))
    begin, usage = perf_counter(), _Usage.of(home_assistant)
    time.sleep(seconds)
    return usage.until_now(home_assistant, perf_counter() - begin)


async def _ask_all(home_assistant: Booted, stored: _Stored, seconds: float, pause: float = PAUSE) -> Measured:
    client, http, websocket, pushes = home_assistant.client, Stopwatch(), Stopwatch(), Stopwatch()
    headers = {"Authorization": f"Bearer {client.token}"}
    async with (
        aiohttp.ClientSession(client.url, headers=headers) as session,
        connected(session, client.token) as first,
        connected(session, client.token) as second,
    ):
        works = [
            *(http.ask_on(_addresses(session, Random(seed), stored), pause) for seed in range(2)),  # noqa: S311 - has to be repeatable
            *(websocket.ask_on(_commands(socket), pause) for socket in (first, second)),
        ]
        with unburdened():
            async with beside(works):
                await decide_on(session, [first, second], pushes, seconds)
                # A busy machine may have answered so slowly that something was not asked yet.
                async with asyncio.timeout(PATIENCE):
                    await asyncio.gather(http.has_all.wait(), websocket.has_all.wait())
        caches = await _caches(session)
    return {
        "caches": caches,
        "http": _figures(http),
        "websocket": _figures(websocket),
        "push_ms": times_of([one for topic in TOPICS for one in pushes.times[topic]]),
    }


async def _try_all(home_assistant: Booted) -> Measured:
    client = home_assistant.client
    headers = {"Authorization": f"Bearer {client.token}"}
    async with (
        aiohttp.ClientSession(client.url, headers=headers) as session,
        connected(session, client.token) as socket,
    ):
        with unburdened():
            return await try_changes(session, socket)


async def _caches(session: aiohttp.ClientSession) -> Measured:
    """Return what came of asking each cache, as HomeIQ counts it."""
    families = {one["name"]: one["series"] for one in (await got(session, "/api/homeiq/metrics"))["metrics"]}
    found: Measured = {}
    for what in ("hits", "misses", "evicted"):
        for one in families[f"homeiq_cache_{what}_total"]:
            found.setdefault(one["labels"]["cache"], {})[what] = one["value"]
    return found


def _figures(watch: Stopwatch) -> Measured:
    return {f"{what}_ms": times_of(times) for what, times in watch.times.items()}


def _addresses(session: aiohttp.ClientSession, chance: Random, stored: _Stored) -> Mapping[str, Ask]:
    names = {kind: [name for name in mixed_home() if name.startswith(kind)] for kind in _KINDS}

    async def entity() -> None:
        await got(session, f"/api/homeiq/entities?entity_id=binary_sensor.life_{chance.randrange(_ENTITIES)}")

    async def history() -> None:
        begin = chance.uniform(stored.begin, stored.until - DAY)
        await _day(session, chance.choice(names[chance.choice(_KINDS)]), begin)

    def listed(name: str) -> Ask:
        return lambda: got(session, f"/api/homeiq/{name}?limit={_PAGE}")

    return {
        OWN: lambda: got(session, "/api/"),
        "health": lambda: got(session, "/api/homeiq/health"),
        **{name: listed(name) for name in ("devices", "entities", "patterns", "suggestions")},
        "entity": entity,
        HISTORY: history,
    }


async def _day(session: aiohttp.ClientSession, entity_id: str, begin: float) -> None:
    """Read a day of an entity, page after page."""
    moments = [datetime.fromtimestamp(moment, UTC).isoformat() for moment in (begin, begin + DAY)]
    question = {"entity_id": entity_id, "start": moments[0], "end": moments[1], "limit": _EVENTS}
    cursor: dict[str, Any] = {}
    while True:
        page = await got(session, f"/api/homeiq/events?{urlencode(question | cursor)}")
        if page["next_cursor"] is None:
            return
        cursor = {"cursor": page["next_cursor"]}


def _commands(socket: Socket) -> Mapping[str, Ask]:
    def listed(name: str) -> Ask:
        return lambda: socket.ask(f"homeiq/{name}/list", limit=_PAGE)

    return {
        OWN: lambda: socket.ask("ping"),
        "health": lambda: socket.look("system"),
        **{name: listed(name) for name in ("devices", "entities", "patterns")},
        "suggestions": lambda: socket.look("suggestions"),
    }


SECTION = Section(name="serve", measure=measure_serve, tables=serve_tables, aims=serve_aims, profile=profile_serve)
