"""A time zone that changes: followed without a reload, and no habit an hour off or twice."""

from datetime import UTC, datetime, timedelta
import time
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import numpy as np
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime
from tests.evenings import async_live, query

AUGUST = datetime(2026, 8, 20, 12, tzinfo=UTC)
"""No clock of these tests has changed for forty days, nor is about to."""

TOKYO = "Asia/Tokyo"
BERLIN = "Europe/Berlin"


@pytest.fixture(autouse=True)
def in_august(freezer: FrozenDateTimeFactory) -> None:
    freezer.move_to(AUGUST)


def evenings_in(zone: str, hour: int = 18) -> list[EventRow]:
    """The light goes on soon after six and off soon after ten by the clock of a zone: earlier would help nobody."""
    today = datetime.now(ZoneInfo(zone)).replace(hour=hour, minute=0, second=0, microsecond=0)
    late = np.random.default_rng(4).uniform(0, 160, size=(40, 5)).tolist()
    return [
        (
            (today - timedelta(days=day, seconds=-late[day][hours], hours=-hours)).timestamp(),
            "light.hall",
            state,
            int(Cause.PERSON),
        )
        for day in range(1, 40)
        for hours, state in ((0, "on"), (4, "off"))
    ]


async def async_home(hass: HomeAssistant, zone: str, rows: list[EventRow]) -> HomeIQCoordinator:
    await hass.config.async_set_time_zone(zone)
    await async_live(hass, rows)
    entry = MockConfigEntry(domain=DOMAIN, title="HomeIQ", data={})
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    coordinator: HomeIQCoordinator = entry.runtime_data
    await async_learn(hass, coordinator)
    return coordinator


async def async_learn(hass: HomeAssistant, coordinator: HomeIQCoordinator) -> None:
    await coordinator._runner.async_night()  # noqa: SLF001 - what the timer does
    await hass.async_block_till_done()


async def async_move_to(hass: HomeAssistant, zone: str) -> None:
    await hass.config.async_update(time_zone=zone)
    await hass.async_block_till_done(wait_background_tasks=True)


def clocks(coordinator: HomeIQCoordinator) -> list[tuple[str, str]]:
    return [
        (one.pattern.state, one.pattern.trigger.clock)
        for one in coordinator.data.suggestions
        if isinstance(one.pattern.trigger, AtTime)
    ]


def the_evening(coordinator: HomeIQCoordinator) -> Suggestion:
    (one,) = [one for one in coordinator.data.suggestions if one.pattern.state == "on"]
    return one


@pytest.mark.parametrize("zone", [BERLIN, TOKYO, "America/New_York", "Asia/Kolkata"])
async def test_what_is_offered_is_told_by_the_new_clock_at_once(hass: HomeAssistant, zone: str) -> None:
    coordinator = await async_home(hass, "UTC", evenings_in(zone))
    before = the_evening(coordinator)

    await async_move_to(hass, zone)
    at_once = the_evening(coordinator)
    await async_learn(hass, coordinator)
    learned = the_evening(coordinator)

    assert at_once.signature == learned.signature == before.signature
    assert at_once.pattern.trigger == learned.pattern.trigger != before.pattern.trigger
    assert at_once.title == learned.title
    assert at_once.pattern.trigger.clock in at_once.title  # type: ignore[union-attr]
    assert at_once.pattern.trigger.clock.startswith("18:0")  # type: ignore[union-attr]


@pytest.mark.parametrize("zone", [BERLIN, TOKYO])
async def test_what_was_dismissed_by_the_old_clock_is_not_offered_by_the_new(hass: HomeAssistant, zone: str) -> None:
    coordinator = await async_home(hass, "UTC", evenings_in(zone))
    signature = the_evening(coordinator).signature
    await hass.services.async_call(DOMAIN, "dismiss_suggestion", {"signature": signature}, blocking=True)

    await async_move_to(hass, zone)
    await async_learn(hass, coordinator)

    assert [state for state, _ in clocks(coordinator) if state == "on"] == []


async def test_what_was_adjusted_keeps_its_moment(hass: HomeAssistant) -> None:
    coordinator = await async_home(hass, "UTC", evenings_in(TOKYO))
    signature = the_evening(coordinator).signature
    hass.states.async_set("light.hall", "off")
    at = dt_util.utcnow().replace(hour=9, minute=30)
    await hass.services.async_call(
        DOMAIN, "adjust_suggestion", {"signature": signature, "time": at.strftime("%H:%M")}, blocking=True
    )

    await async_move_to(hass, TOKYO)
    await async_learn(hass, coordinator)

    assert [clock for state, clock in clocks(coordinator) if state == "on"] == ["18:30"]


async def test_a_change_while_homeiq_was_off_is_caught_up_with(hass: HomeAssistant) -> None:
    coordinator = await async_home(hass, "UTC", evenings_in(TOKYO))
    signature = the_evening(coordinator).signature
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    assert await hass.config_entries.async_unload(entry.entry_id)
    await hass.config.async_update(time_zone=TOKYO)

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    again = the_evening(entry.runtime_data)
    assert again.signature == signature
    assert ("on", "18:0") in [(state, clock[:4]) for state, clock in clocks(entry.runtime_data)]
    assert query(hass, "SELECT zone FROM home_zone") == [(TOKYO,)]


async def test_a_zone_that_changes_back_leaves_everything_as_it_was(hass: HomeAssistant) -> None:
    coordinator = await async_home(hass, "UTC", evenings_in(TOKYO))
    before = coordinator.data.suggestions

    await async_move_to(hass, TOKYO)
    await async_move_to(hass, "UTC")

    assert [one.pattern for one in coordinator.data.suggestions] == [one.pattern for one in before]


async def test_days_are_added_up_by_the_new_clock_without_a_reload(hass: HomeAssistant) -> None:
    coordinator = await async_home(hass, "UTC", evenings_in("UTC", hour=20))
    await async_move_to(hass, TOKYO)
    now = time.time()

    await coordinator._tables.keeper.run(now)  # noqa: SLF001 - what the timer does

    days = query(hass, "SELECT day, changes FROM day_total ORDER BY day")
    # By the clock of Tokyo, both acts of an evening are of the day after.
    assert days
    assert {changes for _, changes in days} == {2}


async def test_the_night_is_the_new_clocks_without_a_reload(hass: HomeAssistant) -> None:
    coordinator = await async_home(hass, "UTC", evenings_in("UTC"))
    before = coordinator.data.next_run_at
    assert before

    await async_move_to(hass, TOKYO)

    after = coordinator.data.next_run_at
    assert after
    assert (before - after) % 86_400 == pytest.approx(9 * 3600, abs=1)
