# ruff: noqa: S608 - the names of tables are ours
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.homeiq.coordinator.coordinator import KEEP_EVERY
from tests.evenings import query
from tests.homes import async_set_up

MANY = "WITH RECURSIVE many(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM many WHERE n < 10050)"
FULL = {
    "analysis_run_status": f"(trigger, status, started_at, uses_ai) {MANY} SELECT 'nightly', 'success', n, 0 FROM many",
    "manual_refresh_triggers": f"(requested_at, uses_ai, outcome) {MANY} SELECT n, 0, 'accepted' FROM many",
    "patterns": f"""
        (signature, body, confidence, rank, first_seen, last_seen, retired)
        {MANY} SELECT n, '{{}}', 1, n, n, n, 1 FROM many
    """,
}


@pytest.mark.parametrize(("table", "rows"), FULL.items())
async def test_what_grows_with_the_years_is_kept_for_an_audit_and_no_longer(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, table: str, rows: str
) -> None:
    await async_set_up(hass)
    query(hass, f"INSERT INTO {table} {rows}")

    freezer.tick(KEEP_EVERY + timedelta(seconds=1))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)

    assert query(hass, f"SELECT count(*) FROM {table}") == [(10_000,)]
