"""Who may read the list and not every entity is told what was found, and not when people did it."""

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, Pattern
from custom_components.homeiq.model.habits.trigger import LeftOn
from tests.accepted import async_a_home
from tests.evenings import async_learned
from tests.homes import async_learn, async_publish
from tests.offers import a_pattern, a_suggestion
from tests.websocket_api.a_client import Subscriber, async_ask

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

LIST = "todo.homeiq_suggestions"
LIGHTS = ("kitchen", "study")


def habit(light: str) -> Pattern:
    return a_pattern(light, entities=(f"light.{light}",), weekdays=EVERY_DAY)


def left_on(light: str) -> Pattern:
    entity_id = f"light.{light}"
    trigger = LeftOn(entity_id=entity_id, to="on", for_seconds=60)
    return a_pattern(f"{light}-left", entities=(entity_id,), trigger=trigger)


def may_read(user: MockUser, *names: str) -> None:
    user.mock_policy({"entities": {"entity_ids": {one: {"read": True} for one in (LIST, *names)}}})


@pytest.fixture
def reader(hass_read_only_user: MockUser) -> MockUser:
    may_read(hass_read_only_user, "light.study")
    return hass_read_only_user


async def async_a_day(hass: HomeAssistant) -> MockConfigEntry:
    """Have two lamps that were lit yesterday at seven, and that are on for longer than usual."""
    entry = await async_a_home(hass)
    seven = dt_util.start_of_local_day() - timedelta(hours=17)
    hour_ago = dt_util.utcnow().timestamp() - 3600
    for light in LIGHTS:
        hass.states.async_set(f"light.{light}", "on", timestamp=hour_ago)
    await async_learn(hass, entry, [a_suggestion(make(light)) for light in LIGHTS for make in (habit, left_on)])
    rows = [(seven.timestamp(), f"light.{light}", "on", Cause.PERSON) for light in LIGHTS]
    await entry.runtime_data.events.append(rows)
    return entry


def seen_of(day: dict[str, Any]) -> list[Any]:
    return [sorted(day["rows"]), sorted(day["order"]), sorted(day["still_on"]), sum(day["counts"].values())]


@pytest.mark.usefixtures("reader")
async def test_of_a_day_they_are_told_what_they_may_read(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hass_read_only_access_token: str
) -> None:
    await async_a_day(hass)
    yesterday = str(dt_util.now().date() - timedelta(days=1))
    clients = [await hass_ws_client(hass), await hass_ws_client(hass, hass_read_only_access_token)]

    all_of_it, theirs = [await async_ask(client, "homeiq/day/get", day=yesterday) for client in clients]

    assert seen_of(all_of_it) == [["kitchen", "study"], ["kitchen", "study"], [], 2]
    assert seen_of(theirs) == [["study"], ["study"], [], 1]
    assert theirs["rows"]["study"] == all_of_it["rows"]["study"]


@pytest.mark.usefixtures("reader")
async def test_who_listens_to_the_day_beside_others_hears_only_that(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hass_read_only_access_token: str
) -> None:
    entry = await async_a_day(hass)
    clients = [await hass_ws_client(hass), await hass_ws_client(hass, hass_read_only_access_token)]
    owner, page = subscribers = [Subscriber(client) for client in clients]
    for one in subscribers:
        await async_ask(one.client, "homeiq/day/subscribe")
        await one.async_hear()
    at_first = [seen_of(one.document or {}) for one in subscribers]

    await async_publish(hass, entry, patterns=tuple(map(habit, LIGHTS[1:])))
    for one in subscribers:
        await one.async_hear()

    everything = ["kitchen", "study"], ["kitchen", "study"], ["kitchen-left", "study-left"], 2
    assert at_first == [[*everything], [["study"], ["study"], ["study-left"], 1]]
    assert page.document == owner.document
    assert seen_of(page.document or {}) == [["study"], ["study"], [], 1]


async def test_of_a_suggestion_they_are_not_told_when_people_did_it(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_access_token: str,
    reader: MockUser,
) -> None:
    _, found = await async_learned(hass)
    clients = [await hass_ws_client(hass), await hass_ws_client(hass, hass_read_only_access_token)]

    async def async_get(number: int) -> dict[str, Any]:
        answer: dict[str, Any] = await async_ask(clients[number], "homeiq/suggestion/get", signature=found["signature"])
        return answer

    all_of_it, theirs = await async_get(0), await async_get(1)
    may_read(reader, "light.hall")
    of_what_they_may_read = await async_get(1)

    assert all_of_it.keys() - theirs.keys() == {"points", "hours"}
    assert {**all_of_it, **theirs} == all_of_it == of_what_they_may_read
