"""Events that could not be written when HomeIQ was unloaded: they wait elsewhere until it is loaded again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

from ...const import LOGGER
from ...model.decisions.forgotten import rows_without
from ...model.event import EventRow
from ...model.rename import rows_with_todays_names
from ...store.batch import BatchWriter
from ...store.file.database import Database
from ...store.file.errors import DatabaseUnusableError
from ...store.file.spill import MOST, delete_spilled, places_of, put_damaged_aside, read_spilled, spill
from ...store.forgotten import read_forgotten
from ...store.tables.renames import read_renamed

_PIECE = 5000  # events written at once

_IN_MEMORY: HassKey[list[EventRow]] = HassKey("homeiq_leftover")


async def async_keep(hass: HomeAssistant, database: Database, rows: list[EventRow]) -> None:
    """Keep events in a file on whatever disk still takes one, else in memory as long as Home Assistant runs."""
    if not rows:
        return
    places = places_of(database.path)
    with suppress(OSError):
        await _async_put_damaged_aside(hass, places)
    spilled = await hass.async_add_executor_job(spill, rows, places)
    lost = spilled.left_out
    if spilled.place:
        LOGGER.warning("%s events could not be written; they wait in %s", len(rows) - lost, spilled.place)
    else:
        waiting = hass.data.setdefault(_IN_MEMORY, [])
        kept = rows[: MOST - len(waiting)]
        waiting += kept
        lost = len(rows) - len(kept)
        LOGGER.warning("%s events could be written nowhere; they wait in memory, until a restart", len(kept))
    if lost:
        LOGGER.error("%s events are lost: %s others wait already, and there is room for no more", lost, MOST)


async def async_take_up(hass: HomeAssistant, database: Database, writer: BatchWriter) -> None:
    """Write what waits elsewhere; what still can't be written waits on."""
    places = places_of(database.path)
    try:
        await _async_put_damaged_aside(hass, places)
        spilled = await hass.async_add_executor_job(read_spilled, places)
    except OSError as err:
        LOGGER.error("Events that waited to be written can't be read now, and wait on: %s", err)
        return
    waiting = [*spilled, *hass.data.get(_IN_MEMORY, ())]
    rows = await _async_known_by_now(database, waiting)
    if rows is None:
        return
    for begin in range(0, len(rows), _PIECE):
        for row in rows[begin : begin + _PIECE]:
            writer.add(row)
        if not await writer.flush():
            # These are kept as they are. What was written already is the same when it is written once more.
            writer.discard()
            return
    if waiting:
        LOGGER.info("%s events were taken up that could not be written before", len(rows))
    hass.data.pop(_IN_MEMORY, None)
    await hass.async_add_executor_job(delete_spilled, places)


async def _async_known_by_now(database: Database, rows: list[EventRow]) -> list[EventRow] | None:
    """Return events that waited with the ids of now and without what was forgotten meanwhile; None if nobody knows."""
    if not rows:
        return []
    try:
        renamed, forgotten = await database.read(
            lambda connection: (read_renamed(connection), read_forgotten(connection))
        )
    except DatabaseUnusableError:
        return None
    return [*rows_without(rows_with_todays_names(rows, renamed), forgotten)]


async def _async_put_damaged_aside(hass: HomeAssistant, places: Sequence[Path]) -> None:
    for aside in await hass.async_add_executor_job(put_damaged_aside, places):
        LOGGER.error("Events that waited to be written can't be read; their file was put aside as %s", aside)
