"""Every door for programs while the database can't be used: what is in memory is told, the rest is refused in words."""

from http import HTTPStatus
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.homeiq.model.decisions.adjustment import Adjustment
from custom_components.homeiq.services.programs.refusals import Why, refusal_of
from custom_components.homeiq.store.file.errors import DatabaseClosedError
from tests.accepted import async_a_home
from tests.evenings import query
from tests.offers import suggestions_of
from tests.test_rights import FIELDS, table

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

OUR_FAULT = "fault of HomeIQ"
TOLD = {
    HTTPStatus.OK,
    HTTPStatus.CREATED,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.CONFLICT,
}
ADDRESSES = sorted(door for door in table() if door.startswith(("GET /", "POST /", "PATCH /", "DELETE /")))
COMMANDS = sorted(door for door in table() if door.startswith("homeiq/") and " " not in door)


async def async_without_tables(hass: HomeAssistant) -> None:
    """Have a home whose tables another program takes away while HomeIQ works with them."""
    await async_a_home(hass, *suggestions_of("a"))
    tables = query(hass, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    query(hass, "PRAGMA foreign_keys = OFF")
    for (name,) in tables:
        query(hass, f"DROP TABLE {name}")


async def test_no_address_takes_it_for_its_own_fault(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_without_tables(hass)
    client = await hass_client()

    answers = {}
    for door in ADDRESSES:
        method, _, path = door.partition(" ")
        answer = await client.request(method, path.replace("{signature}", "a"))
        answers[door] = (answer.status, "Retry-After" in answer.headers, await answer.text())

    assert {door: one for door, one in answers.items() if OUR_FAULT in one[2]} == {}
    assert {status for status, *_ in answers.values()} <= {*TOLD, HTTPStatus.SERVICE_UNAVAILABLE}
    assert answers["POST /api/homeiq/suggestions/refresh"][:2] == (HTTPStatus.SERVICE_UNAVAILABLE, True)
    assert all(says_when for status, says_when, _ in answers.values() if status == HTTPStatus.SERVICE_UNAVAILABLE)


async def test_no_command_takes_it_for_its_own_fault(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    await async_without_tables(hass)
    client = await hass_ws_client(hass)

    answers: dict[str, Any] = {}
    for command in COMMANDS:
        fields = FIELDS.get(command, {})
        await client.send_json_auto_id({"type": command, **fields, **dict.fromkeys(fields.keys() & {"signature"}, "a")})
        while (answer := await client.receive_json())["type"] != "result":
            pass
        answers[command] = answer

    assert {command: one for command, one in answers.items() if OUR_FAULT in str(one)} == {}


async def test_what_was_under_way_when_homeiq_was_unloaded_is_told_that_and_not_that_the_database_fails(
    hass: HomeAssistant,
) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    decisions = entry.runtime_data.decisions
    suggestion = await decisions.adjusting.async_find("a")
    assert await hass.config_entries.async_unload(entry.entry_id)

    with pytest.raises(HomeAssistantError) as tried:
        await decisions.adjusting.async_try(suggestion, Adjustment(minute=600))
    with pytest.raises(HomeAssistantError) as listed:
        await decisions.dismissing.async_decisions()

    assert [one.value.translation_key for one in (tried, listed)] == ["not_loaded"] * 2
    assert refusal_of(DatabaseClosedError()).why is Why.NOT_LOADED
