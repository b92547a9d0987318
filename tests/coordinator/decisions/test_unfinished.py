"""Undoing that is cut off, by a crash or by the database, is an undo; deleting by hand stays a no."""

import asyncio
from pathlib import Path
import sys

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import yaml

from tests.accepted import INCLUDED, OWN, async_a_home, async_accept, async_undo, file_of, write_files
from tests.actions import async_signatures
from tests.evenings import query
from tests.offers import a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

PROGRAM = "tests.coordinator.decisions.undoing_process"
STEPS = ["noted", "written", "offered"]
SIGNATURE = "kitchen-at-seven"
AUTOMATION = "homeiq_kitchen-at-seven"
ENTITY = "automation.kitchen_at_07_00"
VERDICTS = "SELECT verdict FROM decisions"


async def async_kill_behind(folder: str, step: str) -> None:
    """Let another process undo, and kill it behind a step."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        PROGRAM,
        folder,
        SIGNATURE,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert process.stdout
    assert process.stdin
    async with asyncio.timeout(60):
        while (await process.stdout.readline()).decode().strip() != step:
            process.stdin.write(b"\n")
    process.kill()
    await process.wait()


async def async_start_again(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    # Home Assistant reads its files before it sets integrations up.
    await hass.services.async_call("automation", "reload", blocking=True)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()


@pytest.mark.parametrize("step", STEPS)
async def test_an_undo_that_is_killed_behind_any_step_is_an_undo(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, step: str
) -> None:
    entry = await async_a_home(hass, a_suggestion(), automations=OWN)
    await async_accept(hass, SIGNATURE)
    assert await hass.config_entries.async_unload(entry.entry_id)

    await async_kill_behind(hass.config.config_dir, step)
    await async_start_again(hass, entry)

    assert await async_signatures(hass) == [SIGNATURE]
    assert file_of(hass).read_text() == OWN
    assert query(hass, VERDICTS) == []
    assert query(hass, "SELECT count(*) FROM automation_versions") == [(0,)]
    assert entity_registry.async_get(ENTITY) is None


@pytest.mark.parametrize(
    "cut_off",
    [
        "DELETE ON decisions",
        "INSERT ON reopened",
        "DELETE ON automation_versions",
    ],
)
async def test_an_undo_that_the_database_cuts_off_is_an_undo_at_the_next_start(
    hass: HomeAssistant, cut_off: str
) -> None:
    entry = await async_a_home(hass, a_suggestion(), automations=OWN)
    await async_accept(hass, SIGNATURE)
    query(hass, f"CREATE TRIGGER cut_off BEFORE {cut_off} BEGIN SELECT RAISE(ABORT, 'cut off'); END")

    with pytest.raises(HomeAssistantError):
        await async_undo(hass, SIGNATURE)
    query(hass, "DROP TRIGGER cut_off")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()

    assert await async_signatures(hass) == [SIGNATURE]
    assert file_of(hass).read_text() == OWN
    assert query(hass, VERDICTS) == []


async def test_an_undo_that_cannot_be_noted_touches_nothing(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), automations=OWN)
    await async_accept(hass, SIGNATURE)
    before = file_of(hass).read_text()
    query(
        hass,
        "CREATE TRIGGER cut_off BEFORE UPDATE ON automation_versions BEGIN SELECT RAISE(ABORT, 'cut off'); END",
    )

    with pytest.raises(HomeAssistantError):
        await async_undo(hass, SIGNATURE)
    query(hass, "DROP TRIGGER cut_off")
    await async_undo(hass, SIGNATURE)

    assert AUTOMATION in before
    assert file_of(hass).read_text() == OWN


async def test_an_undo_that_the_file_refuses_leaves_it_accepted(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, a_suggestion(), automations=OWN)
    await async_accept(hass, SIGNATURE)
    file_of(hass).chmod(0o444)

    with pytest.raises(HomeAssistantError):
        await async_undo(hass, SIGNATURE)
    file_of(hass).chmod(0o644)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()

    assert AUTOMATION in file_of(hass).read_text()
    assert query(hass, VERDICTS) == [("accepted",)]
    assert query(hass, "SELECT is_pending FROM automation_versions") == [(0,)]


async def test_what_somebody_has_edited_since_the_crash_is_theirs(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, a_suggestion(), automations=OWN)
    await async_accept(hass, SIGNATURE)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await async_kill_behind(hass.config.config_dir, "noted")
    edited = file_of(hass).read_text().replace("07:00:00", "08:00:00")
    file_of(hass).write_text(edited)

    await async_start_again(hass, entry)

    assert file_of(hass).read_text() == edited
    assert query(hass, VERDICTS) == [("accepted",)]


async def test_what_somebody_has_moved_since_the_crash_is_theirs(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, a_suggestion())
    await async_accept(hass, SIGNATURE)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await async_kill_behind(hass.config.config_dir, "noted")
    write_files(hass, "[]\n", f"{INCLUDED}automation moved:\n{file_of(hass).read_text()}")

    await async_start_again(hass, entry)

    assert hass.states.is_state(ENTITY, "on")
    assert query(hass, VERDICTS) == [("accepted",)]


async def test_deleting_by_hand_while_another_tool_writes_the_file_stays_a_no(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, a_suggestion(), automations=OWN)
    await async_accept(hass, SIGNATURE)
    assert await hass.config_entries.async_unload(entry.entry_id)
    others = [one for one in yaml.safe_load(file_of(hass).read_text()) if one["id"] != AUTOMATION]
    file_of(hass).write_text(yaml.safe_dump([*others, {**others[0], "id": "theirs", "alias": "Theirs"}]))
    registry = er.async_get(hass)
    registry.async_remove(ENTITY)

    await async_start_again(hass, entry)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await async_signatures(hass) == []
    assert query(hass, VERDICTS) == [("dismissed",)]
