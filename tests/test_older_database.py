# ruff: noqa: ASYNC240 - a test may wait for its own files
"""An older database is put back by hand, while the changes of the newer one still lie beside it."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
import shutil

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.coordinator import LOOK_EVERY
from tests.accepted import async_a_home, async_accept, file_of
from tests.evenings import async_read_back, database_path, query
from tests.homes import async_set_up
from tests.offers import a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

FILES = ("homeiq.db", "homeiq.db-wal")


def notices(issue_registry: ir.IssueRegistry, key: str) -> Sequence[ir.IssueEntry]:
    return [issue for issue in issue_registry.issues.values() if issue.translation_key == key]


def logs_aside(hass: HomeAssistant) -> list[Path]:
    return list(Path(hass.config.config_dir).glob("homeiq.db.log.*"))


async def async_say(hass: HomeAssistant, entry: MockConfigEntry, *states: str) -> None:
    for state in states:
        hass.states.async_set("light.hall", state)
        await hass.async_block_till_done()
        await entry.runtime_data.async_flush()


async def async_crash(hass: HomeAssistant, entry: MockConfigEntry, to: Path) -> None:
    """End HomeIQ, and leave its files as they were before it ended."""
    to.mkdir()
    for name in FILES:
        shutil.copy(database_path(hass).with_name(name), to)
    assert await hass.config_entries.async_unload(entry.entry_id)
    for name in FILES:
        shutil.copy(to / name, database_path(hass).with_name(name))


async def async_older_home(hass: HomeAssistant, tmp_path: Path) -> tuple[MockConfigEntry, Path]:
    """A home that says something after its database was copied and before it crashes."""
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    await async_say(hass, entry, "on")
    assert await hass.config_entries.async_unload(entry.entry_id)
    older = Path(shutil.copy(database_path(hass), tmp_path / "older"))
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_say(hass, entry, "off")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_say(hass, entry, "on")
    return entry, older


async def test_an_older_database_is_used_without_the_changes_of_the_newer(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry, tmp_path: Path
) -> None:
    entry, older = await async_older_home(hass, tmp_path)
    await async_crash(hass, entry, tmp_path / "crashed")
    shutil.copy(older, database_path(hass))

    assert await hass.config_entries.async_setup(entry.entry_id)
    heard = await async_read_back(hass)

    (notice,), (aside,) = notices(issue_registry, "database_log_aside"), logs_aside(hass)
    assert heard == [("light.hall", "on")]
    assert query(hass, "PRAGMA integrity_check") == [("ok",)]
    assert notice.translation_placeholders == {"file": aside.name}
    assert aside.read_bytes() == (tmp_path / "crashed" / "homeiq.db-wal").read_bytes()


async def test_a_crash_alone_costs_nothing_and_is_not_told(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry, tmp_path: Path
) -> None:
    entry, _older = await async_older_home(hass, tmp_path)
    await async_crash(hass, entry, tmp_path / "crashed")

    assert await hass.config_entries.async_setup(entry.entry_id)

    assert len(await async_read_back(hass)) == 3
    assert notices(issue_registry, "database_log_aside") == []
    assert notices(issue_registry, "database_log_torn") == []


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[32 + 24 + 200] ^= 8
    path.write_bytes(content)


async def test_a_damaged_log_is_told_of_and_what_happened_comes_from_home_assistant(
    recorder_mock: Recorder, hass: HomeAssistant, issue_registry: ir.IssueRegistry, tmp_path: Path
) -> None:
    entry, _older = await async_older_home(hass, tmp_path)
    await async_wait_recording_done(hass)
    await async_crash(hass, entry, tmp_path / "crashed")
    before = await async_read_back(hass)
    for name in FILES:
        shutil.copy(tmp_path / "crashed" / name, database_path(hass).with_name(name))
    database_path(hass).with_name("homeiq.db-shm").unlink(missing_ok=True)
    flip(database_path(hass).with_name("homeiq.db-wal"))
    damaged = database_path(hass).with_name("homeiq.db-wal").read_bytes()

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    (notice,), (aside,) = notices(issue_registry, "database_log_torn"), logs_aside(hass)
    told = notice.translation_placeholders or {}
    assert await async_read_back(hass) == before
    assert (told["file"], int(told["changes"]) > 0) == (aside.name, True)
    assert aside.read_bytes() == damaged
    assert query(hass, "PRAGMA integrity_check") == [("ok",)]


async def test_an_older_database_gets_what_happened_since_from_home_assistant(
    recorder_mock: Recorder, hass: HomeAssistant, tmp_path: Path
) -> None:
    entry, older = await async_older_home(hass, tmp_path)
    await async_wait_recording_done(hass)
    await async_crash(hass, entry, tmp_path / "crashed")
    before = await async_read_back(hass)
    for name in FILES:
        shutil.copy(tmp_path / "crashed" / name, database_path(hass).with_name(name))
    shutil.copy(older, database_path(hass))

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await async_read_back(hass) == before


async def test_an_older_database_knows_what_was_accepted_since(hass: HomeAssistant, tmp_path: Path) -> None:
    entry = await async_a_home(hass, a_suggestion())
    assert await hass.config_entries.async_unload(entry.entry_id)
    older = shutil.copy(database_path(hass), tmp_path / "older")
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_say(hass, entry, "on")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_accept(hass, "kitchen-at-seven")
    await async_crash(hass, entry, tmp_path / "crashed")
    shutil.copy(older, database_path(hass))

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert "homeiq_kitchen-at-seven" in file_of(hass).read_text()
    assert query(hass, "SELECT signature, verdict FROM decisions") == [("kitchen-at-seven", "accepted")]


async def test_a_database_of_an_hour_ago_without_a_log_knows_what_was_accepted_since(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, tmp_path: Path
) -> None:
    entry = await async_a_home(hass, a_suggestion())
    await async_say(hass, entry, "on")
    assert await hass.config_entries.async_unload(entry.entry_id)
    older = shutil.copy(database_path(hass), tmp_path / "older")
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_accept(hass, "kitchen-at-seven")
    assert await hass.config_entries.async_unload(entry.entry_id)
    shutil.copy(older, database_path(hass))
    freezer.tick(timedelta(hours=1))

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert query(hass, "SELECT signature, verdict FROM decisions") == [("kitchen-at-seven", "accepted")]


async def test_a_database_that_is_written_over_while_it_is_open_is_used(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry, tmp_path: Path
) -> None:
    entry, older = await async_older_home(hass, tmp_path)
    database_path(hass).write_bytes(older.read_bytes())

    async_fire_time_changed(hass, dt_util.utcnow() + LOOK_EVERY + timedelta(seconds=1))
    await hass.async_block_till_done(wait_background_tasks=True)

    assert entry.state is ConfigEntryState.LOADED
    assert ("light.hall", "on") in await async_read_back(hass)
    assert query(hass, "PRAGMA integrity_check") == [("ok",)]
    assert len(notices(issue_registry, "database_replaced")) == 1
    assert len(logs_aside(hass)) == 1


async def test_a_log_without_its_database_is_kept(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry, tmp_path: Path
) -> None:
    entry, _older = await async_older_home(hass, tmp_path)
    await async_crash(hass, entry, tmp_path / "crashed")
    database_path(hass).unlink()

    assert await hass.config_entries.async_setup(entry.entry_id)

    assert len(logs_aside(hass)) == 1
    assert len(notices(issue_registry, "database_log_aside")) == 1
    assert hass.config_entries.async_entries(DOMAIN) == [entry]
