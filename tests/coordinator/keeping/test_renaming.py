"""An entity is renamed in Home Assistant: nothing dismissed returns, nothing accepted is offered again."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config import async_hass_config_yaml
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.accepted import async_accept, write_files
from tests.actions import async_ask, async_learn_now, async_say, async_signatures, async_titles
from tests.evenings import async_live, async_read_back, evenings, query
from tests.homes import async_later, async_restart, async_set_up

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

EVENING, NIGHT = "Turn on Hall at 18:00 every day", "Turn off Hall at 22:00 every day"


def furnish(registry: er.EntityRegistry) -> None:
    registry.async_get_or_create("light", "demo", "hall", suggested_object_id="hall", original_name="Hall")


async def async_rename(hass: HomeAssistant, registry: er.EntityRegistry) -> None:
    registry.async_update_entity("light.hall", new_entity_id="light.corridor")
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_evenings(hass: HomeAssistant, registry: er.EntityRegistry) -> dict[str, str]:
    furnish(registry)
    await async_live(hass, evenings())
    write_files(hass)
    config = await async_hass_config_yaml(hass)
    for component in ("automation", "config"):
        assert await async_setup_component(hass, component, config)
    await async_set_up(hass)
    hass.states.async_set("light.hall", "off")
    await async_learn_now(hass)
    return await async_titles(hass)


async def test_its_past_has_its_new_name(hass: HomeAssistant, entity_registry: er.EntityRegistry) -> None:
    furnish(entity_registry)
    await async_live(hass, evenings())
    await async_set_up(hass)

    await async_rename(hass, entity_registry)

    assert {entity for entity, _ in await async_read_back(hass) if entity.startswith("light.")} == {"light.corridor"}


async def test_suggestions_are_about_it_at_once(hass: HomeAssistant, entity_registry: er.EntityRegistry) -> None:
    before = await async_evenings(hass, entity_registry)

    await async_rename(hass, entity_registry)

    answer = await async_ask(hass, "list_suggestions")
    assert {one["signature"]: one["entities"] for one in answer["suggestions"]} == {
        before[EVENING]: ["light.corridor"],
        before[NIGHT]: ["light.corridor"],
    }


async def test_nothing_dismissed_returns_and_nothing_open_gets_another_name(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, freezer: FrozenDateTimeFactory
) -> None:
    before = await async_evenings(hass, entity_registry)
    await async_say(hass, "dismiss", before[EVENING])

    await async_rename(hass, entity_registry)
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)

    assert await async_signatures(hass) == [before[NIGHT]]


async def test_never_this_entity_means_it_under_any_name(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, freezer: FrozenDateTimeFactory
) -> None:
    before = await async_evenings(hass, entity_registry)
    await async_say(hass, "dismiss", before[EVENING], objection="never_this_entity")

    await async_rename(hass, entity_registry)
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)

    assert await async_signatures(hass) == []


async def test_nothing_accepted_is_offered_again(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, freezer: FrozenDateTimeFactory
) -> None:
    before = await async_evenings(hass, entity_registry)
    await async_accept(hass, before[EVENING])
    await async_accept(hass, before[NIGHT], mode="shadow")

    await async_rename(hass, entity_registry)
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)

    assert await async_signatures(hass) == []


async def test_a_snoozed_suggestion_comes_back_about_it(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, freezer: FrozenDateTimeFactory
) -> None:
    before = await async_evenings(hass, entity_registry)
    await async_say(hass, "snooze", before[EVENING], duration={"hours": 1})
    await async_rename(hass, entity_registry)

    await async_later(hass, freezer, hours=1, seconds=1)

    answer = await async_ask(hass, "list_suggestions", entity_id="light.corridor")
    assert before[EVENING] in {one["signature"] for one in answer["suggestions"]}


async def test_what_was_renamed_while_homeiq_was_off_is_found_out_at_the_start(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    furnish(entity_registry)
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    await hass.config_entries.async_unload(entry.entry_id)

    await async_rename(hass, entity_registry)
    await hass.config_entries.async_setup(entry.entry_id)
    await async_restart(hass, entry)

    assert {entity for entity, _ in await async_read_back(hass) if entity.startswith("light.")} == {"light.corridor"}


async def test_what_changes_about_an_entity_but_its_id_changes_nothing(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    before = await async_evenings(hass, entity_registry)

    entity_registry.async_update_entity("light.hall", name="Corridor")
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await async_titles(hass) == before


EXCLUDED = {"scope": {"exclude_entities": ["light.hall"]}}


async def test_what_is_excluded_stays_excluded_under_its_new_name(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    furnish(entity_registry)
    entry = await async_set_up(hass, EXCLUDED)

    await async_rename(hass, entity_registry)
    hass.states.async_set("light.corridor", "on")
    hass.states.async_set("light.attic", "on")
    await hass.config_entries.async_unload(entry.entry_id)

    assert entry.options == {"scope": {"exclude_entities": ["light.corridor"]}}
    assert await async_read_back(hass) == [("light.attic", "on")]


async def test_what_was_excluded_and_renamed_while_homeiq_was_off_is_excluded_once_it_is_on(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    furnish(entity_registry)
    entry = await async_set_up(hass, EXCLUDED)
    await hass.config_entries.async_unload(entry.entry_id)

    await async_rename(hass, entity_registry)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    hass.states.async_set("light.corridor", "on")
    await hass.async_block_till_done()
    await hass.config_entries.async_unload(entry.entry_id)

    assert entry.options == {"scope": {"exclude_entities": ["light.corridor"]}}
    assert await async_read_back(hass) == []


async def test_options_that_name_something_else_begin_nothing_anew(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    furnish(entity_registry)
    entry = await async_set_up(hass, {"scope": {"exclude_entities": ["light.attic"]}})
    before = entry.runtime_data

    await async_rename(hass, entity_registry)

    assert entry.runtime_data is before


async def test_what_could_not_be_written_before_a_rename_has_the_new_name_too(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    furnish(entity_registry)
    entry = await async_set_up(hass)
    query(hass, "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT raise(FAIL, 'no room'); END")
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()

    await async_rename(hass, entity_registry)
    query(hass, "DROP TRIGGER full")
    await async_restart(hass, entry)

    assert await async_read_back(hass) == [("light.corridor", "on")]


def take_over(hass: HomeAssistant, registry: er.EntityRegistry, old: str, new: str, state: str) -> None:
    """Rename an entity, which goes on under its new id at once."""
    registry.async_update_entity(old, new_entity_id=new)
    hass.states.async_remove(old)
    hass.states.async_set(new, state)


async def async_two_lamps(hass: HomeAssistant, registry: er.EntityRegistry) -> MockConfigEntry:
    for name in ("hall", "attic"):
        registry.async_get_or_create("light", "demo", name, suggested_object_id=name)
    entry = await async_set_up(hass)
    hass.states.async_set("light.attic", "attic 1")
    hass.states.async_set("light.hall", "hall 1")
    return entry


def change_places(hass: HomeAssistant, registry: er.EntityRegistry) -> None:
    """Let two lamps take each other's ids, step by step, and go on and off in between."""
    take_over(hass, registry, "light.hall", "light.spare", "hall 3")
    take_over(hass, registry, "light.attic", "light.hall", "attic 2")
    take_over(hass, registry, "light.spare", "light.attic", "hall 4")


async def test_whatever_is_renamed_in_a_row_each_event_is_of_what_it_was_told_of(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    entry = await async_two_lamps(hass, entity_registry)

    change_places(hass, entity_registry)
    await hass.async_block_till_done(wait_background_tasks=True)
    await hass.config_entries.async_unload(entry.entry_id)

    assert sorted(await async_read_back(hass)) == [
        ("light.attic", "hall 1"),
        ("light.attic", "hall 3"),
        ("light.attic", "hall 4"),
        ("light.hall", "attic 1"),
        ("light.hall", "attic 2"),
    ]


@pytest.mark.parametrize("trouble", [None, "no room"])
async def test_what_is_renamed_in_a_row_right_before_a_stop_is_so_after_it(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, trouble: str | None
) -> None:
    entry = await async_two_lamps(hass, entity_registry)
    await entry.runtime_data.async_flush()
    if trouble:
        query(hass, f"CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT raise(FAIL, '{trouble}'); END")
        hass.states.async_set("light.hall", "hall 2")
        await entry.runtime_data.async_flush()

    change_places(hass, entity_registry)
    await hass.config_entries.async_unload(entry.entry_id)
    query(hass, "DROP TRIGGER IF EXISTS full")
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    told = {(name, state) for name, state in await async_read_back(hass) if state[-1:].isdigit()}
    halls = {("light.attic", f"hall {number}") for number in ((1, 2, 3, 4) if trouble else (1, 3, 4))}
    assert told == halls | {("light.hall", "attic 1"), ("light.hall", "attic 2")}
