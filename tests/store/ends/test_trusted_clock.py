import asyncio
from dataclasses import dataclass
from functools import partial
import time

import pytest

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.ends.trusted_clock import TrustedClock
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog

MARCH = 1_772_000_000.0
DAY = 86400.0
YEARS = 400 * DAY


@dataclass(slots=True)
class Box:
    """A machine whose clock can be set, and whose time goes by all the same."""

    wall: float
    running: float = 0.0

    def wait(self, seconds: float) -> None:
        self.wall += seconds
        self.running += seconds

    def clock(self, database: Database) -> TrustedClock:
        return TrustedClock(database, lambda: self.wall, lambda: self.running)


@pytest.fixture
def box() -> Box:
    return Box(MARCH + 100 * DAY)


async def tick(database: Database, clock: TrustedClock) -> None:
    await Keeper(database, Keeping()).run(await clock.look())


async def live(database: Database, days: int = 100) -> None:
    await EventLog(database).append(
        [(MARCH + 3600.0 * n, "light.hall", "on" if n % 2 else "off", Cause.PERSON) for n in range(24 * days)]
    )


async def moments(database: Database) -> list[float]:
    columns = await asyncio.to_thread(partial(EventLog.read, database.path, 0.0, 2 * time.time(), numbers=True))
    return [round(moment) for moment in columns.time.tolist()]


@pytest.mark.parametrize("jump", [2000 * DAY, -800 * DAY, -1.7e9])
async def test_a_clock_that_is_wrong_erases_nothing_and_is_forgotten_when_it_is_put_right(
    database: Database, box: Box, jump: float
) -> None:
    await live(database)
    clock = box.clock(database)
    await tick(database, clock)
    before = await moments(database)

    box.wall += jump
    for _ in range(100):
        box.wait(300)
        await tick(database, clock)
    wrong = await moments(database)
    box.wall -= jump
    await tick(database, clock)

    assert wrong == await moments(database) == before
    assert clock.now() == box.wall


async def test_a_box_that_starts_with_a_wrong_clock_erases_nothing(database: Database, box: Box) -> None:
    await live(database)
    before = await moments(database)

    await tick(database, Box(MARCH + 3000 * DAY).clock(database))

    assert await moments(database) == before


async def test_a_box_that_was_off_for_years_forgets_after_a_day(database: Database, box: Box) -> None:
    await live(database)
    await tick(database, box.clock(database))
    box = Box(MARCH + 3000 * DAY)
    clock = box.clock(database)
    await tick(database, clock)
    at_first = len(await moments(database))

    for _ in range(290):
        box.wait(300)
        await clock.look()
    await tick(database, clock)

    assert at_first == 2400
    assert len(await moments(database)) < 100


@pytest.mark.parametrize("jump", [YEARS, -800 * DAY])
async def test_what_happened_under_a_wrong_clock_comes_to_where_it_belongs(
    database: Database, box: Box, jump: float
) -> None:
    await live(database)
    clock = box.clock(database)
    await tick(database, clock)
    begin = box.wall
    box.wall += jump
    await tick(database, clock)

    for number in range(20):
        box.wait(300)
        await EventLog(database).append([(box.wall, "light.hall", f"state {number}", Cause.PERSON)])
        await tick(database, clock)
    box.wall -= jump
    box.wait(60)
    await tick(database, clock)

    assert (await moments(database))[-20:] == [round(begin + 300 * (number + 1)) for number in range(20)]
    assert len(await moments(database)) == 2420


@pytest.mark.parametrize("hours", [-73, -49, -30, 30, 49, 73])
async def test_what_happened_before_a_clock_went_wrong_stays_where_it_was(
    database: Database, box: Box, hours: int
) -> None:
    clock, log, happened = box.clock(database), EventLog(database), list[int]()

    async def go_on(looks: int) -> None:
        for _ in range(looks):
            await log.append([(box.wall, "light.hall", "off" if len(happened) % 2 else "on", Cause.PERSON)])
            happened.append(round(MARCH + 100 * DAY + box.running))
            await clock.look()
            box.wait(1800.0)

    await clock.look()
    await go_on(47)
    box.wall += hours * 3600.0
    await go_on(9)
    box.wall -= hours * 3600.0
    await go_on(5)

    assert await moments(database) == happened


async def test_what_came_after_the_last_look_at_a_clock_that_was_a_day_behind_is_put_right_and_what_came_before_is_not(
    database: Database, box: Box
) -> None:
    clock, log, begin = box.clock(database), EventLog(database), box.wall
    await clock.look()
    for hours in (3.0, 5.0):
        await log.append([(begin + 3600 * hours, "light.hall", f"after {hours} hours", Cause.PERSON)])
    box.wait(24 * 3600.0)
    await clock.look()

    box.wall -= 25 * 3600.0
    for _ in range(5):
        await clock.look()
        box.wait(1800.0)
    await clock.look()
    box.wait(3000.0)
    await log.append([(box.wall, "light.hall", "not seen", Cause.PERSON)])
    box.wall += 25 * 3600.0
    await clock.look()

    assert await moments(database) == [round(begin + 3 * 3600.0), round(begin + 5 * 3600.0), round(box.wall)]


@pytest.mark.parametrize("hours", [-40, 48])
async def test_what_a_wrong_clock_told_while_nobody_could_look_at_it_comes_to_where_it_belongs(
    database: Database, box: Box, hours: int
) -> None:
    clock, log = box.clock(database), EventLog(database)
    await clock.look()

    box.wall += hours * 3600.0
    await clock.look()
    box.wait(5 * 3600.0)
    await log.append([(box.wall, "light.hall", "on", Cause.PERSON)])
    box.wall -= hours * 3600.0
    await clock.look()

    assert await moments(database) == [round(box.wall)]


async def test_what_people_wait_for_goes_by_the_time_that_is_believed(database: Database, box: Box) -> None:
    clock = box.clock(database)
    await clock.look()
    begin = box.wall

    box.wall += YEARS
    box.wait(300)
    await clock.look()
    box.wait(60)

    assert clock.now() == begin + 360
    assert clock.believed(box.wall + DAY) == begin + 360 + DAY


async def test_it_is_known_after_a_restart_what_was_believed(database: Database, box: Box) -> None:
    await box.clock(database).look()
    begin = box.wall

    clock = Box(begin + YEARS).clock(database)
    await clock.look()

    assert clock.now() == begin


async def test_a_home_that_was_off_for_some_days_doubts_nothing_that_people_wait_for(
    database: Database, box: Box
) -> None:
    await live(database)
    await box.clock(database).look()
    box = Box(box.wall + 5 * DAY)
    clock = box.clock(database)

    by_age = await clock.look()

    assert clock.now() == box.wall
    assert by_age < box.wall


async def test_a_home_that_never_looked_before_believes_its_clock(database: Database) -> None:
    await live(database)
    box = Box(MARCH + 300 * DAY)
    clock = box.clock(database)
    await clock.look()

    assert clock.now() == box.wall
