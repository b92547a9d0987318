from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.capture.kept_home import KeptHome
from custom_components.homeiq.capture.registries import read_home
from custom_components.homeiq.past.ways_in import way_in


@pytest.mark.parametrize("state", ["on", "unavailable"])
async def test_a_group_stands_for_its_members_while_they_are_away(hass: HomeAssistant, state: str) -> None:
    group = {"platform": "group", "name": "Evening", "entities": ["switch.lamp", "switch.gate"]}
    hass.states.async_set("switch.gate", state)
    hass.states.async_set("switch.lamp", state)
    assert await async_setup_component(hass, "switch", {"switch": [group]})
    await hass.async_block_till_done()

    way = way_in("switch.evening", read_home(hass))

    assert way is not None
    assert way.entity_id == "switch.gate"


async def test_a_group_of_the_editor_is_known_before_it_is_loaded(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    gate = entity_registry.async_get_or_create("switch", "relays", "1", suggested_object_id="gate")
    options = {"entities": [gate.id], "group_type": "switch", "name": "Evening", "hide_members": False, "all": False}
    entry = MockConfigEntry(domain="group", options=options, title="Evening")
    entry.add_to_hass(hass)
    evening = entity_registry.async_get_or_create("switch", "group", "x", config_entry=entry, suggested_object_id="all")

    way = way_in(evening.entity_id, read_home(hass))

    assert way is not None
    assert way.entity_id == "switch.gate"


async def test_a_group_of_another_integration_is_what_it_was_before_it_was_away(hass: HomeAssistant) -> None:
    kept = KeptHome(hass)
    kept.async_start()
    hass.states.async_set("switch.all", "off", {"entity_id": ["switch.gate"]})
    assert way_in("switch.all", read_home(hass))

    hass.states.async_set("switch.all", "unavailable", {})
    away = way_in("switch.all", read_home(hass))
    hass.states.async_set("switch.all", "off", {"friendly_name": "Lamps"})
    back = way_in("switch.all", read_home(hass))
    kept.async_stop()

    assert away is not None
    assert back is None
