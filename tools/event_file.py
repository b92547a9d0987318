"""Read the history of a home from a file: the event CSV (also gzipped) or a recorder database, without Home Assistant.

A CSV has a header with ``timestamp,entity_id,state`` and perhaps ``user_id,parent_id``, in any order; what Home
Assistant's own History page exports (``entity_id,state,last_changed``) is one too. Rows that make no
sense are counted and named, never silently dropped. A recorder database is read as the integration's own import reads
it: changes of state only, with the cause that their contexts tell.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
import csv
from dataclasses import dataclass, field
from datetime import datetime
import gzip
import json
from pathlib import Path
import sqlite3
from typing import IO, Any
import zlib

# The values of ``Cause`` in the integration's vocabulary, whose package needs Home Assistant to be imported.
UNKNOWN, PERSON, DEVICE, AUTOMATION, STARTUP = 0, 1, 2, 3, 5

NAMED = 20  # wrong rows that are named, the others are only counted
NOT_A_STATE = frozenset({"unavailable", "unknown"})

_EXPORTED = "last_changed"  # what Home Assistant's own export calls the timestamp

type EventRow = tuple[float, str, str, int]
"""Time (UTC epoch seconds), entity id, state, cause."""


class EventFileError(Exception):
    """The file as a whole can't be read as a history."""


@dataclass(slots=True)
class WrongRows:
    """Rows that were left out.

    Attributes:
        count: how many.
        first: line number (in a database the row's id) and reason of the first ones.
    """

    count: int = 0
    first: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, reason: str) -> None:
        """Count a row, and name it while there are few."""
        self.count += 1
        if len(self.first) < NAMED:
            self.first.append((line, reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFile:
    """What a file holds.

    Attributes:
        rows: the events in time order.
        time_zone: as the file or its neighbour says, None where neither does; likewise the coordinates.
    """

    rows: list[EventRow]
    wrong: WrongRows
    time_zone: str | None = None
    latitude: float | None = None
    longitude: float | None = None


def read_events(path: Path) -> EventFile:
    """Read a history.

    Raises:
        EventFileError: there is no such file, or it is neither an event CSV nor a recorder database.
    """
    try:
        with path.open("rb") as file:
            start = file.read(16)
        if start == b"SQLite format 3\0":
            return _read_recorder(path)
        return _read_csv(path, is_gzipped=start[:2] == b"\x1f\x8b")
    except FileNotFoundError:
        raise EventFileError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise EventFileError(f"{path}: this is a folder; name the file in it") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise EventFileError(f"{path}: this is neither a CSV nor a recorder database ({error})") from error
    except (OSError, EOFError, sqlite3.Error, zlib.error) as error:
        raise EventFileError(f"{path}: {error}") from error


def _read_csv(path: Path, *, is_gzipped: bool) -> EventFile:
    wrong = WrongRows()
    with _open_text(path, is_gzipped=is_gzipped) as file:
        rows = list(_parse(csv.reader(file), wrong, path))
    stem = path.name.removesuffix(".gz").removesuffix(".csv")
    meta, home = (_read_place(path.with_name(f"{stem}.{beside}.json")) for beside in ("meta", "home"))
    return EventFile(rows=_mark_returns(rows), wrong=wrong, **(meta | home))


def _open_text(path: Path, *, is_gzipped: bool) -> IO[str]:
    if is_gzipped:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _parse(reader: Any, wrong: WrongRows, path: Path) -> Iterator[EventRow]:
    """Yield the rows that make sense; ``reader`` is a ``csv.reader`` before its header."""
    header = [name.strip() for name in next(reader, [])]
    if "timestamp" not in header:
        header = ["timestamp" if name == _EXPORTED else name for name in header]
    if not header:
        raise EventFileError(f"{path}: the file is empty")
    if missing := [name for name in ("timestamp", "entity_id", "state") if name not in header]:
        raise EventFileError(f"{path}: the header lacks {', '.join(missing)}")
    when, who, what = (header.index(name) for name in ("timestamp", "entity_id", "state"))
    cause_of = _cause_reader(header)
    for row in reader:
        try:
            moment, entity, state = datetime.fromisoformat(row[when]), row[who], row[what]
            cause = cause_of(row)
        except IndexError:
            wrong.add(reader.line_num, f"{len(row)} columns where the header has {len(header)}")
            continue
        except ValueError:
            wrong.add(reader.line_num, f"{row[when]!r} is no ISO 8601 timestamp")
            continue
        if state and moment.tzinfo and "." in entity:
            yield moment.timestamp(), entity, state, cause
        else:
            wrong.add(reader.line_num, _what_is_wrong(moment, entity))


def _cause_reader(header: Sequence[str]) -> Callable[[Sequence[str]], int]:
    """Return what tells a row's cause; without both columns of contexts nobody knows it."""
    if "user_id" not in header or "parent_id" not in header:
        return lambda _row: UNKNOWN
    user, parent = header.index("user_id"), header.index("parent_id")
    return lambda row: AUTOMATION if row[parent] else PERSON if row[user] else DEVICE


def _what_is_wrong(moment: datetime, entity: str) -> str:
    if not moment.tzinfo:
        return f"the timestamp {moment.isoformat()} has no offset from UTC"
    if "." not in entity:
        return f"{entity!r} is no entity id"
    return f"{entity} has no state"


def _mark_returns(rows: Iterable[EventRow]) -> list[EventRow]:
    """Sort by time and say of every entity that went or came back that nobody did anything."""
    ordered = sorted(rows, key=lambda row: row[0])
    gone: set[str] = set()
    for index, (time, entity, state, _) in enumerate(ordered):
        if state in NOT_A_STATE:
            gone.add(entity)
            ordered[index] = (time, entity, state, STARTUP)
        elif entity in gone:
            gone.discard(entity)
            ordered[index] = (time, entity, state, STARTUP)
    return ordered


_STATES = """
    SELECT s.state_id, s.last_updated_ts, m.entity_id, s.state, s.old_state_id,
           s.context_id_bin, s.context_user_id_bin, s.context_parent_id_bin
    FROM states s JOIN states_meta m USING (metadata_id)
    WHERE (s.last_changed_ts IS NULL OR s.last_changed_ts = s.last_updated_ts) AND s.state <> ''
    ORDER BY s.last_updated_ts, s.state_id
"""
_RUNS = """
    SELECT DISTINCT context_id_bin FROM events JOIN event_types USING (event_type_id)
    WHERE event_types.event_type IN ('automation_triggered', 'script_started') AND context_id_bin IS NOT NULL
"""
_HOME_ZONE = """
    SELECT shared_attrs FROM states JOIN states_meta USING (metadata_id) JOIN state_attributes USING (attributes_id)
    WHERE states_meta.entity_id = 'zone.home' ORDER BY state_id DESC LIMIT 1
"""


def _read_recorder(path: Path) -> EventFile:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables >= {"states", "states_meta", "events", "event_types"}:
            raise EventFileError(f"{path}: this is no recorder database of Home Assistant 2023.4 or later")
        wrong = WrongRows()
        rows = _mark_returns(_recorded(connection, wrong))
        zone = connection.execute(_HOME_ZONE).fetchone()
    finally:
        connection.close()
    place = _place(json.loads(zone[0])) if zone else {}
    beside = _read_place(path.parent / ".storage" / "core.config")
    return EventFile(rows=rows, wrong=wrong, **(place | beside))


def _recorded(connection: sqlite3.Connection, wrong: WrongRows) -> Iterator[EventRow]:
    runs = {context for (context,) in connection.execute(_RUNS)}
    for state_id, time, entity, state, old, context, user, parent in connection.execute(_STATES):
        if time is None:
            wrong.add(state_id, f"{entity} has no time")
        # Home Assistant links every change to the state before it, except the first after a start.
        elif old is None:
            yield time, entity, state, STARTUP
        elif parent or context in runs:
            yield time, entity, state, AUTOMATION
        else:
            yield time, entity, state, PERSON if user else DEVICE


def _read_place(path: Path) -> dict[str, Any]:
    """Read where the home is from Home Assistant's, a simulator's or a recording's own file; nothing without one.

    Raises:
        EventFileError: the file is no JSON object.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return _place(content.get("data", content))
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError) as error:
        raise EventFileError(f"{path}: this doesn't tell where the home is ({error!r})") from error


def _place(content: dict[str, Any]) -> dict[str, Any]:
    told = {"time_zone": content["timezone"]} if "timezone" in content else {}
    return told | {key: content[key] for key in ("time_zone", "latitude", "longitude") if key in content}
