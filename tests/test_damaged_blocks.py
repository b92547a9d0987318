"""Damaged blocks in a running home: events go on being stored, the owner is told, and unloading works."""

from datetime import timedelta
from http import HTTPStatus
import json
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_fire_time_changed
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.keeping.damage import DAMAGED
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from tests.actions import async_ask, async_learn_now, async_titles
from tests.evenings import async_live, database_path, evenings, query
from tests.homes import async_set_up
from tests.store.damaging import garble

pytestmark = [
    pytest.mark.parametrize("expected_lingering_timers", [True]),
    # Home Assistant's own web server warns about itself.
    pytest.mark.filterwarnings("ignore:It is recommended to use web"),
]
HEALTH = "binary_sensor.homeiq_health"


async def async_a_damaged_past(hass: HomeAssistant, blocks: int) -> list[int]:
    """Have sealed evenings, some blocks of which are noise."""
    await async_live(hass, evenings())
    database = await Database.open(database_path(hass), Profile.NUC)
    await Keeper(database, Keeping()).run(dt_util.utcnow().timestamp())
    await database.close()
    return garble(database_path(hass), blocks)


async def async_half_a_minute(hass: HomeAssistant) -> None:
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    await hass.async_block_till_done(wait_background_tasks=True)


def problems(hass: HomeAssistant) -> list[str]:
    state = hass.states.get(HEALTH)
    assert state
    return list(state.attributes["problems"])


async def test_eight_garbled_blocks_and_a_late_event_stop_nothing(hass: HomeAssistant) -> None:
    await async_a_damaged_past(hass, 8)
    entry = await async_set_up(hass)
    writer = entry.runtime_data._tables.writer  # noqa: SLF001 - no door takes an event of another time
    (late, *_) = evenings()

    writer.add((late[0] + 60, "light.hall", "dim", Cause.PERSON))
    hass.states.async_set("light.kitchen", "off")
    await hass.async_block_till_done()
    hass.states.async_set("light.kitchen", "on")
    await hass.async_block_till_done()
    await entry.runtime_data.async_flush()
    await async_learn_now(hass)
    await async_half_a_minute(hass)

    told = ir.async_get(hass).async_get_issue(DOMAIN, DAMAGED)
    assert told
    assert told.translation_placeholders
    assert told.translation_placeholders["count"] == "8"
    assert told.translation_placeholders["blocks"].count("light.hall") == 8
    assert problems(hass) == [DAMAGED]
    assert len(await async_titles(hass)) > 0
    assert query(hass, "SELECT count(*) FROM block_damaged") == [(8,)]
    assert writer.stats.write_errors == 0
    assert await hass.config_entries.async_unload(entry.entry_id)
    stored = query(hass, "SELECT text FROM event JOIN state_text ON state_text.number = value >> 4 WHERE value & 8 = 0")
    assert {"dim", "on"} <= {text for (text,) in stored}


async def test_the_notice_goes_when_somebody_has_read_it_and_stays_away(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_a_damaged_past(hass, 2)
    entry = await async_set_up(hass)
    await async_setup_component(hass, "repairs", {})
    await async_ask(hass, "check_database")
    client = await hass_client()

    opened = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": DAMAGED})
    flow = await opened.json()
    closed = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={})
    await hass.async_block_till_done()
    await hass.config_entries.async_reload(entry.entry_id)
    await async_half_a_minute(hass)

    assert (opened.status, closed.status) == (HTTPStatus.OK, HTTPStatus.OK)
    assert flow["description_placeholders"]["count"] == "2"
    assert (await closed.json())["type"] == "create_entry"
    assert ir.async_get(hass).async_get_issue(DOMAIN, DAMAGED) is None
    assert problems(hass) == []


async def test_a_report_tells_when_and_how_much_but_not_whose(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_a_damaged_past(hass, 2)
    entry = await async_set_up(hass)
    await async_ask(hass, "check_database")

    report: dict[str, Any] = dict(await get_diagnostics_for_config_entry(hass, hass_client, entry))

    assert [block["events"] > 0 for block in report["damaged_blocks"]] == [True, True]
    assert {"first", "last", "why", "at"} <= {*report["damaged_blocks"][0]}
    assert "light." not in json.dumps(report["damaged_blocks"])


async def test_a_check_says_what_it_has_found(hass: HomeAssistant) -> None:
    await async_a_damaged_past(hass, 3)
    await async_set_up(hass)
    ((blocks,),) = query(hass, "SELECT count(*) FROM block")

    first, second = await async_ask(hass, "check_database"), await async_ask(hass, "check_database")

    assert (first["blocks"], first["damaged"], first["tables"]) == (blocks, 3, [])
    assert (second["blocks"], second["damaged"]) == (blocks - 3, 0)
    assert first["seconds"] >= 0


async def test_only_an_administrator_may_check(hass: HomeAssistant, hass_read_only_user: MockUser) -> None:
    await async_set_up(hass)

    with pytest.raises(Unauthorized):
        await async_ask(hass, "check_database", context=Context(user_id=hass_read_only_user.id))
