"""What is new of what is offered."""

from homeassistant.core import HomeAssistant
import pytest

from tests.homes import async_learn, async_remember, async_set_up
from tests.offers import a_pattern, a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


async def test_what_a_look_at_the_automations_shows_first_is_still_new_to_whoever_tells_of_it(
    hass: HomeAssistant,
) -> None:
    entry = await async_set_up(hass)
    known, found = a_suggestion(a_pattern("known")), a_suggestion(a_pattern("found"))
    await async_learn(hass, entry, [known])
    offers = entry.runtime_data.decisions.offers

    # A run has saved what it found, and has not come to its end when somebody looks.
    await async_remember(hass, known, found)
    await offers.async_renew()
    new = offers.async_take_new()

    assert [one.signature for one in new] == ["found"]
    assert offers.async_take_new() == ()


async def test_what_went_and_is_there_again_before_anybody_tells_is_nothing_new(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    known = a_suggestion(a_pattern("known"))
    await async_learn(hass, entry, [known])
    offers = entry.runtime_data.decisions.offers

    await async_remember(hass)
    await offers.async_renew()
    await async_remember(hass, known)
    await offers.async_renew()

    assert offers.async_take_new() == ()
