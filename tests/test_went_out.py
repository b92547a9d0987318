"""What has left the house."""

from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.homeiq.coordinator.keeping import ledger
from custom_components.homeiq.deliver import phones
from custom_components.homeiq.deliver.message import Message
from custom_components.homeiq.went_out import MOST, Sent, Way, WentOut, What
from tests.asking import PIXEL, a_phone
from tests.homes import async_set_up
from tests.websocket_api.a_client import async_ask, async_refused

HELLO = Message(title="HomeIQ", text="Hello", tag="hello", about=frozenset())
NOW = 1_800_000_000.0


@pytest.fixture
def out(monkeypatch: pytest.MonkeyPatch) -> WentOut:
    """Begin at nothing: the process has one, and other tests have added to it."""
    fresh = WentOut()
    for module in (phones, ledger):
        monkeypatch.setattr(module, "WENT_OUT", fresh)
    return fresh


def held(out: WentOut) -> list[tuple[str, int]]:
    return [(one.receiver, one.count) for one in out.take()]


def test_points_of_one_server_are_held_together_and_messages_are_not() -> None:
    out = WentOut(lambda: NOW)
    hello = What(data={"message": "Hello"})
    out.note(Way.INFLUXDB, "server", 5000)
    out.note(Way.INFLUXDB, "server", 1)
    out.note(Way.PHONE, "Pixel", what=hello)
    out.note(Way.PHONE, "Pixel", what=hello)

    assert held(out) == [("server", 5001), ("Pixel", 1), ("Pixel", 1)]
    assert held(out) == []


def test_what_waits_without_end_is_still_counted() -> None:
    out = WentOut(lambda: NOW)
    for number in range(3 * MOST):
        out.note(Way.PHONE, "Pixel", what=What(data={"message": str(number)}))

    taken = out.take()

    assert len(taken) == MOST + 1
    assert sum(one.count for one in taken) == 3 * MOST


def test_what_could_not_be_kept_is_held_again() -> None:
    out = WentOut(lambda: NOW)
    out.note(Way.WEBHOOK, "Node-RED", what=What(kind="test"))
    taken = out.take()
    out.note(Way.WEBHOOK, "Wall display", what=What(kind="test"))

    out.give_back(taken)

    assert held(out) == [("Node-RED", 1), ("Wall display", 1)]


def test_whoever_keeps_it_is_told_at_once() -> None:
    told: list[Sent] = []
    out = WentOut(lambda: NOW)
    out.hear(lambda: told.extend(out.take()))

    out.note(Way.AI, "ai_task.openai")

    assert told == [Sent(at=NOW, way=Way.AI, receiver="ai_task.openai")]


def test_who_stops_hearing_leaves_the_others_alone() -> None:
    told: list[str] = []
    out = WentOut(lambda: NOW)
    end = out.hear(lambda: told.append("first"))
    out.hear(lambda: told.append("second"))

    end()
    end()
    out.note(Way.AI, "ai_task.openai")

    assert told == ["second"]


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_nothing_has_left_a_home_that_has_switched_nothing_on(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, out: WentOut
) -> None:
    await async_set_up(hass)

    answer = await async_ask(await hass_ws_client(hass), "homeiq/went_out/list")

    assert out.take() == ()
    assert answer["months"] == []
    assert answer["month"] == dt_util.now().strftime("%Y-%m")


@pytest.mark.parametrize("expected_lingering_timers", [True])
@pytest.mark.usefixtures("out")
async def test_what_a_phone_was_told_is_known_exactly(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hass_admin_user: MockUser
) -> None:
    await async_set_up(hass)
    a_phone(hass, "pixel", hass_admin_user)

    await phones.Phones(hass, [PIXEL, "notify.nobody"]).async_send(HELLO)
    client = await hass_ws_client(hass)
    answer = await async_ask(client, "homeiq/went_out/list")
    (sent,) = (await async_ask(client, "homeiq/went_out/get", way="phone"))["sent"]

    assert [(one["way"], one["receiver"], one["count"]) for one in answer["months"]] == [("phone", "pixel", 1)]
    assert (sent["receiver"], sent["is_forgotten"]) == ("pixel", False)
    assert sent["data"] == {"title": "HomeIQ", "message": "Hello", "data": {"tag": "hello", "group": "homeiq"}}


@pytest.mark.parametrize("expected_lingering_timers", [True])
@pytest.mark.usefixtures("out")
async def test_it_outlives_a_reload(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hass_admin_user: MockUser
) -> None:
    entry = await async_set_up(hass)
    a_phone(hass, "pixel", hass_admin_user)
    await phones.Phones(hass, [PIXEL]).async_send(HELLO)

    assert await hass.config_entries.async_reload(entry.entry_id)
    answer: dict[str, Any] = await async_ask(await hass_ws_client(hass), "homeiq/went_out/list")

    assert [one["count"] for one in answer["months"]] == [1]


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_a_month_is_that_of_the_homes_clock(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    half_past_midnight = datetime(2026, 12, 31, 23, 30, tzinfo=UTC).timestamp()
    out = WentOut(lambda: half_past_midnight)
    monkeypatch.setattr(ledger, "WENT_OUT", out)
    entry = await async_set_up(hass)
    out.note(Way.PHONE, "Pixel")

    await entry.runtime_data.ledger.async_save()

    assert [one.day for one in await entry.runtime_data.ledger.log.months()] == ["2027-01"]


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_a_way_that_there_is_none_of_is_refused(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    await async_set_up(hass)

    code, message = await async_refused(await hass_ws_client(hass), "homeiq/went_out/get", way="pigeon")

    assert (code, message.partition(":")[0]) == ("invalid_format", "way")
