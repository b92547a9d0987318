"""A home whose InfluxDB is something else, or means harm: nothing is lost, and the owner knows what to do."""

import asyncio
from collections.abc import Callable
import gzip
import json
import logging
from pathlib import Path
import time
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import pytest_socket

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.coordinator.influx.mirror import BATCHES, Mirror
from custom_components.homeiq.diagnostics import async_get_config_entry_diagnostics
from custom_components.homeiq.store.influx import drain
from custom_components.homeiq.store.influx.drain import Batching
from custom_components.homeiq.store.influx.target import Target
from tests.enemies import LOGIN, Enemy, a_certificate, echoing, enemy, saying, without_end
from tests.evenings import async_live, evenings, query
from tests.sending import send_soon

TOKEN = "kX3_v9-Qz7/Lm2+Rt8=="  # noqa: S105 - of no server
CONNECTION = {"bucket": "homeiq", "verify_ssl": True, "home": "Our home", "copy_history": False, "token": TOKEN}
QUICK = {"storage": {"batch_seconds": 0.1}}
ARCHIVE = {"influxdb": {"role": "archive", "recent_days": 14}, "storage": {"batch_seconds": 0.1}}
EVENTS = "SELECT (SELECT count(*) FROM event) + (SELECT coalesce(sum(events), 0) FROM block)"
LOGIN_PAGE = saying("200 OK", LOGIN, Content_Type="text/html")


@pytest.fixture(autouse=True)
def _sockets() -> None:
    pytest_socket.enable_socket()


@pytest.fixture(autouse=True)
def _sent_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    send_soon(monkeypatch)


async def async_connected(
    hass: HomeAssistant, url: str, options: dict[str, Any] | None = None, *, copies: bool = False
) -> HomeIQCoordinator:
    target = Target(url=url, bucket="homeiq", token=TOKEN, home="our_home", timeout=3.0)
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="HomeIQ",
        data={"influxdb": target.to_data(), "copy_history": copies},
        options=options or QUICK,
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    coordinator: HomeIQCoordinator = entry.runtime_data
    return coordinator


def mirror_of(coordinator: HomeIQCoordinator) -> Mirror:
    assert coordinator.mirror
    return coordinator.mirror


async def async_until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - sockets take part
            await asyncio.sleep(0.05)


async def async_tried(hass: HomeAssistant, url: str, **changes: Any) -> ConfigFlowResult:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    form = await hass.config_entries.flow.async_configure(form["flow_id"], {"influxdb": True})
    result = await hass.config_entries.flow.async_configure(form["flow_id"], {**CONNECTION, "url": url, **changes})
    await hass.async_block_till_done()
    return result


def events_here(hass: HomeAssistant) -> int:
    return int(query(hass, EVENTS)[0][0])


async def test_what_a_login_page_took_is_not_forgotten_here(hass: HomeAssistant) -> None:
    rows = evenings()
    await async_live(hass, rows)
    now = time.time()

    async with enemy(LOGIN_PAGE) as url:
        coordinator = await async_connected(hass, url, ARCHIVE, copies=True)
        mirror = mirror_of(coordinator)
        await async_until(lambda: mirror.sent.trouble == "not_influx")
        await async_until(lambda: query(hass, "SELECT count(*) FROM influx_outbox")[0][0] > 0)
        until = await mirror.async_forgettable(now)
        await coordinator._tables.keeper.run(now, forget_until=until)  # noqa: SLF001 - what the timer does
        await hass.async_block_till_done()

    assert mirror.sent.points == 0
    assert events_here(hass) >= len(rows)


async def test_a_server_that_says_yes_and_keeps_nothing_is_no_archive(hass: HomeAssistant) -> None:
    rows = evenings()
    await async_live(hass, rows)
    now = time.time()
    stored_by_nobody = saying("204 No Content", X_Influxdb_Version="v2.7.11")

    async with enemy(stored_by_nobody) as url:
        coordinator = await async_connected(hass, url, ARCHIVE, copies=True)
        mirror = mirror_of(coordinator)
        await async_until(lambda: mirror.sent.points >= len(rows))
        await async_until(lambda: query(hass, "SELECT count(*) FROM influx_outbox")[0][0] == 0)
        until = await mirror.async_forgettable(now)
        await coordinator._tables.keeper.run(now, forget_until=until)  # noqa: SLF001 - what the timer does

    assert events_here(hass) >= len(rows)
    assert ir.async_get(hass).async_get_issue(DOMAIN, "influx_unreadable")


async def test_an_archive_without_what_was_sent_deletes_nothing_here(hass: HomeAssistant) -> None:
    rows = evenings()
    await async_live(hass, rows)
    now = time.time()
    empty = b'{"results": [{"statement_id": 0}]}'

    async with enemy(answering({b"POST": b"", b"GET": empty})) as url:
        coordinator = await async_connected(hass, url, ARCHIVE, copies=True)
        mirror = mirror_of(coordinator)
        await async_until(lambda: mirror.sent.points >= len(rows))
        await async_until(lambda: query(hass, "SELECT count(*) FROM influx_outbox")[0][0] == 0)
        until = await mirror.async_forgettable(now)
        await coordinator._tables.keeper.run(now, forget_until=until)  # noqa: SLF001 - what the timer does
        await coordinator._watch.async_look()  # noqa: SLF001 - what the timer does

    assert events_here(hass) >= len(rows)
    assert ir.async_get(hass).async_get_issue(DOMAIN, "influx_archive_empty")
    assert "influx_archive_empty" in coordinator.health.problems


def answering(bodies: dict[bytes, bytes]) -> Enemy:
    """Take all points, and answer by the method that is asked with."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            sizes = [int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
            await reader.readexactly(sum(sizes))
            body = bodies[head.partition(b" ")[0]]
            if body:
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
                writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            else:
                writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
            await writer.drain()

    return answer


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (LOGIN_PAGE, "influx_failing_not_influx"),
        (without_end(), "influx_failing_not_influx"),
        (saying("302 Found", Location="http://elsewhere.invalid/login"), "influx_failing_redirected"),
        (saying("403 Forbidden", b"no"), "influx_failing_forbidden"),
        (saying("400 Bad Request", b"unable to parse"), "influx_failing_refuses_all"),
        (saying("500 Oh", b"<html>"), "influx_failing"),
    ],
)
async def test_the_owner_is_told_within_a_minute_and_points_wait(hass: HomeAssistant, answer: Enemy, key: str) -> None:
    async with enemy(answer) as url:
        coordinator = await async_connected(hass, url)
        mirror = mirror_of(coordinator)
        hass.states.async_set("light.hall", "on")
        await async_until(lambda: "influx_failing" in coordinator.health.problems)
        told = ir.async_get(hass).async_get_issue(DOMAIN, "influx_failing")
        waiting = query(hass, "SELECT points, rejected, dropped FROM influx_waiting")

    assert told
    assert told.translation_key == key
    assert (waiting, mirror.sent.points) == ([(1, 0, 0)], 0)


@pytest.mark.parametrize("batching", [*BATCHES.values()], ids=[*BATCHES])
def test_what_those_tests_do_not_wait_for_fits_into_that_minute(batching: Batching) -> None:
    rests = [drain._FIRST_RETRY * 2.0**n for n in range(drain.QUICK_TRIES - 1)]  # noqa: SLF001 - how long it really is

    assert batching.seconds + sum(rests) < 60


async def test_a_token_that_is_sent_back_is_told_nowhere(
    hass: HomeAssistant, hass_storage: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async with enemy(echoing("403 Forbidden")) as url:
        coordinator = await async_connected(hass, url)
        hass.states.async_set("light.hall", "on")
        await async_until(lambda: "influx_failing" in coordinator.health.problems)
        await mirror_of(coordinator).async_older(time.time() - 86_400)
        form = await async_form_again(hass, url)
        entry = hass.config_entries.async_entries(DOMAIN)[0]
        diagnostics = await async_get_config_entry_diagnostics(hass, entry)
        issues = [repr(issue) for issue in ir.async_get(hass).issues.values()]

    shown = [caplog.text, *issues, repr(form), json.dumps(diagnostics, default=str), repr(coordinator.health)]
    assert "influx_failing" in "".join(issues)
    assert form["errors"] == {"token": "forbidden"}
    assert not [text for text in shown if TOKEN in text or TOKEN[:8] in text]


async def async_form_again(hass: HomeAssistant, url: str) -> ConfigFlowResult:
    entry: Any = hass.config_entries.async_entries(DOMAIN)[0]
    menu = await entry.start_reconfigure_flow(hass)
    form = await hass.config_entries.flow.async_configure(menu["flow_id"], {"next_step_id": "influxdb"})
    answer = await hass.config_entries.flow.async_configure(form["flow_id"], {**CONNECTION, "url": url})
    # What was entered stays in the form, for who entered it.
    return {**answer, "data_schema": None}


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (LOGIN_PAGE, "not_influx"),
        (without_end(), "too_long"),
        (saying("301 Moved", Location="https://elsewhere.invalid/"), "redirected"),
        (saying("204 No Content"), "not_influx"),
        (saying("204 No Content", X_Influxdb_Version="v2.7.11"), "not_influx"),
    ],
)
async def test_the_form_says_what_answers(hass: HomeAssistant, answer: Enemy, trouble: str) -> None:
    async with enemy(answer) as url:
        form = await async_tried(hass, url)

    assert form["errors"] == {"url": trouble}


async def test_a_certificate_that_signs_itself_is_refused_unless_the_owner_takes_it(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    server, _ = a_certificate(tmp_path)
    ping = b'{"results": []}'

    async with enemy(versioned(answering({b"POST": b"", b"GET": ping})), server) as url:
        refused = await async_tried(hass, url)
        hass.config_entries.flow.async_abort(refused["flow_id"])
        taken = await async_tried(hass, url, verify_ssl=False)

    assert refused["errors"] == {"verify_ssl": "certificate"}
    assert taken["type"] is FlowResultType.CREATE_ENTRY


def versioned(answer: Enemy) -> Enemy:
    """Let a server name its version, in front of each answer's own headers."""

    async def named(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        write = writer.write

        def with_version(data: bytes | bytearray | memoryview) -> None:
            begin, line, rest = bytes(data).partition(b"\r\n")
            is_head = begin.startswith(b"HTTP/1.1")
            write(begin + line + b"X-Influxdb-Version: v2.7.11\r\n" + rest if is_head else data)

        writer.write = with_version  # type: ignore[method-assign]
        await answer(reader, writer)

    return named


async def test_a_certificate_that_is_not_trusted_any_more_is_told_as_such(hass: HomeAssistant, tmp_path: Path) -> None:
    server, _ = a_certificate(tmp_path)

    async with enemy(saying("204 No Content"), server) as url:
        coordinator = await async_connected(hass, url)
        hass.states.async_set("light.hall", "on")
        await async_until(lambda: "influx_failing" in coordinator.health.problems)

    told = ir.async_get(hass).async_get_issue(DOMAIN, "influx_failing")
    assert told
    assert told.translation_key == "influx_failing_certificate"


async def test_credentials_in_an_address_are_not_shown(hass: HomeAssistant) -> None:
    async with enemy(saying("204 No Content", X_Influxdb_Version="1.8.10")) as url:
        address = url.replace("//", "//ann:correct-horse@")
        form = await async_tried(hass, address)

    assert form["errors"] == {"url": "login_in_address"}
    assert "correct-horse" not in repr(form["description_placeholders"])


async def test_refused_points_are_told_with_their_entities(hass: HomeAssistant) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await refusing(b"light.hall", reader, writer)

    async with enemy(answer) as url:
        coordinator = await async_connected(hass, url)
        for entity_id in ("light.hall", "light.attic"):
            hass.states.async_set(entity_id, "on")
        await async_until(lambda: query(hass, "SELECT rejected FROM influx_waiting") == [(1,)])
        await coordinator._watch.async_look()  # noqa: SLF001 - what the timer does

    told = ir.async_get(hass).async_get_issue(DOMAIN, "influx_refused")
    assert told
    assert told.translation_placeholders == {"points": "1", "entities": "light.hall"}
    assert "influx_refused" in coordinator.health.problems


async def refusing(name: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Refuse the points of one entity."""

    while True:
        head = await reader.readuntil(b"\r\n\r\n")
        sizes = [int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        body = gzip.decompress(await reader.readexactly(sum(sizes)))
        said = b"partial write: field type conflict"
        if name in body:
            writer.write(b"HTTP/1.1 422 No\r\nContent-Length: %d\r\n\r\n" % len(said) + said)
        else:
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await writer.drain()
