"""The home as its registries describe it."""

from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.capture.registries import read_home
from custom_components.homeiq.model.home import Area, Device, Entity, Floor, Label


@pytest.fixture
def device(hass: HomeAssistant) -> dr.DeviceEntry:
    """Stand a lamp in a kitchen on a ground floor, each of them labelled."""
    label = lr.async_get(hass).async_create
    floor = fr.async_get(hass).async_create("Ground", level=0)
    kitchen = ar.async_get(hass).async_create("Kitchen", floor_id=floor.floor_id, labels={label("Warm").label_id})
    entry = MockConfigEntry(domain="test")
    entry.add_to_hass(hass)
    devices = dr.async_get(hass)
    made = devices.async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={("test", "lamp")},
        name="Lamp",
        manufacturer="Acme",
        model="L1",
    )
    label("Own")
    updated = devices.async_update_device(made.id, area_id=kitchen.id, labels={label("Bright").label_id})
    assert isinstance(updated, dr.DeviceEntry)
    return updated


async def test_the_home_knows_where_it_is(hass: HomeAssistant) -> None:
    await hass.config.async_update(time_zone="Europe/Berlin", latitude=52.5, longitude=13.4)

    home = read_home(hass)

    assert (home.time_zone, home.latitude, home.longitude) == ("Europe/Berlin", 52.5, 13.4)


def test_areas_floors_labels_and_devices_are_read(hass: HomeAssistant, device: dr.DeviceEntry) -> None:
    home = read_home(hass)

    assert home.areas == {
        "kitchen": Area(area_id="kitchen", name="Kitchen", floor_id="ground", labels=frozenset({"warm"}))
    }
    assert home.floors == {"ground": Floor(floor_id="ground", name="Ground", level=0)}
    assert home.labels["bright"] == Label(label_id="bright", name="Bright")
    assert home.devices == {
        device.id: Device(
            device_id=device.id,
            name="Lamp",
            area_id="kitchen",
            manufacturer="Acme",
            model="L1",
            labels=frozenset({"bright"}),
        )
    }


def test_an_entity_inherits_its_devices_area_and_labels(hass: HomeAssistant, device: dr.DeviceEntry) -> None:
    entities = er.async_get(hass)
    entities.async_get_or_create(
        "binary_sensor",
        "test",
        "motion",
        suggested_object_id="motion",
        device_id=device.id,
        original_device_class="motion",
        entity_category=EntityCategory.DIAGNOSTIC,
    )
    entities.async_update_entity("binary_sensor.motion", labels={"own"})
    hass.states.async_set("binary_sensor.motion", "off", {"friendly_name": "Motion", "device_class": "opening"})

    assert read_home(hass).entities["binary_sensor.motion"] == Entity(
        entity_id="binary_sensor.motion",
        name="Motion",
        platform="test",
        device_id=device.id,
        area_id="kitchen",
        device_class="motion",
        category="diagnostic",
        labels=frozenset({"own", "bright", "warm"}),
    )


def test_the_owners_device_class_goes_before_the_integrations(hass: HomeAssistant) -> None:
    entities = er.async_get(hass)
    entities.async_get_or_create("cover", "test", "x", suggested_object_id="x", original_device_class="shade")
    entities.async_update_entity("cover.x", device_class="garage")

    assert read_home(hass).device_class_of("cover.x") == "garage"


def test_an_entity_without_a_registry_entry_is_what_its_state_says(hass: HomeAssistant) -> None:
    hass.states.async_set("sensor.rain", "1", {"friendly_name": "Rain", "device_class": "precipitation"})
    hass.states.async_set("sensor.wind_speed", "1")

    assert read_home(hass).entities == {
        "sensor.rain": Entity(entity_id="sensor.rain", name="Rain", device_class="precipitation"),
        "sensor.wind_speed": Entity(entity_id="sensor.wind_speed", name="Wind speed"),
    }


def test_an_entity_without_a_state_is_named_by_its_registry_entry(hass: HomeAssistant, device: dr.DeviceEntry) -> None:
    entities = er.async_get(hass)
    entities.async_get_or_create("light", "test", "a", suggested_object_id="a", original_name="Ceiling")
    entities.async_get_or_create("light", "test", "b", suggested_object_id="bare_lamp")

    home = read_home(hass)

    assert (home.name_of("light.a"), home.name_of("light.bare_lamp")) == ("Ceiling", "Bare lamp")


def test_a_disabled_entity_is_not_there(hass: HomeAssistant) -> None:
    er.async_get(hass).async_get_or_create("light", "test", "a", disabled_by=er.RegistryEntryDisabler.USER)

    assert read_home(hass).entities == {}


async def test_a_group_has_members_and_a_scene_has_none(hass: HomeAssistant) -> None:
    lamps = ["light.a", "light.b"]
    hass.states.async_set("light.a", "on")
    hass.states.async_set("light.b", "on")
    group = {"platform": "group", "name": "Both", "entities": lamps, "unique_id": "both"}
    assert await async_setup_component(hass, "group", {"group": {"all": {"entities": lamps}}})
    assert await async_setup_component(hass, "light", {"light": [group]})
    assert await async_setup_component(hass, "scene", {"scene": [{"name": "dim", "entities": {"light.a": "on"}}]})
    await hass.async_block_till_done()
    hass.states.async_set("light.zigbee", "on", {"group_entities": lamps})
    hass.states.async_set("light.odd", "on", {"entity_id": "light.a"})

    entities = read_home(hass).entities

    assert entities["light.both"].members == ("light.a", "light.b")
    assert entities["group.all"].members == ("light.a", "light.b")
    assert entities["light.zigbee"].members == ("light.a", "light.b")
    assert entities["light.odd"].members == ()
    assert entities["scene.dim"].members == ()


def test_a_part_of_a_device_is_in_its_devices_area(hass: HomeAssistant, device: dr.DeviceEntry) -> None:
    part = dr.async_get(hass).async_get_or_create_child(
        config_entry_id=device.config_entry_id,
        parent_device_id=device.id,
        identifiers={("test", "socket")},
        name="Socket",
    )
    er.async_get(hass).async_get_or_create("switch", "test", "s", suggested_object_id="s", device_id=part.id)

    home = read_home(hass)

    assert home.entities["switch.s"].area_id == "kitchen"
    assert home.devices[part.id] == Device(device_id=part.id, name="Socket", area_id="kitchen")


async def test_aliases_and_the_class_that_the_owner_chose_are_read(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    entry = entity_registry.async_get_or_create("switch", "demo", "relay", original_device_class="switch")
    entity_registry.async_update_entity(
        entry.entity_id, aliases=[er.COMPUTED_NAME, "Front door buzzer"], device_class="outlet"
    )

    entity = read_home(hass).entities[entry.entity_id]

    assert entity.aliases == ("Front door buzzer",)
    assert (entity.device_class, entity.chosen_class) == ("outlet", "outlet")


async def test_a_class_of_the_integration_is_nobodys_choice(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    entry = entity_registry.async_get_or_create("cover", "demo", "garage", original_device_class="shutter")

    entity = read_home(hass).entities[entry.entity_id]

    assert (entity.device_class, entity.chosen_class) == ("shutter", None)


async def test_a_sensors_unit_is_that_of_its_state_or_else_of_its_entry(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    for name in ("there", "away"):
        entity_registry.async_get_or_create("sensor", "demo", name, suggested_object_id=name, unit_of_measurement="°C")
    hass.states.async_set("sensor.there", "70", {"unit_of_measurement": "°F"})
    hass.states.async_set("sensor.yaml", "7", {"unit_of_measurement": "lx"})

    home = read_home(hass)

    assert [home.unit_of(f"sensor.{name}") for name in ("there", "away", "yaml", "gone")] == ["°F", "°C", "lx", None]
