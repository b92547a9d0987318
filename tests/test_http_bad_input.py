"""Questions as nobody should ask them: each gets an answer that names the field, and bears its id."""

import asyncio
import gzip
from http import HTTPStatus
import re
import time
from typing import Any
from urllib.parse import quote

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL

from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.http_api.asking import BODY
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.services.programs.place import PageStart, opened, sealed
from custom_components.homeiq.store.reading.lane import AT_ONCE
from tests.evenings import async_live
from tests.homes import async_remember, async_set_up
from tests.offers import a_suggestion

NOON = 1_772_452_800.0  # 2026-03-02T12:00:00Z
SPAN = "start=2026-03-02T12:00:00Z&end=2026-03-02T13:00:00Z"
DIGITS = "9" * 5000
KEY = b"k" * 32
PLACE = PageStart(begin=1.0, end=9.0, moment=2.5, skipped=3)

type Client = TestClient[Any, Any]


def rows(count: int = 5) -> list[EventRow]:
    return [(NOON + second, "light.hall", ("on", "off")[second % 2], Cause.PERSON) for second in range(count)]


async def get(client: Client, query: str) -> ClientResponse:
    answer: ClientResponse = await client.get(URL(f"/api/homeiq/{query}", encoded=True))
    return answer


BAD = [
    (f"entities?limit={DIGITS}", "limit"),
    (f"patterns?cursor={DIGITS}", "cursor"),
    (f"suggestions?limit={DIGITS}", "limit"),
    (f"events?cursor={DIGITS}", "cursor"),
    (f"events?limit={DIGITS}", "limit"),
    ("events?limit=-1", "limit"),
    ("events?limit=%C2%B2", "limit"),
    ("events?limit=1e3", "limit"),
    ("events?limit=", "limit"),
    ("suggestions?cursor=-1", "cursor"),
    ("events?start=2026-03-02T12:00:00%2B99:00", "start"),
    ("events?start=2026-03-02T12:00:00-99:99", "start"),
    ("events?start=0001-01-01T00:00:00%2B14:00", "start"),
    ("events?end=9999-12-31T23:59:59-12:00", "end"),
    ("events?start=2026-02-30T12:00:00Z", "start"),
    ("events?start=2026-03-02T25:00:00Z", "start"),
    ("events?end=inf", "end"),
    (f"events?end={DIGITS}", "end"),
    (f"events?{SPAN}&end=2026-03-02T13:00:00Z", "end"),
    ("events?limit=5&limit=6", "limit"),
    (f"events?{SPAN}&cursor=nan~1", "cursor"),
    (f"events?{SPAN}&cursor=0~0", "cursor"),
    (f"events?{SPAN}&cursor=inf~-5", "cursor"),
    (f"events?{SPAN}&cursor=", "cursor"),
    (f"events?{SPAN}&cursor=%F0%9F%8C%99", "cursor"),
    (f"events?{SPAN}&cursor={'A' * 59}", "cursor"),
    (f"events?{SPAN}&entity_id=", "entity_id"),
    (f"events?{SPAN}&entity_id=light.%07", "entity_id"),
    (f"events?{SPAN}&entity_id=light", "entity_id"),
    (f"events?{SPAN}&entity_id=light.hall,,light.attic", "entity_id"),
    (f"events?{SPAN}&entity_id=light.hall%23brightness", "entity_id"),
    ("events?end=1970-01-01T00:00:00Z&start=2026-03-02T12:00:00Z", "end"),
    ("devices?device_id=%1B", "device_id"),
    ("entities?cursor=%01", "cursor"),
    ("entities?%E2%98%80=1", "☀"),
]
"""What is asked, and the field that is wrong in it."""


async def test_bad_input_is_named(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_set_up(hass)
    client = await hass_client()

    answers = [await get(client, query) for query, _ in BAD]

    named = [(answer.status, (await answer.json())["field"]) for answer in answers]
    assert named == [(HTTPStatus.BAD_REQUEST, field) for _, field in BAD]


async def test_1970_means_1970(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_live(hass, rows())
    await async_set_up(hass)

    page = await (await get(await hass_client(), "events?end=1970-01-01T00:00:00Z&entity_id=light.hall")).json()

    assert page == {"events": [], "next_cursor": None}


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"{", HTTPStatus.BAD_REQUEST, "body"),
        (b"\xff\xfe", HTTPStatus.BAD_REQUEST, "body"),
        (b"[" * 10_000, HTTPStatus.BAD_REQUEST, "body"),
        (b"[]", HTTPStatus.BAD_REQUEST, "body"),
        (b'{"reason": 5}', HTTPStatus.BAD_REQUEST, "reason"),
        (b'{"reason": "\\u0000"}', HTTPStatus.BAD_REQUEST, "reason"),
        (b'{"reason": "\\ud800"}', HTTPStatus.BAD_REQUEST, "reason"),
        (b'{"seconds": NaN}', HTTPStatus.BAD_REQUEST, "seconds"),
        (b'{"\\ud800": 1}', HTTPStatus.BAD_REQUEST, "body"),
        (b'{"seconds": {"\\udfff": [1]}}', HTTPStatus.BAD_REQUEST, "seconds"),
        (b" " * 20_000, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body"),
        (b'{"reason": "Guests have left"}', HTTPStatus.ACCEPTED, None),
        (b"", HTTPStatus.ACCEPTED, None),
    ],
)
async def test_a_body_is_checked(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, body: bytes, status: int, field: str | None
) -> None:
    await async_set_up(hass)

    answer = await (await hass_client()).post("/api/homeiq/suggestions/refresh", data=body)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert answer.status == status
    assert "X-Correlation-ID" in answer.headers
    assert field is None or (await answer.json())["field"] == field


@pytest.mark.parametrize("until", ["\\ud800", "2030-01-01T00:00:00Z\\udfff", "\u0662\u0660\u0663\u0660-01-01"])
async def test_half_a_character_is_no_moment_and_ends_nothing(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, until: str
) -> None:
    await async_remember(hass, a_suggestion())
    await async_set_up(hass)
    body = f'{{"until": "{until}"}}'.encode()

    answer = await (await hass_client()).post("/api/homeiq/suggestions/kitchen-at-seven/snooze", data=body)

    assert (answer.status, (await answer.json())["field"]) == (HTTPStatus.BAD_REQUEST, "until")


async def test_a_body_that_is_not_compressed_as_it_says_is_named(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_set_up(hass)

    answer = await (await hass_client()).post(
        "/api/homeiq/suggestions/refresh", data=b"{}", headers={"Content-Encoding": "gzip"}
    )

    assert (answer.status, (await answer.json())["field"]) == (HTTPStatus.BAD_REQUEST, "body")


async def test_a_body_that_is_small_only_while_it_is_compressed_is_too_large(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_set_up(hass)
    bomb = gzip.compress(b" " * 10_000_000)

    answer = await (await hass_client()).post(
        "/api/homeiq/suggestions/refresh", data=bomb, headers={"Content-Encoding": "gzip"}
    )

    assert len(bomb) < BODY
    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert await answer.json() == {"message": "body: must have 16384 bytes at most", "field": "body"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "nothing", HTTPStatus.NOT_FOUND),
        ("PATCH", "suggestions/of/nobody", HTTPStatus.NOT_FOUND),
        ("POST", "health", HTTPStatus.METHOD_NOT_ALLOWED),
        ("OPTIONS", "events", HTTPStatus.FORBIDDEN),
        ("PROPFIND", "events", HTTPStatus.METHOD_NOT_ALLOWED),
    ],
)
async def test_refusals_bear_the_id_of_the_question(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, method: str, path: str, status: int
) -> None:
    await async_set_up(hass)

    headers = {"X-Correlation-ID": "shop-7:42"}
    answer = await (await hass_client()).request(method, f"/api/homeiq/{path}", headers=headers)

    assert (answer.status, answer.headers["X-Correlation-ID"]) == (status, "shop-7:42")
    assert status != HTTPStatus.METHOD_NOT_ALLOWED or "GET" in answer.headers["Allow"]


async def test_a_stranger_is_refused_with_an_id_and_counted(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator, caplog: pytest.LogCaptureFixture
) -> None:
    await async_set_up(hass)

    answer = await (await hass_client_no_auth()).get("/api/homeiq/health")

    assert answer.status == HTTPStatus.UNAUTHORIZED
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Correlation-ID"])
    assert "Login attempt or request with invalid authentication" in caplog.text


async def test_a_fault_of_ours_bears_the_id_that_the_log_has(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, caplog: pytest.LogCaptureFixture
) -> None:
    entry = await async_set_up(hass)
    # Something that nobody has thought of.
    object.__setattr__(entry.runtime_data, "data", None)

    answer = await (await hass_client()).get("/api/homeiq/suggestions", headers={"X-Correlation-ID": "shop-7:43"})

    assert (answer.status, answer.headers["X-Correlation-ID"]) == (HTTPStatus.INTERNAL_SERVER_ERROR, "shop-7:43")
    assert "could not be answered [shop-7:43]" in caplog.text


async def test_a_cursor_leads_on_in_its_own_question_only(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_live(hass, rows())
    await async_set_up(hass)
    client = await hass_client()
    day = "start=2026-03-02T12:00:00Z&end=2026-03-03T12:00:00Z"
    cursor = (await (await get(client, f"events?{day}&limit=2")).json())["next_cursor"]

    same = await get(client, f"events?{day}&limit=3&cursor={cursor}")
    others = [
        await get(client, f"events?{query}&cursor={cursor}")
        for query in ("limit=2", f"{SPAN}&limit=2", f"{day}&entity_id=light.hall")
    ]

    assert [one["time"] - NOON for one in (await same.json())["events"]] == [2, 3, 4]
    assert [answer.status for answer in others] == [HTTPStatus.BAD_REQUEST] * 3


async def test_the_pages_of_a_question_without_end_are_of_the_moment_at_which_it_was_asked(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_set_up(hass)
    coordinator: HomeIQCoordinator = (hass.config_entries.async_entries("homeiq"))[0].runtime_data
    now = time.time()
    await coordinator.events.append([(now - 60 + second, "light.hall", f"{second % 2}", 1) for second in range(4)])
    client = await hass_client()

    first = await (await get(client, "events?limit=2&entity_id=light.hall")).json()
    await coordinator.events.append([(now, "light.hall", "late", 1)])
    second = await (await get(client, f"events?limit=2&entity_id=light.hall&cursor={first['next_cursor']}")).json()

    assert len(first["events"]) == len(second["events"]) == 2


@pytest.mark.parametrize("written", ["light.hall", " Light.HALL", "light.attic, light.hall"])
async def test_ids_are_read_at_one_door_as_at_the_other(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, written: str
) -> None:
    await async_live(hass, rows())
    await async_set_up(hass)

    by_http = await (await get(await hass_client(), f"events?{SPAN}&entity_id={quote(written)}")).json()
    by_action: Any = await hass.services.async_call(
        "homeiq",
        "query_events",
        {"start": "2026-03-02T12:00:00Z", "end": "2026-03-02T13:00:00Z", "entity_id": written},
        blocking=True,
        return_response=True,
    )

    told = [[(one["entity_id"], one["state"]) for one in answer["events"]] for answer in (by_http, by_action)]
    assert len(told[0]) == len(rows())
    assert told[0] == told[1]


def test_a_cursor_is_read_as_it_was_written() -> None:
    assert opened(KEY, sealed(KEY, PLACE, "a", None), "a", None) == PLACE


def test_a_cursor_that_was_touched_is_none() -> None:
    cursor = sealed(KEY, PLACE, "a")

    touched = [cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :] for place in range(58)]

    assert [opened(KEY, one, "a") for one in touched] == [None] * 58
    assert opened(b"another", cursor, "a") is None
    assert opened(KEY, cursor, "b") is None
    assert opened(KEY, cursor) is None


async def test_who_leaves_takes_the_question_along(
    hass: HomeAssistant, hass_access_token: str, socket_enabled: None
) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    await coordinator.events.append(
        [(NOON + 0.05 * tick, f"light.l{tick % 7}", ("on", "off")[tick % 2], 1) for tick in range(150_000)]
    )
    # Like Home Assistant's own server, it ends what nobody waits for.
    server = TestServer(hass.http.app)
    headers = {"Authorization": f"Bearer {hass_access_token}"}
    async with TestClient(server, headers=headers) as client:
        impatient = [
            asyncio.create_task(get(client, f"events?{SPAN}&entity_id=light.l{n % 7}&limit=1000"))
            for n in range(10 * AT_ONCE)
        ]
        await asyncio.sleep(0.05)
        for task in impatient:
            task.cancel()
        await asyncio.gather(*impatient, return_exceptions=True)

        answer = await asyncio.wait_for(get(client, f"events?{SPAN}&limit=1"), 60)

    assert answer.status == HTTPStatus.OK
