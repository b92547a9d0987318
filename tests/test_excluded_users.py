"""People whose acts are no evidence, from the bus to the list of suggestions."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.homeiq.const import DOMAIN
from tests.homes import async_set_up

LAMP = "light.hall"
EVENINGS = 30


async def async_live(hass: HomeAssistant, freezer: FrozenDateTimeFactory, user_id: str) -> None:
    """Let somebody switch the lamp on around six every evening, and off around ten."""
    first = dt_util.now().replace(hour=18, minute=0, second=0, microsecond=0)
    for day in range(EVENINGS):
        for hours, state in ((0, "on"), (4, "off")):
            freezer.move_to(first + timedelta(days=day, hours=hours, minutes=day * 7 % 9, seconds=day))
            hass.states.async_set(LAMP, state, context=Context(user_id=user_id))
            await hass.async_block_till_done()


async def async_ask(hass: HomeAssistant, action: str, **data: object) -> dict[str, object]:
    answer = await hass.services.async_call(DOMAIN, action, data, blocking=True, return_response=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    return dict(answer or {})


@pytest.mark.parametrize(("times_excluded", "found", "cause"), [(0, "2", "person"), (1, "0", "excluded")])
async def test_what_an_excluded_user_does_is_recorded_but_is_no_habit(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, times_excluded: int, found: str, cause: str
) -> None:
    child = MockUser(name="Child").add_to_hass(hass)
    hass.states.async_set(LAMP, "off")
    excluded = {"excluded_users": [child.id] * times_excluded}
    await async_set_up(hass, {"learning": excluded, "schedule": {"nightly": False}})
    await async_live(hass, freezer, child.id)

    await async_ask(hass, "refresh")

    patterns = hass.states.get("sensor.homeiq_patterns")
    assert patterns
    assert patterns.state == found
    recorded = await async_ask(
        hass, "query_events", start=dt_util.now() - timedelta(days=2), entity_id=[LAMP], limit=10
    )
    assert {event["cause"] for event in recorded["events"]} == {cause}  # type: ignore[attr-defined]
