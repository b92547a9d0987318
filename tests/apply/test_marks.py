from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, label_registry as lr

from custom_components.homeiq.apply.marks import LABEL, async_mark
from custom_components.homeiq.model.home import Entity, Home

HOME = Home(
    entities={
        name: Entity(entity_id=name, name=name, area_id=area)
        for name, area in (("light.a", "hall"), ("light.b", "hall"), ("light.c", "attic"))
    }
)


async def async_marked(hass: HomeAssistant, registry: er.EntityRegistry, *acts_on: str) -> er.RegistryEntry:
    entry = registry.async_get_or_create("automation", "automation", "x")
    async_mark(hass, entry.entity_id, acts_on, HOME)
    marked = registry.async_get(entry.entity_id)
    assert marked
    return marked


async def test_it_stands_in_the_room_of_all_that_it_acts_on(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    marked = await async_marked(hass, entity_registry, "light.a", "light.b", "light.unknown")

    label = lr.async_get(hass).async_get_label_by_name(LABEL)
    assert label
    assert (marked.area_id, marked.labels) == ("hall", {label.label_id})


async def test_between_two_rooms_it_stands_in_none(hass: HomeAssistant, entity_registry: er.EntityRegistry) -> None:
    assert (await async_marked(hass, entity_registry, "light.a", "light.c")).area_id is None


async def test_what_home_assistant_does_not_know_is_not_marked(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    async_mark(hass, "automation.gone", ("light.a",), HOME)

    assert entity_registry.async_get("automation.gone") is None
