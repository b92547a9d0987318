"""Events that could not be written when HomeIQ was unloaded: they wait elsewhere until it is loaded again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

from ...const import LOGGER
from ...model.event import EventRow
from ...store.batch import BatchWriter
from ...store.file.database import Database
from ...store.file.spill import MOST, delete_spilled, places_of, put_damaged_aside, read_spilled, spill

_PIECE = 5000  # events written at once

_IN_MEMORY: HassKey[list[EventRow]] = HassKey("homeiq_leftover")


async def async_keep(hass: HomeAssistant, database: Database, rows: list[EventRow]) -> None:
    """Keep events in a file on whatever disk still takes one, else in memory as long as Home Assistant runs."""
    if not rows:
        return
    places = places_of(database.path)
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
    await _async_put_damaged_aside(hass, places)
    rows = [*await hass.async_add_executor_job(read_spilled, places), *hass.data.get(_IN_MEMORY, ())]
    for begin in range(0, len(rows), _PIECE):
        for row in rows[begin : begin + _PIECE]:
            writer.add(row)
        if not await writer.flush():
            # These are kept as they are. What was written already is the same when it is written once more.
            writer.discard()
            return
    if rows:
        LOGGER.info("%s events were taken up that could not be written before", len(rows))
    hass.data.pop(_IN_MEMORY, None)
    await hass.async_add_executor_job(delete_spilled, places)


async def _async_put_damaged_aside(hass: HomeAssistant, places: Sequence[Path]) -> None:
    for aside in await hass.async_add_executor_job(put_damaged_aside, places):
        LOGGER.error("Events that waited to be written can't be read; their file was put aside as %s", aside)
