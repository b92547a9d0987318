"""The automation of the page about webhooks, in a Home Assistant that is told by HomeIQ."""

from datetime import UTC, datetime
from pathlib import Path
import re
from typing import Any

from homeassistant.components.persistent_notification import _async_get_or_create_notifications as notifications
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL

from custom_components.homeiq.deliver.hooks.body import body_of
from custom_components.homeiq.model.hooks import Happening
from tests.accepted import async_a_home, file_of
from tests.home_network import at_home, lay_cables
from tests.offers import suggestions_of
from tests.test_webhooks import async_add, async_dismiss

pytestmark = [
    pytest.mark.usefixtures("socket_enabled"),
    pytest.mark.parametrize("expected_lingering_timers", [True]),
]

PAGE = (Path(__file__).parents[1] / "docs/webhooks.md").read_text("utf-8")
(AUTOMATION,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
KEY = "a-long-word-that-nobody-else-knows"


@pytest.fixture
async def home(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> MockConfigEntry:
    """Have a home with two suggestions, and the page's automation among its own."""
    lay_cables(monkeypatch)
    for component in ("webhook", "persistent_notification"):
        assert await async_setup_component(hass, component, {})
    entry = await async_a_home(hass, *suggestions_of("a", "b"))
    lines = AUTOMATION.strip().splitlines()
    file_of(hass).write_text("\n".join([f"- id: told\n  {lines[0]}", *(f"  {line}" for line in lines[1:])]), "utf-8")
    await hass.services.async_call("automation", "reload", {}, blocking=True)
    return entry


async def async_address(client: ClientSessionGenerator, path: str) -> str:
    url = (await client()).make_url(path)
    return at_home(str(url))


def messages(hass: HomeAssistant) -> list[str]:
    return [one["message"] for one in notifications(hass).values()]


def path_of(key: str) -> str:
    webhook_id: Any = parse_yaml(AUTOMATION)["triggers"][0]["webhook_id"]  # type: ignore[index,call-overload]
    return str(URL(f"/api/webhook/{webhook_id}").with_query(key=key))


async def test_the_automation_hears_what_it_wants_to_hear(
    hass: HomeAssistant, home: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    await async_add(hass, home, await async_address(hass_client, path_of(KEY)))

    await async_dismiss(hass, "a")
    await hass.async_block_till_done(wait_background_tasks=True)

    assert messages(hass) == ["Do a"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("key", "kind", "age"),
    [
        ("guessed", Happening.SUGGESTION_DISMISSED, 10),
        (KEY, Happening.SUGGESTION_CREATED, 10),
        (KEY, Happening.SUGGESTION_DISMISSED, 301),
    ],
)
async def test_the_automation_lets_alone_what_is_none_of_its_business(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    key: str,
    kind: Happening,
    age: float,
) -> None:
    client = await hass_client_no_auth()

    for path, what, moment in ((path_of(key), kind, age), (path_of(KEY), Happening.SUGGESTION_DISMISSED, 10)):
        body = body_of(what, datetime.now(UTC).timestamp() - moment, {"title": f"{moment} seconds ago"})
        await client.post(path, data=body, headers={"Content-Type": "application/json"})
        await hass.async_block_till_done()

    assert messages(hass) == ["10 seconds ago"]
