"""Webhooks in a Home Assistant: added, delivered to a program in the home, and looked after."""

import asyncio
from collections.abc import Mapping, Sequence
from http import HTTPStatus
import json
import logging
import time
from types import MappingProxyType, SimpleNamespace
from typing import Any

from aiohttp import web
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigSubentry, SubentryFlowContext
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar, entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.coordinator.hooks import habit_watch, post, way_out
from custom_components.homeiq.coordinator.telling.announcements import (
    async_announce_created,
    async_announce_health,
    async_announce_overridden,
)
from custom_components.homeiq.deliver.hooks.secret import is_usable
from custom_components.homeiq.deliver.hooks.signing import own_signature, standard_signature
from custom_components.homeiq.model.decisions.edit import Place
from custom_components.homeiq.model.decisions.followed import Fate, Followed, Override
from custom_components.homeiq.model.decisions.pause import Pause
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.trigger import LeftOn
from custom_components.homeiq.model.hooks import Delivery
from custom_components.homeiq.store.hooks import deliveries
from custom_components.homeiq.went_out import Way, WentOut
from tests.accepted import async_a_home, async_accept, async_undo
from tests.evenings import query
from tests.home_network import Receiver, hang_up, lay_cables, receiver
from tests.homes import async_publish
from tests.hooks import SECRET
from tests.offers import a_pattern, a_suggestion, suggestions_of
from tests.test_repairs import async_answer

pytestmark = [
    pytest.mark.usefixtures("socket_enabled", "home_network"),
    pytest.mark.parametrize("expected_lingering_timers", [True]),
]
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
NOBODY = "http://192.0.2.1/hook"  # an address for documentation, RFC 5737


@pytest.fixture
def home_network(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_cables(monkeypatch)


def entered(url: str, **more: Any) -> dict[str, Any]:
    """Return what somebody enters into the form."""
    fields = {"name": "Wall panel", "url": url, "secret": SECRET, "events": [], "entities": [], "areas": []}
    return {**fields, "verify_ssl": True, **more}


async def async_show(hass: HomeAssistant, entry: MockConfigEntry, hook_id: str | None = None) -> Any:
    """Open the form of a new webhook, or of one that is there."""
    context = SubentryFlowContext(source=SOURCE_USER)
    if hook_id:
        context = SubentryFlowContext(source=SOURCE_RECONFIGURE, subentry_id=hook_id)
    return await hass.config_entries.subentries.async_init((entry.entry_id, "webhook"), context=context)


async def async_fill_in(hass: HomeAssistant, form: Any, **fields: Any) -> Any:
    result = await hass.config_entries.subentries.async_configure(form["flow_id"], fields)
    await hass.async_block_till_done(wait_background_tasks=True)
    return result


async def async_add(hass: HomeAssistant, entry: MockConfigEntry, url: str, **more: Any) -> str:
    """Add a webhook and return its id."""
    result = await async_fill_in(hass, await async_show(hass, entry), **entered(url, **more))
    assert result["type"] == "create_entry"
    return list(entry.subentries)[-1]


LISTS = ("events", "entities", "areas")


async def async_do(hass: HomeAssistant, action: str, **fields: Any) -> Any:
    answer = await hass.services.async_call(DOMAIN, action, fields, blocking=True, return_response=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    return answer


async def async_dismiss(hass: HomeAssistant, signature: str) -> None:
    await hass.services.async_call(DOMAIN, "dismiss_suggestion", {"signature": signature}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)


def told(program: Receiver) -> list[tuple[str, Mapping[str, Any]]]:
    """Return what a program was told, once it has looked at the signatures."""
    for one in program.heard:
        headers = one.headers
        stamp, message = headers["webhook-timestamp"], headers["webhook-id"]
        assert headers["X-Webhook-Signature"] == own_signature(SECRET, stamp, one.body)
        assert headers["webhook-signature"] == standard_signature(SECRET, message, stamp, one.body)
        assert headers["X-Webhook-ID"] == message
        assert headers["X-Webhook-Timestamp"] == stamp
        assert headers["X-Correlation-ID"]
    bodies = [json.loads(one.body) for one in program.heard]
    assert [one["type"] for one in bodies] == [one.headers["X-Webhook-Event"] for one in program.heard]
    return [(one["type"], one["data"]) for one in bodies]


def notices(hass: HomeAssistant) -> list[str]:
    return sorted(issue for _, issue in ir.async_get(hass).issues if issue.startswith("webhook"))


async def test_the_form_says_what_can_be_picked_and_takes_nothing_for_everything(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass)

    form = await async_show(hass, entry)
    await async_fill_in(hass, form, name="App", url="http://192.0.2.1/", secret=SECRET)

    # A default would stand where a picker says what it is for.
    assert [key for key in form["data_schema"].schema if key in LISTS and callable(key.default)] == []
    (hook,) = entry.subentries.values()
    assert [hook.data[name] for name in LISTS] == [[], [], []]


async def test_decisions_are_told_in_their_order(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, *suggestions_of("a", "b"))
    async with receiver() as program:
        await async_add(hass, entry, program.url)

        await async_dismiss(hass, "a")
        await async_accept(hass, "b")
        await async_undo(hass, "b")
        await hass.async_block_till_done(wait_background_tasks=True)

        happened = [(kind, data["signature"]) for kind, data in told(program)]

    assert happened == [
        ("suggestion.dismissed", "a"),
        ("suggestion.accepted", "b"),
        ("suggestion.undone", "b"),
    ]


async def test_what_is_told_of_a_suggestion_names_no_person(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    async with receiver() as program:
        await async_add(hass, entry, program.url)

        await async_dismiss(hass, "a")

        ((_, data),) = told(program)

    assert set(data) == {"signature", "kind", "title", "confidence", "entities", "areas"}


async def test_health_and_overrides_are_told(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass)
    followed = Followed(
        signature="a",
        title="Kitchen at 07:00",
        place=Place.AUTOMATION,
        key="homeiq_a",
        since=0.0,
        fate=Fate.ACTIVE,
        fate_since=0.0,
        judged_since=0.0,
    )
    override = Override(
        run_at=1_800_000_000.0,
        acted_at=1_800_000_001.0,
        undone_at=1_800_000_060.0,
        entity_id="light.kitchen",
        state="off",
        cause=Cause.DEVICE,
        day=20_833,
        minute=480,
    )
    async with receiver() as program:
        await async_add(hass, entry, program.url)

        async_announce_overridden(hass, followed, override)
        async_announce_health(hass, ["database_failing"])
        await hass.async_block_till_done(wait_background_tasks=True)

        assert told(program) == [
            (
                "automation.overridden",
                {
                    "signature": "a",
                    "title": "Kitchen at 07:00",
                    "entities": ["light.kitchen"],
                    "areas": [],
                    "state": "off",
                    "cause": "device",
                    "acted_at": "2027-01-15T08:00:01+00:00",
                    "undone_at": "2027-01-15T08:01:00+00:00",
                },
            ),
            ("health.changed", {"healthy": False, "problems": ["database_failing"]}),
        ]


@pytest.mark.parametrize(
    ("chosen", "kinds"),
    [
        ({"events": ["health_changed"]}, ["health.changed"]),
        ({"entities": ["light.kitchen"]}, ["suggestion.dismissed", "health.changed"]),
        ({"entities": ["light.attic"]}, ["health.changed"]),
        ({"areas": ["attic"], "events": ["suggestion_dismissed"]}, []),
    ],
)
async def test_a_webhook_is_told_what_it_wants(
    hass: HomeAssistant, chosen: dict[str, list[str]], kinds: list[str]
) -> None:
    ar.async_get(hass).async_create("Attic")
    hass.states.async_set("light.attic", "off")
    entry = await async_a_home(hass, *suggestions_of("a"))
    async with receiver() as program:
        await async_add(hass, entry, program.url, **chosen)

        await async_dismiss(hass, "a")
        async_announce_health(hass, [])
        await hass.async_block_till_done(wait_background_tasks=True)

        assert [kind for kind, _ in told(program)] == kinds


async def test_what_waits_outlives_a_restart_and_what_happens_at_its_end_is_not_lost(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    async with receiver(503) as program:
        await async_add(hass, entry, program.url)
        await async_dismiss(hass, "a")
        async_announce_health(hass, ["database_failing"])
        assert await hass.config_entries.async_unload(entry.entry_id)
        begun = list(program.messages)

        assert await hass.config_entries.async_setup(entry.entry_id)
        # The rest after the first failure is a second.
        await program.until(3)

        kinds = [one.headers["X-Webhook-Event"] for one in program.heard]

    assert kinds == ["suggestion.dismissed", "suggestion.dismissed", "health.changed"]
    assert program.messages[:2] == begun * 2


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"url": "http://127.0.0.1:8123/"}, {"url": "refused_address"}),
        ({"url": "http://supervisor/"}, {"url": "refused_address"}),
        ({"url": "panel"}, {"url": "no_address"}),
        ({"url": "http://me:pass@panel/"}, {"url": "login_in_address"}),
        ({"secret": "short"}, {"secret": "weak_secret"}),
        ({"name": "  "}, {"name": "no_name"}),
        ({"entities": ["light.ktichen"]}, {"entities": "unknown_entities"}),
        ({"areas": ["attic"]}, {"areas": "unknown_areas"}),
    ],
)
async def test_the_form_says_what_is_wrong_and_goes_on(
    hass: HomeAssistant, wrong: dict[str, str], errors: dict[str, str]
) -> None:
    entry = await async_a_home(hass)
    fields = entered("http://192.168.77.5/told")

    form = await async_fill_in(hass, await async_show(hass, entry), **fields | wrong)
    result = await async_fill_in(hass, form, **fields)

    assert (form["errors"], result["type"], result["title"]) == (errors, "create_entry", "Wall panel")


async def test_the_form_offers_a_secret_that_nobody_knows(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass)

    form = await async_show(hass, entry)

    offered = [key.description["suggested_value"] for key in form["data_schema"].schema if key == "secret"]
    assert [is_usable(one) for one in offered] == [True]


async def test_for_a_day_after_a_rotation_both_secrets_sign(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    async with receiver() as program:
        hook_id = await async_add(hass, entry, program.url)
        form = await async_fill_in(
            hass, await async_show(hass, entry, hook_id), **entered(program.url), new_secret=True
        )
        fresh = next(key.description["suggested_value"] for key in form["data_schema"].schema if key == "secret")
        result = await async_fill_in(hass, form, **entered(program.url, secret=OTHER), new_secret=False)
        assert (result["reason"], is_usable(fresh), fresh == SECRET) == ("webhook_changed", True, False)

        await async_dismiss(hass, "a")

        (heard,) = program.heard
    stamp, message = heard.headers["webhook-timestamp"], heard.headers["webhook-id"]
    assert heard.headers["webhook-signature"].split(" ") == [
        standard_signature(secret, message, stamp, heard.body) for secret in (OTHER, SECRET)
    ]
    assert heard.headers["X-Webhook-Signature"] == own_signature(OTHER, stamp, heard.body)


async def test_who_makes_two_new_secrets_in_a_day_leaves_nobody_behind(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-06-01T12:00:00+00:00")
    entry, third = await async_a_home(hass), "a secret of my own".replace(" ", "-")
    async with receiver() as program:
        hook_id = await async_add(hass, entry, program.url)
        # Another name is no other secret.
        for secret, name in ((OTHER, "Panel"), (OTHER, "Wall panel"), (third, "Wall panel")):
            freezer.tick(3600)
            form = await async_show(hass, entry, hook_id)
            await async_fill_in(hass, form, **entered(program.url, secret=secret, name=name), new_secret=False)
        counts = []
        for hours in (0, 23, 2):
            freezer.tick(hours * 3600)
            await async_do(hass, "test_webhook", webhook=hook_id)
            counts.append(len(program.heard[-1].headers["webhook-signature"].split(" ")))

    # The first one signs until a day after the second came, the second until a day after the third.
    assert counts == [3, 2, 1]


async def test_a_test_is_sent_at_once_and_says_what_came_of_it(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass)
    async with receiver(204, 404) as program:
        await async_add(hass, entry, program.url)

        answers = [await async_do(hass, "test_webhook", webhook="wall PANEL") for _ in range(2)]

        assert told(program) == [("webhook.test", {"name": "Wall panel"})] * 2
    answers.append(await async_do(hass, "test_webhook", webhook="Wall panel"))
    assert [(one["delivered"], one["status"], one["trouble"]) for one in answers] == [
        (True, 204, None),
        (False, 404, None),
        (False, None, "unreachable"),
    ]


async def test_what_is_answered_oddly_but_well_is_told_once(hass: HomeAssistant) -> None:
    async def say(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.write(b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok")
        return await hang_up(request)

    entry = await async_a_home(hass, *suggestions_of("a", "b"))
    async with receiver(say, say) as program:
        await async_add(hass, entry, program.url)
        for name in ("a", "b"):
            await async_dismiss(hass, name)
        log = (await async_do(hass, "list_deliveries"))["deliveries"]

    assert len(set(program.messages)) == len(program.heard) == 2
    assert [(one["state"], one["tries"], one["status"]) for one in log] == [("delivered", 1, 204)] * 2


async def test_what_was_refused_is_told_under_repairs_and_delivered_again_from_there(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    entry = await async_a_home(hass, *suggestions_of("a"))
    failed = async_capture_events(hass, "homeiq_webhook_failed")
    async with receiver(400) as program:
        hook_id = await async_add(hass, entry, program.url)
        await async_dismiss(hass, "a")
        assert notices(hass) == [f"webhook_dead_{hook_id}"]
        (dead,) = (await async_do(hass, "list_deliveries", state="dead"))["deliveries"]
        (event,) = failed

        await async_answer(hass, hass_client, f"webhook_dead_{hook_id}", "again")
        await hass.async_block_till_done(wait_background_tasks=True)

        assert program.messages == [dead["message_id"]] * 2
    assert (dead["status"], dead["trouble"], dead["tries"], dead["name"]) == (400, "status", 1, "Wall panel")
    assert event.data == {
        "webhook_id": hook_id,
        "name": "Wall panel",
        "delivery": dead["delivery"],
        "type": "suggestion.dismissed",
        "tries": 1,
        "status": 400,
        "trouble": "status",
    }
    assert notices(hass) == []


async def test_what_reached_a_program_has_left_the_house(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    out = WentOut()
    monkeypatch.setattr(way_out, "WENT_OUT", out)
    entry = await async_a_home(hass)
    async with receiver(204, 404, hang_up) as program:
        await async_add(hass, entry, program.url)
        for _ in range(3):
            await async_do(hass, "test_webhook", webhook="Wall panel")

    away = await async_do(hass, "test_webhook", webhook="Wall panel")

    assert away["trouble"] == "unreachable"
    assert [(one.way, one.receiver, one.what and one.what.kind) for one in out.take()] == [
        (Way.WEBHOOK, "Wall panel", "webhook.test")
    ] * 3


async def test_what_was_refused_can_be_let_go(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    assert await async_setup_component(hass, "repairs", {})
    entry = await async_a_home(hass, *suggestions_of("a"))
    async with receiver(400) as program:
        hook_id = await async_add(hass, entry, program.url)
        await async_dismiss(hass, "a")

        await async_answer(hass, hass_client, f"webhook_dead_{hook_id}", "let_go")

    assert await async_do(hass, "list_deliveries") == {"deliveries": [], "next_cursor": None}
    assert notices(hass) == []


async def test_more_than_can_wait_is_told_under_repairs(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "MOST_WAITING", 1)
    entry = await async_a_home(hass, *suggestions_of("a", "b", "c"))
    async with receiver(*[503] * 9) as program:
        await async_add(hass, entry, program.url)
        await async_dismiss(hass, "a")
        before = notices(hass)
        await async_dismiss(hass, "b")

    assert (before, [one.partition("_0")[0] for one in notices(hass)]) == ([], ["webhook_dead"])
    log = await async_do(hass, "list_deliveries", state="dead")
    assert [one["trouble"] for one in log["deliveries"]] == ["too_many"]


async def test_what_finds_no_room_in_memory_either_is_counted_and_said(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(post, "KEPT", 2)
    async with receiver() as program:
        entry = await async_a_home(hass)
        await async_add(hass, entry, program.url)
        query(hass, "CREATE TRIGGER full BEFORE INSERT ON webhook_delivery BEGIN SELECT raise(ABORT, 'full'); END")
        async_announce_created(hass, suggestions_of("a", "b", "c", "d", "e"))
        await hass.async_block_till_done(wait_background_tasks=True)
        before = caplog.text
        assert await hass.config_entries.async_unload(entry.entry_id)

    assert "messages to webhooks are given up" in before
    assert "2 messages to webhooks are given up" in caplog.text
    assert sum(async_figures(hass).delivered.families(0.0)[0].values.values()) == 5


async def test_a_receiver_that_is_gone_is_told_nothing_until_its_owner_says_so(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    entry = await async_a_home(hass, *suggestions_of("a", "b"))
    async with receiver(410) as program:
        hook_id = await async_add(hass, entry, program.url)
        await async_dismiss(hass, "a")
        await async_dismiss(hass, "b")
        assert (len(program.heard), notices(hass)) == (1, [f"webhook_gone_{hook_id}"])
        (listed,) = (await async_do(hass, "list_webhooks"))["webhooks"]
        assert (listed["delivered"], listed["dead"], listed["off_since"] is None) == (0, 1, False)
        assert (listed["last"]["state"], listed["last"]["trouble"]) == ("dead", "gone")

        await async_answer(hass, hass_client, f"webhook_gone_{hook_id}", "turn_on")
        await hass.async_block_till_done(wait_background_tasks=True)

        assert (len(program.heard), notices(hass)) == (2, [])


@pytest.mark.parametrize("moment", ["is taken before", "happens then"])
async def test_what_happens_while_a_receiver_ends_waits_for_nobody(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    entry = await async_a_home(hass)
    put, give_up, noted = deliveries.Deliveries.put, deliveries.Deliveries.give_up, asyncio.Event()

    async def async_put(self: deliveries.Deliveries, new: Sequence[Delivery]) -> int:
        if len(program.heard) == 1 and moment == "is taken before":
            await noted.wait()
        return await put(self, new)

    async def async_give_up(self: deliveries.Deliveries, *what: Any) -> int:
        given_up = await give_up(self, *what)
        if moment == "happens then" and not noted.is_set():
            async_announce_health(hass, ["memory"])
        noted.set()
        return given_up

    async def end(_request: web.Request) -> web.StreamResponse:
        if moment == "is taken before":
            async_announce_health(hass, ["memory"])
        return web.Response(status=410)

    async with receiver(end) as program:
        await async_add(hass, entry, program.url)
        monkeypatch.setattr(deliveries.Deliveries, "put", async_put)
        monkeypatch.setattr(deliveries.Deliveries, "give_up", async_give_up)

        async_announce_health(hass, ["disk"])
        await hass.async_block_till_done(wait_background_tasks=True)
        (listed,) = (await async_do(hass, "list_webhooks"))["webhooks"]

    assert len(program.heard) == 1
    assert (listed["waiting"], listed["off_since"] is None) == (0, False)
    assert listed["dead"] == sum(async_figures(hass).delivered.families(0.0)[0].values.values())


async def test_one_delivery_is_sent_again_by_its_number(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, *suggestions_of("a", "b"))
    async with receiver() as program:
        await async_add(hass, entry, program.url)
        await async_dismiss(hass, "a")
        await async_dismiss(hass, "b")
        first = (await async_do(hass, "list_deliveries", webhook="Wall panel"))["deliveries"][-1]

        answer = await async_do(hass, "redeliver", delivery=first["delivery"])

        assert answer == {"deliveries": 1}
        assert program.messages[2:] == [first["message_id"]] == program.messages[:1]


async def test_nobody_knows_a_webhook_that_is_not_there(hass: HomeAssistant) -> None:
    await async_a_home(hass)

    for action, fields in (("test_webhook", {"webhook": "nobody"}), ("redeliver", {"webhook": "nobody"})):
        with pytest.raises(ServiceValidationError) as caught:
            await async_do(hass, action, **fields)
        assert caught.value.translation_key == "unknown_webhook"


async def test_a_program_adds_a_webhook_for_itself_and_takes_it_away(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_a_home(hass, *suggestions_of("a"))
    client = await hass_client()
    async with receiver() as program:
        wanted = {"url": program.url, "name": "Node-RED", "events": ["suggestion.dismissed"]}
        answer = await client.post("/api/homeiq/webhooks", json=wanted)
        made = await answer.json()
        await async_dismiss(hass, "a")
        listed = await (await client.get("/api/homeiq/webhooks")).json()
        (heard,) = program.heard
        removed = await client.delete("/api/homeiq/webhooks", params={"id": made["id"]})
        async_announce_health(hass, [])
        await hass.async_block_till_done(wait_background_tasks=True)

    assert (answer.status, removed.status) == (HTTPStatus.CREATED, HTTPStatus.OK)
    assert heard.headers["X-Webhook-Signature"] == own_signature(
        made["secret"], heard.headers["webhook-timestamp"], heard.body
    )
    (only,) = listed["webhooks"]
    assert (only["id"], only["name"], only["events"]) == (made["id"], "Node-RED", ["suggestion.dismissed"])
    assert made["secret"] not in json.dumps(listed)
    assert await (await client.get("/api/homeiq/webhooks")).json() == {"webhooks": [], "next_cursor": None}
    assert len(program.heard) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "url"),
        ({"url": "http://localhost/"}, "url"),
        ({"url": "http://192.168.77.5/", "secret": "short"}, "secret"),
        ({"url": "http://192.168.77.5/", "events": ["everything"]}, "events.0"),
        ({"url": "http://192.168.77.5/", "verify_ssl": "no"}, "verify_ssl"),
        ({"url": "http://192.168.77.5/", "entities": ["light.ktichen"]}, "entities"),
        ({"url": "http://192.168.77.5/", "areas": ["attic"]}, "areas"),
        ({"url": "http://192.168.77.5/", "new_secret": True}, "new_secret"),
        ({"url": "http://192.168.77.5/", "colour": "red"}, "colour"),
    ],
)
async def test_a_program_is_told_which_field_is_wrong(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, body: dict[str, Any], field: str
) -> None:
    entry = await async_a_home(hass)

    answer = await (await hass_client()).post("/api/homeiq/webhooks", json=body)

    assert (answer.status, (await answer.json())["field"]) == (HTTPStatus.BAD_REQUEST, field)
    assert not entry.subentries


async def test_both_doors_tell_the_same_of_a_webhook_each_in_its_own_times(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_a_home(hass)
    client = await hass_client()
    async with receiver(410) as program:
        hook_id = await async_add(hass, entry, program.url)
        await client.patch("/api/homeiq/webhooks", params={"id": hook_id}, json={"new_secret": True})
        async_announce_health(hass, [])
        await hass.async_block_till_done(wait_background_tasks=True)

    (by_http,) = (await (await client.get("/api/homeiq/webhooks")).json())["webhooks"]
    (by_action,) = (await async_do(hass, "list_webhooks"))["webhooks"]

    moments = [[told["off_since"], told["old_secret_until"], told["last"]["ended_at"]] for told in (by_http, by_action)]
    assert [dt_util.utc_from_timestamp(at).isoformat(timespec="seconds") for at in moments[0]] == moments[1]
    assert by_http | {"last": None} == by_action | {
        "last": None,
        "off_since": moments[0][0],
        "old_secret_until": moments[0][1],
    }


async def test_nobody_adds_webhooks_without_end_and_teams_are_none(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry, client = await async_a_home(hass), await hass_client()
    for number in range(60):
        # Of a league that is not known any more, so nothing is loaded anew for it.
        team = ConfigSubentry(
            data=MappingProxyType({"league": "gone", "team": "ARS"}),
            subentry_type="team",
            title=str(number),
            unique_id=None,
        )
        hass.config_entries.async_add_subentry(entry, team)

    answers = [await client.post("/api/homeiq/webhooks", json={"url": NOBODY}) for _ in range(51)]

    form = await async_show(hass, entry)

    assert [one.status for one in answers] == [HTTPStatus.CREATED] * 50 + [HTTPStatus.CONFLICT]
    assert (await answers[-1].json())["error"] == "too_many_webhooks"
    assert (form["type"], form["reason"]) == ("abort", "too_many_webhooks")
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_a_program_has_a_new_secret_made_and_for_a_day_both_sign(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_a_home(hass, *suggestions_of("a"))
    client = await hass_client()
    async with receiver() as program:
        wanted = {"url": program.url, "name": "Node-RED", "events": ["suggestion.dismissed"]}
        made = await (await client.post("/api/homeiq/webhooks", json=wanted)).json()
        answer = await client.patch("/api/homeiq/webhooks", params={"id": made["id"]}, json={"new_secret": True})
        changed = await answer.json()
        await async_dismiss(hass, "a")
        (heard,) = program.heard
        (only,) = (await (await client.get("/api/homeiq/webhooks")).json())["webhooks"]

    stamp, message = heard.headers["webhook-timestamp"], heard.headers["webhook-id"]
    assert (answer.status, changed["id"], changed["name"]) == (HTTPStatus.OK, made["id"], "Node-RED")
    assert heard.headers["webhook-signature"] == " ".join(
        standard_signature(secret, message, stamp, heard.body) for secret in (changed["secret"], made["secret"])
    )
    assert only["old_secret_until"]
    assert only["events"] == ["suggestion.dismissed"]


async def test_a_program_changes_what_it_names_and_nothing_else(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry, client = await async_a_home(hass), await hass_client()
    hass.states.async_set("light.attic", "off")
    made = await (
        await client.post("/api/homeiq/webhooks", json={"url": NOBODY, "entities": ["light.attic"], "secret": SECRET})
    ).json()
    hass.states.async_remove("light.attic")

    answer = await client.patch(
        "/api/homeiq/webhooks",
        params={"id": made["id"]},
        json={"name": "Wall", "entities": ["light.attic", "light.kitchen"]},
    )
    (shown,) = (await (await client.get("/api/homeiq/webhooks")).json())["webhooks"]
    wrong = ({"secret": OTHER, "new_secret": True}, {"entities": ["light.ktichen"]}, {"url": "http://localhost/"})
    refused = [await client.patch("/api/homeiq/webhooks", params={"id": made["id"]}, json=body) for body in wrong]

    assert await answer.json() == {"id": made["id"], "name": "Wall"}
    assert {name: shown[name] for name in ("events", "entities", "areas", "verify_ssl")} == {
        "events": [],
        "entities": ["light.attic", "light.kitchen"],
        "areas": [],
        "verify_ssl": True,
    }
    assert [(await one.json())["field"] for one in refused] == ["new_secret", "entities", "url"]
    assert entry.subentries[made["id"]].data == {
        "url": NOBODY,
        "secret": SECRET,
        "events": [],
        "entities": ["light.attic", "light.kitchen"],
        "areas": [],
        "verify_ssl": True,
        "secrets_before": [],
    }


async def test_a_webhook_goes_on_telling_of_an_entity_that_is_renamed(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    lamp = entity_registry.async_get_or_create("light", "demo", "attic", suggested_object_id="attic")
    entry = await async_a_home(hass)
    async with receiver() as program:
        hook_id = await async_add(hass, entry, program.url, entities=["light.attic"])
        everything = await async_add(hass, entry, program.url, name="All")

        entity_registry.async_update_entity(lamp.entity_id, new_entity_id="light.loft")
        await hass.async_block_till_done(wait_background_tasks=True)

        assert entry.subentries[hook_id].data["entities"] == ["light.loft"]
        assert entry.subentries[everything].data["entities"] == []
        assert [hook.named for hook in entry.runtime_data.hooks.roster.all] == [{"light.loft"}, frozenset()]


@pytest.mark.parametrize(
    ("parameters", "status"), [({}, HTTPStatus.BAD_REQUEST), ({"id": "nobody"}, HTTPStatus.NOT_FOUND)]
)
async def test_a_webhook_that_is_not_there_is_neither_changed_nor_taken_away(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, parameters: dict[str, str], status: HTTPStatus
) -> None:
    await async_a_home(hass)

    client = await hass_client()

    answers = [
        await client.request(method, "/api/homeiq/webhooks", params=parameters) for method in ("DELETE", "PATCH")
    ]

    assert [one.status for one in answers] == [status] * 2


async def test_secrets_are_in_no_log_and_nowhere_else(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert await async_setup_component(hass, "diagnostics", {})
    entry = await async_a_home(hass, *suggestions_of("a", "b"))
    events = async_capture_events(hass, "homeiq_webhook_failed")
    async with receiver(500, 404) as program:
        hook_id = await async_add(hass, entry, f"{program.url}/very-hidden-path")
        await async_dismiss(hass, "a")
        await async_do(hass, "redeliver", webhook=hook_id)
    await async_do(hass, "test_webhook", webhook=hook_id)
    await async_dismiss(hass, "b")
    seen = [
        caplog.text,
        json.dumps(await async_do(hass, "list_webhooks")),
        json.dumps(await async_do(hass, "list_deliveries")),
        json.dumps(await get_diagnostics_for_config_entry(hass, hass_client, entry)),
        str(
            [issue.to_json() | {"told": issue.translation_placeholders} for issue in ir.async_get(hass).issues.values()]
        ),
        str([event.data for event in events]),
    ]

    assert program.heard
    # What the test's own server logs of the requests that it got is not HomeIQ's.
    ours = "\n".join(line for line in "\n".join(seen).splitlines() if "aiohttp.access" not in line)
    assert [one for one in (SECRET, SECRET.removeprefix("whsec_"), "very-hidden-path") if one in ours] == []


async def test_what_is_left_on_is_told_once_and_again_the_next_time(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    # Hours before the night, in which all that is known is learned anew.
    freezer.move_to("2026-06-01T18:00:00+00:00")
    entry = await async_a_home(hass)
    iron = a_pattern("iron", trigger=LeftOn(entity_id="switch.iron", to="on", for_seconds=3600))
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_left_on"])
        await async_publish(hass, entry, patterns=(iron,))
        for state in ("on", "off", "on"):
            hass.states.async_set("switch.iron", state)
            for _ in range(2):
                freezer.tick(3601)
                async_fire_time_changed(hass)
                await hass.async_block_till_done(wait_background_tasks=True)

        assert [(kind, data["entities"], data["state"]) for kind, data in told(program)] == [
            ("habit.left_on", ["switch.iron"], "on"),
            ("habit.left_on", ["switch.iron"], "on"),
        ]


async def test_what_is_left_on_is_not_told_again_when_homeiq_is_loaded_anew(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-06-01T18:00:00+00:00")
    entry = await async_a_home(hass)
    iron = a_pattern("iron", trigger=LeftOn(entity_id="switch.iron", to="on", for_seconds=3600))
    hass.states.async_set("switch.iron", "on")
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_left_on"])
        for _ in range(2):
            await async_publish(hass, entry, patterns=(iron,))
            freezer.tick(3601)
            async_fire_time_changed(hass)
            await hass.async_block_till_done(wait_background_tasks=True)
            await hass.config_entries.async_reload(entry.entry_id)

        assert [(kind, data["since"]) for kind, data in told(program)] == [
            ("habit.left_on", "2026-06-01T18:00:00+00:00")
        ]


async def test_a_clock_that_is_put_ahead_leaves_nothing_on(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Hours before the night, in which all that is known is learned anew, and after it.
    freezer.move_to("2026-06-01T12:00:00+00:00")
    entry, steady = await async_a_home(hass), [0.0]
    monkeypatch.setattr(habit_watch, "time", SimpleNamespace(time=time.time, monotonic=lambda: steady[0]))
    iron = a_pattern("iron", trigger=LeftOn(entity_id="switch.iron", to="on", for_seconds=3600))
    heard = []
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_left_on"])
        await async_publish(hass, entry, patterns=(iron,))
        hass.states.async_set("switch.iron", "on")
        for wall, ran in ((20, 20), (8 * 3600, 20), (3600, 3600)):
            freezer.tick(wall)
            steady[0] += ran
            async_fire_time_changed(hass)
            await hass.async_block_till_done(wait_background_tasks=True)
            heard.append(len(program.heard))

        assert heard == [0, 0, 1]
        assert [data["since"] for _, data in told(program)] == ["2026-06-01T19:59:40+00:00"]


async def test_how_often_is_looked_for_what_is_amiss_is_an_option(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_home(hass, options={"notifications": {"look_seconds": 600}})
    iron = a_pattern("iron", trigger=LeftOn(entity_id="switch.iron", to="on", for_seconds=5))
    hass.states.async_set("switch.iron", "on")
    heard = []
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_left_on"])
        await async_publish(hass, entry, patterns=(iron,))
        for _ in range(2):
            freezer.tick(301)
            async_fire_time_changed(hass)
            await hass.async_block_till_done(wait_background_tasks=True)
            heard.append(len(program.heard))

    assert heard == [0, 1]


async def test_a_habit_that_has_moved_is_told(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass)
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_changed"])

        async_announce_created(hass, [a_suggestion(moved_from="before"), a_suggestion()])
        await hass.async_block_till_done(wait_background_tasks=True)

        assert [(kind, data["moved_from"]) for kind, data in told(program)] == [("habit.changed", "before")]


async def test_nothing_is_missed_while_guests_are_here(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry = await async_a_home(hass)
    iron = a_pattern("iron", trigger=LeftOn(entity_id="switch.iron", to="on", for_seconds=60))
    hass.states.async_set("switch.iron", "on")
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_left_on"])
        await async_publish(hass, entry, patterns=(iron,), pause=Pause(begin=0.0))
        freezer.tick(3601)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)

    assert program.heard == []


async def test_what_a_request_led_to_bears_its_id(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    entry = await async_a_home(hass, *suggestions_of("a"))
    async with receiver() as program:
        await async_add(hass, entry, program.url)
        client = await hass_client()

        answer = await client.post(
            "/api/homeiq/suggestions/a/dismiss", json={}, headers={"X-Correlation-ID": "node-red:7"}
        )
        await hass.async_block_till_done(wait_background_tasks=True)

        assert (answer.status, answer.headers["X-Correlation-ID"]) == (HTTPStatus.OK, "node-red:7")
        assert [one.headers["X-Correlation-ID"] for one in program.heard] == ["node-red:7"]
    (delivery,) = (await async_do(hass, "list_deliveries"))["deliveries"]
    assert delivery["correlation_id"] == "node-red:7"


async def test_a_run_that_a_request_began_bears_its_id(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(hass, "diagnostics", {})
    entry = await async_a_home(hass)
    client = await hass_client()

    await client.post("/api/homeiq/suggestions/refresh", headers={"X-Correlation-ID": "node-red:8"})
    await hass.async_block_till_done(wait_background_tasks=True)

    told_of = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    assert told_of["last_run"]["correlation_id"] == "node-red:8"  # type: ignore[index,call-overload]
