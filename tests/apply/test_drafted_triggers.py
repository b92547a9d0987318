"""Drafted triggers, tried in Home Assistant: they fire when the past says that they would have."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.setup import async_setup_component
import pytest

from custom_components.homeiq.apply.existing.triggers import read_triggers
from custom_components.homeiq.apply.validate import async_valid_automations
from custom_components.homeiq.model.existing import ANY_STATE
from custom_components.homeiq.model.habits.trigger import OnChange
from custom_components.homeiq.suggest.draft import draft
from tests.habits import habit


async def fires(hass: HomeAssistant, trigger: OnChange, *told: str) -> list[int]:
    """Return at which of the states that an entity tells one after the other its automation runs."""
    runs: list[int] = []
    number = 0

    @callback
    def run(_: object) -> None:
        runs.append(number)

    hass.states.async_set(trigger.entity_id, told[0])
    config = {**draft(habit(trigger), "Tried", ""), "actions": [{"event": "ran"}]}
    assert await async_setup_component(hass, "automation", {"automation": [config]})
    hass.bus.async_listen("ran", run)
    for number, state in enumerate(told[1:], 1):
        hass.states.async_set(trigger.entity_id, state, {"told": number})
        await hass.async_block_till_done()
    return runs


@pytest.mark.parametrize(
    ("trigger", "told", "expected"),
    [
        (OnChange(entity_id="event.bell", to=ANY_STATE), ("unknown", "2026-09-01T", "2026-09-02T"), [1, 2]),
        (OnChange(entity_id="event.bell", to=ANY_STATE), ("2026-09-01T", "unavailable", "2026-09-01T"), []),
        (OnChange(entity_id="event.bell", to=ANY_STATE), ("2026-09-01T", "2026-09-01T"), []),
        (OnChange(entity_id="media_player.tv", to="off"), ("playing", "idle", "off", "playing", "standby"), [1, 4]),
        (OnChange(entity_id="media_player.tv", to="playing"), ("off", "playing", "buffering", "playing"), [1]),
        (OnChange(entity_id="water_heater.tank", to="on"), ("off", "eco", "gas", "off", "performance"), [1, 4]),
        (OnChange(entity_id="cover.blind", to="open"), ("closed", "opening", "open", "closing", "open"), [2]),
    ],
)
async def test_a_drafted_trigger_fires_as_the_past_would_have_it(
    hass: HomeAssistant, trigger: OnChange, told: tuple[str, ...], expected: list[int]
) -> None:
    assert await fires(hass, trigger, *told) == expected


async def test_a_drafted_trigger_hears_each_event_of_its_kind(hass: HomeAssistant) -> None:
    runs: list[str] = []
    hass.states.async_set("event.remote", "unknown")
    config = {
        **draft(habit(OnChange(entity_id="event.remote", to="single")), "Tried", ""),
        "actions": [{"event": "ran"}],
    }
    assert await async_setup_component(hass, "event", {})
    assert await async_setup_component(hass, "automation", {"automation": [config]})
    hass.bus.async_listen("ran", lambda _: runs.append(now))

    for now, kind in (("08", "single"), ("09", "single"), ("10", "double"), ("11", "single")):
        hass.states.async_set("event.remote", f"2026-09-01T{now}:00:00+00:00", {"event_type": kind})
        await hass.async_block_till_done()
    hass.states.async_set("event.remote", "unavailable")
    now = "back"
    hass.states.async_set("event.remote", "2026-09-01T11:00:00+00:00", {"event_type": "single"})
    await hass.async_block_till_done()

    assert runs[-2:] == ["09", "11"]
    assert set(runs) <= {"08", "09", "11"}


async def test_a_drafted_trigger_waits_for_an_event_that_lasts(hass: HomeAssistant) -> None:
    trigger = OnChange(entity_id="event.remote", to="single", for_seconds=60)
    config = draft(habit(trigger), "Tried", "")

    assert await async_valid_automations(hass, [config]) == [None]
    assert read_triggers(hass, config["triggers"])[0].trigger == trigger
