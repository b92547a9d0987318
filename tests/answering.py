"""Questions under Home Assistant's Repairs, and how they are answered there."""

from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import DOMAIN


async def async_client_of_today(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> TestClient[Any, Any]:
    """Return a client of an administrator; the usual one's token has run out in a week."""
    user = await hass.auth.async_create_user("Ann", group_ids=[GROUP_ID_ADMIN])
    token = await hass.auth.async_create_refresh_token(user, "https://example.com/app")
    return await hass_client(hass.auth.async_create_access_token(token))


async def async_begin(hass: HomeAssistant, hass_client: ClientSessionGenerator, issue_id: str) -> Any:
    assert await async_setup_component(hass, "repairs", {})
    client = await async_client_of_today(hass, hass_client)
    begun = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue_id})
    assert begun.status == HTTPStatus.OK
    flow = await begun.json()

    async def answer(**fields: Any) -> dict[str, Any]:
        answered = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json=fields)
        await hass.async_block_till_done(wait_background_tasks=True)
        told: dict[str, Any] = await answered.json()
        return told

    return flow, answer


async def async_answer_repair(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, issue_id: str, step: str
) -> Any:
    """Choose an answer to a question while work in the background goes on, and return what comes of it."""
    assert await async_setup_component(hass, "repairs", {})
    client = await hass_client()
    begun = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue_id})
    flow = await begun.json()
    answered = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={"next_step_id": step})
    assert answered.status == HTTPStatus.OK
    return await answered.json()
