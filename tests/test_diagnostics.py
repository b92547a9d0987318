import json

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.model.overview import ImportProgress
from custom_components.homeiq.model.run import Run, RunStatus, RunTrigger
from tests.homes import async_learn, async_publish, async_set_up
from tests.offers import a_suggestion, hall_light

# Home Assistant's own web server warns about itself.
pytestmark = pytest.mark.filterwarnings("ignore:It is recommended to use web")


async def test_a_report_tells_figures(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(), hall_light()])
    run = Run(
        run_id=1, trigger=RunTrigger.IMPORT, status=RunStatus.SUCCESS, started_at=100.0, finished_at=104.0, events=1234
    )
    progress = ImportProgress(days_done=3, days_total=10, events=1234, running=True)
    await async_publish(hass, entry, last_run=run, history_import=progress)

    report = await get_diagnostics_for_config_entry(hass, hass_client, entry)

    assert report["patterns"] == {"routine": 1, "follow_up": 1}
    assert report["history_import"] == {"days_done": 3, "days_total": 10, "events": 1234, "running": True}
    assert report["last_run"] == {
        "trigger": "import",
        "status": "success",
        "started_at": 100.0,
        "duration": 4.0,
        "events": 1234,
        "uses_ai": False,
        "error": None,
        "metrics": {},
    }


async def test_a_report_keeps_the_habits_at_home(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    options = {
        "scope": {"exclude_entities": ["light.bedroom"]},
        "learning": {"machine_users": ["robot"], "excluded_users": ["child"]},
        "notifications": {"targets": ["notify.anns_phone"]},
    }
    entry = await async_set_up(hass, options)
    await async_learn(hass, entry, [a_suggestion(), hall_light()])

    report = json.dumps(await get_diagnostics_for_config_entry(hass, hass_client, entry))

    assert [word for word in ("light.", "Kitchen", "Hall", "robot", "child", "bedroom", "ann") if word in report] == []
