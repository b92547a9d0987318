"""What is excluded after it was learned from: neither shown nor learned from again, though its past is still stored."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
import pytest

from custom_components.homeiq.const import DOMAIN
from tests.accepted import async_accept
from tests.actions import async_adjust
from tests.evenings import async_learned, async_live, evenings
from tests.homes import async_set_up

PATTERNS = "sensor.homeiq_patterns"
OPTIONS: list[dict[str, Any]] = [
    {"exclude_domains": ["light"]},
    {"exclude_areas": ["hall"]},
    {"exclude_entities": ["light.hall"]},
    {"exclude_globs": ["light.h*"]},
    {"include_domains": ["switch"]},
]


async def async_learn(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.tick(61)  # the rest between two requests
    await hass.services.async_call(DOMAIN, "refresh", {}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)


def state_of(hass: HomeAssistant, entity_id: str) -> str:
    state = hass.states.get(entity_id)
    assert state
    return state.state


@pytest.mark.parametrize("scope", OPTIONS)
async def test_what_is_excluded_is_gone_at_once_and_not_learned_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, scope: dict[str, Any]
) -> None:
    hall = ar.async_get(hass).async_create("Hall")
    er.async_get(hass).async_get_or_create("light", "test", "1", suggested_object_id="hall")
    er.async_get(hass).async_update_entity("light.hall", area_id=hall.id)
    hass.states.async_set("light.hall", "off")
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    await async_learn(hass, freezer)
    learned = state_of(hass, "sensor.homeiq_suggestions"), state_of(hass, PATTERNS)

    hass.config_entries.async_update_entry(entry, options={"scope": scope})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    at_once = state_of(hass, "sensor.homeiq_suggestions"), state_of(hass, PATTERNS)
    await async_learn(hass, freezer)

    assert learned == ("2", "2")
    assert at_once == ("0", "0")
    assert state_of(hass, PATTERNS) == "0"
    assert state_of(hass, "sensor.homeiq_analysis_status") == "no_data"


async def test_what_is_included_again_is_learned_again(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    hass.states.async_set("light.hall", "off")
    await async_live(hass, evenings())
    entry = await async_set_up(hass, {"scope": {"exclude_entities": ["light.hall"]}})
    await async_learn(hass, freezer)

    hass.config_entries.async_update_entry(entry, options={})
    await hass.config_entries.async_reload(entry.entry_id)
    await async_learn(hass, freezer)

    assert state_of(hass, PATTERNS) == "2"


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_what_is_excluded_is_not_looked_at_either_where_somebody_changes_what_was_accepted(
    hass: HomeAssistant,
) -> None:
    hass.states.async_set("light.hall", "off")
    entry, habit = await async_learned(hass)
    await async_accept(hass, habit["signature"])
    before = await async_adjust(hass, habit["signature"], time="18:06:00")

    hass.config_entries.async_update_entry(entry, options={"scope": {"exclude_entities": ["light.hall"]}})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    after = await async_adjust(hass, habit["signature"], time="18:07:00")

    assert before["backtest"]["runs"] > 20
    assert after["backtest"]["runs"] == 0
