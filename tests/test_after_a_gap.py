"""HomeIQ was disabled, or could not begin, while Home Assistant went on: what it has of that time is imported."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.home.existing import ExistingWatch
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.ends.trusted_clock import TrustedClock
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.imports import Imports
from tests.evenings import async_read_back, database_path, query
from tests.homes import async_later, async_set_up

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

HEARD = "SELECT entity_id, count(*) FROM event JOIN entity_name ON number = key & 65535 GROUP BY 1 ORDER BY 1"


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


async def test_an_hour_without_homeiq_is_imported_too(recorder_mock: Recorder, hass: HomeAssistant) -> None:
    await async_listened_until(hass, hours_ago=1)
    await async_go_on_without(hass)

    await async_set_up(hass)

    assert [state for _, state in await async_read_back(hass)] == ["off", "on", "off", "on"]


async def test_a_start_that_fails_on_its_way_hides_no_gap(
    recorder_mock: Recorder, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await async_listened_until(hass, hours_ago=3)
    await async_go_on_without(hass)

    async def fail(*_: object) -> None:
        raise DatabaseUnusableError("disk_full", "made up")

    with monkeypatch.context() as patch:
        patch.setattr(ExistingWatch, "async_read", fail)
        entry = MockConfigEntry(domain=DOMAIN)
        entry.add_to_hass(hass)
        is_set_up = await hass.config_entries.async_setup(entry.entry_id)
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert not is_set_up
    assert [state for _, state in await async_read_back(hass)] == ["off", "on", "off", "on"]


async def test_a_home_in_which_nothing_happened_all_day_was_listened_to(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    await async_listened_until(hass, hours_ago=20)
    await async_ran_until(hass, minutes_ago=5)
    await async_go_on_without(hass)

    await async_set_up(hass)

    assert [state for _, state in await async_read_back(hass)] == ["off"]


async def test_what_was_heard_before_the_gap_is_told_once(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to(datetime(2026, 11, 3, 7, 50, tzinfo=UTC))
    await hass.config.async_set_time_zone("UTC")
    await async_dim(hass, freezer, "off", 0, hours=0)
    freezer.tick(60)
    entry = await async_set_up(hass)
    await async_dim(hass, freezer, "on", 128, hours=1)
    await async_dim(hass, freezer, "on", 128, hours=20, effect="rainbow")
    hass.states.async_set("light.stairs", "on")
    await entry.runtime_data.async_flush()
    before = query(hass, HEARD)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await async_dim(hass, freezer, "on", 200, hours=7)
    await async_later(hass, freezer, hours=1)

    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert before == [("light.hall", 2), ("light.hall#brightness", 1), ("light.stairs", 1)]
    assert query(hass, HEARD) == [("light.hall", 2), ("light.hall#brightness", 2), ("light.stairs", 1)]


async def async_dim(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, state: str, brightness: int, *, hours: int, effect: str = ""
) -> None:
    """Let hours pass, and somebody set a lamp, so that the recorder writes it down whether HomeIQ keeps it or not."""
    await async_later(hass, freezer, hours=hours)
    attributes = {"brightness": brightness, "effect": effect, "supported_color_modes": ["brightness"]}
    hass.states.async_set("light.hall", state, attributes, context=Context(user_id="ann"))
    await async_wait_recording_done(hass)


async def async_ran_until(hass: HomeAssistant, minutes_ago: float) -> None:
    """Leave word of when HomeIQ ran last."""
    database = await Database.open(database_path(hass), Profile.NUC)
    await TrustedClock(database).look((dt_util.utcnow() - timedelta(minutes=minutes_ago)).timestamp())
    await database.close()


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
