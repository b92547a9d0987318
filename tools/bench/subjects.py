"""Those who hear states and keep them, each in a core of its own: HomeIQ, the recorder, core's ``influxdb``, nobody."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from homeassistant.components.recorder import DEFAULT_DB_FILE
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.settings import Scope, Storage
from custom_components.homeiq.store.batch import BatchWriter

from .core import bare_core
from .core_influxdb import async_influxdb
from .disk import bytes_used
from .influx_server import InfluxServer
from .recorder import async_committed, async_recorder, async_states
from .workshop import changes_stored, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody who hears what happens in a core.

    Attributes:
        settle: waits until all that was heard is stored, which is so many changes by now.
        stored: counts the changes that are stored, where they are stored.
        size: bytes on disk; for a worker thread.
    """

    hass: HomeAssistant
    settle: Callable[[int], Awaitable[object]]
    stored: Callable[[], Awaitable[int]]
    size: Callable[[], int]


type Opened = AbstractAsyncContextManager[Subject]


@asynccontextmanager
async def nobody(folder: Path) -> AsyncIterator[Subject]:
    """Have a core that nobody listens to."""
    async with bare_core(folder) as hass:
        yield Subject(hass=hass, settle=_nothing, stored=_none, size=lambda: 0)


@asynccontextmanager
async def deaf(folder: Path) -> AsyncIterator[Subject]:
    """Have a listener that does nothing: what is built for the first listener, whoever it is."""

    @callback
    def hear(event: Event[EventStateChangedData]) -> None:
        """Do nothing."""

    async with bare_core(folder) as hass:
        stop = hass.bus.async_listen(EVENT_STATE_CHANGED, hear)
        yield Subject(hass=hass, settle=_nothing, stored=_none, size=lambda: 0)
        stop()


@asynccontextmanager
async def homeiq(folder: Path) -> AsyncIterator[Subject]:
    """Have HomeIQ's listener, batches and database, as it is set up by default."""
    storage = Storage()
    async with bare_core(folder) as hass, opened(folder / "homeiq.db") as database:
        writer = BatchWriter(database, size=storage.batch_size, seconds=storage.batch_seconds)
        async with listening(hass, writer):
            yield Subject(
                hass=hass,
                settle=lambda _heard: writer.flush(),
                stored=lambda: changes_stored(database),
                size=lambda: bytes_used(database.path),
            )
        await writer.stop()


@asynccontextmanager
async def listening(hass: HomeAssistant, writer: BatchWriter) -> AsyncIterator[Listener]:
    """Let HomeIQ's listener hear everything and hand it to a writer."""
    causes = CauseClassifier(hass)
    await causes.async_start()
    listener = Listener(hass, EntityScope(hass, Scope()), causes, writer.add)
    listener.start()
    try:
        yield listener
    finally:
        listener.stop()
        causes.stop()


@asynccontextmanager
async def recorder(folder: Path) -> AsyncIterator[Subject]:
    """Have Home Assistant's recorder with SQLite, as it is set up by default."""
    async with bare_core(folder) as hass, async_recorder(hass) as instance:
        yield Subject(
            hass=hass,
            settle=lambda _heard: async_committed(instance),
            stored=lambda: async_states(instance),
            size=lambda: bytes_used(folder / DEFAULT_DB_FILE),
        )


@asynccontextmanager
async def core_influxdb(folder: Path, server: InfluxServer) -> AsyncIterator[Subject]:
    """Have core's own ``influxdb``, writing to a server of today's kind."""
    async with bare_core(folder) as hass, async_influxdb(hass, server) as settle:
        # Every entity here has a name, which core's integration makes a field of every point.
        yield Subject(hass=hass, settle=settle, stored=lambda: server.points("friendly_name_str"), size=lambda: 0)


async def _nothing(heard: int) -> None:
    """Have nothing to wait for."""


async def _none() -> int:
    return 0
