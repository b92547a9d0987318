"""HomeIQ was disabled, or could not begin, while Home Assistant went on: what it has of that time is imported."""

from datetime import timedelta

from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.imports import Imports
from tests.evenings import async_read_back, database_path
from tests.homes import async_set_up

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


async def async_listened_until(hass: HomeAssistant, hours_ago: float) -> None:
    """Leave a database that has listened since long ago, and last heard something so many hours ago."""
    last = (dt_util.utcnow() - timedelta(hours=hours_ago)).timestamp()
    database = await Database.open(database_path(hass), Profile.NUC)
    await Imports(database).set_ceiling(last - 86400 * 40)
    await EventLog(database).append([(last, "light.hall", "off", Cause.PERSON)])
    await database.close()


async def async_go_on_without(hass: HomeAssistant) -> None:
    for state in ("on", "off", "on"):
        hass.states.async_set("light.hall", state)
        await hass.async_block_till_done()
    await async_wait_recording_done(hass)


async def test_what_happened_while_nobody_listened_is_imported(recorder_mock: Recorder, hass: HomeAssistant) -> None:
    await async_listened_until(hass, hours_ago=30)
    await async_go_on_without(hass)

    await async_set_up(hass)

    assert [state for _, state in await async_read_back(hass)] == ["off", "on", "off", "on"]


async def test_after_a_restart_nothing_is_imported_once_more(recorder_mock: Recorder, hass: HomeAssistant) -> None:
    await async_listened_until(hass, hours_ago=0.2)
    await async_go_on_without(hass)

    await async_set_up(hass)

    assert [state for _, state in await async_read_back(hass)] == ["off"]


async def test_an_import_that_was_cut_off_before_the_gap_still_goes_on(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    await async_listened_until(hass, hours_ago=30)
    await async_set_up(hass)
    long_ago = (dt_util.now() - timedelta(days=45)).date().isoformat()

    database = await Database.open(database_path(hass), Profile.NUC)
    done = await Imports(database).done()
    await database.close()

    assert long_ago not in done
    assert (dt_util.now() - timedelta(days=20)).date().isoformat() in done
