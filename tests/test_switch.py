"""Pausing the learning: the switch, the actions, and what is not learned from."""

import asyncio
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.homeiq.const import DOMAIN
from tests.actions import async_learn_now, async_titles
from tests.evenings import async_live, async_read_back, evenings, query
from tests.homes import async_later, async_restart, async_set_up

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

SWITCH = "switch.homeiq_learning"
EVENING = "Turn on Hall at 18:00 every day"


def the_switch(hass: HomeAssistant) -> State:
    state = hass.states.get(SWITCH)
    assert state is not None
    return state


async def async_turn(hass: HomeAssistant, how: str) -> None:
    await hass.services.async_call("switch", f"turn_{how}", {"entity_id": SWITCH}, blocking=True)


async def async_pause(hass: HomeAssistant, **fields: Any) -> None:
    await hass.services.async_call(DOMAIN, "pause_learning", fields, blocking=True)
    await hass.async_block_till_done()


async def test_homeiq_learns_at_first(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    state = the_switch(hass)
    assert (state.state, state.attributes["paused_since"], state.attributes["paused_until"]) == ("on", None, None)


async def test_it_is_paused_until_somebody_resumes_also_after_a_restart(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_set_up(hass)
    since = dt_util.now().isoformat("T", "seconds")

    await async_turn(hass, "off")
    await async_later(hass, freezer, days=3)
    await async_restart(hass, entry)

    state = the_switch(hass)
    assert (state.state, state.attributes["paused_since"], state.attributes["paused_until"]) == ("off", since, None)
    await async_turn(hass, "on")
    assert the_switch(hass).state == "on"


async def test_turning_it_off_twice_is_one_pause(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_set_up(hass)
    await async_turn(hass, "off")
    freezer.tick(timedelta(hours=1))

    await async_turn(hass, "off")

    assert query(hass, "SELECT count(*) FROM pauses") == [(1,)]


async def test_pausing_in_two_ways_at_once_is_one_pause(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    await asyncio.gather(*(async_pause(hass), async_turn(hass, "off")) * 5)

    assert query(hass, "SELECT count(*) FROM pauses") == [(1,)]
    await async_turn(hass, "on")
    assert the_switch(hass).state == "on"
    assert query(hass, "SELECT count(*) FROM pauses WHERE until IS NULL") == [(0,)]


async def test_pausing_and_resuming_at_once_leaves_what_the_switch_says(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    await asyncio.gather(*(async_pause(hass), async_turn(hass, "on"), async_turn(hass, "off")) * 5)

    is_open = query(hass, "SELECT count(*) FROM pauses WHERE until IS NULL") == [(1,)]
    assert is_open == (the_switch(hass).state == "off")


async def test_two_pauses_that_are_open_become_one_at_the_next_start(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_turn(hass, "off")
    query(hass, "INSERT INTO pauses (begin, until) SELECT begin - 60, NULL FROM pauses")
    ((first,),) = query(hass, "SELECT min(begin) FROM pauses")

    await async_restart(hass, entry)

    assert query(hass, "SELECT begin FROM pauses WHERE until IS NULL") == [(first,)]
    assert the_switch(hass).state == "off"
    await async_turn(hass, "on")
    await async_restart(hass, entry)
    assert the_switch(hass).state == "on"


async def test_resuming_without_a_pause_changes_nothing(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    await hass.services.async_call(DOMAIN, "resume_learning", {}, blocking=True)

    assert the_switch(hass).state == "on"
    assert query(hass, "SELECT count(*) FROM pauses") == [(0,)]


async def test_a_pause_says_until_when_and_ends_by_itself(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_set_up(hass)
    until = (dt_util.now() + timedelta(days=2)).replace(microsecond=0)

    await async_pause(hass, until=until.isoformat())
    during = the_switch(hass)
    freezer.move_to(until + timedelta(seconds=1))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)

    assert (during.state, during.attributes["paused_until"]) == ("off", until.isoformat("T", "seconds"))
    assert the_switch(hass).state == "on"


async def test_a_pause_that_ended_while_home_assistant_was_off_is_over(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_set_up(hass)
    await async_pause(hass, duration={"hours": 2})
    freezer.tick(timedelta(hours=3))

    await async_restart(hass, entry)

    assert the_switch(hass).state == "on"


async def test_a_pause_can_be_made_longer(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_set_up(hass)
    await async_pause(hass, duration={"hours": 2})
    await async_pause(hass, duration={"hours": 4})

    await async_later(hass, freezer, hours=3)
    at_three = the_switch(hass).state
    await async_later(hass, freezer, hours=2)

    assert (at_three, the_switch(hass).state) == ("off", "on")


async def test_a_pause_can_be_resumed_before_its_end(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_set_up(hass)
    await async_pause(hass, duration={"hours": 2})
    freezer.tick(timedelta(minutes=5))

    await hass.services.async_call(DOMAIN, "resume_learning", {}, blocking=True)
    await hass.async_block_till_done()

    assert the_switch(hass).state == "on"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"until": "2020-01-01T00:00:00+00:00"}, "pause_not_ahead"),
        ({"until": "2500-01-01T00:00:00+00:00"}, "pause_not_ahead"),
        ({"duration": 0}, "snooze_too_long"),
        ({"duration": {"days": 400}}, "snooze_too_long"),
    ],
)
async def test_a_pause_that_makes_no_sense_is_refused(hass: HomeAssistant, fields: dict[str, Any], key: str) -> None:
    await async_set_up(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_pause(hass, **fields)

    assert refused.value.translation_key == key


async def test_what_happens_in_a_pause_is_recorded(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_turn(hass, "off")

    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()
    await entry.runtime_data.async_flush()

    assert ("light.hall", "on") in await async_read_back(hass)


async def test_nothing_is_ever_learned_from_paused_days(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    now = dt_util.now()
    freezer.move_to(now - timedelta(days=70))
    entry = await async_set_up(hass)
    await async_turn(hass, "off")
    freezer.move_to(now)
    await async_turn(hass, "on")
    await entry.runtime_data.events.append(evenings())
    await hass.async_block_till_done(wait_background_tasks=True)

    await async_learn_now(hass)

    assert await async_titles(hass) == {}


async def test_without_the_pause_it_would_have_been(hass: HomeAssistant) -> None:
    await async_live(hass, evenings())
    await async_set_up(hass)

    await async_learn_now(hass)

    assert EVENING in await async_titles(hass)
