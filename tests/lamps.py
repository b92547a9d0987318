"""A real lamp that an accepted automation switches on after motion, and people who don't always want that."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.homeiq.model.decisions.followed import Followed
from custom_components.homeiq.model.habits.pattern import EVERY_DAY
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import OnChange
from custom_components.homeiq.suggest.draft import draft
from tests.a_lamp import LAMP, async_add_lamps
from tests.accepted import async_a_home, async_accept
from tests.offers import a_pattern, a_suggestion

MOTION = "binary_sensor.hall_motion"
AUTOMATION = "automation.lamp_after_motion"
TITLE = "Lamp after motion"


def lamp_after_motion() -> Suggestion:
    pattern = a_pattern("lamp", trigger=OnChange(entity_id=MOTION, to="on"), entities=(LAMP,), weekdays=EVERY_DAY)
    return a_suggestion(pattern, title=TITLE, automation=draft(pattern, TITLE, ""))


async def async_a_lamp(
    hass: HomeAssistant, *, mode: str = "enabled", also: Sequence[Suggestion] = (), **home: Any
) -> MockConfigEntry:
    """Set up a home whose lamp goes on after motion, by an automation that was accepted."""
    await async_add_lamps(hass, "lamp")
    hass.states.async_set(MOTION, "off")
    entry = await async_a_home(hass, lamp_after_motion(), *also, **home)
    await async_accept(hass, "lamp", mode=mode)
    await async_look(hass)
    return entry


async def async_look(hass: HomeAssistant, freezer: FrozenDateTimeFactory | None = None, **time: float) -> None:
    """Let some time pass, until HomeIQ has looked at what changed."""
    await hass.async_block_till_done()
    if freezer:
        freezer.tick(timedelta(**(time or {"seconds": 2})))
    async_fire_time_changed(hass, fire_all=not freezer)
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_move(hass: HomeAssistant) -> None:
    """Have somebody walk through the hall in which it is dark."""
    for state in ("off", "on"):
        hass.states.async_set(MOTION, state)
        await hass.async_block_till_done(wait_background_tasks=True)


async def async_switch(hass: HomeAssistant, state: str, context: Context | None = None) -> None:
    # Each act has a context of its own, as Home Assistant makes them.
    context = Context(user_id=context.user_id) if context else None
    await hass.services.async_call("light", f"turn_{state}", {"entity_id": LAMP}, blocking=True, context=context)
    await hass.async_block_till_done(wait_background_tasks=True)


def the_lamp(entry: MockConfigEntry) -> Followed:
    """Return what is known of the automation."""
    (followed,) = entry.runtime_data.data.followed
    assert isinstance(followed, Followed)
    return followed
