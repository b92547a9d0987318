"""A past that is kept between questions, with a clock that only the test moves."""

import asyncio
from dataclasses import dataclass, field, replace

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.background import Background
from custom_components.homeiq.coordinator.home.kept_past import KEPT, OLDEST, Footing, KeptPast
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.timeline import Timeline
from tests.still_clock import Clock

FOOTING = Footing(home=Home(), span=1, edition=1, sensors=frozenset())


@dataclass(slots=True)
class Maker:
    """Makes pasts, and remembers them."""

    made: list[Timeline] = field(default_factory=list)
    fails: bool = False

    async def make(self) -> Timeline:
        await asyncio.sleep(0)
        if self.fails:
            raise ValueError("no past")
        self.made.append(Timeline.of(EventColumns.from_rows(()), Home()))
        return self.made[-1]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def background(hass: HomeAssistant, clock: Clock) -> Background:
    return Background(hass, MockConfigEntry(domain=DOMAIN), later=clock.later)


@pytest.fixture
def kept(background: Background, clock: Clock) -> KeptPast:
    return KeptPast(background, clock=clock.tell)


async def test_who_asks_one_after_the_other_or_at_once_is_told_of_the_same_past(kept: KeptPast) -> None:
    maker = Maker()

    told = [await kept.async_get(FOOTING, maker.make) for _ in range(3)]
    at_once = await asyncio.gather(*(kept.async_get(replace(FOOTING, edition=2), maker.make) for _ in range(3)))

    assert [id(one) for one in (*told, *at_once)] == [id(maker.made[0])] * 3 + [id(maker.made[1])] * 3


async def test_whoever_displaces_another_one_does_not_begin_anew(kept: KeptPast) -> None:
    maker = Maker()
    first = asyncio.create_task(kept.async_get(FOOTING, maker.make))
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    first.cancel()
    second = await kept.async_get(FOOTING, maker.make)

    with pytest.raises(asyncio.CancelledError):
        await first
    assert [id(one) for one in maker.made] == [id(second)]


@pytest.mark.parametrize(
    "other",
    [
        replace(FOOTING, home=Home(time_zone="Asia/Tokyo")),
        replace(FOOTING, span=2),
        replace(FOOTING, edition=2),
        replace(FOOTING, sensors=frozenset({"sensor.lux"})),
    ],
)
async def test_what_rests_on_something_else_is_another_past(kept: KeptPast, other: Footing) -> None:
    maker = Maker()

    for footing in (FOOTING, other, FOOTING):
        await kept.async_get(footing, maker.make)

    assert len(maker.made) == 3


async def test_a_while_after_the_last_question_nothing_is_kept(kept: KeptPast, clock: Clock) -> None:
    maker = Maker()
    await kept.async_get(FOOTING, maker.make)
    await kept.async_get(FOOTING, maker.make)

    clock.ring()
    await kept.async_get(FOOTING, maker.make)

    assert clock.rests == [KEPT] * 3
    assert len(maker.made) == 2


async def test_who_never_stops_asking_is_told_of_a_new_past_now_and_then(kept: KeptPast, clock: Clock) -> None:
    maker = Maker()
    await kept.async_get(FOOTING, maker.make)
    clock.now += OLDEST
    await kept.async_get(FOOTING, maker.make)
    clock.now += 1

    await kept.async_get(FOOTING, maker.make)

    assert len(maker.made) == 2


async def test_a_past_that_cannot_be_made_is_made_for_the_next_who_asks(kept: KeptPast) -> None:
    maker = Maker(fails=True)
    with pytest.raises(ValueError, match="no past"):
        await kept.async_get(FOOTING, maker.make)
    maker.fails = False

    await kept.async_get(FOOTING, maker.make)

    assert len(maker.made) == 1


async def test_nothing_is_waited_for_once_the_entry_ends(kept: KeptPast, background: Background, clock: Clock) -> None:
    await kept.async_get(FOOTING, Maker().make)

    await background.async_end()
    await kept.async_get(FOOTING, Maker().make)

    assert clock.alarm is None


async def test_while_memory_is_short_none_is_kept_and_afterwards_one_is_again(kept: KeptPast) -> None:
    maker = Maker()
    await kept.async_get(FOOTING, maker.make)

    kept.async_heed(is_short=True)
    let_go = kept.kept
    told = [await kept.async_get(FOOTING, maker.make) for _ in range(2)]
    while_short = kept.kept
    kept.async_heed(is_short=False)
    after = [await kept.async_get(FOOTING, maker.make) for _ in range(2)]

    assert (let_go, while_short) == (None, None)
    assert told == maker.made[1:3]
    assert after == [maker.made[3]] * 2
    assert kept.kept is maker.made[3]
