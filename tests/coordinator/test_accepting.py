from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import EVENT_SUGGESTION_RESOLVED
from tests.accepted import OWN, async_a_home, async_accept, async_undo, file_of
from tests.offers import a_suggestion, hall_light
from tests.test_services import async_signatures

# Automations by the clock go on waiting for their time, also when Home Assistant has stopped.
pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

AUTOMATION = "homeiq_kitchen-at-seven"


async def test_an_accepted_suggestion_is_an_automation_of_the_editor(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_a_home(hass, a_suggestion(), hall_light(), automations=OWN)
    resolved = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)

    answer = await async_accept(hass, "kitchen-at-seven")
    client = await hass_client()
    response = await client.get(f"/api/config/automation/config/{AUTOMATION}")

    assert answer == {
        "signature": "kitchen-at-seven",
        "mode": "enabled",
        "id": AUTOMATION,
        "entity_id": "automation.kitchen_at_07_00",
    }
    assert await response.json() == {"id": AUTOMATION, **a_suggestion().automation}
    assert file_of(hass).read_text().startswith(OWN)
    assert await async_signatures(hass) == ["hall-after-motion"]
    assert [event.data for event in resolved] == [{"signature": "kitchen-at-seven", "verdict": "accepted"}]


async def test_undo_leaves_the_file_byte_for_byte_as_it_was(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), automations=OWN)
    await async_accept(hass, "kitchen-at-seven")

    await async_undo(hass, "kitchen-at-seven")

    assert file_of(hass).read_text() == OWN
    assert hass.states.get("automation.kitchen_at_07_00") is None
    assert hass.states.get("automation.mine") is not None
    assert await async_signatures(hass) == ["kitchen-at-seven"]
