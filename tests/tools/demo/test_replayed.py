from datetime import UTC, datetime
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tools.demo.custom_components.homeiq_demo_home.script import WEEK
from tools.demo.past import simulated
from tools.demo.replayed import describe, replayed
from tools.event_file import EventFileError
from tools.recorder_file import write_recorder

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def a_file(folder: Path, *rows: str, header: str = "timestamp,entity_id,state,user_id,parent_id") -> Path:
    path = folder / "home.csv"
    path.write_text("\n".join([header, *rows]))
    return path


def in_berlin(folder: Path, **entities: dict[str, str | None]) -> None:
    home = {"time_zone": "Europe/Berlin", "latitude": 52.5, "longitude": 13.4}
    named = {
        key.replace("__", "."): {"name": key, "area": None, "device_class": None} | it for key, it in entities.items()
    }
    (folder / "home.home.json").write_text(json.dumps({**home, "entities": named}))


def test_a_history_ends_in_the_week_before_now(tmp_path: Path) -> None:
    path = a_file(tmp_path, "2021-03-01T07:00:00+00:00,light.hall,on,,", "2021-03-04T07:00:00+00:00,light.hall,off,,")

    past = replayed(path, NOW)

    assert 0 <= NOW.timestamp() - past.events[-1].time < WEEK


def test_weekday_and_local_time_stay_over_a_change_to_summer_time(tmp_path: Path) -> None:
    in_berlin(tmp_path)
    path = a_file(tmp_path, "2021-07-05T07:00:00+02:00,light.hall,on,,", "2021-07-06T07:00:00+02:00,light.hall,off,,")

    local = [datetime.fromtimestamp(event.time, BERLIN) for event in replayed(path, NOW).events]

    assert [(moment.weekday(), moment.hour) for moment in local] == [(0, 7), (1, 7)]


def test_causes_are_kept(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "2021-03-01T07:00:00+00:00,light.hall,on,anna,",
        "2021-03-01T07:01:00+00:00,light.hall,off,,someone",
        "2021-03-01T07:02:00+00:00,light.hall,on,,",
    )

    events = replayed(path, NOW).events

    assert [(event.user_id is not None, event.automation is not None) for event in events] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_the_last_week_is_lived_again(tmp_path: Path) -> None:
    path = a_file(tmp_path, "2021-03-01T07:00:00+00:00,light.hall,on,,", "2021-03-20T07:00:00+00:00,light.hall,off,,")

    past = replayed(path, NOW)

    assert [change.time for change in past.week] == [past.events[-1].time + WEEK]


def test_entities_stand_as_the_history_left_them(tmp_path: Path) -> None:
    path = a_file(tmp_path, "2021-03-01T07:00:00+00:00,light.hall,on,,", "2021-03-01T08:00:00+00:00,light.hall,off,,")

    (thing,) = replayed(path, NOW).things

    assert (thing.entity_id, thing.name, thing.state) == ("light.hall", "Hall", "off")


def test_a_person_is_played_by_a_phone(tmp_path: Path) -> None:
    path = a_file(tmp_path, "2021-03-01T07:00:00+00:00,person.anna,home,,")

    past = replayed(path, NOW)

    assert [thing.entity_id for thing in past.things] == ["device_tracker.anna_phone"]
    assert [(who.name, who.tracker) for who in past.residents] == [("Anna", "device_tracker.anna_phone")]


def test_an_empty_history_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EventFileError, match="no events"):
        replayed(a_file(tmp_path), NOW)


def test_the_simulators_home_names_the_entities(tmp_path: Path) -> None:
    in_berlin(tmp_path, binary_sensor__hall={"device_class": "motion", "area": "hall"})

    entity = describe(tmp_path / "home.csv.gz")["binary_sensor.hall"]

    assert (entity.device_class, entity.area) == ("motion", "hall")


def test_a_household_that_names_nothing_is_taken_as_well(tmp_path: Path) -> None:
    known = {"binary_sensor.hall": {"device_class": "motion", "members": []}}
    (tmp_path / "home.home.json").write_text(json.dumps({"entities": known}))

    entity = describe(tmp_path / "home.csv")["binary_sensor.hall"]

    assert (entity.name, entity.device_class, entity.area) == ("Hall", "motion", None)


def test_a_table_of_entities_names_them_too(tmp_path: Path) -> None:
    (tmp_path / "home.entities.csv").write_text("entity_id,device_class,area\nbinary_sensor.hall,motion,hall\n")

    entity = describe(tmp_path / "home.csv")["binary_sensor.hall"]

    assert (entity.device_class, entity.area) == ("motion", "hall")


def test_nothing_is_known_without_a_neighbour(tmp_path: Path) -> None:
    assert describe(tmp_path / "home.csv") == {}


def test_wrong_rows_are_told_of(tmp_path: Path) -> None:
    path = a_file(tmp_path, "2021-03-01T07:00:00+00:00,light.hall,on,,", "yesterday,light.hall,off,,")

    assert replayed(path, NOW).notes == (
        "1 wrong rows were left out, the first of them:",
        "  line 3: 'yesterday' is no ISO 8601 timestamp",
    )


def test_a_recorder_database_names_its_entities(tmp_path: Path) -> None:
    past = simulated(11, "Europe/Berlin", NOW)
    write_recorder(tmp_path / "home-assistant_v2.db", past.events[:5000], home=past.home)

    again = replayed(tmp_path / "home-assistant_v2.db", NOW)

    assert again.home.entities["light.bathroom"].name == "Bathroom light"
    assert again.home.entities["binary_sensor.bathroom_motion"].device_class == "motion"


def test_what_another_homeiq_said_is_left_out(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "2021-03-01T07:00:00+00:00,light.hall,on,,",
        "2021-03-01T07:00:00+00:00,sensor.homeiq_suggestions,5,,",
    )

    assert [event.entity_id for event in replayed(path, NOW).events] == ["light.hall"]


def test_a_phone_that_has_a_history_of_its_own_is_one_thing(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "2021-03-01T07:00:00+00:00,person.anna,home,,",
        "2021-03-01T07:00:00+00:00,device_tracker.anna_phone,home,,",
    )

    assert [thing.entity_id for thing in replayed(path, NOW).things] == ["device_tracker.anna_phone"]
