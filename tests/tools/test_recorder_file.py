from datetime import UTC, datetime, timedelta
from functools import partial
import json
import logging
from pathlib import Path
import sqlite3

from homeassistant.components.recorder import Recorder, history
from homeassistant.components.recorder.db_schema import ALL_TABLES, SCHEMA_VERSION
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from tools.event_file import AUTOMATION, DEVICE, PERSON, STARTUP, read_events
from tools.recorder_file import from_rows, write_recorder
from tools.simulate.home import SimulatedEntity, SimulatedHome
from tools.simulate.plan import SimulatedEvent

NOON = datetime(2026, 9, 21, 12, tzinfo=UTC).timestamp()
ALEX = "5f1c2a0b9d3e4c76a8b1e0f2d4c6a801"


def a_home(*entities: SimulatedEntity) -> SimulatedHome:
    return SimulatedHome(
        time_zone="UTC",
        latitude=52.5,
        longitude=13.4,
        residents=(),
        entities={entity.entity_id: entity for entity in entities},
    )


def an_evening() -> list[SimulatedEvent]:
    return [
        SimulatedEvent(NOON, "light.hall", "unavailable", context="a"),
        SimulatedEvent(NOON + 1, "light.hall", "off", context="b"),
        SimulatedEvent(NOON + 2, "light.hall", "on", ALEX, context="c"),
        SimulatedEvent(NOON + 3, "light.hall", "off", context="d"),
        SimulatedEvent(NOON + 4, "light.hall", "on", None, "d", "automation.hall", "e"),
        SimulatedEvent(NOON + 5, "light.hall", "off", None, None, "automation.night", "f"),
    ]


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


def test_causes_survive_the_recorder(tmp_path: Path) -> None:
    path = tmp_path / "home-assistant_v2.db"

    write_recorder(path, an_evening(), home=a_home())

    assert read_events(path).rows == [
        (NOON, "light.hall", "unavailable", STARTUP),
        (NOON + 1, "light.hall", "off", STARTUP),
        (NOON + 2, "light.hall", "on", PERSON),
        (NOON + 3, "light.hall", "off", DEVICE),
        (NOON + 4, "light.hall", "on", AUTOMATION),
        (NOON + 5, "light.hall", "off", AUTOMATION),
    ]


def test_the_rows_of_a_file_survive_the_recorder(tmp_path: Path) -> None:
    rows = [
        (NOON, "light.hall", "unavailable", STARTUP),
        (NOON + 1, "light.hall", "off", STARTUP),
        (NOON + 2, "light.hall", "on", PERSON),
        (NOON + 3, "light.hall", "off", AUTOMATION),
        (NOON + 4, "light.hall", "on", DEVICE),
    ]
    path = tmp_path / "home-assistant_v2.db"

    write_recorder(path, from_rows(rows), home=a_home())

    assert read_events(path).rows == rows


def test_lamps_of_one_act_share_a_context_and_one_call(tmp_path: Path) -> None:
    events = [
        SimulatedEvent(NOON, "light.sofa_lamp", "on", ALEX, context="a"),
        SimulatedEvent(NOON + 1, "light.shelf_lamp", "on", ALEX, context="a"),
        SimulatedEvent(NOON + 2, "climate.hall", "heat", ALEX, context="b"),
    ]
    path = tmp_path / "home-assistant_v2.db"

    write_recorder(path, events, home=a_home())

    assert query(path, "SELECT count(DISTINCT context_id_bin) FROM states") == [(2,)]
    calls = [json.loads(str(data)) for (data,) in query(path, "SELECT shared_data FROM event_data")]
    assert [(call["service"], call["service_data"]["entity_id"]) for call in calls] == [
        ("turn_on", ["light.sofa_lamp"]),
        ("set_hvac_mode", ["climate.hall"]),
    ]


def test_attributes_name_the_entity(tmp_path: Path) -> None:
    door = SimulatedEntity(entity_id="binary_sensor.door", name="Front door", device_class="door")
    events = [SimulatedEvent(NOON, "binary_sensor.door", "on"), SimulatedEvent(NOON, "light.hall", "on")]
    path = tmp_path / "home-assistant_v2.db"

    write_recorder(path, events, home=a_home(door))

    assert query(path, "SELECT shared_attrs FROM state_attributes ORDER BY attributes_id") == [
        ('{"friendly_name":"Front door","device_class":"door"}',),
        ('{"friendly_name":"light.hall"}',),
    ]


def test_a_sensor_measured_in_its_unit_all_along(tmp_path: Path) -> None:
    path = tmp_path / "home-assistant_v2.db"

    events = [SimulatedEvent(NOON, "sensor.hall", "20.5")]
    write_recorder(path, events, home=a_home(), units={"sensor.hall": "°C"})

    ((text,),) = query(path, "SELECT shared_attrs FROM state_attributes")
    assert json.loads(str(text)) == {
        "friendly_name": "sensor.hall",
        "state_class": "measurement",
        "unit_of_measurement": "°C",
    }


def test_the_database_is_whole_and_of_the_recorders_own_version(tmp_path: Path) -> None:
    path = tmp_path / "home-assistant_v2.db"

    write_recorder(path, an_evening(), home=a_home())

    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, "PRAGMA foreign_key_check") == []
    assert query(path, "SELECT schema_version FROM schema_changes") == [(SCHEMA_VERSION,)]
    tables = {name for (name,) in query(path, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(ALL_TABLES) <= tables


def test_a_home_without_events_is_a_database_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "home-assistant_v2.db"

    write_recorder(path, [], home=a_home())

    assert read_events(path).rows == []


def test_a_past_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "home-assistant_v2.db"
    path.touch()

    with pytest.raises(FileExistsError):
        write_recorder(path, [], home=a_home())


def test_the_homes_zone_says_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "home-assistant_v2.db"
    write_recorder(path, [SimulatedEvent(NOON, "zone.home", "1")], home=a_home())
    connection = sqlite3.connect(path)
    connection.execute("UPDATE state_attributes SET shared_attrs = ?", ('{"latitude":52.5,"longitude":13.4}',))
    connection.commit()
    connection.close()
    stored = tmp_path / ".storage"
    stored.mkdir()
    (stored / "core.config").write_text('{"data": {"time_zone": "Europe/Berlin"}}', encoding="utf-8")

    file = read_events(path)

    assert (file.time_zone, file.latitude, file.longitude) == ("Europe/Berlin", 52.5, 13.4)


@pytest.fixture
def recorder_db_url(tmp_path: Path) -> str:
    path = tmp_path / "home-assistant_v2.db"
    start = (datetime.now(UTC) - timedelta(hours=1)).timestamp()
    evening = [event._replace(time=event.time - NOON + start) for event in an_evening()]
    write_recorder(path, evening, home=a_home())
    return f"sqlite:///{path}"


@pytest.fixture
def enable_schema_validation() -> bool:
    return True


async def test_a_real_recorder_starts_on_it_without_a_word(
    recorder_mock: Recorder, hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    await async_wait_recording_done(hass)
    since = datetime.now(UTC) - timedelta(hours=2)

    states = await recorder_mock.async_add_executor_job(
        partial(history.state_changes_during_period, hass, since, entity_id="light.hall")
    )

    assert [state.state for state in states["light.hall"]] == ["unavailable", "off", "on", "off", "on", "off"]
    assert not recorder_mock.migration_in_progress
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
