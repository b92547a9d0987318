"""Word of what changed in the registries."""

from collections.abc import Generator
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.homeiq.capture.registry_changes import (
    RegistryAction as Action,
    RegistryChange,
    RegistryKind as Kind,
    RegistryWatcher,
)


@pytest.fixture
def told() -> list[RegistryChange]:
    return []


@pytest.fixture
def watcher(hass: HomeAssistant, told: list[RegistryChange]) -> Generator[RegistryWatcher]:
    watching = RegistryWatcher(hass, told.append)
    watching.start()
    yield watching
    watching.stop()


async def a_moment_later(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let the gathering end."""
    await hass.async_block_till_done()
    freezer.tick(timedelta(seconds=1.1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()


@pytest.fixture
async def a_light(
    hass: HomeAssistant, watcher: RegistryWatcher, told: list[RegistryChange], freezer: FrozenDateTimeFactory
) -> er.EntityRegistry:
    """The registry of entities with ``light.a`` in it, of which everybody knows."""
    registry = er.async_get(hass)
    registry.async_get_or_create("light", "test", "a", suggested_object_id="a")
    await a_moment_later(hass, freezer)
    told.clear()
    return registry


async def test_every_registry_is_watched(
    hass: HomeAssistant, watcher: RegistryWatcher, told: list[RegistryChange], freezer: FrozenDateTimeFactory
) -> None:
    entry = MockConfigEntry(domain="test")
    entry.add_to_hass(hass)

    er.async_get(hass).async_get_or_create("light", "test", "a", suggested_object_id="a")
    device = dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, identifiers={("test", "a")})
    ar.async_get(hass).async_create("Kitchen")
    fr.async_get(hass).async_create("Ground")
    lr.async_get(hass).async_create("Warm")
    await a_moment_later(hass, freezer)

    assert told == [
        RegistryChange(kind=Kind.ENTITY, id="light.a", action=Action.CREATE),
        RegistryChange(kind=Kind.DEVICE, id=device.id, action=Action.CREATE),
        RegistryChange(kind=Kind.AREA, id="kitchen", action=Action.CREATE),
        RegistryChange(kind=Kind.FLOOR, id="ground", action=Action.CREATE),
        RegistryChange(kind=Kind.LABEL, id="warm", action=Action.CREATE),
    ]


async def test_many_changes_of_one_thing_are_told_once(
    hass: HomeAssistant, watcher: RegistryWatcher, told: list[RegistryChange], freezer: FrozenDateTimeFactory
) -> None:
    areas = ar.async_get(hass)
    areas.async_create("Kitchen")
    areas.async_update("kitchen", name="Cuisine")
    await a_moment_later(hass, freezer)
    areas.async_update("kitchen", name="Kitchen")
    areas.async_update("kitchen", icon="mdi:stove")
    await a_moment_later(hass, freezer)
    areas.async_update("kitchen", name="Kitchenette")
    areas.async_delete("kitchen")
    await a_moment_later(hass, freezer)

    assert told == [
        RegistryChange(kind=Kind.AREA, id="kitchen", action=Action.CREATE),
        RegistryChange(kind=Kind.AREA, id="kitchen", action=Action.UPDATE),
        RegistryChange(kind=Kind.AREA, id="kitchen", action=Action.REMOVE),
    ]


async def test_a_rename_says_both_ids_even_when_there_were_two(
    hass: HomeAssistant, a_light: er.EntityRegistry, told: list[RegistryChange], freezer: FrozenDateTimeFactory
) -> None:
    a_light.async_update_entity("light.a", new_entity_id="light.b")
    a_light.async_update_entity("light.b", new_entity_id="light.c")
    await a_moment_later(hass, freezer)

    assert told == [RegistryChange(kind=Kind.ENTITY, id="light.c", action=Action.UPDATE, old_id="light.a")]


async def test_what_was_renamed_and_removed_has_its_first_id(
    hass: HomeAssistant, a_light: er.EntityRegistry, told: list[RegistryChange], freezer: FrozenDateTimeFactory
) -> None:
    a_light.async_update_entity("light.a", new_entity_id="light.b")
    a_light.async_remove("light.b")
    await a_moment_later(hass, freezer)

    assert told == [RegistryChange(kind=Kind.ENTITY, id="light.b", action=Action.REMOVE, old_id="light.a")]


async def test_another_order_of_areas_is_no_change(
    hass: HomeAssistant, watcher: RegistryWatcher, told: list[RegistryChange], freezer: FrozenDateTimeFactory
) -> None:
    areas = ar.async_get(hass)
    areas.async_create("Kitchen")
    areas.async_create("Hall")
    await a_moment_later(hass, freezer)
    told.clear()

    areas.async_reorder(["hall", "kitchen"])
    await a_moment_later(hass, freezer)

    assert told == []


async def test_a_stopped_watcher_tells_nothing(
    hass: HomeAssistant, watcher: RegistryWatcher, told: list[RegistryChange], freezer: FrozenDateTimeFactory
) -> None:
    ar.async_get(hass).async_create("Kitchen")
    await hass.async_block_till_done()

    watcher.stop()
    ar.async_get(hass).async_create("Hall")
    await a_moment_later(hass, freezer)

    assert told == []
