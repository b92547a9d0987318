"""In which units what is measured was told, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, pairwise
import sqlite3

from ...model.decisions.forgotten import Forgotten
from ...model.habits.value import split_value_name, value_name
from ...model.readings import UnitTold
from ..file.database import Database
from ..forgotten import read_forgotten
from ..unread.readable import UnreadRows

MOST = 200  # units of one thing, one after the other
_APART = 0.001  # seconds
UNKNOWN = ""
"""In the place of a unit that is known no more."""

type UnitChange = tuple[str, str, str]
"""A name, the unit before, and the one since."""


class Units:
    """Knows the units, and when one took the place of another."""

    def __init__(self, database: Database) -> None:
        """Keep them in a database."""
        self._database = database

    async def note(self, told: Sequence[UnitTold]) -> list[UnitChange]:
        """Note in which units things are told now; return those that were told in another one.

        The first one counts as that of all that was before, until that is imported.
        """

        def work(connection: sqlite3.Connection) -> list[UnitChange]:
            return [change for one in told if (change := _noted(connection, one))]

        return await self._database.write(work)

    async def note_past(self, told: Sequence[UnitTold], until: float) -> list[UnitChange]:
        """Note in which units things were told before they were heard; return each change that is new.

        What was forgotten is not told of.

        Args:
            told: of a past that comes from elsewhere, in the order of time.
            until: when hearing began, UTC epoch seconds.
        """

        def work(connection: sqlite3.Connection) -> list[UnitChange]:
            forgotten = sorted(read_forgotten(connection), key=lambda part: part.begin)
            remembered = (replace(one, since=_remembered(one, forgotten)) for one in told)
            by_name = sorted((one for one in remembered if one.since < until), key=lambda one: one.name)
            several = [(name, tuple(units)) for name, units in groupby(by_name, key=lambda one: one.name)]
            return [change for name, units in several for change in put_in(connection, name, units, until)]

        return await self._database.write(work) if told else []

    async def all(self) -> Mapping[str, tuple[UnitTold, ...]]:
        """Return what was told, by name, each in the order of time."""
        return await self._database.read(partial(units_told, self._database.unreadable))


def units_told(unreadable: UnreadRows, connection: sqlite3.Connection) -> Mapping[str, tuple[UnitTold, ...]]:
    """Return what was told, by name, each in the order of time.

    Args:
        unreadable: counts the rows that make no sense.
        connection: the database's.
    """
    rows = connection.execute("SELECT name, since, unit FROM unit_told ORDER BY name, since").fetchall()
    told = _each_once(unreadable.read("unit_told", rows, _told))
    return {name: tuple(several) for name, several in groupby(told, key=lambda one: one.name)}


def turned_units(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the unit in which limits are told of what is told in another one by now, by its name."""
    return dict(connection.execute("SELECT name, unit FROM limit_unit"))


def forget_turned(connection: sqlite3.Connection) -> None:
    """Know that all limits are told in the units of now."""
    connection.execute("DELETE FROM limit_unit")


def forget_units(connection: sqlite3.Connection, entities: Collection[str]) -> None:
    """Know nothing any more of the units of some entities."""
    names = connection.execute("SELECT DISTINCT name FROM unit_told").fetchall()
    gone = [(name,) for (name,) in names if split_value_name(name)[0] in entities]
    connection.executemany("DELETE FROM unit_told WHERE name = ?", gone)
    connection.executemany("DELETE FROM limit_unit WHERE name = ?", gone)


def rename_units(connection: sqlite3.Connection, renames: Mapping[str, str]) -> None:
    """Name what is measured by its new ids."""
    rows = connection.execute("SELECT name, since, unit FROM unit_told").fetchall()
    changed = [(_renamed(name, renames), since, unit) for name, since, unit in rows]
    if changed != rows:
        # All of it anew, for two may change places.
        connection.execute("DELETE FROM unit_told")
        _insert(connection, changed)
    turned = [(_renamed(name, renames), unit) for name, unit in turned_units(connection).items()]
    forget_turned(connection)
    connection.executemany("INSERT OR REPLACE INTO limit_unit (name, unit) VALUES (?, ?)", turned)


def _renamed(name: str, renames: Mapping[str, str]) -> str:
    entity_id, attribute = split_value_name(name)
    new = renames.get(entity_id, entity_id)
    return value_name(new, attribute) if attribute else new


def _newest(connection: sqlite3.Connection, name: str) -> tuple[str, float] | None:
    statement = "SELECT unit, since FROM unit_told WHERE name = ? ORDER BY since DESC LIMIT 1"
    found: tuple[str, float] | None = connection.execute(statement, (name,)).fetchone()
    return found


def _noted(connection: sqlite3.Connection, one: UnitTold) -> UnitChange | None:
    if (before := _newest(connection, one.name)) is None:
        # What was forgotten meanwhile was in the unit that was heard last.
        before = (one.was, 0.0) if one.was else (one.unit, one.since)
        _insert(connection, [(one.name, before[1], before[0])])
    unit, since = before
    if unit == one.unit:
        return None
    # Where the clock was set back, it still comes after the one before.
    _insert(connection, [(one.name, max(one.since, since + _APART), one.unit)])
    _forget_oldest(connection, one.name)
    # Also where it turns more than once before they are told anew.
    connection.execute("INSERT OR IGNORE INTO limit_unit (name, unit) VALUES (?, ?)", (one.name, unit))
    return one.name, unit, one.unit


def _forget_oldest(connection: sqlite3.Connection, name: str) -> None:
    """Keep the newest units of what changes its own again and again, such as between W and kW; of before, none."""
    oldest = connection.execute(
        "SELECT since FROM unit_told WHERE name = ? ORDER BY since DESC LIMIT 1 OFFSET ?", (name, MOST - 1)
    ).fetchone()
    if oldest and connection.execute("DELETE FROM unit_told WHERE name = ? AND since < ?", (name, *oldest)).rowcount:
        _insert(connection, [(name, 0.0, UNKNOWN)])


def _remembered(one: UnitTold, forgotten: Iterable[Forgotten]) -> float:
    """Return since when a unit counts: what is forgotten of that is over by then."""
    since = one.since
    for part in forgotten:
        if part.begin <= since < part.until and part.names(one.name):
            since = part.until
    return since


def put_in(connection: sqlite3.Connection, name: str, told: Iterable[UnitTold], until: float) -> Iterator[UnitChange]:
    """Put units of the past among those that are known of something; yield each change that is new.

    What was heard stays, also where it says the same as the past before: the rest of that may say something else.
    """
    rows = connection.execute("SELECT since, unit FROM unit_told WHERE name = ? ORDER BY since", (name,)).fetchall()
    known = [_told(name, *row) for row in rows]
    before = {one.since: one for one in known if one.since < until} | {one.since: one for one in told}
    after = [
        *_each_once(before[since] for since in sorted(before)),
        *(one for one in known if one.since >= until),
    ]
    if len(after) > MOST + 1:
        after = [_told(name, 0.0, UNKNOWN), *after[-MOST:]]
    if after == known:
        return
    connection.execute("DELETE FROM unit_told WHERE name = ?", (name,))
    _insert(connection, ((name, one.since, one.unit) for one in after))
    new = Counter(_turns(after)) - Counter(_turns(known))
    yield from ((name, *turn) for turn in new.elements())


def _each_once(told: Iterable[UnitTold]) -> Iterator[UnitTold]:
    """Yield units in the order of time without those that say the same again."""
    return (next(several) for _, several in groupby(told, key=lambda one: (one.name, one.unit)))


def _turns(told: Iterable[UnitTold]) -> Iterator[tuple[str, str]]:
    return ((one.unit, other.unit) for one, other in pairwise(_each_once(told)) if one.unit != UNKNOWN)


def _insert(connection: sqlite3.Connection, rows: Iterable[tuple[str, float, str]]) -> None:
    connection.executemany("INSERT OR REPLACE INTO unit_told (name, since, unit) VALUES (?, ?, ?)", rows)


def _told(name: str, since: float, unit: str) -> UnitTold:
    return UnitTold(name=name, since=since, unit=unit)
