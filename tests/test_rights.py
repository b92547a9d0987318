"""Every door, knocked on by each kind of person, held against the table for people."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
import re
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.auth.const import GROUP_ID_ADMIN, GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.auth.models import TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN, User
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant, SupportsResponse
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import llm
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.model.decisions.acceptance import AcceptMode
from custom_components.homeiq.rights import RIGHTS, Right, async_may
from tests.accepted import async_a_home
from tests.offers import suggestions_of

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

PAGE = Path(__file__).parents[1] / "docs/security.md"
GROUPS = {
    "no token": None,
    "read-only user": GROUP_ID_READ_ONLY,
    "user": GROUP_ID_USER,
    "administrator": GROUP_ID_ADMIN,
}
FIELDS: Mapping[str, dict[str, Any]] = {
    "dismiss_suggestion": {"signature": "nobody"},
    "snooze_suggestion": {"signature": "nobody"},
    "take_back_decision": {"signature": "nobody"},
    "accept_suggestion": {"signature": "nobody"},
    "accept_suggestion mode: shadow": {"signature": "on-trial", "mode": "shadow"},
    "undo_suggestion": {"signature": "nobody"},
    "undo_suggestion of a trial": {"signature": "on-trial-before"},
    "adjust_suggestion": {"signature": "nobody"},
    "refine_suggestion": {"signature": "nobody", "instruction": "Later, please"},
    "refresh use_ai: true": {"use_ai": True},
    "export": {"signature": "nobody"},
    "forget": {"entity_id": "light.nobody"},
    "test_webhook": {"webhook": "nobody"},
    **{
        f"homeiq/suggestion/{name}": {"signature": "nobody"}
        for name in ("get", "consent", "accept", "adjust", "try", "dismiss", "snooze", "undo", "take_back")
    },
    "homeiq/suggestion/accept mode: shadow": {"signature": "on-trial-live", "mode": "shadow"},
    "homeiq/suggestion/undo of a trial": {"signature": "on-trial-live-before"},
    "homeiq/day/get": {"day": "workday"},
    "homeiq/went_out/get": {"way": "phone"},
    "query_events": {"start": "2026-03-02T12:00:00Z", "end": "2026-03-02T13:00:00Z"},
}
REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


def table() -> dict[str, dict[str, bool]]:
    """Read who may what, by door and person."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    people = rows[0][2:]
    return {
        door: {person: answer == "yes" for person, answer in zip(people, answers, strict=True)}
        for _, doors, *answers in rows[1:]
        for door in re.findall(r"`([^`]+)`", doors)
    }


class Visitor:
    """Somebody who tries the doors of a home; None is a stranger."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: MockConfigEntry,
        client: TestClient[Any, Any],
        user: User | None,
        token: str,
    ) -> None:
        self.hass = hass
        self.client = client
        self.entry = entry
        self.token = token
        self.context = Context(user_id=user.id if user else None)

    async def async_may_pass(self, door: str) -> bool:
        """Knock, and tell whether somebody opened."""
        await self.hass.async_block_till_done(wait_background_tasks=True)
        if door.startswith(f"{DOMAIN}/"):
            return await self._async_say(door)
        kind, _, name = door.partition(" ")
        if door in {"repair", "settings", "diagnostics"}:
            return await self._async_administer(door)
        if kind in {"GET", "POST", "PATCH", "DELETE"}:
            path = name.format(signature="nobody")
            return (await self.client.request(kind, path)).status not in REFUSED
        if way := {"assist": self._async_ask, "notification": self._async_tap}.get(kind):
            return await way(name)
        domain, _, action = door.partition(".")
        if domain == "todo":
            return await self._async_use_list(action)
        return await self._async_call(domain, action) not in REFUSED

    def _is_open(self, signature: str) -> bool:
        coordinator: HomeIQCoordinator = self.entry.runtime_data
        return any(one.signature == signature for one in coordinator.data.suggestions)

    async def _async_call(self, domain: str, action: str) -> int:
        entity = {"button": "button.homeiq_refresh", "switch": "switch.homeiq_learning"}.get(domain)
        name = action.partition(" ")[0]
        answers = self.hass.services.supports_response(domain, name) is not SupportsResponse.NONE
        fields = {"entity_id": entity} if entity else FIELDS.get(action, {})
        path = f"/api/services/{domain}/{name}{'?return_response' if answers else ''}"
        return (await self.client.post(path, json=fields)).status

    async def _async_say(self, command: str) -> bool:
        async with self.client.ws_connect("/api/websocket") as socket:
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": self.token})
            if (await socket.receive_json())["type"] != "auth_ok":
                return False
            await socket.send_json({"id": 1, "type": command.partition(" ")[0], **FIELDS.get(command, {})})
            answer = await socket.receive_json()
            return bool(answer["success"] or answer["error"]["code"] != "unauthorized")

    async def _async_use_list(self, action: str) -> bool:
        uid = f"by-list-{action}"
        done = {"status": "completed"} if action == "update_item" else {}
        fields = {"entity_id": "todo.homeiq_suggestions", "item": uid, **done}
        await self.client.post(f"/api/services/todo/{action}", json=fields)
        return not self._is_open(uid)

    async def _async_ask(self, tool: str) -> bool:
        context = llm.LLMContext(
            platform="an_agent", context=self.context, language="en", assistant="conversation", device_id=None
        )
        api = await llm.async_get_api(self.hass, "assist", context)
        fields = {} if tool.startswith("get_") else {"signature": f"by-voice-{tool}"}
        days = {"days": 3} if tool == "snooze_suggestion" else {}
        answer = await api.async_call_tool(llm.ToolInput(f"homeiq__{tool}", fields | days))
        return not answer.error

    async def _async_tap(self, answer: str) -> bool:
        uid = f"by-phone-{answer}"
        self.hass.bus.async_fire(
            "mobile_app_notification_action", {"action": f"HOMEIQ_{answer}_{uid}"}, context=self.context
        )
        await self.hass.async_block_till_done(wait_background_tasks=True)
        return not self._is_open(uid)

    async def _async_administer(self, door: str) -> bool:
        posts = {
            "repair": ("/api/repairs/issues/fix", {"handler": DOMAIN, "issue_id": "any"}),
            "settings": ("/api/config/config_entries/options/flow", {"handler": self.entry.entry_id}),
        }
        if door in posts:
            path, fields = posts[door]
            return (await self.client.post(path, json=fields)).status not in REFUSED
        answer = await self.client.get(f"/api/diagnostics/config_entry/{self.entry.entry_id}")
        return answer.status not in REFUSED


async def async_somebody(hass: HomeAssistant, group_id: str) -> MockUser:
    group = await hass.auth.async_get_group(group_id)
    assert group
    return MockUser(name="Kim", groups=[group]).add_to_hass(hass)


async def async_token(hass: HomeAssistant, user: User) -> str:
    token = await hass.auth.async_create_refresh_token(
        user,
        client_name="a program",
        token_type=TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN,
        access_token_expiration=timedelta(days=1),
    )
    return hass.auth.async_create_access_token(token)


async def async_a_home_with_doors(hass: HomeAssistant) -> MockConfigEntry:
    for component in ("homeassistant", "llm", "api", "repairs", "diagnostics"):
        assert await async_setup_component(hass, component, {})
    ways = [
        *(f"by-list-{action}" for action in ("remove_item", "update_item")),
        *(f"by-voice-{verb}_suggestion" for verb in ("accept", "dismiss", "snooze")),
        *(f"by-phone-{answer}" for answer in ("ACCEPT", "LATER", "NEVER")),
        "on-trial",
        "on-trial-before",
        "on-trial-live",
        "on-trial-live-before",
    ]
    entry = await async_a_home(hass, *suggestions_of(*ways), options={"ai": {"assist": True}})
    async_expose_entity(hass, "conversation", "light.kitchen", should_expose=True)
    for signature in ("on-trial-before", "on-trial-live-before"):
        await entry.runtime_data.decisions.accepting.async_accept(signature, mode=AcceptMode.SHADOW, user_id=None)
    return entry


@pytest.mark.parametrize("person", GROUPS)
async def test_every_door_opens_to_those_whom_the_table_names(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, hass_client_no_auth: ClientSessionGenerator, person: str
) -> None:
    entry = await async_a_home_with_doors(hass)
    group = GROUPS[person]
    user = await async_somebody(hass, group) if group else None
    token = await async_token(hass, user) if user else ""
    client = await (hass_client(token) if user else hass_client_no_auth())
    visitor = Visitor(hass, entry, client, user, token)

    passed = {door: await visitor.async_may_pass(door) for door in table()}

    assert passed == {door: people[person] for door, people in table().items()}


async def test_the_table_has_every_door(hass: HomeAssistant) -> None:
    await async_a_home_with_doors(hass)

    doors = {re.sub(r"( mode:| of a| use_ai).*", "", door) for door in table()}
    assert {f"homeiq.{name}" for name in hass.services.async_services()[DOMAIN]} == {
        door for door in doors if door.startswith("homeiq.")
    }
    assert {
        f"{route.method} {resource.canonical}"
        for resource in hass.http.app.router.resources()
        for route in resource
        if resource.canonical.startswith("/api/homeiq/") and route.method not in {"*", "OPTIONS"}
    } == {door for door in doors if door.startswith(("GET", "POST", "PATCH", "DELETE"))}
    commands = hass.data["websocket_api"]
    assert {name for name in commands if name.startswith("homeiq/")} == {
        door for door in doors if door.startswith("homeiq/")
    }


def test_every_deed_has_a_right() -> None:
    deeds = {"try_suggestion", "refresh_with_ai", "clear_accepted"}

    actions = {door.removeprefix("homeiq.").partition(" ")[0] for door in table() if door.startswith("homeiq.")}

    assert RIGHTS.keys() == actions | deeds


@pytest.mark.parametrize(
    ("policy", "rights"),
    [
        ({}, set()),
        ({"entities": {"entity_ids": {"todo.homeiq_suggestions": {"read": True}}}}, {Right.READ}),
        ({"entities": {"entity_ids": {"todo.homeiq_suggestions": True}}}, {Right.READ, Right.DECIDE}),
        ({"entities": {"domains": {"switch": True}}}, set()),
    ],
)
async def test_the_list_says_who_may(hass: HomeAssistant, policy: dict[str, Any], rights: set[Right]) -> None:
    await async_a_home(hass)
    user = MockUser().add_to_hass(hass)
    user.mock_policy(policy)

    assert {right for right in Right if await async_may(hass, user, right)} == rights
    assert {right for right in Right if await async_may(hass, Context(user_id=user.id), right)} == rights


@pytest.mark.parametrize("make", [lambda: Context(user_id="nobody"), lambda: MockUser(is_active=False)])
async def test_who_is_not_there_or_switched_off_may_nothing(
    hass: HomeAssistant, make: Callable[[], Context | MockUser]
) -> None:
    await async_a_home(hass)
    who = make()
    if isinstance(who, MockUser):
        who.mock_policy({"entities": True})

    assert [right for right in Right if await async_may(hass, who, right)] == []


async def test_a_read_only_user_changes_nothing_by_actions(hass: HomeAssistant, hass_read_only_user: MockUser) -> None:
    entry = await async_a_home(hass, *suggestions_of("a", "b"))
    context = Context(user_id=hass_read_only_user.id)

    for action, fields in (("dismiss_suggestion", {"signature": "a"}), ("pause_learning", {})):
        with pytest.raises(Unauthorized):
            await hass.services.async_call(DOMAIN, action, fields, blocking=True, context=context)

    data = entry.runtime_data.data
    assert ([one.signature for one in data.suggestions], data.pause) == (["a", "b"], None)


async def test_events_of_what_somebody_may_not_read_are_not_told(hass: HomeAssistant) -> None:
    await async_a_home(hass)
    user = MockUser().add_to_hass(hass)
    user.mock_policy({"entities": {"entity_ids": {"todo.homeiq_suggestions": True, "light.hall": {"read": True}}}})
    asked = {"start": "2026-03-02T12:00:00Z", "end": "2026-03-02T13:00:00Z"}

    async def ask(**more: Any) -> Any:
        return await hass.services.async_call(
            DOMAIN,
            "query_events",
            asked | more,
            blocking=True,
            return_response=True,
            context=Context(user_id=user.id),
        )

    assert await ask(entity_id="light.hall") == {"events": [], "total": 0, "next_cursor": None}
    for fields in ({}, {"entity_id": ["light.hall", "light.attic"]}):
        with pytest.raises(Unauthorized):
            await ask(**fields)
