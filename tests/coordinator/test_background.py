"""Work in the background: none ends unseen, and what fails is tried again, with a clock that only the test moves."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
import threading

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.background import LAST_REST, Background
from custom_components.homeiq.coordinator.health.failures import SETTLED, TOLD
from custom_components.homeiq.correlation import correlated, current
from custom_components.homeiq.model.overview import Trouble
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from tests.still_clock import BEGIN, Clock


@dataclass(slots=True)
class Flaky:
    """Work that fails for so many times."""

    failures: int
    tries: int = 0
    named: str = "light.bedroom of Ann"

    async def work(self) -> None:
        self.tries += 1
        if self.tries <= self.failures:
            raise ValueError(self.named)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def background(hass: HomeAssistant, clock: Clock) -> Background:
    entry = MockConfigEntry(domain=DOMAIN)
    return Background(hass, entry, clock=clock.tell, steady=clock.tell, later=clock.later)


async def test_work_that_fails_is_told_with_its_name_and_since_when(background: Background) -> None:
    background.async_spawn(Flaky(1).work(), "tidying")

    assert background.troubles == (Trouble(work="tidying", since=BEGIN, error="ValueError"),)


async def test_work_that_fails_is_logged_once_with_its_traceback_and_nothing_personal(
    background: Background, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    background.async_keep(Flaky(3).work, "tidying")
    clock.ring()
    clock.ring()

    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(errors) == 1
    assert "tidying" in errors[0]
    assert "in work" in errors[0]
    assert "bedroom" not in caplog.text


async def test_kept_work_is_started_again_until_it_is_done(background: Background, clock: Clock) -> None:
    flaky = Flaky(2)
    background.async_keep(flaky.work, "tidying")
    clock.ring()
    failing = background.troubles
    clock.ring()

    assert flaky.tries == 3
    assert [one.since for one in failing] == [BEGIN]
    assert background.troubles == ()
    assert clock.alarm is None


async def test_the_rests_double_from_a_second_to_ten_minutes(background: Background, clock: Clock) -> None:
    background.async_keep(Flaky(20).work, "tidying")
    for _ in range(12):
        clock.ring()

    assert clock.rests == [*(2.0**power for power in range(10)), LAST_REST, LAST_REST, LAST_REST]


async def test_work_that_goes_on_for_a_while_counts_as_mended(background: Background, clock: Clock) -> None:
    stop = asyncio.Event()
    flaky = Flaky(1)

    async def sending() -> None:
        await flaky.work()
        await stop.wait()

    background.async_keep(sending, "sending")
    clock.ring()
    clock.now += SETTLED - 1
    before = background.troubles
    clock.now += 1
    after = background.troubles

    assert len(before) == 1
    assert after == ()
    await background.async_end()


async def test_work_that_rests_makes_room_for_the_same_work(background: Background, clock: Clock) -> None:
    background.async_keep(Flaky(1).work, "tidying")
    flaky = Flaky(0)

    background.async_keep(flaky.work, "tidying")

    assert (flaky.tries, clock.alarm, background.troubles) == (1, None, ())


async def test_work_that_is_done_once_is_told_of_until_the_same_succeeds(background: Background) -> None:
    background.async_spawn(Flaky(1).work(), "tidying")

    background.async_spawn(Flaky(0).work(), "tidying")

    assert background.troubles == ()


async def test_work_that_is_done_once_is_told_of_for_an_hour(background: Background, clock: Clock) -> None:
    background.async_spawn(Flaky(1).work(), "tidying")
    clock.now += TOLD

    assert background.troubles == ()


async def test_what_the_database_cuts_off_is_no_error_of_ours(
    background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    async def writing() -> None:
        raise DatabaseUnusableError("disk_full")

    background.async_spawn(writing(), "tidying")

    assert [record.levelname for record in caplog.records if "tidying" in record.message] == ["WARNING"]
    assert [one.error for one in background.troubles] == ["DatabaseUnusableError"]


async def test_a_timer_that_raises_is_told_of_and_goes_on(hass: HomeAssistant, background: Background) -> None:
    ticks: list[int] = []

    def tick(_now: object) -> None:
        ticks.append(len(ticks))
        if len(ticks) == 1:
            raise LookupError

    cancel = background.async_every(timedelta(seconds=30), tick, "looking")
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    failing = background.troubles
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=62))
    cancel()

    assert [(one.work, one.error) for one in failing] == [("looking", "LookupError")]
    assert ticks == [0, 1]


async def test_a_tick_that_is_under_way_is_not_begun_again(hass: HomeAssistant, background: Background) -> None:
    begun: list[object] = []

    async def look(now: object) -> None:
        begun.append(now)
        await asyncio.Event().wait()

    cancel = background.async_every(timedelta(seconds=30), look, "looking")
    for seconds in (31, 62):
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
    cancel()
    await background.async_end()

    assert len(begun) == 1


async def test_a_decision_is_seen_through_though_nobody_waits_for_it(background: Background) -> None:
    decided, go = [], asyncio.Event()

    async def decide() -> None:
        await go.wait()
        decided.append(True)

    asked = asyncio.ensure_future(background.async_see_through(decide(), "decision"))
    await asyncio.sleep(0)
    asked.cancel()
    ending = asyncio.ensure_future(background.async_end())
    await asyncio.sleep(0)
    is_ended_too_soon = ending.done()
    go.set()
    await ending

    assert (is_ended_too_soon, decided) == (False, [True])


async def test_a_decision_that_fails_unheard_is_told_of(background: Background) -> None:
    go = asyncio.Event()

    async def decide() -> None:
        await go.wait()
        raise ValueError

    asked = asyncio.ensure_future(background.async_see_through(decide(), "decision"))
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.sleep(0)
    go.set()
    await background.async_end()
    await asyncio.sleep(0)

    assert [one.work for one in background.troubles] == ["decision"]


async def test_the_end_waits_for_worker_threads(background: Background) -> None:
    go, done = threading.Event(), []

    def learn() -> None:
        go.wait(10)
        done.append(True)

    asked = asyncio.ensure_future(background.async_in_thread(learn))
    await asyncio.sleep(0)
    asked.cancel()
    ending = asyncio.ensure_future(background.async_end())
    await asyncio.sleep(0)
    go.set()
    await ending

    assert done == [True]


async def test_nothing_begins_after_the_end(background: Background, clock: Clock) -> None:
    flaky = Flaky(1)
    background.async_keep(flaky.work, "tidying")
    await background.async_end()
    background.async_keep(flaky.work, "tidying")
    background.async_spawn(flaky.work(), "tidying")

    assert (flaky.tries, clock.alarm) == (1, None)
    with pytest.raises(HomeAssistantError):
        await background.async_in_thread(lambda: None)


async def test_what_is_done_for_all_or_later_is_nobody_s_and_what_is_done_once_is_theirs(hass: HomeAssistant) -> None:
    background = Background(hass, MockConfigEntry(domain=DOMAIN))
    ids: dict[str, str] = {}
    all_done = asyncio.Event()

    def note(name: str) -> None:
        ids[name] = current()
        if len(ids) == 3:
            all_done.set()

    async def work(name: str) -> None:
        note(name)

    with correlated("panel:7"):
        background.async_keep(lambda: work("kept"), "kept")
        background.async_later(0.01, lambda: note("later"), "later")
        background.async_spawn(work("spawned"), "spawned")
    async with asyncio.timeout(5):
        await all_done.wait()

    assert ids == {"kept": "", "later": "", "spawned": "panel:7"}
    await background.async_end()
