"""Making HomeIQ forget, through its action."""

from datetime import timedelta
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.event import Cause
from tests.actions import async_ask, async_learn_now, async_titles
from tests.evenings import async_live, async_read_back, evenings, query
from tests.homes import async_set_up

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


async def async_forget(hass: HomeAssistant, **fields: Any) -> dict[str, Any]:
    answer = await async_ask(hass, "forget", **fields)
    await hass.async_block_till_done(wait_background_tasks=True)
    return answer


async def async_a_past(hass: HomeAssistant) -> dict[str, str]:
    """Learn that the hall light is on every evening; return what is suggested."""
    kitchen = (dt_util.utcnow().timestamp() - 3600, "light.kitchen", "on", Cause.PERSON)
    await async_live(hass, [*evenings(), kitchen])
    await async_set_up(hass)
    await async_learn_now(hass)
    return await async_titles(hass)


async def test_an_entity_is_forgotten_with_what_was_learned_from_it(hass: HomeAssistant) -> None:
    suggested = await async_a_past(hass)

    answer = await async_forget(hass, entity_id="light.hall")

    assert answer == {"events": len(evenings()), "suggestions": len(suggested), "entities": ["light.hall"]}
    assert await async_titles(hass) == {}
    assert "light.hall" not in {entity for entity, _ in await async_read_back(hass)}
    assert ("light.kitchen", "on") in await async_read_back(hass)
    assert query(hass, "SELECT trigger FROM analysis_run_status ORDER BY run_id DESC LIMIT 1") == [("forget",)]


async def test_an_area_is_forgotten(
    hass: HomeAssistant, area_registry: ar.AreaRegistry, entity_registry: er.EntityRegistry
) -> None:
    hall = area_registry.async_create("Hall")
    light = entity_registry.async_get_or_create("light", "demo", "hall", suggested_object_id="hall")
    entity_registry.async_update_entity(light.entity_id, area_id=hall.id)
    await async_a_past(hass)

    answer = await async_forget(hass, area_id=hall.id)

    assert (answer["events"], answer["entities"]) == (len(evenings()), ["light.hall"])


async def test_a_party_is_forgotten_and_the_habit_stays(hass: HomeAssistant) -> None:
    suggested = await async_a_past(hass)
    party = dt_util.now().replace(hour=12, minute=0) - timedelta(days=5)

    answer = await async_forget(hass, start=party.isoformat(), end=(party + timedelta(days=1)).isoformat())

    assert (answer["events"], answer["entities"]) == (2, None)
    assert set(await async_titles(hass)) == set(suggested)


async def test_all_is_forgotten(hass: HomeAssistant) -> None:
    await async_a_past(hass)

    await async_forget(hass, start="2015-01-02 00:00:00")

    assert await async_titles(hass) == {}
    assert await async_ask(hass, "list_patterns") == {"patterns": [], "kept_back": [], "next_cursor": None}


async def test_what_still_waits_to_be_written_is_forgotten_too(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    hass.states.async_set("light.attic", "on")
    await hass.async_block_till_done()

    answer = await async_forget(hass, entity_id="light.attic")

    assert answer["events"] == 1


async def test_what_a_stop_cut_off_is_forgotten_at_the_next_start(hass: HomeAssistant) -> None:
    await async_a_past(hass)
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    await hass.config_entries.async_unload(entry.entry_id)
    query(hass, "INSERT INTO forgotten VALUES (1, 0, 9e9, '[\"light.hall\"]', 0, 0)")

    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert "light.hall" not in {entity for entity, _ in await async_read_back(hass)}
    assert await async_titles(hass) == {}


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "nothing_named"),
        ({"end": "2026-01-01 00:00:00"}, "nothing_named"),
        ({"start": "2026-01-02 00:00:00", "end": "2026-01-01 00:00:00"}, "end_before_start"),
        ({"start": "2500-01-02 00:00:00"}, "end_before_start"),
        ({"area_id": "nowhere"}, "area_empty"),
        ({"entity_id": []}, "nothing_named"),
    ],
)
async def test_what_makes_no_sense_is_refused(hass: HomeAssistant, fields: dict[str, Any], key: str) -> None:
    await async_set_up(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_forget(hass, **fields)

    assert refused.value.translation_key == key


async def test_only_administrators_make_it_forget(hass: HomeAssistant, hass_read_only_user: MockUser) -> None:
    await async_set_up(hass)

    with pytest.raises(Unauthorized):
        await async_ask(hass, "forget", Context(user_id=hass_read_only_user.id), entity_id="light.hall")


async def test_what_cannot_be_written_yet_is_not_taken_for_forgotten(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    query(hass, "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT raise(FAIL, 'no room'); END")
    hass.states.async_set("light.hall", "on")

    with pytest.raises(HomeAssistantError):
        await async_forget(hass, entity_id="light.hall")
    query(hass, "DROP TRIGGER full")
    answer = await async_forget(hass, entity_id="light.hall")

    assert answer["events"] == 1
    assert await async_read_back(hass) == []
