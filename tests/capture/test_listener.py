"""What the ear on the bus hands on."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.settings import Scope
from tests.capture.a_home import Heard


async def test_a_change_of_state_is_a_row(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    hass.states.async_set("light.hall", "off")
    hass.states.async_set("light.hall", "on", timestamp=1_790_000_000.25)
    await hass.async_block_till_done()

    assert heard.rows[1] == (1_790_000_000.25, "light.hall", "on", Cause.DEVICE)
    assert listener.count == 2


async def test_attributes_and_removals_are_none(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    hass.states.async_set("light.hall", "on", {"effect": 1})
    hass.states.async_set("light.hall", "on", {"effect": 2})
    hass.states.async_set("light.hall", "on", {"effect": 2}, force_update=True)
    hass.states.async_remove("light.hall")
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()

    assert heard.states == [("light.hall", "on"), ("light.hall", "on")]
    assert heard.causes_of("light.hall") == [Cause.STARTUP, Cause.STARTUP]


async def test_going_away_is_a_row_so_that_history_is_right(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    hass.states.async_set("light.hall", "on")
    hass.states.async_set("light.hall", "unavailable")
    await hass.async_block_till_done()

    assert heard.states == [("light.hall", "on"), ("light.hall", "unavailable")]


async def test_only_what_is_wanted_is_heard(hass: HomeAssistant, causes: CauseClassifier, heard: Heard) -> None:
    listener = Listener(hass, EntityScope(hass, Scope(include_domains=("light",))), causes, heard.rows.append)
    listener.start()

    hass.states.async_set("sensor.power", "10")
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()
    listener.stop()

    assert heard.states == [("light.hall", "on")]


async def test_our_own_entities_are_not_heard(
    hass: HomeAssistant, listener: Listener, heard: Heard, entity_registry: er.EntityRegistry
) -> None:
    ours = entity_registry.async_get_or_create("sensor", DOMAIN, "suggestions").entity_id

    hass.states.async_set(ours, "3")
    await hass.async_block_till_done()

    assert heard.states == []


async def test_starting_twice_is_listening_once_and_stopping_is_silence(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    listener.start()
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()

    listener.stop()
    listener.stop()
    hass.states.async_set("light.hall", "off")
    await hass.async_block_till_done()

    assert heard.states == [("light.hall", "on")]


async def test_it_runs_in_the_event_loop_without_a_job(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    hass.states.async_set("light.hall", "on")

    assert heard.states == [("light.hall", "on")]


async def test_what_is_restored_at_a_start_is_nobodys_act(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    hass.states.async_set("light.hall", "unavailable", {"restored": True})
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()

    assert heard.causes_of("light.hall") == [Cause.STARTUP, Cause.STARTUP]


async def test_of_an_event_it_is_kept_which_one_it_was(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    eight, nine = "2026-09-01T08:00:00.000+00:00", "2026-09-01T09:00:00.000+00:00"
    hass.states.async_set("event.remote", "unknown")
    hass.states.async_set("event.remote", eight, {"event_type": "single"})
    hass.states.async_set("event.remote", nine, {"event_type": "single"})
    hass.states.async_set("event.remote", nine, {"event_type": "single", "battery": 80})
    hass.states.async_set("event.remote", "unavailable", {"event_type": "single"})
    hass.states.async_set("event.remote", nine, {})
    await hass.async_block_till_done()

    assert [state for _, _, state, _ in heard.rows] == ["unknown", "single", "single", "unavailable", nine]
    assert listener.count == 5
