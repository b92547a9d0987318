"""Every example of the page about the API, run in a home."""

from datetime import datetime
import json
from pathlib import Path
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.homeiq.coordinator.keeping import ledger
from custom_components.homeiq.went_out import WentOut
from tests.accepted import async_a_home
from tests.homes import async_learn
from tests.offers import DIARY, RECENT, a_suggestion
from tests.websocket_api.a_client import async_ask, async_token_of_now

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

PAGE = Path(__file__).parents[2] / "docs/api.md"
# Moments, measures, and whatever else no two runs have in common.
VARYING = {
    *("accepted_at", "began_at", "decided_at", "first_on", "next_refresh_at", "next_run_at", "state_since", "until"),
    *(
        "cpu_percent",
        "steady_cpu_percent",
        *("listening", "loop", "database", "workers"),
        "memory_free_mb",
        "since",
        "disk_free_mb",
        "kept_mb",
        "own_cpu_percent",
        *("bytes", "database_bytes", "free_bytes", "used_bytes"),
        "events_per_minute",
        "flush_seconds",
        "memory_mb",
        "stored",
    ),
    *("bundle", "user_id", "version"),
}

type Example = tuple[dict[str, Any], dict[str, Any]]


def examples() -> list[Example]:
    """Read the pairs of a question and its answer."""
    blocks = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)]
    return list(zip(blocks[::2], blocks[1::2], strict=True))


def settled(value: Any, name: str = "") -> Any:
    """Return a value as two runs have it in common: of what varies, only the kind."""
    match value:
        case dict():
            return {key: settled(one, key) for key, one in value.items()}
        case list() | tuple():
            return [settled(one) for one in value]
        case bool() | None:
            return value
        case int() | float() if name in VARYING:
            return "a number"
        case str() if name in VARYING:
            return "a text"
        case _:
            return value


async def async_answer(client: MockHAClientWebSocket, question: dict[str, Any]) -> Any:
    """Ask, and return the answer; of a subscription the first event, and no more."""
    answer = await async_ask(client, question["type"], **{key: one for key, one in question.items() if key != "type"})
    if not question["type"].endswith("/subscribe"):
        return answer
    event = await client.receive_json()
    await async_ask(client, "unsubscribe_events", subscription=event["id"])
    return event["event"]


async def async_answers(hass: HomeAssistant, make: WebSocketGenerator, freezer: FrozenDateTimeFactory) -> list[Example]:
    """Ask the page's questions, in its order, at noon of a Monday."""
    freezer.move_to(datetime(2026, 12, 7, 12, tzinfo=dt_util.get_default_time_zone()))
    entry = await async_a_home(hass)
    await async_learn(hass, entry, [a_suggestion(recent=RECENT, diary=DIARY)])
    client = await make(hass, await async_token_of_now(hass))
    return [(question, await async_answer(client, question)) for question, _ in examples()]


async def test_every_example_is_right(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The process has one for all tests.
    monkeypatch.setattr(ledger, "WENT_OUT", WentOut())
    answers = await async_answers(hass, hass_ws_client, freezer)

    assert settled(answers) == settled(examples())


async def test_every_command_has_an_example(hass: HomeAssistant) -> None:
    await async_a_home(hass)

    commands = {name for name in hass.data["websocket_api"] if name.startswith("homeiq/")}

    assert commands == {question["type"] for question, _ in examples()}
