# ruff: noqa: S311 - a test may wait for its own files, and has to be repeatable
from collections.abc import Sequence
from datetime import timedelta
import os
from pathlib import Path
import random
import resource
import shutil
from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.coordinator import LOOK_EVERY
from tests.accepted import async_a_home, async_accept, file_of
from tests.evenings import async_live, async_read_back, database_path, evenings, query
from tests.homes import async_refresh, async_set_up
from tests.offers import a_pattern, a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

SIGNATURE = "kitchen-at-seven"
OTHER = a_suggestion(a_pattern("hall-at-eight", entities=("light.hall",)))


def put_aside(hass: HomeAssistant) -> list[Path]:
    found = Path(hass.config.config_dir).glob("homeiq.db.corrupt.*")
    return sorted(path for path in found if not path.name.endswith(("-wal", "-shm")))


def notices(issue_registry: ir.IssueRegistry, key: str) -> Sequence[ir.IssueEntry]:
    return [issue for issue in issue_registry.issues.values() if issue.translation_key == key]


def garble(path: Path, begin: int = 0) -> bytes:
    content = path.read_bytes()
    path.write_bytes(content[:begin] + random.Random(1).randbytes(len(content) - begin))
    return path.read_bytes()


async def async_look(hass: HomeAssistant) -> None:
    """Let the half minute pass after which HomeIQ looks at its file, and what follows from it."""
    async_fire_time_changed(hass, dt_util.utcnow() + LOOK_EVERY + timedelta(seconds=1))
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_offered(hass: HomeAssistant) -> list[str]:
    answer: Any = await hass.services.async_call(DOMAIN, "list_suggestions", {}, blocking=True, return_response=True)
    return [suggestion["signature"] for suggestion in answer["suggestions"]]


@pytest.mark.parametrize("content", [bytes(range(256)) * 32, b"SQLite format 3\x00" + b"\xff" * 9000])
async def test_what_is_no_database_is_put_aside_and_a_new_one_begun(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry, content: bytes
) -> None:
    database_path(hass).write_bytes(content)

    entry = await async_set_up(hass)

    (aside,) = put_aside(hass)
    (notice,) = notices(issue_registry, "database_set_aside")
    assert entry.state is ConfigEntryState.LOADED
    assert aside.read_bytes() == content
    assert notice.translation_placeholders is not None
    assert notice.translation_placeholders["file"] == aside.name


async def test_a_table_whose_name_is_no_text_any_more_costs_itself(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, a_suggestion(), OTHER)
    await async_accept(hass, SIGNATURE)
    assert await hass.config_entries.async_unload(entry.entry_id)
    content = database_path(hass).read_bytes()
    database_path(hass).write_bytes(content.replace(b"openings", b"op\xe1nings"))

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert entry.state is ConfigEntryState.LOADED
    assert len(put_aside(hass)) == 1


async def test_a_folder_in_the_place_of_the_database_is_put_aside(hass: HomeAssistant) -> None:
    database_path(hass).mkdir()

    entry = await async_set_up(hass)

    assert entry.state is ConfigEntryState.LOADED
    assert [path.is_dir() for path in put_aside(hass)] == [True]


async def test_what_was_decided_survives_a_lost_table(hass: HomeAssistant, issue_registry: ir.IssueRegistry) -> None:
    entry = await async_a_home(hass, a_suggestion(), OTHER)
    await async_accept(hass, SIGNATURE)
    await hass.services.async_call(DOMAIN, "dismiss_suggestion", {"signature": OTHER.signature}, blocking=True)
    assert await hass.config_entries.async_unload(entry.entry_id)
    query(hass, "DROP TABLE told")

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    answer = await hass.services.async_call(DOMAIN, "list_decisions", {}, blocking=True, return_response=True)
    await hass.services.async_call(DOMAIN, "undo_suggestion", {"signature": SIGNATURE}, blocking=True)

    assert answer is not None
    assert len(notices(issue_registry, "database_set_aside")) == 1
    assert OTHER.signature in str(answer)
    assert file_of(hass).read_text() == "[]\n"


async def test_what_was_found_before_is_learned_anew_from_the_imported_past(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    await async_refresh(hass, entry.runtime_data)
    before = await async_offered(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)
    query(hass, "DROP TABLE told")
    query(hass, "DELETE FROM patterns")

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert before
    assert await async_offered(hass) == before


async def test_an_automation_of_ours_is_known_by_its_id_when_nothing_can_be_read(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, a_suggestion(), OTHER)
    await async_accept(hass, SIGNATURE)
    assert await hass.config_entries.async_unload(entry.entry_id)
    garble(database_path(hass))

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert len(put_aside(hass)) == 1
    assert query(hass, "SELECT signature, verdict FROM decisions") == [(SIGNATURE, "accepted")]


async def test_a_database_damaged_while_it_is_open_is_put_aside(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    garble(database_path(hass), 4096)

    hass.states.async_set("light.attic", "on")
    await hass.async_block_till_done()
    await entry.runtime_data.async_flush()
    with pytest.raises(HomeAssistantError, match="corrupt"):
        await hass.services.async_call(DOMAIN, "refresh", {}, blocking=True, return_response=True)
    await async_look(hass)

    assert entry.state is ConfigEntryState.LOADED
    assert len(put_aside(hass)) == 1
    assert len(notices(issue_registry, "database_set_aside")) == 1


async def test_damage_that_only_learning_meets_is_noticed(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    await async_live(hass, evenings(range(1, 1000)))
    entry = await async_set_up(hass)
    ((page,),) = query(hass, "SELECT min(pageno) FROM dbstat WHERE name = 'event' AND pagetype = 'leaf'")
    await entry.runtime_data.async_flush()
    query(hass, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(database_path(hass).read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 8] = bytes(8)
    database_path(hass).write_bytes(content)

    await async_refresh(hass, entry.runtime_data)
    await async_look(hass)

    assert entry.state is ConfigEntryState.LOADED
    assert len(put_aside(hass)) == 1
    assert len(notices(issue_registry, "database_set_aside")) == 1


async def test_a_deleted_database_is_written_anew_from_what_is_open(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()
    for suffix in ("", "-wal", "-shm"):
        database_path(hass).with_name(f"homeiq.db{suffix}").unlink()

    await async_look(hass)
    state = entry.state
    assert await hass.config_entries.async_unload(entry.entry_id)

    assert state is ConfigEntryState.LOADED
    assert await async_read_back(hass) == [("light.hall", "on")]
    assert len(notices(issue_registry, "database_gone")) == 1


def delete_database(hass: HomeAssistant) -> None:
    for suffix in ("", "-wal", "-shm"):
        database_path(hass).with_name(f"homeiq.db{suffix}").unlink()


async def test_a_deleted_database_waits_open_until_there_is_room_to_write_it_anew(hass: HomeAssistant) -> None:
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()
    await entry.runtime_data.async_flush()
    delete_database(hass)

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, limits[1]))
    await async_look(hass)
    before = database_path(hass).exists()
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    await async_look(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)
    files = [path.name for path in database_path(hass).parent.glob("homeiq.db*")]

    assert not before
    assert files == ["homeiq.db"]
    assert await async_read_back(hass) == [("light.hall", "on")]


async def test_a_deleted_log_costs_nothing(hass: HomeAssistant, issue_registry: ir.IssueRegistry) -> None:
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    await async_look(hass)
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()
    await entry.runtime_data.async_flush()
    database_path(hass).with_name("homeiq.db-wal").unlink()

    await async_look(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)

    assert await async_read_back(hass) == [("light.hall", "on")]
    assert len(notices(issue_registry, "database_gone")) == 1


async def test_a_database_that_takes_the_place_of_another_is_used(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry, tmp_path: Path
) -> None:
    await async_live(hass, [(1_772_000_000.0, "light.attic", "on", 1)])
    saved = tmp_path / "saved"
    shutil.move(database_path(hass), saved)
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()
    for suffix in ("-wal", "-shm"):
        database_path(hass).with_name(f"homeiq.db{suffix}").unlink()
    os.replace(saved, database_path(hass))  # noqa: PTH105 - as another program does it

    await async_look(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)

    assert ("light.attic", "on") in await async_read_back(hass)
    assert len(notices(issue_registry, "database_replaced")) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET suggestion = '{' WHERE signature = 'hall-at-eight'",
        "UPDATE decisions SET verdict = 'perhaps' WHERE signature = 'hall-at-eight'",
        "UPDATE automation_versions SET suggestion = '[]'",
        "UPDATE automation_versions SET edit = '{\"key\": 1}'",
        "UPDATE suggestions SET body = 'null'",
        "UPDATE patterns SET body = '{\"trigger\": 3}'",
        "UPDATE followed SET fate = 'eaten'",
        "UPDATE entities SET labels = '{'",
        "INSERT INTO trials (signature, suggestion, began_at, until) VALUES ('a', '{', 0, 0)",
        "INSERT INTO adjustments (signature, suggestion, adjusted_at) VALUES ('a', '\"', 0)",
        "INSERT INTO told VALUES ('a', 'by pigeon', 0, 0)",
        "INSERT INTO forgotten VALUES (1, 0, 1, '{', 0, 0)",
        "INSERT INTO analysis_run_status VALUES (99, 'whim', 'success', 1, 2, 0, 0, 0, 0, NULL, '[', '')",
        "UPDATE decisions SET suggestion = CAST(x'ff7b' AS TEXT) WHERE signature = 'hall-at-eight'",
    ],
)
async def test_a_row_that_makes_no_sense_costs_itself(hass: HomeAssistant, statement: str) -> None:
    third = a_suggestion(a_pattern("third", entities=("light.attic",)))
    entry = await async_a_home(hass, a_suggestion(), OTHER, third)
    await async_accept(hass, SIGNATURE)
    await hass.services.async_call(DOMAIN, "dismiss_suggestion", {"signature": OTHER.signature}, blocking=True)
    assert await hass.config_entries.async_unload(entry.entry_id)
    query(hass, statement)

    is_set_up = await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert is_set_up
    assert put_aside(hass) == []
    assert isinstance(await async_offered(hass), list)
