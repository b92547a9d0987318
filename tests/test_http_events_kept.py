"""Pages of the past are read once for all who ask, and never told once they were forgotten."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.services.programs.pages import EVENTS
from tests.evenings import async_live
from tests.homes import async_set_up
from tests.test_query_events import rows
from tests.test_services import async_ask

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

QUESTION = "/api/homeiq/events?start=2026-03-02T12:00:00Z&end=2026-03-02T13:00:00Z"


def asked_so_far(hass: HomeAssistant) -> tuple[float, float]:
    """Return how often a page was there already, and how often it was read."""
    (cache,) = (one for name, one in async_figures(hass).caches.items() if name == EVENTS)
    return cache.counts.hits, cache.counts.misses


async def test_pages_of_the_past_are_read_once(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_live(hass, rows())
    await async_set_up(hass)
    client = await hass_client()

    async def ask(more: str = "") -> Any:
        return await (await client.get(QUESTION + more)).json()

    pages = await asyncio.gather(*(ask() for _ in range(4)), ask("&entity_id=light.hall"))

    assert [len(page["events"]) for page in pages] == [3, 3, 3, 3, 2]
    assert asked_so_far(hass) == (3, 2)


async def test_what_was_forgotten_is_told_no_more(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_live(hass, rows())
    await async_set_up(hass)
    client = await hass_client()

    async def told() -> set[str]:
        return {one["entity_id"] for one in (await (await client.get(QUESTION)).json())["events"]}

    before = await told()
    await async_ask(hass, "forget", entity_id="light.hall")
    await hass.async_block_till_done(wait_background_tasks=True)

    assert before == {"light.hall", "sensor.power"}
    assert await told() == {"sensor.power"}


async def test_what_is_not_over_yet_is_read_each_time(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    entry = await async_set_up(hass)
    client = await hass_client()
    question = f"/api/homeiq/events?start={quote(datetime.now(UTC).isoformat())}&end=2100-01-01T00:00:00Z"

    answers = []
    for state in ("off", "on"):
        hass.states.async_set("light.hall", state)
        await entry.runtime_data.async_flush()
        answers.append(await (await client.get(f"{question}&entity_id=light.hall")).json())

    assert [len(one["events"]) for one in answers] == [1, 2]
