from datetime import UTC, datetime, timedelta
import gzip
import json
from pathlib import Path
import sqlite3

import pytest

from tools.event_file import AUTOMATION, DEVICE, PERSON, STARTUP, UNKNOWN, EventFileError, read_events

EVENING = datetime(2026, 9, 21, 18, tzinfo=UTC)
SIX = EVENING.timestamp()


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_becomes_an_event_whose_cause_is_unknown(tmp_path: Path) -> None:
    path = written(tmp_path / "home.csv", "timestamp,entity_id,state\n2026-09-21T18:00:00+00:00,light.hall,on\n")

    assert read_events(path).rows == [(SIX, "light.hall", "on", UNKNOWN)]


def test_contexts_tell_who_did_it(tmp_path: Path) -> None:
    text = (
        "timestamp,entity_id,state,user_id,parent_id\n"
        "2026-09-21T20:00:00+02:00,light.hall,on,,\n"
        "2026-09-21T20:00:01+02:00,light.hall,off,alex,\n"
        "2026-09-21T20:00:02+02:00,light.hall,on,alex,01J\n"
    )

    rows = read_events(written(tmp_path / "home.csv", text)).rows

    assert rows == [
        (SIX, "light.hall", "on", DEVICE),
        (SIX + 1, "light.hall", "off", PERSON),
        (SIX + 2, "light.hall", "on", AUTOMATION),
    ]


def test_one_column_of_contexts_tells_nothing(tmp_path: Path) -> None:
    text = "timestamp,entity_id,state,user_id\n2026-09-21T18:00:00Z,light.hall,on,alex\n"

    assert read_events(written(tmp_path / "home.csv", text)).rows == [(SIX, "light.hall", "on", UNKNOWN)]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    text = "\ufeffstate, entity_id,more,timestamp\non,light.hall,,2026-09-21T18:00:00Z\n"

    assert read_events(written(tmp_path / "home.csv", text)).rows == [(SIX, "light.hall", "on", UNKNOWN)]


def test_what_home_assistant_exports_itself_is_read(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text("entity_id,state,last_changed\nlight.hall,on,2026-11-28T07:00:00.000Z\n")

    assert read_events(path).rows == [(1795849200.0, "light.hall", "on", UNKNOWN)]


def test_rows_come_in_time_order(tmp_path: Path) -> None:
    text = "timestamp,entity_id,state\n2026-09-21T18:00:01Z,light.hall,off\n2026-09-21T18:00:00Z,light.hall,on\n"

    assert [row[2] for row in read_events(written(tmp_path / "home.csv", text)).rows] == ["on", "off"]


def test_nobody_did_what_comes_back_from_unavailable(tmp_path: Path) -> None:
    states = ("on", "unavailable", "unknown", "on", "off")
    lines = [f"{(EVENING + timedelta(minutes=n)).isoformat()},light.hall,{state},," for n, state in enumerate(states)]
    text = "\n".join(["timestamp,entity_id,state,user_id,parent_id", *lines])

    causes = [row[3] for row in read_events(written(tmp_path / "home.csv", text)).rows]

    assert causes == [DEVICE, STARTUP, STARTUP, STARTUP, DEVICE]


def test_wrong_rows_are_named_by_line_and_reason(tmp_path: Path) -> None:
    text = (
        "timestamp,entity_id,state\n"
        "yesterday,light.hall,on\n"
        "2026-09-21T18:00:00,light.hall,on\n"
        "2026-09-21T18:00:00Z,hall,on\n"
        "2026-09-21T18:00:00Z,light.hall,\n"
        "2026-09-21T18:00:00Z\n"
        "2026-09-21T18:00:00Z,light.hall,on\n"
    )

    file = read_events(written(tmp_path / "home.csv", text))

    assert file.rows == [(SIX, "light.hall", "on", UNKNOWN)]
    assert file.wrong.count == 5
    assert file.wrong.first == [
        (2, "'yesterday' is no ISO 8601 timestamp"),
        (3, "the timestamp 2026-09-21T18:00:00 has no offset from UTC"),
        (4, "'hall' is no entity id"),
        (5, "light.hall has no state"),
        (6, "1 columns where the header has 3"),
    ]


def test_only_the_first_wrong_rows_are_named(tmp_path: Path) -> None:
    file = read_events(written(tmp_path / "home.csv", "timestamp,entity_id,state\n" + "never,light.hall,on\n" * 25))

    assert file.wrong.count == 25
    assert len(file.wrong.first) == 20


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "the file is empty"),
        (b"a,b\n", "the header lacks timestamp, entity_id, state"),
        (b"timestamp,state\n", "the header lacks entity_id"),
        (b"timestamp,entity_id,state\n\xff", "can't decode byte"),
        (b"\x1f\x8bbroken", "Compressed file ended"),
        (b"\x1f\x8b\x08" + b"\0" * 7 + b"\x07broken", "Error -3"),
        (b"SQLite format 3\0", "file is not a database"),
    ],
)
def test_what_is_no_history_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "home.csv"
    path.write_bytes(content)

    with pytest.raises(EventFileError, match=complaint):
        read_events(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EventFileError, match="there is no such file"):
        read_events(tmp_path / "home.csv")


def test_a_gzipped_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "home.csv"
    path.write_bytes(gzip.compress(b"timestamp,entity_id,state\n2026-09-21T18:00:00Z,light.hall,on\n"))

    assert read_events(path).rows == [(SIX, "light.hall", "on", UNKNOWN)]


def test_the_file_beside_it_says_where_the_home_is(tmp_path: Path) -> None:
    path = written(tmp_path / "home.csv", "timestamp,entity_id,state\n")
    place = {"time_zone": "Europe/Berlin", "latitude": 52.5, "longitude": 13.4, "areas": []}
    written(tmp_path / "home.home.json", json.dumps(place))

    file = read_events(path)

    assert (file.time_zone, file.latitude, file.longitude) == ("Europe/Berlin", 52.5, 13.4)


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "home-assistant_v2.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE states (state_id INTEGER)")
    connection.close()

    with pytest.raises(EventFileError, match="no recorder database"):
        read_events(path)
