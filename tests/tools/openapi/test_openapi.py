"""The document of the HTTP addresses, held against what a real client gets."""

from collections.abc import Iterator
from http import HTTPStatus
import json
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.suggestion import Holdout
from tests.accepted import async_a_home
from tests.evenings import async_live
from tests.homes import async_learn
from tests.offers import RECENT, a_suggestion, hall_light, in_the_way
from tests.test_http_api import register
from tests.tools.openapi.shaped import faults
from tools.openapi.__main__ import PATH, text
from tools.openapi.asked import LIMIT
from tools.openapi.document import OPERATIONS, document

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

NOON = 1_772_452_800.0  # 2026-03-02T12:00:00Z
QUERIES = {
    "/api/homeiq/events": "?start=2026-03-02T12:00:00Z&end=2026-03-02T13:00:00Z&limit=2",
    "/api/homeiq/entities": "?limit=2",
}
DOCUMENT = document()
SCHEMAS = DOCUMENT["components"]["schemas"]

type Client = TestClient[Any, Any]


async def async_a_full_home(hass: HomeAssistant) -> HomeIQCoordinator:
    """Have a home with something of everything."""
    ar.async_get(hass).async_create("Hall")
    register(hass, "a", "b")
    er.async_get(hass).async_get_or_create("light", "hue", "lamp")
    await async_live(hass, [(NOON, "light.hall", "on", Cause.PERSON), (NOON, "light.hall#brightness", "102", 1)])
    entry = await async_a_home(hass)
    backtest = a_suggestion().backtest
    tried = type(backtest)(days=9, runs=9, hits=8, false_alarms=1, misses=0, forward=Holdout(days=3, runs=3, hits=3))
    found = [a_suggestion(recent=RECENT, backtest=tried, conflicts=(in_the_way(),)), hall_light()]
    await async_learn(hass, entry, found)
    coordinator: HomeIQCoordinator = entry.runtime_data
    return coordinator


async def async_answer(client: Client, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    answer = await client.request(method.upper(), path, json=body)
    return answer.status, await answer.json()


def faults_of(method: str, path: str, status: int, answer: Any) -> list[str]:
    """Return what in an answer is not as the document says."""
    responses = DOCUMENT["paths"][path][method]["responses"]
    if str(status) not in responses:
        return [f"{method} {path}: {status} is not told of, {answer}"]
    content = responses[str(status)].get("content", {"application/json": {"schema": {}}})
    return [f"{method} {path}{one}" for one in faults(answer, content["application/json"]["schema"], SCHEMAS)]


def test_the_file_is_what_the_records_say() -> None:
    assert PATH.read_text(encoding="utf-8") == text()


def test_who_changes_their_copy_changes_nobody_elses() -> None:
    before = text()
    for path in document()["paths"].values():
        for operation in path.values():
            for one in everything_in(operation):
                one.clear()

    assert text() == before


def everything_in(told: Any) -> list[dict[str, Any]]:
    """Return the objects in something told, the innermost first."""
    within = [*told.values()] if isinstance(told, dict) else told if isinstance(told, list) else []
    return [one for part in within for one in everything_in(part)] + ([told] if isinstance(told, dict) else [])


async def test_it_has_every_address(hass: HomeAssistant) -> None:
    await async_a_home(hass)

    assert {
        (route.method.lower(), resource.canonical)
        for resource in hass.http.app.router.resources()
        for route in resource
        if resource.canonical.startswith("/api/homeiq/") and route.method not in {"*", "OPTIONS"}
    } == OPERATIONS.keys()


async def test_every_answer_is_as_it_says(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_a_full_home(hass)
    client = await hass_client()
    found: list[str] = []
    answered: dict[str, Any] = {}

    async def ask(method: str, path: str, more: str = "", body: Any = None) -> None:
        status, answer = await async_answer(client, method, path.format(signature="kitchen-at-seven") + more, body)
        assert status == OPERATIONS[(method, path)].status, answer
        answered[path] = answer
        found.extend(faults_of(method, path, status, answer))

    await ask("post", "/api/homeiq/webhooks", body={"url": "http://panel.local/hook", "name": "Panel"})
    new = answered["/api/homeiq/webhooks"]["id"]
    for method, path in OPERATIONS:
        if method == "get":
            await ask(method, path, QUERIES.get(path, ""))
    await ask("patch", "/api/homeiq/webhooks", f"?id={new}", body={"new_secret": True})
    await ask("delete", "/api/homeiq/webhooks", f"?id={new}")
    decide = "/api/homeiq/suggestions/{signature}/"
    for deed, body in (
        ("try", {"time": "07:30:00"}),
        ("adjust", {"time": "07:30:00"}),
        ("accept", {}),
        ("undo", {}),
        ("snooze", {}),
        ("take_back", {}),
        ("dismiss", {}),
    ):
        await ask("post", decide + deed, body=body)
    await ask("post", "/api/homeiq/suggestions/refresh", body={"reason": "to see"})
    await hass.async_block_till_done(wait_background_tasks=True)
    await ask("get", "/api/homeiq/analysis/status")

    assert found == []
    assert all(answered[f"/api/homeiq/{name}"][name] for name in ("devices", "entities", "events"))


def test_what_is_not_as_it_says_is_noticed() -> None:
    answer = {"suggestions": [{"kind": "routine", "colour": 1}], "next_cursor": 5}

    found = faults_of("get", "/api/homeiq/suggestions", 200, answer)

    assert any("colour is not known" in one for one in found)
    assert any("title is missing" in one for one in found)
    assert any("next_cursor: 5" in one for one in found)


WORDS = st.sampled_from(
    [
        "",
        "0",
        "1",
        "-1",
        "1000",
        "1001",
        "1e3",
        "9" * 400,
        "light.hall",
        "routine",
        "routine,sun",
        "2026-03-02",
        "²",
        "☀",
    ]
) | st.text(max_size=12)


def questions() -> Iterator[tuple[str, str, st.SearchStrategy[dict[str, str]]]]:
    """Return the addresses that are read, with parameters of theirs and others."""
    for (method, path), operation in OPERATIONS.items():
        if method == "get":
            known = dict.fromkeys(operation.query, WORDS)
            yield method, path, st.fixed_dictionaries({}, optional={**known, "unknown": WORDS})


async def test_whatever_is_asked_the_answer_is_as_it_says(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, caplog: pytest.LogCaptureFixture
) -> None:
    await async_a_full_home(hass)
    client = await hass_client()
    found: list[str] = []
    for method, path, parameters in questions():
        for query in drawn(parameters):
            asked = urlencode(query, quote_via=quote)
            answer = await client.get(f"{path}?{asked}")
            if answer.status == HTTPStatus.BAD_REQUEST and "X-Correlation-ID" not in answer.headers:
                continue  # refused by Home Assistant, before HomeIQ heard of it
            told = json.loads(await answer.text())
            found += [f"{one} ({asked})" for one in faults_of(method, path, answer.status, told)]
            longest = max((len(one) for one in told.values() if isinstance(one, list)), default=0)
            assert longest <= LIMIT["maximum"]

    assert found == []
    assert "Traceback" not in caplog.text


def drawn(strategy: st.SearchStrategy[dict[str, str]], count: int = 25) -> list[dict[str, str]]:
    """Return examples, the same at every run."""
    examples: list[dict[str, str]] = []

    @settings(max_examples=count, derandomize=True, database=None, suppress_health_check=[*HealthCheck])
    @given(strategy)
    def draw(example: dict[str, str]) -> None:
        examples.append(example)

    draw()
    return examples
