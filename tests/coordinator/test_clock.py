from datetime import datetime, time as clock_time, timedelta
import time

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.coordinator.aftercare.allowance import Allowance
from custom_components.homeiq.coordinator.background import Background
from custom_components.homeiq.coordinator.coordinator import KEEP_EVERY
from custom_components.homeiq.coordinator.learning.night import Night
from custom_components.homeiq.model.run import RefreshRequest
from custom_components.homeiq.settings import Notifications
from tests.evenings import async_live, evenings
from tests.homes import async_set_up


async def async_tick(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.tick(KEEP_EVERY + timedelta(seconds=1))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_refresh(hass: HomeAssistant, coordinator: HomeIQCoordinator) -> None:
    await coordinator.async_request_refresh_run(RefreshRequest(requested_at=time.time()))
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize("days", [2000, -800])
async def test_a_clock_that_jumps_and_is_put_right_leaves_the_home_as_it_was(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, days: int
) -> None:
    await async_live(hass, evenings())
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    await async_tick(hass, freezer)
    before, right = await coordinator.events.count(), dt_util.utcnow()
    freezer.move_to(right + timedelta(days=days))
    await async_tick(hass, freezer)
    await async_refresh(hass, coordinator)

    freezer.move_to(right + timedelta(minutes=10))
    await async_tick(hass, freezer)
    await async_refresh(hass, coordinator)

    assert await coordinator.events.count() >= before
    assert coordinator.data.suggestions[0].pattern.entities == ("light.hall",)
    assert coordinator.data.next_refresh_at < time.time() + 61


@pytest.mark.parametrize("ahead", [0, 400])
async def test_the_nights_come_once_a_clock_that_was_ahead_is_put_right(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ahead: int
) -> None:
    right, nights = dt_util.utcnow(), list[datetime]()
    night = Night(hass, clock_time(3), nights.append)
    freezer.move_to(right + timedelta(days=ahead))
    night.async_set()

    freezer.move_to(right)
    night.async_look(right)
    for days in (1, 2):
        async_fire_time_changed(hass, right + timedelta(days=days, hours=1))
        await hass.async_block_till_done()
        night.async_look(right)
    night.async_stop()
    night.async_look(right)

    assert len(nights) == 2


@pytest.mark.parametrize(("begin", "told"), [("00:30", ["00:45", "01:45"]), ("01:30", ["01:45"])])
async def test_quiet_hours_that_end_in_an_hour_that_comes_twice_end_twice_and_no_more_often(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, begin: str, told: list[str]
) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    ends = list[str]()
    wishes = Notifications(quiet_from=clock_time(22), quiet_until=clock_time(2, 45))
    allowance = Allowance(
        hass, wishes, Background(hass, entry), lambda: ends.append(dt_util.utcnow().strftime("%H:%M"))
    )
    # Half past two for the first time, and for the second one: summer time ends at three.
    freezer.move_to(f"2026-10-25T{begin}:00Z")
    allowance.async_start()

    for _ in range(20):
        freezer.tick(timedelta(minutes=5))
        async_fire_time_changed(hass)
        await hass.async_block_till_done()
    allowance.async_stop()

    assert ends == told


async def test_the_ends_of_quiet_hours_come_once_a_clock_that_was_ahead_is_put_right(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    edges = list[datetime]()
    allowance = Allowance(hass, Notifications(), Background(hass, entry), lambda: edges.append(dt_util.now()))
    right = dt_util.utcnow()
    # Only the clock, and not what timers go by.
    with monkeypatch.context() as ahead:
        ahead.setattr(dt_util, "now", lambda: dt_util.as_local(right + timedelta(days=400)))
        allowance.async_start()

    async_fire_time_changed(hass, right + timedelta(hours=25))
    await hass.async_block_till_done()
    allowance.async_stop()

    assert len(edges) == 1
