"""A disk that is full when HomeIQ is unloaded."""

from collections.abc import Callable, Iterator
import errno
import os
from pathlib import Path
import resource
import time

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.keeping import ledger
from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.spill import places_of, spill
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.renames import Renames
from custom_components.homeiq.went_out import Way, WentOut
from tests.evenings import async_read_back, database_path
from tests.homes import async_set_up

EVENTS = 3000

type Fill = Callable[[int], None]


@pytest.fixture
def fill() -> Iterator[Fill]:
    """Let no file grow beyond a size, 0 for as large as it may be else."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size or limits[0], limits[1]))

    yield limit
    limit(0)


async def async_live_on(hass: HomeAssistant) -> list[tuple[str, str]]:
    lived = [("input_text.diary", f"page {n % 60}") for n in range(EVENTS)]
    now = time.time()
    # Two changes of one entity within ten millionths of a second are one, however quick this machine is.
    for place, (entity_id, state) in enumerate(lived):
        hass.states.async_set(entity_id, state, timestamp=now + place / 10_000)
    await hass.async_block_till_done()
    return lived


def waiting(hass: HomeAssistant) -> list[Path]:
    return [place for place in places_of(database_path(hass)) if place.exists()]


@pytest.mark.parametrize("room", [60_000, 1])
async def test_a_reload_on_a_full_disk_loses_nothing(hass: HomeAssistant, fill: Fill, room: int) -> None:
    hass.states.async_set("input_text.diary", "closed")
    entry = await async_set_up(hass, {"storage": {"batch_size": 5000}})
    lived = await async_live_on(hass)

    fill(room)
    await hass.config_entries.async_reload(entry.entry_id)
    spilled = len(waiting(hass))
    fill(0)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    state = entry.state
    assert await hass.config_entries.async_unload(entry.entry_id)

    # With no room at all they wait in memory.
    assert spilled == int(room > 1)
    assert state is ConfigEntryState.LOADED
    assert await async_read_back(hass) == lived
    assert waiting(hass) == []


async def test_removing_homeiq_deletes_what_waits(hass: HomeAssistant, fill: Fill) -> None:
    hass.states.async_set("input_text.diary", "closed")
    entry = await async_set_up(hass, {"storage": {"batch_size": 5000}})
    await async_live_on(hass)
    fill(60_000)
    assert await hass.config_entries.async_unload(entry.entry_id)
    fill(0)
    before = len(waiting(hass))

    await hass.config_entries.async_remove(entry.entry_id)

    assert (before, waiting(hass)) == (1, [])


async def test_what_left_the_house_is_known_once_there_is_room_again(
    hass: HomeAssistant, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = WentOut()
    monkeypatch.setattr(ledger, "WENT_OUT", out)
    entry = await async_set_up(hass)
    out.note(Way.PHONE, "Pixel")

    fill(1)
    await hass.config_entries.async_reload(entry.entry_id)
    fill(0)
    await hass.config_entries.async_reload(entry.entry_id)
    await entry.runtime_data.ledger.async_save()
    months = await entry.runtime_data.ledger.log.months()
    assert await hass.config_entries.async_unload(entry.entry_id)

    assert [(one.receiver, one.count) for one in months] == [("Pixel", 1)]


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EDQUOT, "quota"), (errno.EROFS, "read_only"), (errno.EIO, "disk_failing"), (errno.ENOSPC, "disk_full")],
)
async def test_why_nothing_can_be_written_is_told_with_what_to_do(
    hass: HomeAssistant,
    fill: Fill,
    monkeypatch: pytest.MonkeyPatch,
    issue_registry: ir.IssueRegistry,
    number: int,
    reason: str,
) -> None:
    def refuse(_file: int, _content: bytes) -> int:
        raise OSError(number, os.strerror(number))

    entry = await async_set_up(hass)
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()
    with monkeypatch.context() as disk:
        disk.setattr(os, "write", refuse)
        fill(1)
        await entry.runtime_data.async_flush()
        told = issue_registry.async_get_issue(DOMAIN, "database_failing")
        with pytest.raises(HomeAssistantError) as refused:
            await hass.services.async_call(DOMAIN, "pause_learning", {}, blocking=True)
        fill(0)
    await entry.runtime_data.async_flush()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert told is not None
    assert told.translation_key == f"database_failing_{reason}"
    assert refused.value.translation_key == f"database_unusable_{reason}"
    assert issue_registry.async_get_issue(DOMAIN, "database_failing") is None


async def test_what_waited_elsewhere_has_the_names_of_now_and_nothing_that_was_forgotten(hass: HomeAssistant) -> None:
    rows = [(time.time() - 60, name, "on", Cause.PERSON) for name in ("light.hall", "light.attic", "light.den")]
    spill(rows, places_of(database_path(hass)))
    database = await Database.open(database_path(hass), Profile.NUC)
    await Renames(database).observe({"one": "light.hall"}, time.time() - 30)
    await Renames(database).observe({"one": "light.corridor"}, time.time() - 20)
    attic = Forgotten(begin=0.0, until=time.time() - 10, entities=frozenset({"light.attic"}))
    await EventLog(database).forget(attic, time.time() - 10)
    await database.close()

    await async_set_up(hass)

    assert sorted(await async_read_back(hass)) == [("light.corridor", "on"), ("light.den", "on")]
