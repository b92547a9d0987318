"""What one thing led to bears one id, whatever door it came by, and what nothing led to bears an id of its own."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.correlation import correlated, current
from tests.accepted import async_a_home
from tests.home_network import Receiver, lay_cables, receiver
from tests.homes import async_later
from tests.offers import a_suggestion, suggestions_of
from tests.test_webhooks import async_add

pytestmark = [
    pytest.mark.usefixtures("socket_enabled", "home_network"),
    pytest.mark.parametrize("expected_lingering_timers", [True]),
]


@pytest.fixture
def home_network(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_cables(monkeypatch)


async def async_say(client: MockHAClientWebSocket, command: str, **fields: Any) -> dict[str, Any]:
    await client.send_json_auto_id({"type": f"homeiq/{command}", **fields})
    answer: dict[str, Any] = await client.receive_json()
    return answer


def ids(program: Receiver) -> list[str]:
    return [one.headers["X-Correlation-ID"] for one in program.heard]


async def test_every_answer_to_a_command_bears_the_id_that_came_with_it(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await async_a_home(hass, *suggestions_of("a"))
    client = await hass_ws_client(hass)

    answers = [
        await async_say(client, "hello", correlation_id="shop-7:42"),
        await async_say(client, "suggestion/get", signature="nobody", correlation_id="shop-7:43"),
        await async_say(client, "day/get", correlation_id="shop-7:44"),
        await async_say(client, "suggestions/subscribe", correlation_id="shop-7:45"),
    ]

    assert [one["success"] for one in answers] == [True, False, False, True]
    assert [one["correlation_id"] for one in answers] == [f"shop-7:{number}" for number in range(42, 46)]


@pytest.mark.parametrize("given", [{}, {"correlation_id": "a b"}, {"correlation_id": 7}, {"correlation_id": None}])
async def test_a_command_without_an_id_gets_one(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, given: dict[str, Any]
) -> None:
    await async_a_home(hass)
    client = await hass_ws_client(hass)

    first, second = [await async_say(client, "hello", **given) for _ in range(2)]

    assert (first["success"], len(first["correlation_id"]), len(second["correlation_id"])) == (True, 32, 32)
    assert first["correlation_id"] != second["correlation_id"]


async def test_what_a_command_led_to_bears_its_id(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    async with receiver() as program:
        await async_add(hass, entry, program.url)

        await async_say(await hass_ws_client(hass), "suggestion/dismiss", signature="a", correlation_id="panel:7")
        await hass.async_block_till_done(wait_background_tasks=True)

    assert ids(program) == ["panel:7"]


async def test_what_an_action_led_to_bears_home_assistant_s_id_of_the_call(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    context = Context()
    async with receiver() as program:
        await async_add(hass, entry, program.url)

        await hass.services.async_call(DOMAIN, "dismiss_suggestion", {"signature": "a"}, blocking=True, context=context)
        await hass.async_block_till_done(wait_background_tasks=True)

    assert ids(program) == [context.id]


@pytest.mark.parametrize("door", ["http", "websocket", "action"])
async def test_what_is_written_and_taken_back_is_told_under_the_id_of_who_asked_for_it(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, hass_ws_client: WebSocketGenerator, door: str
) -> None:
    entry = await async_a_home(hass, a_suggestion())
    signature, client, socket = a_suggestion().signature, await hass_client(), await hass_ws_client(hass)

    async def async_decide(name: str) -> None:
        match door:
            case "http":
                address = f"/api/homeiq/suggestions/{signature}/{name}"
                assert (await client.post(address, headers={"X-Correlation-ID": f"of-{name}"})).ok
            case "websocket":
                fields = {"signature": signature, "correlation_id": f"of-{name}"}
                assert (await async_say(socket, f"suggestion/{name}", **fields))["success"]
            case _:
                context, fields = Context(id=f"of-{name}"), {"signature": signature}
                await hass.services.async_call(DOMAIN, f"{name}_suggestion", fields, blocking=True, context=context)

    async with receiver() as program:
        await async_add(hass, entry, program.url)
        for name in ("accept", "undo"):
            await async_decide(name)
        await hass.async_block_till_done(wait_background_tasks=True)

    assert ids(program) == ["of-accept", "of-undo"]


async def test_what_comes_back_by_itself_bears_an_id_of_its_own(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_home(hass, *suggestions_of("a", "b"))
    client = await hass_client()
    async with receiver() as program:
        await async_add(hass, entry, program.url)
        for name, hours in (("a", 3), ("b", 1)):
            answer = await client.post(
                f"/api/homeiq/suggestions/{name}/snooze",
                json={"duration": {"hours": hours}},
                headers={"X-Correlation-ID": f"of-{name}"},
            )
            assert answer.ok

        await async_later(hass, freezer, hours=1, seconds=1)
        await async_later(hass, freezer, hours=2, seconds=1)
        await hass.async_block_till_done(wait_background_tasks=True)

    told = ids(program)
    assert [one.headers["X-Webhook-Event"] for one in program.heard] == ["suggestion.created"] * 2
    assert len({*told, "of-a", "of-b"}) == 4


@pytest.mark.parametrize("before", [(), (("accept", {"mode": "disabled"}), ("undo", {}))])
async def test_an_automation_does_not_run_under_the_id_of_the_request_that_accepted_it(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
    before: tuple[tuple[str, dict[str, str]], ...],
) -> None:
    await async_a_home(hass, a_suggestion())
    ran: list[str] = []
    hass.bus.async_listen("automation_triggered", callback(lambda _event: ran.append(current())))
    client = await hass_client()
    for name, fields in (*before, ("accept", {})):
        address = f"/api/homeiq/suggestions/kitchen-at-seven/{name}"
        assert (await client.post(address, json=fields, headers={"X-Correlation-ID": "of-the-accept"})).ok

    for _ in range(8):
        freezer.tick(timedelta(days=1))
        freezer.move_to(dt_util.start_of_local_day() + timedelta(hours=7, seconds=1))
        async_fire_time_changed(hass)
        await hass.async_block_till_done()

    assert ran
    assert set(ran) == {""}


async def test_nothing_of_homeiq_goes_on_under_the_id_of_what_had_it_set_up_anew(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    learned: list[str] = []
    hass.bus.async_listen("homeiq_analysis_complete", callback(lambda _event: learned.append(current())))

    with correlated("of-the-repair"):
        await hass.config_entries.async_reload(entry.entry_id)
    freezer.move_to(dt_util.start_of_local_day() + timedelta(days=1, hours=5))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert len(learned) == 1
    assert learned != ["of-the-repair"]
