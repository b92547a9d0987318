"""The recorder's past, imported day by day, so that there are suggestions on the first day."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import datetime, time, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from homeassistant.const import ATTR_SUPPORTED_FEATURES
from homeassistant.core import HomeAssistant, callback, split_entity_id
from homeassistant.helpers.recorder import DATA_INSTANCE, async_migration_in_progress
from homeassistant.util import dt as dt_util

from ...model.event import EventRow
from ...model.readings import UnitTold
from ..cause import CauseClassifier, our_automations
from ..controls import SET_BY_NAME, devices_noticing_people, sourceless_by_hand
from ..errors import RecorderBusyError, RecorderMissingError
from ..registries import read_home
from ..scope import EntityScope
from .subject import Subject

if TYPE_CHECKING:
    from homeassistant.components.recorder import Recorder

    from .reading import RecorderReader

type Progress = Callable[[int, int], None]
"""Called in the event loop with the days behind us and the days in all."""


class LocalDay(NamedTuple):
    """A local day, or the part of it before the import's end: from ``start`` until before ``end``, epoch seconds."""

    name: str
    start: float
    end: float


class PastDay(NamedTuple):
    """A local day that was read.

    Attributes:
        name: its date.
        rows: its events in time order; they can be gone through once.
        units: in which units what is measured was told, where it is the first one of an import, or another one.
    """

    name: str
    rows: Iterator[EventRow]
    units: tuple[UnitTold, ...]


def local_days(oldest: float, until: float, zone: tzinfo) -> Iterator[LocalDay]:
    """Split a span of time into local days, oldest first; together they cover ``[oldest, until)`` once.

    The days at a change of clocks are an hour shorter or longer.
    """
    date = datetime.fromtimestamp(oldest, zone).date()
    start = datetime.combine(date, time.min, zone).timestamp()
    while start < until:
        following = date + timedelta(days=1)
        end = datetime.combine(following, time.min, zone).timestamp()
        yield LocalDay(date.isoformat(), start, min(end, until))
        date, start = following, end


async def history_days(
    hass: HomeAssistant,
    until: float,
    done: set[str],
    scope: EntityScope,
    causes: CauseClassifier,
    progress: Progress | None = None,
) -> AsyncIterator[PastDay]:
    """Yield every local day that the recorder remembers with its events, oldest first, empty days too.

    Each day is one job in the recorder's executor, and the same whether all are read in one go or in several imports,
    but that each import tells an entity's value, and its unit, once more.

    Args:
        hass: the running Home Assistant.
        until: when live capture began, UTC epoch seconds.
        done: names of days (``YYYY-MM-DD``) that need not be read again.
        scope: what is listened to; HomeIQ's own entities never are.
        causes: knows whose acts don't count; it must have been started.
        progress: told after every day, done ones included.

    Raises:
        RecorderMissingError: there is no recorder, or it could not open its database.
        RecorderBusyError: the recorder is migrating its database, or it can't be read.
    """
    instance = await _async_ready(hass)
    await _async_commit(instance)
    reader = await _async_ask(instance, _open_reader, hass)
    extent = await _async_ask(instance, reader.extent)
    if extent.oldest is None:
        return
    entities = {number: entity_id for number, entity_id in extent.entities.items() if scope.wants(entity_id)}
    days = list(local_days(extent.oldest, until, dt_util.get_default_time_zone()))
    for count, day in enumerate(days, 1):
        if day.name not in done:
            subject = _subject(hass, entities, extent.entities, causes)
            yield PastDay(day.name, *await _async_ask(instance, reader.read, day.start, day.end, subject))
        if progress is not None:
            progress(count, len(days))
        await asyncio.sleep(0)


async def _async_ask[**P, T](instance: Recorder, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask in the recorder's executor; what was begun is waited for even when nobody wants the answer any more.

    Home Assistant cancels first and closes the recorder later. Left alone, a question would meet a closed database.
    """
    answer = asyncio.ensure_future(instance.async_add_executor_job(partial(ask, *args, **kwargs)))
    try:
        return await asyncio.shield(answer)
    except asyncio.CancelledError:
        await asyncio.wait([answer])
        raise


@callback
def _subject(
    hass: HomeAssistant, entities: Mapping[int, str], every: Mapping[int, str], causes: CauseClassifier
) -> Subject:
    # Of those that are here today: the recorder leaves out what an entity supports.
    states = [state for entity_id in entities.values() if (state := hass.states.get(entity_id))]
    home = read_home(hass)
    return Subject(
        entities=entities,
        controls={
            number: entity_id
            for number, entity_id in every.items()
            if split_entity_id(entity_id)[0] in SET_BY_NAME or entity_id in home.controls
        },
        ours=our_automations(hass),
        sourceless=sourceless_by_hand(hass),
        no_hands=devices_noticing_people(hass),
        users=causes.users,
        features={state.entity_id: state.attributes.get(ATTR_SUPPORTED_FEATURES, 0) for state in states},
        weather=home.around.weather,
    )


def _open_reader(hass: HomeAssistant) -> RecorderReader:
    # SQLAlchemy comes with the recorder: without one this import fails, and in the event loop it would block.
    from .reading import RecorderReader  # noqa: PLC0415 - it needs SQLAlchemy

    return RecorderReader(hass)


async def _async_ready(hass: HomeAssistant) -> Recorder:
    instance = hass.data.get(DATA_INSTANCE)
    if instance is None:
        raise RecorderMissingError("no recorder is loaded")
    if async_migration_in_progress(hass):
        raise RecorderBusyError("the recorder migrates its database")
    if not await instance.async_db_ready:
        raise RecorderMissingError("the recorder could not open its database")
    await instance.async_recorder_ready.wait()
    return instance


async def _async_commit(instance: Recorder) -> None:
    # Part of the recorder, so loaded by now; a home without one may lack what it requires.
    from homeassistant.components.recorder.tasks import SynchronizeTask  # noqa: PLC0415 - loaded by now

    # What happened just before the import may be on its way to the database still. The recorder's own waiting sees
    # nothing of an event that its thread has just taken from the queue; a task of ours can only come after it.
    committed: asyncio.Future[None] = instance.hass.loop.create_future()
    instance.queue_task(SynchronizeTask(committed))
    await committed
