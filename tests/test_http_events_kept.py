"""Pages of the past are read once for all who ask, and never told once they were forgotten."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.services.programs.pages import EVENTS
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from tests.actions import async_ask
from tests.evenings import async_live, database_path
from tests.homes import async_set_up
from tests.test_query_events import NOON, rows

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


async def test_what_happens_while_pages_are_turned_is_told(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_set_up(hass)
    client = await hass_client()
    question = f"/api/homeiq/events?start={quote(datetime.now(UTC).isoformat())}&end=2100-01-01T00:00:00Z&limit=1"

    async def live(*states: str) -> None:
        for state in states:
            hass.states.async_set("light.hall", state)
        await entry.runtime_data.async_flush()

    await live("off", "on")
    told, cursor = [], ""
    for state in ("off", "on", "off"):
        page = await (await client.get(f"{question}&entity_id=light.hall{cursor}")).json()
        told += [one["state"] for one in page["events"]]
        cursor = f"&cursor={page['next_cursor']}"
        await live(state)

    assert told == ["off", "on", "off"]


# Every second and third event are of one moment, and pages end between them as well.
TURNED = [(NOON.timestamp() + n - n % 3 // 2, f"sensor.s{n % 3}", str(n), int(Cause.DEVICE)) for n in range(60)]


async def async_seal(hass: HomeAssistant) -> None:
    """Have all of the past in blocks."""
    database = await Database.open(database_path(hass), Profile.NUC)
    await Keeper(database, Keeping()).run(NOON.timestamp() + 20 * 86400)
    await database.close()


@pytest.mark.parametrize("limit", [1, 4, 7, 100])
@pytest.mark.parametrize("is_sealed", [False, True])
async def test_pages_that_are_turned_tell_each_event_once_and_are_read_together(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, *, is_sealed: bool, limit: int
) -> None:
    await async_live(hass, TURNED)
    if is_sealed:
        await async_seal(hass)
    await async_set_up(hass)
    client = await hass_client()

    pages: list[list[tuple[float, str]]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await (await client.get(f"{QUESTION}&limit={limit}{cursor}")).json()
        pages.append([(one["time"], one["state"]) for one in page["events"]])
        cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"

    assert [one for page in pages for one in page] == [(moment, state) for moment, _, state, _ in TURNED]
    assert asked_so_far(hass) == (len(pages) - 1, 1)
