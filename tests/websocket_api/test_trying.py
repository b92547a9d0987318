"""Changes that are tried and not kept, as somebody moves a slider."""

from datetime import timedelta
from http import HTTPStatus

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.model.habits.suggestion import Suggestion
from tests.accepted import async_a_home
from tests.evenings import async_live, evenings
from tests.websocket_api.a_client import async_ask

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


async def async_learned(hass: HomeAssistant) -> tuple[HomeIQCoordinator, Suggestion]:
    """Live in a home, learn, and return the habit of its hall light at six in the evening."""
    await async_live(hass, evenings())
    coordinator: HomeIQCoordinator = (await async_a_home(hass)).runtime_data
    await hass.services.async_call("homeiq", "refresh", {}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    return coordinator, next(one for one in coordinator.data.suggestions if one.pattern.state == "on")


async def test_a_change_is_tried_on_the_past_and_not_kept(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    coordinator, habit = await async_learned(hass)

    tried = await async_ask(
        await hass_ws_client(hass), "homeiq/suggestion/try", signature=habit.signature, time="02:00:00"
    )

    assert tried["before"]["title"] == habit.title
    assert (tried["after"]["time"], tried["after"]["backtest"]["hits"]) == ("02:00", 0)
    assert [one["part"] for one in tried["differences"]] == ["trigger"]
    assert habit in coordinator.data.suggestions


async def test_a_change_is_tried_by_address(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    _, habit = await async_learned(hass)

    answer = await (await hass_client()).post(
        f"/api/homeiq/suggestions/{habit.signature}/try", json={"time": "18:06:00"}
    )

    assert answer.status == HTTPStatus.OK
    assert (await answer.json())["after"]["time"] == "18:06"


async def test_a_try_after_something_was_forgotten_knows_nothing_of_it(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    _, habit = await async_learned(hass)
    client = await hass_ws_client(hass)
    before = await async_ask(client, "homeiq/suggestion/try", signature=habit.signature, time="18:06:00")

    begin = (dt_util.now() - timedelta(days=7)).isoformat()
    await hass.services.async_call(
        "homeiq", "forget", {"start": begin, "end": dt_util.now().isoformat()}, blocking=True
    )
    after = await async_ask(client, "homeiq/suggestion/try", signature=habit.signature, time="18:06:00")

    assert after["after"]["backtest"]["days"] < before["after"]["backtest"]["days"]


async def test_a_change_is_kept(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    coordinator, habit = await async_learned(hass)

    kept = await async_ask(
        await hass_ws_client(hass), "homeiq/suggestion/adjust", signature=habit.signature, time="18:10:00"
    )

    shown = next(one for one in coordinator.data.suggestions if one.signature == habit.signature)
    assert (kept["time"], kept["title"]) == ("18:10", shown.title)


async def test_the_next_try_takes_the_place_of_the_one_before(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    _, habit = await async_learned(hass)
    client = await hass_ws_client(hass)
    times = [f"18:0{minute}:00" for minute in range(5)]

    for clock in times:
        await client.send_json_auto_id({"type": "homeiq/suggestion/try", "signature": habit.signature, "time": clock})
    answers = sorted([await client.receive_json() for _ in times], key=lambda answer: answer["id"])

    assert [answer["success"] for answer in answers] == [False] * 4 + [True]
    assert {answer["error"]["code"] for answer in answers[:4]} == {"cancelled"}
    assert answers[4]["result"]["after"]["time"] == "18:04"
    (refused,) = (await async_ask(client, "homeiq/metrics/list", names=["homeiq_websocket_refused_total"]))["metrics"]
    assert refused["series"] == [{"labels": {"code": "cancelled"}, "value": 4}]


async def test_pages_do_not_cancel_each_other(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    _, habit = await async_learned(hass)
    clients = [await hass_ws_client(hass) for _ in range(3)]
    question = {"type": "homeiq/suggestion/try", "signature": habit.signature, "time": "18:06:00"}

    for client in clients:
        await client.send_json_auto_id(question)
    answers = [await client.receive_json() for client in clients]

    assert [answer["success"] for answer in answers] == [True] * 3
