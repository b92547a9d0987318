"""Home Assistant stops, and gives what closes its time."""

import asyncio
from contextlib import closing
import sqlite3
import time

from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE, EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CLOSE_STAGE_SHUTDOWN_TIMEOUT, HomeAssistant
import pytest

from custom_components.homeiq.coordinator import closing as module
from custom_components.homeiq.store.file.spill import read_spilled
from tests.evenings import async_read_back, database_path
from tests.homes import async_set_up
from tests.test_full_disk import async_live_on, waiting


def test_there_is_time_to_keep_what_was_waited_for_in_vain() -> None:
    assert 2 * module.PATIENCE <= CLOSE_STAGE_SHUTDOWN_TIMEOUT


@pytest.mark.parametrize(
    "stages", [(EVENT_HOMEASSISTANT_FINAL_WRITE, EVENT_HOMEASSISTANT_CLOSE), (EVENT_HOMEASSISTANT_CLOSE,)]
)
async def test_another_process_that_holds_the_database_costs_no_event_at_the_stop(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, stages: tuple[str, ...]
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    hass.states.async_set("input_text.diary", "closed")
    entry = await async_set_up(hass, {"storage": {"batch_size": 5000}})
    lived = await async_live_on(hass)
    begin = time.monotonic()

    with closing(sqlite3.connect(database_path(hass), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for stage in stages:
            hass.bus.async_fire(stage)
            await hass.async_block_till_done()
        seconds = time.monotonic() - begin
    places = waiting(hass)
    kept = await asyncio.to_thread(read_spilled, places)
    await hass.config_entries.async_reload(entry.entry_id)
    assert await hass.config_entries.async_unload(entry.entry_id)

    assert len(kept) == len(lived)
    assert await async_read_back(hass) == lived
    assert waiting(hass) == []
    # All that is written at the end has waited together.
    assert seconds < 5.0
