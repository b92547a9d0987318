"""The addresses, asked as another program would."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.answers.detail.reach import Stand
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import Kind
from tests.evenings import async_live
from tests.homes import async_learn, async_set_up
from tests.offers import a_pattern, a_suggestion

NOON = 1_772_452_800.0  # 2026-03-02T12:00:00Z


def rows() -> list[EventRow]:
    return [
        (NOON, "light.hall", "on", Cause.PERSON),
        (NOON, "light.stairs", "on", Cause.PERSON),
        (NOON, "switch.fan", "on", Cause.PERSON),
        (NOON + 60, "sensor.power", "41.5", Cause.DEVICE),
        (NOON + 120.25, "light.hall", "off", Cause.AUTOMATION),
    ]


async def ask(client: ClientSessionGenerator, path: str, **parameters: str) -> Any:
    answer = await (await client()).get(f"/api/homeiq/{path}", params=parameters)
    assert answer.status == HTTPStatus.OK
    return await answer.json()


async def refused(client: ClientSessionGenerator, path: str, **parameters: str) -> tuple[int, Mapping[str, Any]]:
    answer = await (await client()).get(f"/api/homeiq/{path}", params=parameters)
    return answer.status, await answer.json()


def register(hass: HomeAssistant, *names: str) -> None:
    entry = MockConfigEntry(domain="hue")
    entry.add_to_hass(hass)
    for name in names:
        device = dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, identifiers={("hue", name)})
        er.async_get(hass).async_get_or_create(
            "light", "hue", name, suggested_object_id=name, device_id=device.id, config_entry=entry
        )


async def test_health_has_the_figures(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_set_up(hass)

    health = await ask(hass_client, "health")

    assert (health["status"], health["problems"], health["store"]["dropped"]) == ("ok", [], 0)


async def test_entities_come_page_by_page(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    register(hass, "a", "b", "c")
    await async_set_up(hass)

    first = await ask(hass_client, "entities", limit="2")
    second = await ask(hass_client, "entities", limit="2", cursor=first["next_cursor"])
    all_three = await ask(hass_client, "entities", limit="3")

    names = [one["entity_id"] for one in [*first["entities"], *second["entities"]]]
    assert names == ["light.a", "light.b", "light.c"]
    assert (second["next_cursor"], all_three["next_cursor"]) == (None, None)


async def test_one_entity_is_found_with_its_device(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    register(hass, "a", "b")
    await async_set_up(hass)

    (entity,) = (await ask(hass_client, "entities", entity_id="light.b"))["entities"]
    (device,) = (await ask(hass_client, "devices", device_id=entity["device_id"]))["devices"]
    nobody = await ask(hass_client, "entities", entity_id="light.z")

    assert (entity["platform"], device["device_id"]) == ("hue", entity["device_id"])
    assert nobody == {"entities": [], "next_cursor": None}


async def test_events_come_page_by_page_each_once(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_live(hass, rows())
    await async_set_up(hass)
    asked = {"start": "2026-03-02T12:00:00Z", "end": "2026-03-02T13:00:00Z", "limit": "2"}

    first = await ask(hass_client, "events", **asked)
    second = await ask(hass_client, "events", **asked, cursor=first["next_cursor"])
    third = await ask(hass_client, "events", **asked, cursor=second["next_cursor"])

    told = [*first["events"], *second["events"], *third["events"]]
    assert third["next_cursor"] is None
    assert [(one["time"], one["entity_id"], one["state"], one["cause"]) for one in told] == [
        (NOON, "light.hall", "on", "person"),
        (NOON, "light.stairs", "on", "person"),
        (NOON, "switch.fan", "on", "person"),
        (NOON + 60, "sensor.power", "41.5", "device"),
        (NOON + 120.25, "light.hall", "off", "automation"),
    ]


async def test_events_of_some_entities(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_live(hass, rows())
    await async_set_up(hass)

    span = {"start": "2026-01-01T00:00:00", "end": "2026-04-01T00:00:00"}
    page = await ask(hass_client, "events", **span, entity_id="switch.fan,light.stairs")

    assert {one["entity_id"] for one in page["events"]} == {"switch.fan", "light.stairs"}


async def test_what_a_lamp_was_set_to_is_told_with_it(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_live(hass, [*rows(), (NOON + 5, "light.hall#brightness", "102", Cause.PERSON)])
    await async_set_up(hass)

    span = {"start": "2026-03-02T12:00:00Z", "end": "2026-03-02T12:01:00Z"}
    page = await ask(hass_client, "events", **span, entity_id="light.hall")

    assert [(one["entity_id"], one.get("attribute"), one["state"]) for one in page["events"]] == [
        ("light.hall", None, "on"),
        ("light.hall", "brightness", "102"),
    ]


@pytest.mark.parametrize(
    ("path", "parameters", "field"),
    [
        ("entities", {"limit": "0"}, "limit"),
        ("entities", {"limit": "ten"}, "limit"),
        ("entities", {"limit": "1001"}, "limit"),
        ("entities", {"entity_id": "light.hall", "limit": "1001"}, "limit"),
        ("devices", {"device_id": "hue", "limit": "0"}, "limit"),
        ("devices", {"entity_id": "light.a"}, "entity_id"),
        ("health", {"verbose": "1"}, "verbose"),
        ("events", {"start": "yesterday"}, "start"),
        ("events", {"start": "2026-03-02T12:00:00Z", "end": "2026-03-01T12:00:00Z"}, "end"),
        ("events", {"start": "2026-03-01T12:00:00Z", "end": "2026-03-09T12:00:00Z"}, "start"),
        ("events", {"cursor": "here"}, "cursor"),
        ("patterns", {"cursor": "-1"}, "cursor"),
        ("patterns", {"kind": "routine,nothing"}, "kind"),
        ("patterns", {"search": "a" * 101}, "search"),
        ("patterns", {"room": "hall"}, "room"),
    ],
)
async def test_a_wrong_parameter_is_named(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, path: str, parameters: dict[str, str], field: str
) -> None:
    await async_set_up(hass)

    status, body = await refused(hass_client, path, **parameters)

    assert (status, body["field"]) == (HTTPStatus.BAD_REQUEST, field)


async def test_suggestions_and_patterns_are_listed(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(a_pattern(name)) for name in "abc"])

    first = await ask(hass_client, "suggestions", limit="2")
    second = await ask(hass_client, "suggestions", limit="2", cursor=first["next_cursor"])
    patterns = await ask(hass_client, "patterns")

    assert [one["signature"] for one in [*first["suggestions"], *second["suggestions"]]] == ["a", "b", "c"]
    assert second["next_cursor"] is None
    assert len(patterns["patterns"]) == 3


async def test_what_is_dismissed_between_two_pages_moves_nothing_else(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(a_pattern(name)) for name in "abcde"])

    first = await ask(hass_client, "suggestions", limit="2")
    await entry.runtime_data.decisions.dismissing.async_dismiss("a")
    second = await ask(hass_client, "suggestions", limit="2", cursor=first["next_cursor"])
    await entry.runtime_data.decisions.dismissing.async_dismiss("d")
    third = await ask(hass_client, "suggestions", limit="2", cursor=second["next_cursor"])

    told = [*first["suggestions"], *second["suggestions"], *third["suggestions"]]
    assert [one["signature"] for one in told] == ["a", "b", "c", "d", "e"]


async def test_patterns_are_searched(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    entry = await async_set_up(hass)
    lamps = [a_pattern(name, entities=(f"light.{name}",)) for name in ("attic", "cellar")]
    await async_learn(hass, entry, [a_suggestion(one) for one in lamps])

    found = await ask(hass_client, "patterns", search="CELL", kind="routine,sun")
    none = await ask(hass_client, "patterns", search="cell", kind="sun")

    assert ([one["signature"] for one in found["patterns"]], found["total"]) == (["cellar"], 1)
    assert (none["patterns"], none["kinds"], none["next_cursor"]) == ([], {"routine": 1}, None)


async def test_a_refresh_begins_once_a_minute(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_set_up(hass)
    client = await hass_client()

    accepted = await client.post("/api/homeiq/suggestions/refresh")
    await hass.async_block_till_done(wait_background_tasks=True)
    refused_now = await client.post("/api/homeiq/suggestions/refresh")
    status = await ask(hass_client, "analysis/status")
    refresh = await ask(hass_client, "suggestions/refresh/status")

    assert (accepted.status, refused_now.status) == (HTTPStatus.ACCEPTED, HTTPStatus.TOO_MANY_REQUESTS)
    assert status["last_run"]["run_id"] == (await accepted.json())["run_id"]
    assert (await refused_now.json())["next_allowed_at"] == refresh["next_allowed_at"]
    assert 1 <= int(refused_now.headers["Retry-After"]) <= 60


async def test_a_refresh_that_is_refused_says_why_in_a_word_and_in_words(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_set_up(hass)
    client = await hass_client()

    await client.post("/api/homeiq/suggestions/refresh")
    running = await client.post("/api/homeiq/suggestions/refresh")
    await hass.async_block_till_done(wait_background_tasks=True)
    too_soon = await client.post("/api/homeiq/suggestions/refresh")

    assert [
        (one.status, said["error"], said["message"]) for one in (running, too_soon) if (said := await one.json())
    ] == [
        (HTTPStatus.CONFLICT, "running", "a run is under way"),
        (HTTPStatus.TOO_MANY_REQUESTS, "cooldown", "it is too soon for another run"),
    ]


@pytest.mark.parametrize(("field", "words"), [("kind", list(Kind)), ("stand", list(Stand))])
async def test_a_word_that_is_none_of_several_is_answered_with_all_of_them(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, field: str, words: list[str]
) -> None:
    await async_set_up(hass)

    answer = await (await hass_client()).get("/api/homeiq/patterns", params={field: "nope"})

    assert await answer.json() == {"message": f"{field}: must be one of {', '.join(words)}", "field": field}


async def test_only_administrators_refresh(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, hass_read_only_access_token: str
) -> None:
    await async_set_up(hass)
    client = await hass_client(hass_read_only_access_token)

    answer = await client.post("/api/homeiq/suggestions/refresh")
    looked = await client.get("/api/homeiq/suggestions/refresh")

    assert (answer.status, looked.status) == (HTTPStatus.FORBIDDEN, HTTPStatus.OK)


async def test_strangers_learn_nothing(hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator) -> None:
    await async_set_up(hass)

    answer = await (await hass_client_no_auth()).get("/api/homeiq/suggestions")

    assert answer.status == HTTPStatus.UNAUTHORIZED


async def test_every_answer_bears_an_id(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_set_up(hass)
    client = await hass_client()

    given = await client.get("/api/homeiq/health", headers={"X-Correlation-ID": "shop-7:42"})
    insane = await client.get("/api/homeiq/entities?limit=x", headers={"X-Correlation-ID": "a b" * 40})

    assert given.headers["X-Correlation-ID"] == "shop-7:42"
    assert len(insane.headers["X-Correlation-ID"]) == 32


async def test_while_it_is_not_loaded_nothing_is_told(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    entry = await async_set_up(hass)
    await hass.config_entries.async_unload(entry.entry_id)

    status, body = await refused(hass_client, "health")

    assert (status, body) == (HTTPStatus.SERVICE_UNAVAILABLE, {"message": "HomeIQ is not set up"})
