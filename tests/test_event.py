from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event

from tests.homes import async_learn, async_remember, async_set_up
from tests.offers import hall_light, suggestions_of

ENTITY = "event.homeiq_suggestion"


def listen(hass: HomeAssistant) -> list[str]:
    """Collect the signatures that the event entity announces."""
    heard: list[str] = []

    @callback
    def _hear(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        assert state is not None
        heard.append(state.attributes["signature"])

    async_track_state_change_event(hass, [ENTITY], _hear)
    return heard


async def test_it_is_silent_until_there_is_news(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    state = hass.states.get(ENTITY)
    assert state is not None
    assert (state.state, state.attributes["event_types"]) == (STATE_UNKNOWN, ["created"])


async def test_each_new_suggestion_is_announced_once(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    heard = listen(hass)

    await async_learn(hass, entry, suggestions_of("a", "b"))
    await async_learn(hass, entry, suggestions_of("b", "c", "a"))
    await async_learn(hass, entry, suggestions_of("c"))

    assert heard == ["a", "b", "c"]


async def test_the_announcement_says_what_is_suggested(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await async_learn(hass, entry, [hall_light()])

    state = hass.states.get(ENTITY)
    assert state is not None
    assert dict(state.attributes) == {
        "event_types": ["created"],
        "event_type": "created",
        "signature": "hall-after-motion",
        "kind": "follow_up",
        "title": "Turn on Hall after motion",
        "confidence": 0.93,
        "friendly_name": "HomeIQ Suggestion",
    }


async def test_what_was_found_before_is_no_news_after_a_restart(hass: HomeAssistant) -> None:
    await async_remember(hass, *suggestions_of("a"))
    entry = await async_set_up(hass)
    heard = listen(hass)

    await async_learn(hass, entry, suggestions_of("a", "b"))

    assert heard == ["b"]
