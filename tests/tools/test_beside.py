from datetime import UTC, datetime
import json
from pathlib import Path
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tools.beside import EntityBeside, read_beside
from tools.event_file import EventFileError
from tools.recorder_file import write_recorder
from tools.simulate.home import SimulatedEntity, SimulatedHome
from tools.simulate.plan import SimulatedEvent

NOON = datetime(2026, 9, 21, 12, tzinfo=UTC).timestamp()


def recorded(folder: Path, *entities: SimulatedEntity) -> Path:
    path = folder / "home-assistant_v2.db"
    home = SimulatedHome(
        time_zone="UTC", latitude=0, longitude=0, residents=(), entities={one.entity_id: one for one in entities}
    )
    events = [SimulatedEvent(NOON, one.entity_id, "off", context=str(number)) for number, one in enumerate(entities)]
    write_recorder(path, events, home=home)
    return path


async def registries(hass: HomeAssistant, storage: dict[str, Any], folder: Path) -> None:
    """Write what the registries of a running Home Assistant would have on disk."""
    (folder / ".storage").mkdir()
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    for name in ("area", "device", "entity"):
        key = f"core.{name}_registry"
        (folder / ".storage" / key).write_text(json.dumps(storage[key]))


async def test_a_recorder_database_is_told_of_by_the_registries_beside_it(
    hass: HomeAssistant, hass_storage: dict[str, Any], tmp_path: Path
) -> None:
    entry = MockConfigEntry()
    entry.add_to_hass(hass)
    kitchen = ar.async_get(hass).async_create("Kitchen")
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={("hue", "1")}, name="Ceiling lamp"
    )
    dr.async_get(hass).async_update_device(device.id, area_id=kitchen.id)
    lamp = er.async_get(hass).async_get_or_create("light", "hue", "1", device_id=device.id, suggested_object_id="lamp")
    er.async_get(hass).async_update_entity(lamp.entity_id, aliases=["Big light"])
    er.async_get(hass).async_get_or_create(
        "binary_sensor", "hue", "2", suggested_object_id="door", original_device_class="door"
    )
    await registries(hass, hass_storage, tmp_path)

    told = read_beside(recorded(tmp_path, SimulatedEntity(entity_id="light.lamp", name="Ceiling lamp")))

    assert told.entities["light.lamp"] == EntityBeside(
        entity_id="light.lamp", name="Ceiling lamp", area=kitchen.id, device=device.id, aliases=("Big light",)
    )
    assert told.entities["binary_sensor.door"].device_class == "door"
    assert told.areas == {kitchen.id: "Kitchen"}
    assert told.devices == {device.id: "Ceiling lamp"}


def test_a_recorder_database_alone_tells_what_its_states_said_last(tmp_path: Path) -> None:
    path = recorded(tmp_path, SimulatedEntity(entity_id="cover.left", name="Left blind", device_class="blind"))

    told = read_beside(path)

    assert told.entities["cover.left"] == EntityBeside(entity_id="cover.left", name="Left blind", device_class="blind")
    assert told.areas == {}


def test_the_simulators_file_tells_of_rooms_classes_and_groups(tmp_path: Path) -> None:
    entities = {
        "light.lamps": {"name": "All lamps", "area": "living_room", "members": ["light.one", "light.two"]},
        "light.one": {},
    }
    (tmp_path / "home.home.json").write_text(json.dumps({"entities": entities}))

    told = read_beside(tmp_path / "home.csv.gz")

    assert told.entities == {
        "light.lamps": EntityBeside(
            entity_id="light.lamps", name="All lamps", area="living_room", members=("light.one", "light.two")
        ),
        "light.one": EntityBeside(entity_id="light.one", name="One"),
    }
    assert told.areas == {"living_room": "Living room"}


def test_a_table_tells_what_a_sensor_measures_in(tmp_path: Path) -> None:
    (tmp_path / "flat.entities.csv").write_text("entity_id,device_class,area,unit\nsensor.hall,temperature,hall,°C\n")

    (sensor,) = read_beside(tmp_path / "flat.csv").entities.values()

    assert sensor == EntityBeside(
        entity_id="sensor.hall", name="Hall", area="hall", device_class="temperature", unit="°C"
    )


def test_nothing_is_told_where_nothing_stands_beside(tmp_path: Path) -> None:
    assert read_beside(tmp_path / "home.csv").entities == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("home.home.json", "{"),
        ("home.home.json", '{"entities": ["light.hall"]}'),
        ("home.entities.csv", "entity,area\nlight.hall,hall\n"),
    ],
)
def test_a_neighbour_that_makes_no_sense_is_named(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)

    with pytest.raises(EventFileError, match=name):
        read_beside(tmp_path / "home.csv")
