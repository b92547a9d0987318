"""Which entities are listened to."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    label_registry as lr,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.settings import Scope

ENTITIES = ("light.lamp", "light.spare", "sensor.power", "switch.loose")


@pytest.fixture
def furnished(hass: HomeAssistant) -> HomeAssistant:
    """Put a lamp and a meter on a device in the kitchen, whose area is labelled, and a spare lamp nowhere."""
    kitchen = ar.async_get(hass).async_create("Kitchen", labels={lr.async_get(hass).async_create("Warm").label_id})
    entry = MockConfigEntry(domain="test")
    entry.add_to_hass(hass)
    devices = dr.async_get(hass)
    device = devices.async_get_or_create(config_entry_id=entry.entry_id, identifiers={("test", "lamp")}, name="Lamp")
    devices.async_update_device(
        device.id, area_id=kitchen.id, labels={lr.async_get(hass).async_create("Bright").label_id}
    )
    entities = er.async_get(hass)
    entities.async_get_or_create("light", "test", "lamp", suggested_object_id="lamp", device_id=device.id)
    entities.async_get_or_create("light", "test", "spare", suggested_object_id="spare")
    entities.async_get_or_create("sensor", "test", "power", suggested_object_id="power", device_id=device.id)
    entities.async_update_entity("light.spare", labels={lr.async_get(hass).async_create("Own").label_id})
    return hass


def wanted(hass: HomeAssistant, scope: Scope) -> list[str]:
    """List the entities that a scope wants."""
    return list(filter(EntityScope(hass, scope).wants, ENTITIES))


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), ["light.lamp", "light.spare", "sensor.power", "switch.loose"]),
        (Scope(include_domains=("light",)), ["light.lamp", "light.spare"]),
        (Scope(include_areas=("kitchen",)), ["light.lamp", "sensor.power"]),
        (Scope(include_labels=("warm",)), ["light.lamp", "sensor.power"]),
        (Scope(include_labels=("bright",)), ["light.lamp", "sensor.power"]),
        (Scope(include_labels=("own",)), ["light.spare"]),
        (Scope(include_entities=("switch.loose",)), ["switch.loose"]),
        (Scope(include_globs=("*.l*", "sensor.p?wer")), ["light.lamp", "sensor.power", "switch.loose"]),
        (
            Scope(include_areas=("kitchen",), include_domains=("switch",)),
            ["light.lamp", "sensor.power", "switch.loose"],
        ),
        (Scope(exclude_domains=("light",)), ["sensor.power", "switch.loose"]),
        (Scope(exclude_areas=("kitchen",)), ["light.spare", "switch.loose"]),
        (Scope(exclude_labels=("warm", "own")), ["switch.loose"]),
        (Scope(exclude_entities=("light.lamp",)), ["light.spare", "sensor.power", "switch.loose"]),
        (Scope(exclude_globs=("light.*",)), ["sensor.power", "switch.loose"]),
        (Scope(include_entities=("light.lamp",), exclude_areas=("kitchen",)), []),
        (Scope(include_domains=("light",), exclude_globs=("*spare",)), ["light.lamp"]),
    ],
)
def test_includes_add_up_and_an_exclude_wins(furnished: HomeAssistant, scope: Scope, expected: list[str]) -> None:
    assert wanted(furnished, scope) == expected


@pytest.mark.parametrize(
    "named", [{}, {"include_labels": ("own",)}, {"include_entities": ("light.spare",)}, {"include_globs": ("light.*",)}]
)
def test_what_is_hidden_stays_out_with_its_room_however_it_is_named(
    furnished: HomeAssistant, named: dict[str, tuple[str, ...]]
) -> None:
    hide = er.RegistryEntryHider.USER
    er.async_get(furnished).async_update_entity("light.spare", area_id="kitchen", hidden_by=hide)

    scope = EntityScope(furnished, Scope(**named, exclude_areas=("kitchen",)))

    assert not scope.wants("light.spare")


def test_the_entitys_own_area_goes_before_its_devices(furnished: HomeAssistant) -> None:
    ar.async_get(furnished).async_create("Hall")
    er.async_get(furnished).async_update_entity("light.lamp", area_id="hall", name="Hall lamp")

    assert wanted(furnished, Scope(include_areas=("kitchen",))) == ["sensor.power"]
    assert wanted(furnished, Scope(include_areas=("hall",))) == ["light.lamp"]


@pytest.mark.parametrize("scope", [Scope(), Scope(include_entities=("sensor.homeiq_suggestions",))])
def test_our_own_entities_are_never_wanted(furnished: HomeAssistant, scope: Scope) -> None:
    er.async_get(furnished).async_get_or_create("sensor", DOMAIN, "x", suggested_object_id="homeiq_suggestions")

    assert not EntityScope(furnished, scope).wants("sensor.homeiq_suggestions")


@pytest.mark.parametrize("entity_id", ["light.spare", None])
def test_a_verdict_stands_until_it_is_forgotten(furnished: HomeAssistant, entity_id: str | None) -> None:
    scope = EntityScope(furnished, Scope(include_areas=("kitchen",)))
    before = scope.wants("light.spare")
    er.async_get(furnished).async_update_entity("light.spare", area_id="kitchen")
    meanwhile = scope.wants("light.spare")

    scope.forget("light.lamp")
    scope.forget(entity_id)

    assert (before, meanwhile, scope.wants("light.spare")) == (False, False, True)


def test_a_renamed_entity_is_judged_by_its_new_name(furnished: HomeAssistant) -> None:
    scope = EntityScope(furnished, Scope(exclude_areas=("kitchen",)))
    old = scope.wants("light.lamp")

    er.async_get(furnished).async_update_entity("light.lamp", new_entity_id="light.ceiling")

    assert (old, scope.wants("light.ceiling")) == (False, False)
