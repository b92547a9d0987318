"""The figures about HomeIQ, asked for as Prometheus and other programs do."""

import asyncio
from http import HTTPStatus
import json
from pathlib import Path
import re
from time import time
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.health.figures import Figures
from custom_components.homeiq.http_api.metrics import wants_text
from custom_components.homeiq.model.overview import Health, Problem, StoreStats
from custom_components.homeiq.model.run import RefreshRequest
from custom_components.homeiq.telemetry.samples import EVERY
from tests.homes import async_set_up
from tests.websocket_api.a_client import async_ask, async_refused

PAGE = (Path(__file__).parents[1] / "docs/metrics.md").read_text("utf-8")
INTEGRATION = Path(__file__).parents[1] / "custom_components/homeiq"
# Prometheus' text format 0.0.4, line by line.
NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABELS = r'\{[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"(?:,[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*")*\}'
LINE = re.compile(
    rf"# HELP ({NAME}) [^\n]+|# TYPE ({NAME}) (?:counter|gauge|histogram)|({NAME})(?:{LABELS})? [0-9.e+-]+"
)
SCRAPED = "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"


async def ask(client: ClientSessionGenerator, accept: str = "") -> Any:
    return await (await client()).get("/api/homeiq/metrics", headers={"Accept": accept} if accept else {})


async def test_prometheus_reads_every_line(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_set_up(hass)
    await ask(hass_client)

    answer = await ask(hass_client, SCRAPED)
    text = await answer.text()

    assert answer.status == HTTPStatus.OK
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["X-Correlation-ID"]
    assert [line for line in text.splitlines() if not LINE.fullmatch(line)] == []
    assert 'homeiq_http_request_seconds_count{address="/api/homeiq/metrics"} 1' in text
    assert 'homeiq_http_requests_total{status="2xx"} 1' in text


async def test_other_programs_get_json(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_set_up(hass)

    answer = await ask(hass_client)

    by_name = {one["name"]: one for one in (await answer.json())["metrics"]}
    assert by_name["homeiq_database_bytes"]["series"][0]["value"] > 0
    assert by_name["homeiq_problem_seconds"]["series"] == [{"labels": {}, "value": 0.0}]


async def test_what_was_counted_outlives_a_reload(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    entry = await async_set_up(hass)
    await ask(hass_client)

    assert await hass.config_entries.async_reload(entry.entry_id)
    text = await (await ask(hass_client, "text/plain")).text()

    assert 'homeiq_http_requests_total{status="2xx"} 1' in text


async def test_websocket_commands_are_counted(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, hass_ws_client: WebSocketGenerator
) -> None:
    await async_set_up(hass)
    client = await hass_ws_client(hass)
    await async_ask(client, "homeiq/patterns/list")
    await async_refused(client, "homeiq/patterns/list", limit=0)

    text = await (await ask(hass_client, "text/plain")).text()

    assert 'homeiq_websocket_command_seconds_count{command="homeiq/patterns/list"} 1' in text
    assert 'homeiq_websocket_refused_total{code="invalid_format"} 1' in text


async def test_actions_are_timed_whatever_comes_of_them(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_set_up(hass)
    await hass.services.async_call(DOMAIN, "list_patterns", {}, blocking=True, return_response=True)
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call(DOMAIN, "dismiss_suggestion", {"signature": "nobody"}, blocking=True)

    text = await (await ask(hass_client, "text/plain")).text()

    assert 'homeiq_action_seconds_count{action="list_patterns"} 1' in text
    assert 'homeiq_action_seconds_count{action="dismiss_suggestion"} 1' in text


async def test_each_batch_is_timed(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_set_up(hass, {"storage": {"batch_size": 1}})
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()

    # It is written in the database's own thread, which nobody here waits for.
    async with asyncio.timeout(10):
        while not (counted := await async_counted(hass_client)):  # noqa: ASYNC110 - it ends in a thread
            await asyncio.sleep(0.01)
    assert counted >= 1


async def async_counted(hass_client: ClientSessionGenerator) -> int:
    text = await (await ask(hass_client, "text/plain")).text()
    return sum(map(int, re.findall(r"^homeiq_flush_seconds_count (\d+)$", text, re.MULTILINE)))


def test_a_disk_that_nobody_has_looked_at_is_not_full() -> None:
    (unknown, known) = (
        next(one for one in Figures().families(health) if one.name == "homeiq_disk_free_bytes")
        for health in (Health(store=StoreStats()), Health(store=StoreStats(), disk_free_mb=3.0))
    )

    assert (unknown.values, known.values) == ({}, {"": 3.0 * 2**20})


def test_a_clock_that_was_set_back_makes_nothing_wrong_since_a_time_that_is_yet_to_come() -> None:
    health = Health(store=StoreStats(), details=(Problem(name="disk_short", since=time() + 3600),))

    (told,) = (one for one in Figures().families(health) if one.name == "homeiq_problem_seconds")

    assert told.values == {"": 0.0}


def test_every_name_ends_in_its_unit_and_is_on_the_page() -> None:
    families = Figures().families(Health(store=StoreStats()))

    names = [one.name for one in families]
    assert [name for name in names if not re.fullmatch(r"homeiq_\w+_(total|seconds|bytes)", name)] == []
    assert re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE, re.MULTILINE) == [(one.name, one.kind) for one in families]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_figure_has_a_name_in_the_panel(language: str) -> None:
    texts = json.loads((INTEGRATION / f"translations/{language}.json").read_text("utf-8"))["config_panel"]["metric"]

    families = Figures().families(Health(store=StoreStats()))
    assert set(texts) == {one.name.removeprefix("homeiq_") for one in families}


@pytest.mark.parametrize(
    ("accept", "is_text"),
    [
        (SCRAPED, True),
        ("text/plain", True),
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("text/plain;q=0.5, application/json", False),
        ("text/plain;q=much", False),
    ],
)
def test_the_form_is_the_one_that_is_preferred(accept: str, is_text: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert wants_text(accept) is is_text


async def test_whoever_looks_is_told_the_last_day_as_well(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_set_up(hass)
    client = await hass_ws_client(hass)
    heard = {"names": ["homeiq_websocket_command_seconds"]}
    for _ in range(3):
        await async_ask(client, "homeiq/metrics/list", **heard)
        freezer.tick(EVERY)
        entry.runtime_data.async_update_listeners()
        await async_ask(client, "homeiq/metrics/list", **heard)

    answer = await async_ask(client, "homeiq/metrics/list", **heard)

    (metric,) = answer["metrics"]
    (series,) = (one for one in metric["series"] if one["labels"] == {"command": "homeiq/metrics/list"})
    assert (metric["type"], series["count"]) == ("histogram", 6)
    assert series["line"][-1] == 2
    assert len(series["line"]) == len(answer["at"])


async def test_all_figures_are_told_to_whoever_looks(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    await async_set_up(hass)

    answer = await async_ask(await hass_ws_client(hass), "homeiq/metrics/list")

    assert {one["name"] for one in answer["metrics"]} == {
        one.name for one in Figures().families(Health(store=StoreStats()))
    }


async def test_what_the_database_holds_is_told(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    await entry.runtime_data.async_request_refresh_run(RefreshRequest(requested_at=time()))
    await hass.async_block_till_done(wait_background_tasks=True)

    answer = await async_ask(await hass_ws_client(hass), "homeiq/storage/get")

    assert sum(one["bytes"] for one in answer["kinds"]) == answer["used_bytes"]


async def test_the_last_runs_are_told(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    await entry.runtime_data.async_request_refresh_run(RefreshRequest(requested_at=time()))
    await hass.async_block_till_done(wait_background_tasks=True)

    answer = await async_ask(await hass_ws_client(hass), "homeiq/runs/list", limit=3)

    assert [(one["trigger"], one["status"]) for one in answer["runs"]] == [("manual", "no_data")]
    assert answer["next_cursor"] is None


async def test_runs_come_page_by_page_whatever_runs_meanwhile(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    coordinator = (await async_set_up(hass)).runtime_data

    async def page(**fields: Any) -> Any:
        # A connection doesn't outlive a clock that is moved.
        return await async_ask(await hass_ws_client(hass), "homeiq/runs/list", limit=2, **fields)

    async def run() -> None:
        freezer.tick(61)
        await coordinator.async_request_refresh_run(RefreshRequest(requested_at=time()))
        await hass.async_block_till_done(wait_background_tasks=True)

    for _ in range(3):
        await run()
    first = await page()
    await run()
    second = await page(cursor=first["next_cursor"])

    told = [one["run_id"] for one in (*first["runs"], *second["runs"])]
    assert told == sorted(told, reverse=True)
    assert (len(told), second["next_cursor"]) == (3, None)
    assert await async_refused(await hass_ws_client(hass), "homeiq/runs/list", cursor="-1") == (
        "invalid_format",
        "cursor: must be what next_cursor was",
    )
