"""The home that is kept is the home as it is, whatever changes, and costs little where nothing does."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.capture.kept_home import KeptHome
from custom_components.homeiq.capture.registries import KEPT, read_home
from custom_components.homeiq.model.home import Home

PRESSED = {"event_types": ["press"]}

type Change = Callable[[HomeAssistant, SimpleNamespace], object]


@pytest.fixture
def things(hass: HomeAssistant) -> SimpleNamespace:
    """Have one of each kind."""
    entry = MockConfigEntry(domain="test")
    entry.add_to_hass(hass)
    area = ar.async_get(hass).async_create("Kitchen")
    device = dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, identifiers={("test", "lamp")})
    dr.async_get(hass).async_update_device(device.id, area_id=area.id)
    lamp = er.async_get(hass).async_get_or_create(
        "light", "test", "lamp", device_id=device.id, suggested_object_id="lamp", config_entry=entry
    )
    hass.states.async_set("light.lamp", "on", {"friendly_name": "Lamp"})
    hass.states.async_set("switch.kettle", "off")
    hass.states.async_set("event.bell", "unavailable")
    return SimpleNamespace(area=area.id, device=device.id, lamp=lamp.entity_id, entry=entry.entry_id)


@pytest.fixture
def kept(hass: HomeAssistant, things: SimpleNamespace) -> Iterator[KeptHome]:
    kept = KeptHome(hass)
    kept.async_start()
    yield kept
    kept.async_stop()


def anew(hass: HomeAssistant) -> Home:
    """Read the home as if nobody kept it."""
    read = hass.data.pop(KEPT)
    home = read_home(hass)
    hass.data[KEPT] = read
    return home


def test_a_home_in_which_nothing_has_changed_is_the_same_one(hass: HomeAssistant, kept: KeptHome) -> None:
    before = kept.read()

    hass.states.async_set("light.lamp", "on", {"friendly_name": "Lamp", "brightness": 7})

    assert kept.read() is before


CHANGES: dict[str, Change] = {
    "a state with other attributes": lambda hass, _: hass.states.async_set("light.lamp", "on", {"icon": "x"}),
    "a new button": lambda hass, _: hass.states.async_set("event.knob", "unknown", PRESSED),
    "a button that tells what it has": lambda hass, _: hass.states.async_set("event.bell", "unknown", PRESSED),
    "a new state": lambda hass, _: hass.states.async_set("fan.new", "on"),
    "a state that goes": lambda hass, _: hass.states.async_remove("switch.kettle"),
    "a state that goes while its entry stays": lambda hass, _: hass.states.async_remove("light.lamp"),
    "an alias": lambda hass, _: er.async_get(hass).async_update_entity("light.lamp", aliases=["Moon"]),
    "an entity that is switched off": lambda hass, _: er.async_get(hass).async_update_entity(
        "light.lamp", disabled_by=er.RegistryEntryDisabler.USER
    ),
    "another id": lambda hass, _: er.async_get(hass).async_update_entity("light.lamp", new_entity_id="light.moon"),
    "an entity that is removed": lambda hass, _: er.async_get(hass).async_remove("light.lamp"),
    "a new entity": lambda hass, things: er.async_get(hass).async_get_or_create(
        "light", "test", "other", device_id=things.device
    ),
    "a device in no area": lambda hass, things: dr.async_get(hass).async_update_device(things.device, area_id=None),
    "a device with a label": lambda hass, things: dr.async_get(hass).async_update_device(things.device, labels={"a"}),
    "a device that is removed": lambda hass, things: dr.async_get(hass).async_remove_device(things.device),
    "an area of another name": lambda hass, things: ar.async_get(hass).async_update(things.area, name="Hall"),
    "an area with a label": lambda hass, things: ar.async_get(hass).async_update(things.area, labels={"b"}),
    "an area that is removed": lambda hass, things: ar.async_get(hass).async_delete(things.area),
    "a floor": lambda hass, _: fr.async_get(hass).async_create("Cellar"),
    "a label": lambda hass, _: lr.async_get(hass).async_create("Nice"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_whatever_changes_is_read_again(
    hass: HomeAssistant, things: SimpleNamespace, kept: KeptHome, change: Change
) -> None:
    before = read_home(hass)

    change(hass, things)
    await hass.async_block_till_done()

    after = read_home(hass)
    assert after == anew(hass)
    assert after != before


async def test_what_did_not_change_is_not_read_again(hass: HomeAssistant, kept: KeptHome) -> None:
    before = read_home(hass)

    hass.states.async_set("switch.kettle", "on")
    hass.states.async_set("light.lamp", "off", {"friendly_name": "Moon"})
    after = read_home(hass)

    assert after.entities["switch.kettle"] is before.entities["switch.kettle"]
    assert after.entities["light.lamp"].name == "Moon"
    assert after.devices is before.devices
    assert read_home(hass).entities is after.entities


async def test_who_stops_keeping_leaves_nothing_behind(hass: HomeAssistant) -> None:
    before = dict(hass.bus.async_listeners())
    kept = KeptHome(hass)

    kept.async_start()
    kept.async_stop()

    assert dict(hass.bus.async_listeners()) == before
    assert KEPT not in hass.data
    assert read_home(hass) == read_home(hass)
