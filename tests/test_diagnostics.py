from dataclasses import replace
import json
from time import time
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.correlation import correlated
from custom_components.homeiq.enrich.task import Task
from custom_components.homeiq.model.overview import ImportProgress
from custom_components.homeiq.model.run import RefreshRequest, Run, RunStatus, RunTrigger
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.hooks.deliveries import Deliveries
from custom_components.homeiq.went_out import Sent, Way, What
from tests.an_ai import async_an_ai
from tests.evenings import database_path
from tests.homes import async_learn, async_publish, async_set_up
from tests.hooks import a_delivery
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
        "correlation_id": "",
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


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("KeyError: 'light.bedroom'", "KeyError"),
        (
            "DatabaseUnusableError (disk_full) in store/file/database.py:93",
            "DatabaseUnusableError (disk_full) in store/file/database.py:93",
        ),
    ],
)
async def test_a_report_tells_an_error_without_its_words(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, error: str, told: str
) -> None:
    entry = await async_set_up(hass)
    run = Run(run_id=1, trigger=RunTrigger.NIGHTLY, status=RunStatus.FAILED, started_at=100.0, error=error)
    await async_publish(hass, entry, last_run=run)

    report: Any = await get_diagnostics_for_config_entry(hass, hass_client, entry)

    assert report["last_run"]["error"] == told


async def test_a_report_tells_nothing_that_people_wrote_into_the_settings(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    options = {
        "thresholds": {"time_of_day_confidence_overrides": {"light.bedroom": 0.5}},
        "influxdb": {"attributes": ["*anna*"]},
    }
    entry = await async_set_up(hass, options)

    report = json.dumps(await get_diagnostics_for_config_entry(hass, hass_client, entry))

    assert [word for word in ("bedroom", "anna") if word in report] == []


async def test_a_report_tells_what_one_request_led_to(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    notes = await async_an_ai(hass, answer={"note": "well"})
    notes.tokens = 7
    entry = await async_set_up(hass)
    structure = {"note": {"description": "a note", "selector": {"text": {}}}}
    with correlated("from-outside"):
        await entry.runtime_data.async_request_refresh_run(RefreshRequest(requested_at=time(), reason="my reason"))
        await entry.runtime_data.asking.async_ask(Task(name="words", instructions="my wish", structure=structure))
    await hass.async_block_till_done()
    sent = replace(a_delivery("told"), correlation="from-outside", body=b"my body")
    database = await Database.open(database_path(hass), Profile.NUC)
    await Deliveries(database).put([sent])
    await database.close()

    report: Any = await get_diagnostics_for_config_entry(hass, hass_client, entry)

    (trace,) = [one for one in report["traces"] if one["correlation_id"] == "from-outside"]
    assert [one["outcome"] for one in trace["requests"]] == ["accepted"]
    assert [one["trigger"] for one in trace["runs"]] == ["manual"]
    assert [one["run_id"] for one in trace["runs"]] == [one["run_id"] for one in trace["requests"]]
    assert [(one["outcome"], one["tokens"]) for one in trace["ai_calls"]] == [("answered", 7)]
    assert [(one["kind"], one["state"]) for one in trace["deliveries"]] == [(sent.kind, "waiting")]
    assert [word for word in ("my reason", "my wish", "my body") if word in json.dumps(report)] == []


async def test_a_report_tells_how_much_left_the_house_and_neither_what_nor_to_whom(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_set_up(hass)
    hello = What(data={"message": "Turn off the bedroom"})
    sent = [Sent(at=0.0, way=Way.PHONE, receiver=f"Anna's {name}", what=hello) for name in ("phone", "watch")]
    await entry.runtime_data.ledger.log.note(sent, lambda _at: "2026-11-28")

    report: Any = await get_diagnostics_for_config_entry(hass, hass_client, entry)

    assert report["went_out"]["2026-11"] == {"phone": 2}
    assert [word for word in ("bedroom", "Anna") if word in json.dumps(report)] == []
