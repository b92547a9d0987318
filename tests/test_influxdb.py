"""InfluxDB in a home: connected, lost, refused, copied to and from, against a real server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
import json
from pathlib import Path
import time
from typing import Any

import aiohttp
from aiohttp import web
from homeassistant.config_entries import SOURCE_USER, ConfigEntryState, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
import pytest_socket

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.coordinator.influx import copying
from custom_components.homeiq.coordinator.influx.mirror import Mirror
from custom_components.homeiq.coordinator.influx.namesakes import Namesakes
from custom_components.homeiq.diagnostics import async_get_config_entry_diagnostics
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.store import proof
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.direction import Direction
from custom_components.homeiq.store.influx.read import read_columns, read_units
from custom_components.homeiq.store.influx.target import Generation, Target
from custom_components.homeiq.store.influx.transfer import CopyProgress
from custom_components.homeiq.store.outbox.outbox import OutboxLimits
from custom_components.homeiq.went_out import Way
from tests.answering import async_answer_repair
from tests.evenings import async_live, evenings, query
from tests.sending import send_soon
from tests.servers import Server, influxdb, serving, version_two_of

CONNECTION = {"bucket": "homeiq", "verify_ssl": True, "home": "Our home", "copy_history": False}
FROM_IS_OPEN = "SELECT reached < until FROM influx_backfill WHERE direction = 'from'"
TO_IS_OPEN = "SELECT reached < until FROM influx_backfill WHERE direction = 'to'"
ARCHIVE = {"influxdb": {"role": "archive", "recent_days": 14}}
PASSWORD = "of no use elsewhere"  # noqa: S105 - a server of the test's own


@pytest.fixture(autouse=True)
def _sockets() -> None:
    pytest_socket.enable_socket()


@pytest.fixture(autouse=True)
def _sent_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    send_soon(monkeypatch)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    folder = tmp_path / "influx"
    folder.mkdir()
    async with influxdb(folder) as server:
        yield server


@pytest.fixture
async def url(server: Server) -> AsyncIterator[str]:
    async with version_two_of(server) as url, aiohttp.ClientSession() as session:
        async with session.post(f"{url}/query", params={"q": "CREATE DATABASE homeiq"}) as made:
            # Who hangs up before the end of the answer takes the question back.
            await made.read()
        yield url


@pytest.fixture
async def client(url: str) -> AsyncIterator[InfluxClient]:
    async with aiohttp.ClientSession() as session:
        yield InfluxClient(a_target(url), session)


def a_target(url: str, **changes: Any) -> Target:
    return Target(url=url, bucket="homeiq", generation=Generation.V1, home="our_home", **changes)


async def async_connected(
    hass: HomeAssistant, target: Target, options: dict[str, Any] | None = None, *, copies: bool = False
) -> Mirror:
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="HomeIQ",
        data={"influxdb": target.to_data(), "copy_history": copies},
        options=options or {},
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return mirror_of(hass)


def the_entry(hass: HomeAssistant) -> Any:
    return hass.config_entries.async_entries(DOMAIN)[0]


def mirror_of(hass: HomeAssistant) -> Mirror:
    coordinator: HomeIQCoordinator = the_entry(hass).runtime_data
    assert coordinator.mirror
    return coordinator.mirror


async def async_copied(mirror: Mirror, direction: Direction) -> CopyProgress:
    progress = await mirror.copying.async_progress(direction)
    assert progress
    return progress


async def async_until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - other processes take part
            await asyncio.sleep(0.05)


async def async_form(hass: HomeAssistant) -> ConfigFlowResult:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    return await hass.config_entries.flow.async_configure(form["flow_id"], {"influxdb": True})


async def async_answer(hass: HomeAssistant, form: ConfigFlowResult, answers: dict[str, Any]) -> ConfigFlowResult:
    result = await hass.config_entries.flow.async_configure(form["flow_id"], answers)
    await hass.async_block_till_done()
    return result


async def async_events_there(client: InfluxClient) -> list[tuple[str, str]]:
    columns = await read_columns(client, 0, time.time() + 60)
    return [
        (columns.entities[entity], columns.states[state])
        for entity, state in zip(columns.entity.tolist(), columns.state.tolist(), strict=True)
    ]


async def test_influxdb_can_be_connected_at_set_up(hass: HomeAssistant, url: str) -> None:
    form = await async_form(hass)

    done = await async_answer(hass, form, {**CONNECTION, "url": f"{url}/"})

    assert (form["step_id"], done["type"]) == ("influxdb", FlowResultType.CREATE_ENTRY)
    assert done["data"] == {"influxdb": a_target(url).to_data(), "copy_history": False}
    assert done["result"].state is ConfigEntryState.LOADED


async def test_a_database_that_is_missing_is_made_when_the_owner_agrees(hass: HomeAssistant, url: str) -> None:
    form = await async_form(hass)

    asked = await async_answer(hass, form, {**CONNECTION, "url": url, "bucket": "new/kept"})
    done = await async_answer(hass, asked, {"days": 30})

    assert (asked["step_id"], asked["description_placeholders"]) == ("create", {"bucket": "new/kept", "detail": ""})
    assert done["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("address", "errors"),
    [
        ("no sense", {"url": "no_address"}),
        ("ftp://server", {"url": "no_address"}),
        ("http://127.0.0.1:9", {"url": "unreachable"}),
    ],
)
async def test_a_wrong_address_is_named_and_can_be_mended(
    hass: HomeAssistant, url: str, address: str, errors: dict[str, str]
) -> None:
    form = await async_form(hass)

    again = await async_answer(hass, form, {**CONNECTION, "url": address})
    done = await async_answer(hass, again, {**CONNECTION, "url": url})

    assert (again["step_id"], again["errors"]) == ("influxdb", errors)
    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_a_token_without_rights_can_not_make_a_bucket(hass: HomeAssistant) -> None:
    async def answer(request: web.Request) -> web.Response:
        status = {"/ping": 204, "/api/v2/write": 404}.get(request.path, 403)
        return web.Response(
            status=status, headers={"X-Influxdb-Version": "v2.7.11"}, text="" if status == 204 else "no"
        )

    async with serving(answer) as url:
        form = await async_form(hass)
        asked = await async_answer(hass, form, {**CONNECTION, "url": url, "token": PASSWORD, "organization": "us"})
        refused = await async_answer(hass, asked, {"days": 0})

    assert (asked["step_id"], refused["errors"]) == ("create", {"base": "forbidden"})


async def test_a_connection_can_be_added_changed_and_taken_away(hass: HomeAssistant, url: str) -> None:
    entry = MockConfigEntry(domain=DOMAIN, title="HomeIQ", data={})
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)

    first = await entry.start_reconfigure_flow(hass)
    form = await async_answer(hass, first, {"next_step_id": "influxdb"})
    added = await async_answer(hass, form, {**CONNECTION, "url": url})
    is_added = "influxdb" in entry.data
    second = await entry.start_reconfigure_flow(hass)
    removed = await async_answer(hass, second, {"next_step_id": "disconnect"})

    assert (first["menu_options"], second["menu_options"]) == (["influxdb"], ["influxdb", "disconnect"])
    assert (added["reason"], removed["reason"]) == ("reconfigure_successful", "reconfigure_successful")
    assert (is_added, dict(entry.data)) == (True, {})


async def test_what_happens_arrives(hass: HomeAssistant, url: str, client: InfluxClient) -> None:
    mirror = await async_connected(hass, a_target(url), {"storage": {"batch_seconds": 0.1}})
    hass.states.async_set("light.hall", "off")
    hass.states.async_set("light.hall", "on")

    await async_until(lambda: mirror.sent.points > 1)

    assert await async_events_there(client) == [("light.hall", "off"), ("light.hall", "on")]
    assert er.async_get(hass).async_get("sensor.homeiq_influx_waiting")


async def test_attributes_arrive_where_they_are_chosen(hass: HomeAssistant, url: str, client: InfluxClient) -> None:
    chosen = {"storage": {"batch_seconds": 0.1}, "influxdb": {"attributes": ["brightness"]}}
    mirror = await async_connected(hass, a_target(url), chosen)
    hass.states.async_set("light.hall", "on", {"brightness": 10, "effect": "rain"})
    hass.states.async_set("light.hall", "on", {"brightness": 20, "effect": "rain"})
    hass.states.async_set("light.hall", "on", {"brightness": 20, "effect": "snow"})

    await async_until(lambda: mirror.sent.points == 3)

    answer = json.loads(await client.query("SELECT brightness, effect_str FROM state_changed"))
    assert [row[1:] for row in answer["results"][0]["series"][0]["values"]] == [[10, None], [20, None]]
    assert await async_events_there(client) == [("light.hall", "on")]


async def async_a_minute_later(hass: HomeAssistant) -> None:
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=61))
    await hass.async_block_till_done()


async def async_figures_there(client: InfluxClient) -> dict[str, dict[str, Any]]:
    found = json.loads(await client.query("SELECT * FROM /^homeiq_/"))["results"][0].get("series", [])
    return {one["name"]: dict(zip(one["columns"], one["values"][-1], strict=True)) for one in found}


async def async_some_figures(client: InfluxClient) -> dict[str, dict[str, Any]]:
    async with asyncio.timeout(20):
        while not (there := await async_figures_there(client)):  # noqa: ASYNC110 - another process takes part
            await asyncio.sleep(0.05)
        return there


async def test_figures_about_homeiq_arrive_each_minute_where_they_are_wanted(
    hass: HomeAssistant, url: str, client: InfluxClient
) -> None:
    await async_connected(hass, a_target(url), {"influxdb": {"figures": True}})
    async_figures(hass).note_run("success", {"mine_seconds": 0.5})

    await async_a_minute_later(hass)

    there = await async_some_figures(client)
    told = async_figures(hass).families(the_entry(hass).runtime_data.health)
    assert there.keys() == {one.name for one in told if one.values or one.buckets}
    assert there["homeiq_database_bytes"]["value"] > 0
    mined = {"home": "our_home", "stage": "mine", "count": 1, "sum": 0.5}
    assert mined.items() <= there["homeiq_run_stage_seconds"].items()
    ledger = the_entry(hass).runtime_data.ledger
    async with asyncio.timeout(20):
        while not (months := await ledger.log.months()):
            await ledger.async_save()
    (month,) = months
    assert (month.way, month.count >= len(there)) == (Way.INFLUXDB, True)


async def test_no_figures_about_homeiq_are_sent_unless_they_are_wanted(
    hass: HomeAssistant, url: str, client: InfluxClient
) -> None:
    await async_connected(hass, a_target(url))

    await async_a_minute_later(hass)

    assert await async_figures_there(client) == {}


async def test_figures_that_can_not_be_sent_are_told_of_once_and_sent_when_they_can(
    hass: HomeAssistant, url: str, client: InfluxClient, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    await async_connected(hass, a_target(url), {"influxdb": {"figures": True}})
    await server.stop()
    for _ in range(2):
        await async_a_minute_later(hass)
    await async_until(lambda: "takes no figures" in caplog.text)
    await server.start()

    await async_a_minute_later(hass)

    assert await async_some_figures(client)
    assert caplog.text.count("takes no figures") == 1


async def test_what_waits_survives_a_restart(
    hass: HomeAssistant, url: str, client: InfluxClient, server: Server
) -> None:
    await server.stop()
    await async_connected(hass, a_target(url))
    hass.states.async_set("light.hall", "on")
    assert await hass.config_entries.async_unload(the_entry(hass).entry_id)
    await server.start()

    assert await hass.config_entries.async_setup(the_entry(hass).entry_id)
    mirror = mirror_of(hass)
    await async_until(lambda: mirror.sent.points == 1)

    assert await async_events_there(client) == [("light.hall", "on")]


async def test_what_is_forgotten_while_the_server_is_away_is_never_sent(
    hass: HomeAssistant, url: str, client: InfluxClient, server: Server
) -> None:
    await server.stop()
    mirror = await async_connected(hass, a_target(url), {"storage": {"batch_seconds": 0.1}})
    for entity_id in ("light.hall", "light.attic"):
        hass.states.async_set(entity_id, "on")
        hass.states.async_set(entity_id, "off")
    await mirror._tables.writer.flush()  # noqa: SLF001 - so that it waits for InfluxDB alone

    await hass.services.async_call(DOMAIN, "forget", {"entity_id": "light.hall"}, blocking=True)
    # What is sent is counted by whoever sends it: nobody does before it is set up anew.
    await hass.config_entries.async_unload(the_entry(hass).entry_id)
    await server.start()
    await hass.config_entries.async_setup(the_entry(hass).entry_id)
    await async_until(lambda: mirror_of(hass).sent.points == 2)

    assert await async_events_there(client) == [("light.attic", "on"), ("light.attic", "off")]


async def test_forgetting_waits_for_the_batch_that_is_on_its_way(hass: HomeAssistant) -> None:
    heard: list[str] = []
    is_let_go = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        heard.append(await request.text())
        await is_let_go.wait()
        return web.Response(status=204)

    async with serving(answer) as url:
        await async_connected(hass, a_target(url), {"storage": {"batch_seconds": 0.1}})
        hass.states.async_set("light.hall", "on")
        await async_until(lambda: len(heard) == 1)
        forget = hass.services.async_call(DOMAIN, "forget", {"entity_id": "light.hall"}, blocking=True)
        forgetting = hass.async_create_task(forget)
        await asyncio.sleep(0.3)
        has_waited = not forgetting.done()
        is_let_go.set()
        await forgetting

    assert has_waited
    assert query(hass, "SELECT count(*) FROM influx_outbox") == [(0,)]


async def test_history_is_copied_when_the_owner_wants_it(hass: HomeAssistant, url: str, client: InfluxClient) -> None:
    rows = evenings()
    await async_live(hass, rows)

    mirror = await async_connected(hass, a_target(url), copies=True)
    await async_until(lambda: mirror.sent.points == len(rows) and query(hass, TO_IS_OPEN) == [(0,)])

    assert len(await async_events_there(client)) == len(rows)
    assert (await async_copied(mirror, Direction.TO)).share == 1.0


async def test_history_comes_back_and_is_learned_from(hass: HomeAssistant, url: str, client: InfluxClient) -> None:
    rows = evenings()
    await async_live(hass, rows)
    mirror = await async_connected(hass, a_target(url))
    await hass.services.async_call(DOMAIN, "copy_to_influxdb", blocking=True, return_response=True)
    await async_until(lambda: mirror.sent.points == len(rows) and query(hass, TO_IS_OPEN) == [(0,)])
    await mirror._tables.database.write(lambda connection: connection.execute("DELETE FROM event"))  # noqa: SLF001 - lost

    await hass.services.async_call(DOMAIN, "import_history", {"source": "influxdb"}, blocking=True)
    await async_until(lambda: query(hass, FROM_IS_OPEN) == [(0,)])

    assert (await async_copied(mirror, Direction.FROM)).events == len(rows)


async def test_history_comes_back_once_a_server_that_was_away_answers(
    hass: HomeAssistant, url: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "RETRY", 0.05)
    rows = evenings()
    await async_live(hass, rows)
    mirror = await async_connected(hass, a_target(url), copies=True)
    await async_until(lambda: mirror.sent.points == len(rows) and query(hass, TO_IS_OPEN) == [(0,)])
    await server.stop()

    first = await mirror.copying.async_begin(Direction.FROM)
    again = await mirror.copying.async_begin(Direction.FROM)
    await asyncio.sleep(0.2)
    before = await async_copied(mirror, Direction.FROM)
    await server.start()
    await async_until(lambda: query(hass, FROM_IS_OPEN) == [(0,)])

    assert first == again == before
    assert (await async_copied(mirror, Direction.FROM)).share == 1.0


async def test_a_copy_that_a_restart_cut_off_goes_on_by_itself(
    hass: HomeAssistant, url: str, client: InfluxClient
) -> None:
    rows = evenings()
    await async_live(hass, rows)
    await async_connected(hass, a_target(url))
    await hass.config_entries.async_unload(the_entry(hass).entry_id)
    query(hass, "INSERT INTO influx_backfill SELECT 'to', t - 6e6, t - 6e6, t + 0.0, 0 FROM (SELECT unixepoch() AS t)")

    await hass.config_entries.async_setup(the_entry(hass).entry_id)
    mirror = mirror_of(hass)
    await async_until(lambda: mirror.sent.points == len(rows) and query(hass, TO_IS_OPEN) == [(0,)])

    assert len(await async_events_there(client)) == len(rows)
    assert (await async_copied(mirror, Direction.TO)).share == 1.0


async def test_an_archive_is_learned_from(hass: HomeAssistant, url: str) -> None:
    rows = evenings()
    mirror = await async_archived(hass, url, rows)
    now = time.time()

    is_safe = await mirror.async_forgettable(now)
    await mirror._tables.keeper.run(now, forget_until=is_safe)  # noqa: SLF001 - what the timer does
    left = query(hass, "SELECT (SELECT count(*) FROM event) + (SELECT coalesce(sum(events), 0) FROM block)")[0][0]
    older = await mirror.async_older(min(rows)[0])
    await hass.services.async_call(DOMAIN, "refresh", blocking=True)
    await async_until(
        lambda: query(hass, "SELECT count(*) FROM analysis_run_status WHERE status = 'success'") == [(1,)]
    )

    assert older
    assert left < len(rows)
    assert len(older) + left == len(rows)
    assert query(hass, "SELECT events FROM analysis_run_status WHERE status = 'success'") == [(len(rows),)]


async def async_archived(hass: HomeAssistant, url: str, rows: list[EventRow]) -> Mirror:
    """Have a past, all of which an archive has as well."""
    await async_live(hass, rows)
    mirror = await async_connected(hass, a_target(url), ARCHIVE, copies=True)
    await async_until(lambda: mirror.sent.points == len(rows) and query(hass, TO_IS_OPEN) == [(0,)])
    return mirror


async def test_a_day_that_the_archive_lost_is_kept_here_and_sent_once_more(
    hass: HomeAssistant, url: str, client: InfluxClient
) -> None:
    rows = evenings()
    mirror = await async_archived(hass, url, rows)
    first = min(rows)[0]
    lost = first + 5 * 86400
    await async_delete_there(url, lost + 3600, lost + 7 * 3600)

    is_safe = await mirror.async_forgettable(time.time())
    told = ir.async_get(hass).async_get_issue(DOMAIN, "influx_archive_empty")
    await async_until(lambda: mirror.sent.points > len(rows))
    await async_until(lambda: query(hass, "SELECT count(*) FROM influx_outbox")[0][0] == 0)
    later = await mirror.async_forgettable(time.time())

    assert first < is_safe <= lost
    assert told is not None
    assert told.translation_placeholders == {"points": "1"}
    assert later > is_safe
    assert len(await async_events_there(client)) == len(rows)
    assert ir.async_get(hass).async_get_issue(DOMAIN, "influx_archive_empty") is None


def heating_and_one_number() -> list[EventRow]:
    """A thermostat changes often, in words; a sensor said one number, 25 days ago."""
    begin = time.time() - 30 * 86400
    words = [(begin + 21_607 * n, "climate.hall", ("heat", "auto", "cool")[n % 3], Cause.DEVICE) for n in range(116)]
    return [*words, (begin + 5 * 86400 + 60, "sensor.attic", "21.5", Cause.DEVICE)]


async def async_refusing_archive(
    hass: HomeAssistant, url: str, client: InfluxClient, options: dict[str, Any] | None = None
) -> tuple[list[EventRow], Mirror]:
    """Somebody else writes a text where HomeIQ writes numbers, so that InfluxDB refuses these for a week."""
    rows = heating_and_one_number()
    await client.write(f'state_changed,home=theirs value="warm" {round(rows[-1][0] * 1_000_000)}')
    await async_live(hass, rows)
    mirror = await async_connected(hass, a_target(url), ARCHIVE if options is None else options, copies=True)
    await async_until(lambda: mirror.sent.points == len(rows) - 1 and query(hass, TO_IS_OPEN) == [(0,)])
    return rows, mirror


async def test_a_point_that_the_archive_refuses_keeps_nothing_else_and_is_not_lost(
    hass: HomeAssistant, url: str, client: InfluxClient, hass_client: ClientSessionGenerator
) -> None:
    rows, mirror = await async_refusing_archive(hass, url, client)

    now = time.time()
    is_safe = await mirror.async_forgettable(now)
    await mirror._tables.keeper.run(now, forget_until=is_safe)  # noqa: SLF001 - what the timer does
    await mirror.async_look()
    told = ir.async_get(hass).async_get_issue(DOMAIN, "influx_refused")
    left = query(hass, "SELECT (SELECT count(*) FROM event) + (SELECT coalesce(sum(events), 0) FROM block)")[0][0]
    older = await mirror.async_older(0.0)
    await async_drop_all_there(url)
    done = await async_answer_repair(hass, hass_client, "influx_refused", "again")
    await async_until(lambda: query(hass, "SELECT count(*) FROM influx_outbox")[0][0] == 0)

    assert is_safe > now - 15 * 86400
    assert told is not None
    assert told.translation_placeholders == {"points": "1", "entities": "sensor.attic"}
    assert older is not None
    assert left < 60
    assert len(older) + left == len(rows)
    assert "sensor.attic" in older.entities
    assert done["type"] == "create_entry"
    assert await async_events_there(client) == [("sensor.attic", "21.5")]
    assert ir.async_get(hass).async_get_issue(DOMAIN, "influx_refused") is None


async def test_a_server_that_refuses_most_of_a_day_is_no_archive_of_it(
    hass: HomeAssistant, url: str, client: InfluxClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "_FEW", 0)
    rows, mirror = await async_refusing_archive(hass, url, client)

    is_safe = await mirror.async_forgettable(time.time())

    assert is_safe <= rows[-1][0]


async def test_what_was_refused_and_what_was_lost_are_told_apart(
    hass: HomeAssistant, url: str, client: InfluxClient
) -> None:
    rows, mirror = await async_refusing_archive(hass, url, client)
    lost = rows[20][0]  # on the day of the number
    await async_delete_there(url, lost - 1, lost + 1)

    await mirror.async_forgettable(time.time())

    told = ir.async_get(hass).async_get_issue(DOMAIN, "influx_archive_empty")
    assert told is not None
    assert told.translation_placeholders == {"points": "1"}


async def test_what_was_refused_goes_over_with_the_history_that_is_copied_again(
    hass: HomeAssistant, url: str, client: InfluxClient
) -> None:
    await async_refusing_archive(hass, url, client, options={})
    query(hass, "DELETE FROM event")
    await async_drop_all_there(url)

    await hass.services.async_call(DOMAIN, "copy_to_influxdb", blocking=True)
    await async_until(lambda: query(hass, "SELECT count(*) FROM influx_outbox")[0][0] == 0)

    assert ("sensor.attic", "21.5") in await async_events_there(client)


def async_plug(hass: HomeAssistant, state: str, unit: str) -> None:
    hass.states.async_set("sensor.plug", state, {"unit_of_measurement": unit, "device_class": "power"})


async def async_units_here(mirror: Mirror) -> list[str]:
    told = await mirror._tables.units.all()  # noqa: SLF001 - units are told at no door, only learning goes by them
    return [one.unit for one in told.get("sensor.plug", ())]


async def test_a_unit_that_changes_is_written_to_the_server_with_the_one_before(
    hass: HomeAssistant, url: str, client: InfluxClient
) -> None:
    mirror = await async_connected(hass, a_target(url))
    for state, unit in (("1500", "W"), ("1600", "W"), ("1.6", "kW")):
        async_plug(hass, state, unit)
        await asyncio.sleep(0.2)
    await async_until(lambda: mirror.sent.points >= 4)

    assert [(one.name, one.unit) for one in await read_units(client, time.time())] == [
        ("sensor.plug", "W"),
        ("sensor.plug", "kW"),
    ]


async def test_an_archive_that_is_older_than_the_database_knows_the_units_of_before(
    hass: HomeAssistant, url: str, client: InfluxClient
) -> None:
    for name, unit, ago in (("sensor.old", "W", 50), ("sensor.plug", "kW", 40)):
        at = round((time.time() - ago * 86400) * 1_000_000)
        await client.write(f'state_changed,entity_id={name},home=our_home unit_of_measurement_str="{unit}" {at}')
    mirror = await async_connected(hass, a_target(url), ARCHIVE)
    tables = mirror._tables  # noqa: SLF001 - what a rename leaves there
    await tables.renames.observe({"plug": "sensor.old"}, time.time() - 46 * 86400)
    await tables.renames.observe({"plug": "sensor.plug"}, time.time() - 45 * 86400)
    async_plug(hass, "1.6", "kW")
    await async_until(lambda: query(hass, "SELECT count(*) FROM unit_told") == [(1,)])
    before = await async_units_here(mirror)

    for _ in range(2):
        await mirror.async_older(0.0)

    assert (before, await async_units_here(mirror)) == (["kW"], ["W", "kW"])


async def test_an_archive_that_is_away_says_nothing_of_units(hass: HomeAssistant, url: str, server: Server) -> None:
    mirror = await async_connected(hass, a_target(url), ARCHIVE)
    await server.stop()

    await mirror.async_older(0.0)

    assert await async_units_here(mirror) == []


async def test_what_never_was_sent_is_not_deleted_here(hass: HomeAssistant, url: str) -> None:
    rows = evenings()
    await async_live(hass, rows)
    mirror = await async_connected(hass, a_target(url), ARCHIVE)

    is_safe = await mirror.async_forgettable(time.time())

    assert is_safe <= min(rows)[0]


async def test_a_second_home_of_one_name_is_told_and_nothing_is_deleted_or_read_back(
    hass: HomeAssistant, url: str, client: InfluxClient
) -> None:
    rows = evenings()
    mirror = await async_archived(hass, url, rows)
    copy_of_the_home = Namesakes(client)
    before = await mirror.async_forgettable(time.time())

    await mirror.namesakes.async_look()
    await copy_of_the_home.look()
    await mirror.namesakes.async_look()
    during = await mirror.async_forgettable(time.time())
    told = ir.async_get(hass).async_get_issue(DOMAIN, "influx_home_shared")

    assert before > min(rows)[0] == during
    assert told is not None
    assert "influx_home_shared" in mirror.problems
    assert await mirror.async_older(0.0) is None


async def async_delete_there(url: str, since: float, until: float) -> None:
    # Two numbers are all that is put in.
    await async_say_there(url, f"DELETE FROM state_changed WHERE time >= {round(since)}s AND time < {round(until)}s")  # noqa: S608


async def async_drop_all_there(url: str) -> None:
    """Let go of all points, and of the types that their fields had."""
    await async_say_there(url, "DROP MEASUREMENT state_changed")


async def async_say_there(url: str, statement: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/query", params={"db": "homeiq", "q": statement}) as answer,
    ):
        assert answer.status == 200


async def test_an_archive_that_is_away_leaves_the_recent_weeks(
    hass: HomeAssistant, url: str, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    mirror = await async_connected(hass, a_target(url), {"influxdb": {"role": "archive"}})
    await server.stop()

    assert await mirror.async_older(time.time() - 86400) is None
    assert "only recent weeks are learned from" in caplog.text


async def test_nothing_is_forgotten_that_the_archive_does_not_have(
    hass: HomeAssistant, url: str, server: Server
) -> None:
    rows = evenings()
    await async_live(hass, rows)
    await server.stop()
    mirror = await async_connected(hass, a_target(url), {"influxdb": {"role": "archive"}}, copies=True)
    await asyncio.sleep(0.5)

    assert await mirror.async_forgettable(time.time()) < time.time()


async def test_a_refused_token_asks_for_a_new_one(hass: HomeAssistant) -> None:
    accepts = {"old": False}

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/query":
            return web.json_response({"results": []})
        is_new = request.headers.get("Authorization") == "Token new"
        return web.Response(status=204 if is_new or accepts["old"] else 401)

    async with serving(answer) as url:
        target = Target(url=url, bucket="homeiq", token=PASSWORD)
        mirror = await async_connected(hass, target, {"storage": {"batch_seconds": 0.1}})
        hass.states.async_set("light.hall", "on")
        await async_until(lambda: mirror.sent.trouble == "unauthorized")
        await hass.async_block_till_done()
        (flow,) = hass.config_entries.flow.async_progress()
        wrong = await async_answer(hass, flow, {"token": "also wrong"})
        done = await async_answer(hass, wrong, {"token": "new"})
        again = mirror_of(hass)
        await async_until(lambda: again.sent.points == 1)

    assert (flow["step_id"], wrong["errors"]) == ("reauth_confirm", {"token": "unauthorized"})
    assert done["reason"] == "reauth_successful"
    assert the_entry(hass).data["influxdb"]["token"] == "new"  # noqa: S105 - of the test


async def test_trouble_is_an_issue_until_it_is_over(hass: HomeAssistant, url: str, server: Server) -> None:
    await server.stop()
    mirror = await async_connected(hass, a_target(url), {"storage": {"batch_seconds": 0.1}})
    hass.states.async_set("light.hall", "on")

    await async_until(lambda: mirror.sent.trouble == "server")
    told = ir.async_get(hass).async_get_issue(DOMAIN, "influx_failing")
    await server.start()
    await async_until(lambda: mirror.sent.trouble is None)

    assert told
    assert ir.async_get(hass).async_get_issue(DOMAIN, "influx_failing") is None


async def test_an_outbox_that_fills_is_told_before_anything_is_given_up(
    hass: HomeAssistant, url: str, server: Server
) -> None:
    await server.stop()
    mirror = await async_connected(hass, a_target(url))
    outbox = mirror._outbox  # noqa: SLF001 - to fill it
    rows = [(time.time(), f"light.lamp_{n}", str(n * 7919 % 1000), Cause.PERSON) for n in range(2000)]
    await mirror._tables.database.write(lambda connection: outbox.put(connection, rows))  # noqa: SLF001 - likewise
    size = (await outbox.waiting(time.time())).size
    outbox._limits = OutboxLimits(size=round(size / 0.9))  # noqa: SLF001 - a disk of some gigabytes can't be filled here

    await mirror.async_look()
    told = ir.async_get(hass).async_get_issue(DOMAIN, "influx_outbox_filling")
    outbox._limits = OutboxLimits()  # noqa: SLF001 - as above, and back again
    await mirror.async_look()

    assert told
    assert told.translation_placeholders == {"percent": "90", "points": "2000", "dropped": "0"}
    assert ir.async_get(hass).async_get_issue(DOMAIN, "influx_outbox_filling") is None


async def test_without_influxdb_its_actions_say_so(hass: HomeAssistant) -> None:
    entry = MockConfigEntry(domain=DOMAIN, title="HomeIQ", data={})
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)

    with pytest.raises(ServiceValidationError, match="Reconfigure"):
        await hass.services.async_call(DOMAIN, "copy_to_influxdb", blocking=True)


async def test_diagnostics_say_how_it_goes_and_not_where(hass: HomeAssistant, url: str) -> None:
    mirror = await async_connected(hass, a_target(url, username="ann", password=PASSWORD))

    found = await async_get_config_entry_diagnostics(hass, the_entry(hass))

    assert found["influxdb"]["generation"] == "v1"
    assert found["influxdb"]["waiting"]["points"] == mirror.waiting.points
    assert not any(secret in json.dumps(found) for secret in (PASSWORD, "ann", url, "our_home"))
