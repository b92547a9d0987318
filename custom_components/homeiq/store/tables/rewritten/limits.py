"""Limits that are told in a unit of before: of what was found, changed, tried, and said never to be wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
import sqlite3

from ....model.habits.pattern import Pattern
from ....model.habits.suggestion import DecisionKind, Suggestion
from ....model.habits.value import split_value_name
from ....model.readings import UnitTold
from ...file.database import Database
from ...reading.units import forget_turned, turned_units, units_told
from .rewriting import rewrite_patterns, rewrite_suggestions

type Turned = Mapping[str, tuple[str, str]]
"""The units of before and of now, by the name in the history of what is measured."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Teller:
    """Tells limits in other units.

    Attributes:
        pattern: returns a pattern as it is now; None where nobody can tell.
        suggestion: likewise, with its texts.
    """

    pattern: Callable[[Pattern, Turned], Pattern | None]
    suggestion: Callable[[Suggestion, Turned], Suggestion | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """What limits are told in by now.

    Attributes:
        units: what was told until then, by name.
        turned: what is told in another unit since.
        is_seen: whether anything that was found or said names it.
    """

    units: Mapping[str, tuple[UnitTold, ...]]
    turned: Turned
    is_seen: bool


class LimitUnits:
    """Keeps limits in the units of now."""

    def __init__(self, database: Database) -> None:
        """Keep them in a database."""
        self._database = database

    async def are_told(self) -> bool:
        """Say whether all are told in the units of now."""
        return not await self._database.read(turned_units)

    async def retell(self, teller: Teller) -> Retold:
        """Tell all limits in the units of now, in one transaction.

        What nobody can tell is not offered any more, nor tried, and not changed: HomeIQ learns it from anew. Only that
        something is not wanted stays as it was said.
        """
        return await self._database.write(partial(self._retell, teller))

    def _retell(self, teller: Teller, connection: sqlite3.Connection) -> Retold:
        units = units_told(self._database.unreadable, connection)
        turned = {
            name: (before, units[name][-1].unit)
            for name, before in turned_units(connection).items()
            if name in units and units[name][-1].unit != before
        }
        forget_turned(connection)
        is_seen = bool(turned) and self._told_anew(connection, teller, turned)
        return Retold(units=units, turned=turned, is_seen=is_seen)

    def _told_anew(self, connection: sqlite3.Connection, teller: Teller, turned: Turned) -> bool:
        """Tell what names something that turned; return whether anything does."""
        unreadable, naming = self._database.unreadable, sorted({split_value_name(name)[0] for name in turned})
        patterns = rewrite_patterns(connection, lambda one: teller.pattern(one, turned), unreadable, naming)
        tables = rewrite_suggestions(connection, lambda one: teller.suggestion(one, turned), unreadable, naming)
        _each(connection, "UPDATE patterns SET retired = 1 WHERE signature = ?", patterns)
        for table in ("suggestions", "reopened", "adjustments", "trials"):
            _each(connection, f"DELETE FROM {table} WHERE signature = ?", tables[table])  # noqa: S608 - of the tables above; values are bound
        # A trial that has ended without an answer was decided by nobody.
        on_trial = f"DELETE FROM decisions WHERE verdict = '{DecisionKind.ON_TRIAL.value}' AND signature = ?"  # noqa: S608 - of a constant; values are bound
        _each(connection, on_trial, tables["trials"])
        return any((patterns, *tables.values()))


def _each(connection: sqlite3.Connection, statement: str, told: Mapping[str, bool]) -> None:
    """Do something about each that could not be told."""
    connection.executemany(statement, [(signature,) for signature, is_told in told.items() if not is_told])
