"""What becomes of our entities when somebody gives them other ids."""

from collections.abc import Iterator
from importlib import import_module

from homeassistant.components.homeassistant.exposed_entities import async_should_expose
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from custom_components import homeiq
from custom_components.homeiq.entity import HomeIQEntity
from tests.homes import async_learn, async_set_up
from tests.offers import suggestions_of

CALLED = {"async_prepare_to_add_to_hass", "async_added_to_hass", "async_will_remove_from_hass"}
"""What Home Assistant calls when an entity comes or leaves."""


def kinds(base: type[HomeIQEntity]) -> Iterator[type[HomeIQEntity]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_no_entity_leaves_and_comes_back_for_a_new_id() -> None:
    for platform in homeiq.PLATFORMS:
        import_module(f"{homeiq.__name__}.{platform}")
    ours = {kind.__name__: CALLED & set(vars(kind)) for kind in kinds(HomeIQEntity)}

    # Home Assistant changes an id in place only where each class that does something when an entity comes says, by
    # itself or by one below, what becomes of that under the new id.
    assert "async_entity_id_changed" in vars(HomeIQEntity)
    assert {"SuggestionList", "GameEvent", "SuggestionSensor"} <= set(ours)
    assert {name: calls for name, calls in ours.items() if calls} == {}


async def test_a_list_with_a_new_id_goes_on_and_stays_unknown_to_voice_assistants(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "homeassistant", {})
    entry = await async_set_up(hass)
    er.async_get(hass).async_update_entity("todo.homeiq_suggestions", new_entity_id="todo.habits")
    await hass.async_block_till_done()

    await async_learn(hass, entry, suggestions_of("a", "b"))

    shown = hass.states.get("todo.habits")
    assert shown
    assert shown.state == "2"
    assert hass.states.get("todo.homeiq_suggestions") is None
    assert not async_should_expose(hass, "conversation", "todo.habits")
