"""What hearing and storing an event costs Home Assistant's event loop, above no listener.

The same writes of states run in turn without a listener, with one that does nothing, and with HomeIQ's own, whose
events go to a real database. Times move with the machine, so only differences within a turn count.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
import gc
from time import perf_counter, process_time, thread_time
from typing import Any, Self

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback

from custom_components.homeiq.settings import Storage
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.file.database import Database

from .body import measure_body
from .core import bare_core
from .figures import median_of, quartiles_of
from .life import ENTITIES, Life
from .section import Aim, Measured, Section, at_most, number, table
from .subjects import listening
from .workshop import Workshop, changes_stored, opened

type Ear = Callable[[], AbstractAsyncContextManager[Settle]]
type Settle = Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Microseconds an event.

    Attributes:
        loop: of the clock, while the states were written; a thread that keeps the interpreter counts.
        main: of processor time in the event loop's thread, until all was stored.
        process: of processor time in all threads, until all was stored.
    """

    loop: float
    main: float
    process: float

    def above(self, other: Self) -> Cost:
        """Return what this cost more than another."""
        return Cost(loop=self.loop - other.loop, main=self.main - other.main, process=self.process - other.process)


async def measure_listener(workshop: Workshop) -> Measured:
    """Measure the listener as it is, and its body by itself."""
    size, folder = workshop.size, workshop.new_folder("listener")
    async with bare_core(folder / "core") as hass, opened(folder / "homeiq.db") as database:
        compared = await _compare(hass, database, size.listener_pairs, size.listener_writes)
    return {"listener": {**compared, **await measure_body(folder / "body", size.body_pairs)}}


async def _compare(hass: HomeAssistant, database: Database, pairs: int, writes: int) -> Measured:
    life = Life(hass)
    ears: dict[str, Ear] = {
        "none": _nobody,
        "empty": lambda: _empty(hass),
        "homeiq": lambda: _homeiq(hass, database),
    }
    turns: list[dict[str, Cost]] = []
    # The first turn pays for what is remembered for good, such as every entity's verdict and number.
    for turn in range(pairs + 1):
        names = list(ears)[:: -1 if turn % 2 else 1]
        turns.append({name: await _cost(life, ears[name], writes) for name in names})
    del turns[0]
    return {
        "pairs": pairs,
        "writes": writes,
        "entities": ENTITIES,
        "stored": await changes_stored(database),
        "none": _medians([turn["none"] for turn in turns]),
        "empty": _medians([turn["empty"].above(turn["none"]) for turn in turns]),
        "homeiq": _medians([turn["homeiq"].above(turn["none"]) for turn in turns]),
    }


async def _cost(life: Life, ear: Ear, writes: int) -> Cost:
    # Every event is cyclic garbage, whoever listens: what one turn leaves behind is not to burden the next.
    gc.collect()
    async with ear() as settle:
        clock, main, process = perf_counter(), thread_time(), process_time()
        await life.write(writes)
        clock = perf_counter() - clock
        await settle()
        main, process = thread_time() - main, process_time() - process
    each = 1e6 / writes
    return Cost(loop=clock * each, main=main * each, process=process * each)


async def _nothing() -> None:
    """Have nothing to store."""


@asynccontextmanager
async def _nobody() -> AsyncIterator[Settle]:
    yield _nothing


@asynccontextmanager
async def _empty(hass: HomeAssistant) -> AsyncIterator[Settle]:
    @callback
    def hear(event: Event[EventStateChangedData]) -> None:
        """Do nothing: the least that any listener costs."""

    stop = hass.bus.async_listen(EVENT_STATE_CHANGED, hear)
    yield _nothing
    stop()


@asynccontextmanager
async def _homeiq(hass: HomeAssistant, database: Database) -> AsyncIterator[Settle]:
    storage = Storage()
    writer = BatchWriter(database, size=storage.batch_size, seconds=storage.batch_seconds)
    async with listening(hass, writer):
        yield writer.stop


def _medians(costs: list[Cost]) -> dict[str, Any]:
    loops = [cost.loop for cost in costs]
    return {
        "loop_us": median_of(loops),
        "loop_us_quartiles": quartiles_of(loops),
        "main_us": median_of(cost.main for cost in costs),
        "process_us": median_of(cost.process for cost in costs),
    }


def _tables(measured: Measured) -> Iterator[str]:
    listener = measured["listener"]
    labels = {
        "none": "none: a change of state by itself",
        "empty": "one that does nothing, above none",
        "homeiq": "HomeIQ, above none",
    }
    rows = [
        (label, cost["loop_us"], "{} to {}".format(*cost["loop_us_quartiles"]), cost["main_us"], cost["process_us"])
        for label, cost in ((label, listener[name]) for name, label in labels.items())
    ]
    yield table(("listener", "event loop, by the clock", "quartiles", "its thread, CPU", "process, CPU"), rows)
    yield (
        f"Microseconds an event, medians of {listener['pairs']} pairs of {number(listener['writes'])} changes of state,"
        f" {listener['entities']} entities; {number(listener['stored'])} stored. The listener's body by itself,"
        f" above an empty one: {listener['body_us']} µs ({listener['body_us_quartiles'][0]} to"
        f" {listener['body_us_quartiles'][1]}), for a lamp with brightness {listener['lamp_us']} µs"
        f" ({listener['lamp_us_quartiles'][0]} to {listener['lamp_us_quartiles'][1]})."
    )


def _aims(measured: Measured) -> Iterator[Aim]:
    listener = measured["listener"]
    yield at_most("listener, main thread, above no listener", 6, listener["homeiq"]["main_us"], "µs")
    yield at_most("listener's body, above an empty one", 0.6, listener["body_us"], "µs")
    yield at_most("the same for a lamp with brightness", 1.2, listener["lamp_us"], "µs")


SECTION = Section(name="listener", measure=measure_listener, tables=_tables, aims=_aims)
