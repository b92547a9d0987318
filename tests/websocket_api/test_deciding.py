"""Decisions by command and by address: what becomes of a suggestion, and what is said where nothing does."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator
import yaml

from custom_components.homeiq.coordinator import HomeIQCoordinator
from tests.accepted import async_a_home, file_of, write_files
from tests.homes import async_set_up
from tests.offers import a_pattern, a_suggestion, suggestions_of

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

SCENE = a_suggestion(a_pattern("both-at-seven", entities=("light.hall", "light.kitchen")), title="Both at 07:00")

DEEDS = ("accept", "adjust", "try", "dismiss", "snooze", "undo", "take_back")
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("accept", {"mode": "sometimes"}, "mode"),
    ("accept", {"mode": "scene"}, "mode"),
    ("accept", {"more": 1}, "more"),
    ("dismiss", {"objection": "nothing"}, "objection"),
    ("dismiss", {"reason": "a" * 501}, "reason"),
    ("dismiss", {"reason": False}, "reason"),
    ("snooze", {"until": "yesterday"}, "until"),
    ("snooze", {"until": "2020-01-01T00:00:00Z"}, "until"),
    ("snooze", {"duration": "forever"}, "duration"),
    ("snooze", {"duration": 0}, "duration"),
    ("snooze", {"duration": {"days": 367}}, "duration"),
    ("snooze", {"until": "2030-01-01T00:00:00Z", "duration": 60}, "until"),
    ("adjust", {"time": "25:00"}, "time"),
    ("adjust", {"weekdays": ["noday"]}, "weekdays.0"),
    ("adjust", {"weekdays": []}, "weekdays"),
    ("adjust", {"offset_minutes": 5}, "offset_minutes"),
    ("adjust", {"offset_minutes": True}, "offset_minutes"),
    ("adjust", {"limit": True}, "limit"),
    ("adjust", {"for": 60}, "for"),
    ("adjust", {"conditions": [{"condition": "template"}]}, "conditions"),
    ("adjust", {"conditions": None}, "conditions"),
    ("adjust", {"weekdays": None}, "weekdays"),
    ("adjust", {"entity_id": {"light.attic": {}}}, "entity_id"),
    ("adjust", {"values": {"light.attic": {"brightness": 5}}}, "values"),
    ("adjust", {"entity_id": "nothing"}, "entity_id"),
    ("try", {"offset_minutes": 5}, "offset_minutes"),
    ("undo", {"more": 1}, "more"),
    ("take_back", {"more": 1}, "more"),
]
"""A deed, what is asked of it, and the field that is wrong in it."""

type Do = Callable[..., Awaitable[dict[str, Any]]]
"""Does something to a suggestion; what is refused is told as ``{"refused": …, "field": …}``."""


@pytest.fixture(params=["websocket", "http"])
async def do(
    hass: HomeAssistant,
    request: pytest.FixtureRequest,
    hass_ws_client: WebSocketGenerator,
    hass_client: ClientSessionGenerator,
) -> Do:
    async def by_command(deed: str, signature: str, token: str | None = None, **fields: Any) -> dict[str, Any]:
        client = await (hass_ws_client(hass, token) if token else hass_ws_client(hass))
        await client.send_json_auto_id({"type": f"homeiq/suggestion/{deed}", "signature": signature, **fields})
        answer = await client.receive_json()
        if answer["success"]:
            return dict(answer["result"])
        error = answer["error"]
        named = {"field": error["message"].partition(":")[0]} if error["code"] == "invalid_format" else {}
        return {"refused": error["code"], "key": error.get("translation_key")} | named

    async def by_address(deed: str, signature: str, token: str | None = None, **fields: Any) -> dict[str, Any]:
        client = await (hass_client(token) if token else hass_client())
        answer = await client.post(f"/api/homeiq/suggestions/{signature}/{deed}", json=fields)
        body = dict(await answer.json())
        if answer.status == HTTPStatus.OK:
            return body
        codes = {400: "invalid_format", 403: "unauthorized", 404: "not_found", 409: "refused", 503: "not_loaded"}
        named = {"field": body["field"]} if "field" in body else {}
        return {"refused": codes[answer.status], "key": body.get("error")} | named

    return by_command if request.param == "websocket" else by_address


def open_ones(coordinator: HomeIQCoordinator) -> list[str]:
    return [one.signature for one in coordinator.data.suggestions]


@pytest.mark.parametrize(
    ("mode", "entity_id", "file"),
    [
        ("enabled", "automation.kitchen_at_07_00", "automations.yaml"),
        ("disabled", "automation.kitchen_at_07_00", "automations.yaml"),
        ("scene", "scene.both_at_07_00", "scenes.yaml"),
        ("script", "script.homeiq_both_at_seven", "scripts.yaml"),
        ("shadow", None, None),
    ],
)
async def test_a_suggestion_is_accepted_in_every_mode(
    hass: HomeAssistant, do: Do, mode: str, entity_id: str | None, file: str | None
) -> None:
    entry = await async_a_home(hass, SCENE)

    answer = await do("accept", "both-at-seven", mode=mode)

    made = yaml.safe_load(file_of(hass, file).read_text("utf-8")) if file else [answer["id"]]
    assert (answer["signature"], answer["mode"], answer["entity_id"]) == ("both-at-seven", mode, entity_id)
    assert len(made) == 1
    assert open_ones(entry.runtime_data) == []


async def test_what_was_accepted_is_undone(hass: HomeAssistant, do: Do) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    await do("accept", "a")

    answer = await do("undo", "a")

    assert answer == {"signature": "a"}
    assert open_ones(entry.runtime_data) == ["a"]
    assert yaml.safe_load(file_of(hass).read_text("utf-8")) == []


async def test_a_suggestion_is_dismissed_with_an_objection_and_taken_back(hass: HomeAssistant, do: Do) -> None:
    entry = await async_a_home(hass, *suggestions_of("a", "b"))

    dismissed = await do("dismiss", "a", objection="wrong_time", reason="Too early")
    (decision,) = await entry.runtime_data.decisions.dismissing.async_decisions()
    without = open_ones(entry.runtime_data)
    taken_back = await do("take_back", "a")

    assert dismissed == {"signature": "a", "verdict": "dismissed", "objection": "wrong_time"}
    assert (decision.reason, decision.objection) == ("Too early", "wrong_time")
    assert (without, taken_back) == (["b"], {"signature": "a"})
    assert sorted(open_ones(entry.runtime_data)) == ["a", "b"]


async def test_a_suggestion_is_snoozed(hass: HomeAssistant, do: Do) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    until = dt_util.utcnow() + timedelta(days=3)

    answer = await do("snooze", "a", until=until.isoformat())

    assert answer == {"signature": "a", "verdict": "snoozed", "until": pytest.approx(until.timestamp(), abs=1)}
    assert open_ones(entry.runtime_data) == []


async def test_a_wrong_field_is_named(hass: HomeAssistant, do: Do) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))

    answers = [await do(deed, "a", **fields) for deed, fields, _ in WRONG]

    assert [(each["refused"], each["field"]) for each in answers] == [("invalid_format", field) for *_, field in WRONG]
    assert open_ones(entry.runtime_data) == ["a"]


async def test_nobody_knows_what_is_not_there(hass: HomeAssistant, do: Do) -> None:
    await async_a_home(hass)

    answers = {deed: await do(deed, "nobody") for deed in DEEDS}

    assert answers == {deed: {"refused": "not_found", "key": "unknown_suggestion"} for deed in DEEDS}


async def test_what_was_decided_is_not_decided_again(hass: HomeAssistant, do: Do) -> None:
    await async_a_home(hass, *suggestions_of("a"))
    await do("dismiss", "a")

    assert await do("accept", "a") == {"refused": "refused", "key": "decided_dismissed"}


async def test_an_accepted_one_is_undone_and_not_taken_back(hass: HomeAssistant, do: Do) -> None:
    await async_a_home(hass, *suggestions_of("a"))
    await do("accept", "a")

    assert await do("take_back", "a") == {"refused": "refused", "key": "decision_accepted"}


async def test_a_read_only_user_changes_nothing(hass: HomeAssistant, do: Do, hass_read_only_access_token: str) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))

    answers = {deed: (await do(deed, "a", hass_read_only_access_token))["refused"] for deed in DEEDS}

    assert answers == dict.fromkeys(DEEDS, "unauthorized")
    assert open_ones(entry.runtime_data) == ["a"]


async def test_who_is_no_administrator_may_only_try_for_a_week(
    hass: HomeAssistant, do: Do, household_user: MockUser
) -> None:
    entry = await async_a_home(hass, *suggestions_of("a", "b"))
    token = hass.auth.async_create_access_token(
        await hass.auth.async_create_refresh_token(household_user, "https://example.org")
    )

    refused = [(await do(deed, "a", token))["refused"] for deed in ("accept", "adjust", "try")]
    trial = await do("accept", "a", token, mode="shadow")
    ended = await do("undo", "a", token)
    await do("accept", "b")
    undone = await do("undo", "b", token)

    assert refused == ["unauthorized"] * 3
    assert (trial["mode"], ended, undone["refused"]) == ("shadow", {"signature": "a"}, "unauthorized")
    assert open_ones(entry.runtime_data) == ["a"]


async def test_while_it_is_not_loaded_nothing_is_decided(hass: HomeAssistant, do: Do) -> None:
    write_files(hass)
    assert await async_setup_component(hass, "automation", {})
    entry = await async_set_up(hass)
    await hass.config_entries.async_unload(entry.entry_id)

    answers = [(await do(deed, "a"))["refused"] for deed in ("accept", "try", "dismiss")]

    assert answers == ["not_loaded"] * 3
