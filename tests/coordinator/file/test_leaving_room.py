from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.background import Background
from custom_components.homeiq.coordinator.file.leaving_room import async_leave_room
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from tests.evenings import async_live, evenings
from tests.homes import async_refresh, async_set_up


@pytest.fixture
async def database(tmp_path: Path) -> Database:
    database = await Database.open(tmp_path / "homeiq.db", Profile.NUC)
    await database.close()
    return database


@pytest.fixture
def background(hass: HomeAssistant) -> Background:
    return Background(hass, MockConfigEntry(domain=DOMAIN))


async def test_a_run_leaves_room_once_it_is_over(hass: HomeAssistant, caplog: pytest.LogCaptureFixture) -> None:
    await async_live(hass, evenings())
    coordinator = (await async_set_up(hass)).runtime_data
    caplog.clear()

    await async_refresh(hass, coordinator)

    assert caplog.text.count("Free memory") == 1


async def test_a_closed_database_keeps_nobody_from_giving_back_the_rest(
    database: Database, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    await async_leave_room(database, background)

    assert "The database keeps its pages" in caplog.text
    assert "Free memory" in caplog.text


async def test_nothing_is_given_back_once_the_entry_has_ended(
    database: Database, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    await background.async_end()

    await async_leave_room(database, background)

    assert "Free memory" not in caplog.text
