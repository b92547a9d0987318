"""The form that connects InfluxDB: what it takes for an address, and what it says of what can't be one."""

import asyncio
from pathlib import Path
from typing import Any

from aiohttp import web
from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.translation import async_get_translations
import pytest
import pytest_socket

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.influx_form import AddressError, target_of
from custom_components.homeiq.store.influx import exchange
from tests.enemies import Enemy, a_certificate, enemy, saying
from tests.homes import async_set_up
from tests.servers import serving
from tools.integration import LANGUAGES

CONNECTION = {"bucket": "homeiq", "verify_ssl": True, "home": "Our home", "copy_history": False}
INFLUX = saying("204 No Content", X_Influxdb_Version="v2.7.11")


@pytest.fixture(autouse=True)
def _sockets() -> None:
    pytest_socket.enable_socket()


async def async_answer(hass: HomeAssistant, form: ConfigFlowResult, answers: dict[str, Any]) -> ConfigFlowResult:
    result = await hass.config_entries.flow.async_configure(form["flow_id"], answers)
    await hass.async_block_till_done()
    return result


async def async_form(hass: HomeAssistant) -> ConfigFlowResult:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    return await async_answer(hass, form, {"influxdb": True})


async def without_a_bucket(request: web.Request) -> web.Response:
    """Answer as an InfluxDB in which there is no such bucket."""
    headers = {"X-Influxdb-Version": "v2.7.11"}
    return web.Response(status=204 if request.path == "/ping" else 404, headers=headers)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("localhost:8086", "http://localhost:8086"),
        ("192.168.1.5", "http://192.168.1.5:8086"),
        (" influx.local:9999/ ", "http://influx.local:9999"),
        ("[fd00::5]:8086", "http://[fd00::5]:8086"),
        ("server/influx", "http://server:8086/influx"),
        ("https://server", "https://server"),
        ("http://server:8086/", "http://server:8086"),
    ],
)
def test_an_address_is_understood_as_people_write_it(typed: str, understood: str) -> None:
    assert target_of({**CONNECTION, "url": typed}).url == understood


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("ann:secret@server:8086", "login_in_address"),
        ("https://ann@server", "login_in_address"),
        ("", "no_address"),
        ("my server", "no_address"),
        ("ftp://server", "no_address"),
        ("http://", "no_address"),
        ("server:port", "no_address"),
    ],
)
def test_what_is_no_address_is_told_for_what_it_is(typed: str, reason: str) -> None:
    with pytest.raises(AddressError) as error:
        target_of({**CONNECTION, "url": typed})

    assert error.value.reason == reason


async def not_there(request: web.Request) -> web.Response:
    """Answer as something else does."""
    return web.Response(status=404, text="404: Not Found")


async def test_home_assistants_own_port_is_named(hass: HomeAssistant) -> None:
    async with serving(not_there) as url:
        form = await async_form(hass)
        hass.http.server_port = int(url.rpartition(":")[2])
        own = await async_answer(hass, form, {**CONNECTION, "url": url})
        hass.http.server_port = 8123
        other = await async_answer(hass, own, {**CONNECTION, "url": url})

    assert (own["step_id"], own["errors"]) == ("influxdb", {"url": "own_port"})
    assert (other["step_id"], other["errors"]) == ("influxdb", {"url": "not_influx"})


async def patient(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer as InfluxDB does, and wait for the end of a line that never comes in a handshake."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 204 No Content\r\nX-Influxdb-Version: v2.7.11\r\n\r\n")
    await writer.drain()


@pytest.mark.parametrize("answer", [INFLUX, patient], ids=["it hangs up", "it waits"])
async def test_https_on_a_port_without_encryption_is_named(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, answer: Enemy
) -> None:
    monkeypatch.setattr(exchange, "_CONNECTING", 0.5)
    async with enemy(answer) as url:
        form = await async_form(hass)
        again = await async_answer(hass, form, {**CONNECTION, "url": url.replace("http:", "https:")})

    assert again["errors"] == {"url": "https_on_http"}


async def test_http_on_an_encrypted_port_is_named(hass: HomeAssistant, tmp_path: Path) -> None:
    server, _ = a_certificate(tmp_path)

    async with enemy(INFLUX, server) as url:
        form = await async_form(hass)
        again = await async_answer(hass, form, {**CONNECTION, "url": url.replace("https:", "http:")})

    assert again["errors"] == {"url": "http_on_https"}


async def test_nobody_who_is_not_asked_for_gets_the_token(hass: HomeAssistant) -> None:
    heard: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        heard.append(request.headers.get("Authorization", ""))
        return web.Response(status=204, headers={"X-Influxdb-Version": "v2.7.11"})

    async with serving(answer) as url:
        form = await async_form(hass)
        wrong = {**CONNECTION, "url": url.replace("http:", "https:"), "token": "of no server"}
        await async_answer(hass, form, wrong)

    assert heard == [""]


async def test_from_the_form_one_can_go_back_and_do_without(hass: HomeAssistant) -> None:
    form = await async_form(hass)

    first = await async_answer(hass, form, {**CONNECTION, "url": "localhost:1", "back": True})
    done = await async_answer(hass, first, {})

    assert (first["type"], first["step_id"]) == (FlowResultType.FORM, "user")
    assert (done["type"], done["data"]) == (FlowResultType.CREATE_ENTRY, {})


async def test_from_a_bucket_that_is_missing_one_can_go_back_to_the_connection(hass: HomeAssistant) -> None:
    async with serving(without_a_bucket) as url:
        form = await async_form(hass)
        asked = await async_answer(hass, form, {**CONNECTION, "url": url, "bucket": "mistyped"})
        again = await async_answer(hass, asked, {"days": 0, "back": True})

    assert (asked["step_id"], again["step_id"], again["errors"]) == ("create", "influxdb", {})
    assert again["data_schema"]
    typed = {str(key): (key.description or {}).get("suggested_value") for key in again["data_schema"].schema}
    assert (typed["url"], typed["bucket"]) == (url, "mistyped")


async def test_a_server_that_was_there_before_is_not_asked_when_another_is_named(hass: HomeAssistant) -> None:
    async with serving(without_a_bucket) as url:
        form = await async_form(hass)
        asked = await async_answer(hass, form, {**CONNECTION, "url": url})
        form = await async_answer(hass, asked, {"back": True})
    async with serving(not_there) as url:
        again = await async_answer(hass, form, {**CONNECTION, "url": url})

    assert (again["step_id"], again["errors"]) == ("influxdb", {"url": "not_influx"})


async def test_from_changing_the_connection_one_can_go_back_to_the_menu(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    menu = await entry.start_reconfigure_flow(hass)
    form = await async_answer(hass, menu, {"next_step_id": "influxdb"})

    back = await async_answer(hass, form, {**CONNECTION, "url": "localhost:1", "back": True})

    assert (back["type"], back["step_id"]) == (FlowResultType.MENU, "reconfigure")
    assert "influxdb" not in entry.data


async def test_who_changes_the_connection_finds_it_as_it_is_but_for_its_secrets(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    known = {**CONNECTION, "url": "http://influx:8086", "username": "ann", "password": "secret", "verify_ssl": False}
    influxdb = target_of(known).to_data()
    hass.config_entries.async_update_entry(entry, data={"influxdb": influxdb, "copy_history": False})
    menu = await entry.start_reconfigure_flow(hass)

    form = await async_answer(hass, menu, {"next_step_id": "influxdb"})

    assert form["data_schema"]
    shown = {str(key): key.description["suggested_value"] for key in form["data_schema"].schema if key.description}
    assert {name: value for name, value in shown.items() if value} == {
        "url": "http://influx:8086",
        "bucket": "homeiq",
        "username": "ann",
        "home": "our_home",
    }
    assert (shown["verify_ssl"], shown["copy_history"]) == (False, False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", ["no_address", "login_in_address", "own_port", "https_on_http", "http_on_https"])
async def test_every_reason_has_a_text(hass: HomeAssistant, language: str, reason: str) -> None:
    texts = await async_get_translations(hass, language, "config", [DOMAIN])

    assert f"component.homeiq.config.error.{reason}" in texts
