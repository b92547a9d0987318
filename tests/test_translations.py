from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.icon import async_get_icons
from homeassistant.helpers.service import async_get_all_descriptions
from homeassistant.helpers.translation import async_get_translations
import pytest

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.pattern import Kind
from custom_components.homeiq.model.run import RunStatus
from custom_components.homeiq.model.suggestion import Objection, Verdict
from custom_components.homeiq.settings import Preset, Profile, Weekday
from tests.homes import async_set_up
from tools.validate import INTEGRATION, find_problems


def test_the_files_of_the_integration_agree() -> None:
    assert find_problems(INTEGRATION) == []


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("choice", [*Preset, *Profile, *Objection, *Verdict, *Kind, *Weekday])
async def test_every_choice_has_a_name(
    hass: HomeAssistant, language: str, choice: Preset | Profile | Objection | Verdict | Kind | Weekday
) -> None:
    texts = await async_get_translations(hass, language, "selector", [DOMAIN])

    assert f"component.homeiq.selector.{type(choice).__name__.lower()}.options.{choice.value}" in texts


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("status", ["idle", *RunStatus])
async def test_every_status_has_a_name(hass: HomeAssistant, language: str, status: str) -> None:
    texts = await async_get_translations(hass, language, "entity", [DOMAIN])

    assert f"component.homeiq.entity.sensor.analysis_status.state.{status}" in texts


async def test_home_assistant_describes_every_action(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    descriptions: dict[str, Any] = await async_get_all_descriptions(hass)

    assert {action: set(described["fields"]) for action, described in descriptions[DOMAIN].items()} == {
        "refresh": {"reason", "use_ai"},
        "list_suggestions": {"limit", "kind", "entity_id", "area_id"},
        "list_patterns": {"limit", "kind", "entity_id", "area_id"},
        "list_automations": {"limit"},
        "list_accepted": {"limit"},
        "dismiss_suggestion": {"signature", "reason", "objection"},
        "list_decisions": {"limit", "verdict"},
        "take_back_decision": {"signature"},
        "snooze_suggestion": {"signature", "until", "duration"},
        "accept_suggestion": {"signature", "mode"},
        "undo_suggestion": {"signature"},
        "adjust_suggestion": {"signature", "time", "offset_minutes", "weekdays", "for", "entity_id", "conditions"},
        "refine_suggestion": {"signature", "instruction", "preview"},
        "export": {"signature", "format", "install"},
        "import_history": {"source"},
        "forget": {"entity_id", "area_id", "start", "end"},
        "copy_to_influxdb": set(),
        "pause_learning": {"until", "duration"},
        "resume_learning": set(),
        "query_events": {"start", "end", "entity_id", "limit"},
    }


async def test_home_assistant_finds_the_icons(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    icons = await async_get_icons(hass, "services", [DOMAIN])

    assert icons[DOMAIN]["refresh"] == {"service": "mdi:refresh"}
