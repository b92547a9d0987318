"""Homes in which HomeIQ is set up, for the tests of the doors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.homeiq.const import DATABASE_FILE, DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.overview import HomeData
from custom_components.homeiq.model.run import RefreshRequest
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.findings import Findings


async def async_set_up(hass: HomeAssistant, options: dict[str, Any] | None = None) -> MockConfigEntry:
    """Set the integration up as a restart would, and wait until it has looked for history to import."""
    entry = MockConfigEntry(domain=DOMAIN, title="HomeIQ", options=options or {})
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


async def async_remember(hass: HomeAssistant, *found: Suggestion) -> None:
    """Leave suggestions in the database, as the last night before a restart does, with what they name in the home."""
    for name in sorted({name for one in found for name in one.pattern.named}):
        if hass.states.get(name) is None:
            hass.states.async_set(name, "off")
    await async_save(hass, *found)


async def async_save(hass: HomeAssistant, *found: Suggestion) -> None:
    """Leave suggestions in the database, whatever there is in the home."""
    database = await Database.open(Path(hass.config.path(DATABASE_FILE)), Profile.NUC)
    patterns = tuple(suggestion.pattern for suggestion in found)
    await Findings(database).save(patterns, found, 1_800_000_000.0)
    await database.close()


async def async_learn(hass: HomeAssistant, entry: MockConfigEntry, found: Sequence[Suggestion]) -> None:
    """Save suggestions and their patterns, and show them, as the end of a run does."""
    await async_remember(hass, *found)
    await async_show(hass, entry, found)


async def async_show(hass: HomeAssistant, entry: MockConfigEntry, found: Sequence[Suggestion]) -> None:
    """Show suggestions that are in the database, as the end of a run does."""
    coordinator: HomeIQCoordinator = entry.runtime_data
    await coordinator.decisions.offers.async_renew(patterns=tuple(suggestion.pattern for suggestion in found))
    coordinator.decisions.offers.async_take_new()
    await hass.async_block_till_done()


async def async_publish(hass: HomeAssistant, entry: MockConfigEntry, **changes: Any) -> None:
    """Publish changed data."""
    coordinator: HomeIQCoordinator = entry.runtime_data
    data: HomeData = replace(coordinator.data, **changes)
    coordinator.async_set_updated_data(data)
    await hass.async_block_till_done()


async def async_later(hass: HomeAssistant, freezer: FrozenDateTimeFactory, **span: float) -> None:
    freezer.tick(timedelta(**span))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_restart(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


def a_request(*, uses_ai: bool = False) -> RefreshRequest:
    now = dt_util.utcnow().timestamp()
    return RefreshRequest(requested_at=now, user_id="ann", reason="new lamp", uses_ai=uses_ai)


async def async_refresh(hass: HomeAssistant, coordinator: HomeIQCoordinator, *, uses_ai: bool = False) -> int:
    run_id = await coordinator.async_request_refresh_run(a_request(uses_ai=uses_ai))
    await hass.async_block_till_done(wait_background_tasks=True)
    return run_id
