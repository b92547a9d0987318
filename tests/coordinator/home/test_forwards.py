"""What opens something by itself once it is acted on is a way in as well."""

import gc
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.coordinator.home.forwards import Read
from custom_components.homeiq.coordinator.home.guarded_home import guarded_home
from custom_components.homeiq.past.ways_in import way_in
from tests.a_way_in import async_offer, on_way
from tests.accepted import async_accept, file_of

UNLOCK = {"action": "lock.unlock", "target": {"entity_id": "lock.cellar"}}
LOCK = {"action": "lock.lock", "target": {"entity_id": "lock.cellar"}}
DISARM = {"action": "alarm_control_panel.alarm_disarm", "target": {"entity_id": "alarm_control_panel.x"}}
PRESS = {"action": "button.press", "target": {"entity_id": "button.open_gate"}}


def opens(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return what acting on an entity would open."""
    way = way_in(entity_id, guarded_home(hass, {}))
    return way.entity_id if way else None


async def async_automated(hass: HomeAssistant, actions: Any, **parts: Any) -> None:
    trigger = {"trigger": "state", "entity_id": "input_boolean.evening", "to": "on"}
    config = {"id": "a", "alias": "A", "triggers": [trigger], "actions": actions, **parts}
    assert await async_setup_component(hass, "automation", {"automation": [config]})
    await hass.async_block_till_done()


@pytest.mark.parametrize(
    ("actions", "opened"),
    [
        ([UNLOCK], "lock.cellar"),
        ([PRESS], "button.open_gate"),
        ([{"if": "{{ true }}", "then": [{"choose": [{"conditions": [], "sequence": [UNLOCK]}]}]}], "lock.cellar"),
        ([{"repeat": {"count": 2, "sequence": [UNLOCK]}}], "lock.cellar"),
        ([{"parallel": [{"sequence": [UNLOCK]}]}], "lock.cellar"),
        ([{"action": "homeassistant.toggle", "target": {"entity_id": "cover.garage"}}], "cover.garage"),
        ([DISARM], "alarm_control_panel.x"),
        ([{"action": "switch.turn_on", "target": {"entity_id": "switch.porton"}}], "switch.porton"),
        ([{"action": "lock.unlock", "target": {"area_id": "cellar"}}], "lock.cellar"),
        ([{"action": "lock.unlock", "data": {"area_id": "cellar", "exclude": {"entity_id": "lock.cellar"}}}], None),
        (
            [{"action": "cover.open_cover", "data": {"entity_id": "cover.garage", "exclude": {"area_id": "a"}}}],
            "cover.garage",
        ),
        ([{"action": "switch.turn_on", "target": {"area_id": "cellar"}}], None),
        ([LOCK], None),
        ([{"action": "cover.close_cover", "target": {"entity_id": "cover.garage"}}], None),
        ([{"action": "cover.open_cover", "target": {"entity_id": "cover.living_room"}}], None),
        ([{"action": "alarm_control_panel.alarm_arm_night", "target": {"entity_id": "alarm_control_panel.x"}}], None),
        ([{"action": "light.turn_on", "target": {"entity_id": "light.hall"}}], None),
    ],
)
async def test_a_helper_is_what_an_automation_does_when_it_changes(
    hass: HomeAssistant, actions: Any, opened: str | None
) -> None:
    lock = er.async_get(hass).async_get_or_create("lock", "locks", "1", suggested_object_id="cellar")
    er.async_get(hass).async_update_entity(lock.entity_id, area_id=ar.async_get(hass).async_create("Cellar").id)
    await async_automated(hass, actions)

    assert opens(hass, "input_boolean.evening") == opened


async def test_an_automation_that_is_off_opens_nothing(hass: HomeAssistant) -> None:
    await async_automated(hass, [UNLOCK], initial_state=False)

    assert opens(hass, "input_boolean.evening") is None


@pytest.mark.parametrize(
    "call", [{"action": "script.go"}, {"action": "script.turn_on", "target": {"entity_id": "script.go"}}]
)
async def test_what_a_script_does_is_done_by_whoever_calls_it(hass: HomeAssistant, call: dict[str, Any]) -> None:
    assert await async_setup_component(hass, "script", {"script": {"go": {"sequence": [UNLOCK]}}})
    await async_automated(hass, [call])

    assert opens(hass, "script.go") == "lock.cellar"
    assert opens(hass, "input_boolean.evening") == "lock.cellar"


async def test_a_scene_is_what_it_sets(hass: HomeAssistant) -> None:
    hass.states.async_set("scene.night", "unknown", {"entity_id": ["light.hall", "lock.cellar"]})
    await async_automated(hass, [{"scene": "scene.night"}])

    assert opens(hass, "input_boolean.evening") == "lock.cellar"


async def test_two_automations_that_set_each_other_off_end(hass: HomeAssistant) -> None:
    await async_automated(hass, [{"action": "input_boolean.turn_on", "target": {"entity_id": "input_boolean.evening"}}])

    assert opens(hass, "input_boolean.evening") is None


async def test_a_template_is_what_it_calls(hass: HomeAssistant) -> None:
    lamp = {"name": "Mood", "unique_id": "m", "state": "{{ false }}", "turn_on": [UNLOCK], "turn_off": [LOCK]}
    assert await async_setup_component(hass, "template", {"template": [{"switch": [lamp]}]})
    await hass.async_block_till_done()

    assert opens(hass, "switch.mood") == "lock.cellar"


async def test_a_switch_that_is_shown_as_a_light_is_still_that_switch(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    relay = entity_registry.async_get_or_create("switch", "relays", "1", original_name="Garage door")
    hass.states.async_set(relay.entity_id, "off", {"friendly_name": "Garage door"})
    options = {"entity_id": relay.id, "invert": False, "target_domain": "light"}
    entry = MockConfigEntry(domain="switch_as_x", title="Evening", options=options, version=1, minor_version=2)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    (shown,) = er.async_entries_for_config_entry(entity_registry, entry.entry_id)
    entity_registry.async_update_entity(shown.entity_id, name="Evening", new_entity_id="light.evening")
    await hass.async_block_till_done()

    assert opens(hass, "light.evening") == relay.entity_id


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_a_helper_that_opens_something_is_accepted_in_no_mode(hass: HomeAssistant) -> None:
    await async_automated(hass, [UNLOCK])
    await async_offer(hass, on_way("input_boolean.evening"))

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "way")

    assert refused.value.translation_key == "refused_unsafe"
    assert file_of(hass).read_text() == "[]\n"


async def test_what_is_gone_is_not_remembered(hass: HomeAssistant) -> None:
    await async_automated(hass, [UNLOCK], id="gone")
    assert opens(hass, "input_boolean.evening") == "lock.cellar"
    assert remembered("gone") == 1

    await hass.data["automation"].async_remove_entity("automation.a")

    assert opens(hass, "input_boolean.evening") is None
    assert remembered("gone") == 0


def remembered(name: str) -> int:
    """Count the configurations of an id that are kept as they were read."""
    gc.collect()
    return sum(isinstance(one, Read) and one.config.get("id") == name for one in gc.get_objects())
