"""Numbers that stand for entity ids and state texts, so that an event takes a few bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
import sqlite3

from ...model.moments import CHANGED, is_moment
from .codec import MAX_ENTITIES, number_code, text_code
from .spare import Names, is_looked_for, mark_used, take_number
from .steadiness import Steadiness

# States kept in memory. Most homes have a few thousand, numbers included; timestamps as states have no end.
_STATES_IN_MEMORY = 10_000
_SHORT = 12  # characters of a number that may come again; the longer ones of unrounded readings hardly do


class _Known(dict[str, int]):
    """Numbers by text; one that is missing is looked for, which costs no call where it isn't."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.find: Callable[[str], int]

    def __missing__(self, text: str) -> int:
        number = self.find(text)
        self.keep(text, number)
        return number

    def keep(self, text: str, number: int) -> None:
        if len(self) >= self._limit:
            self.clear()
        self[text] = number


class Dictionary:
    """Gives numbers and remembers them. Only the database's thread uses it, within transactions."""

    def __init__(self, max_entities: int = MAX_ENTITIES) -> None:
        """Start with nothing in memory."""
        self._max_entities = max_entities
        self._entities = _Known(2 * MAX_ENTITIES)
        self._codes = _Known(_STATES_IN_MEMORY)
        self._steadiness = Steadiness()
        self._is_looked_for: bool | None = None

    def forget(self) -> None:
        """Forget all, for numbers given in a transaction that failed were never given."""
        self._entities.clear()
        self._codes.clear()
        self._steadiness.forget()
        self._is_looked_for = None

    def of(self, connection: sqlite3.Connection) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Return entities' numbers and states' codes, to be looked up within the transaction; new ones are given.

        0 stands for an entity where all numbers are taken, and for what can't be written as UTF-8.
        """
        if self._is_looked_for is None:
            self._is_looked_for = is_looked_for(connection)
        self._entities.find = partial(self._find_entity, connection)
        self._codes.find = partial(self._find_text, connection)
        return self._entities, self._codes

    def code(self, connection: sqlite3.Connection, entity: int, state: str) -> int:
        """Return the code of a state that is not in memory, as one that a certain entity has; 0 as in ``of``."""
        if (code := number_code(state)) is not None:
            if len(state) <= _SHORT:
                self._codes.keep(state, code)
            return code
        if is_moment(state):
            return self._codes[CHANGED]
        if number := self._known_text(connection, state):
            self._steadiness.repeats(connection, entity, state)
        elif not _is_storable(state):
            return 0
        elif not self._steadiness.coins(connection, entity, state):
            return self._codes[CHANGED]
        else:
            number = self._new_text(connection, state)
        if not self._steadiness.is_watched(connection, entity):
            self._codes.keep(state, text_code(number))
        return text_code(number)

    def _find_entity(self, connection: sqlite3.Connection, entity_id: str) -> int:
        if not _is_storable(entity_id):
            return 0
        for (number,) in connection.execute("SELECT number FROM entity_name WHERE entity_id = ?", (entity_id,)):
            self._note_use(connection, Names.ENTITIES, number)
            return int(number)
        new = take_number(connection, Names.ENTITIES, self._max_entities)
        if new:
            connection.execute("INSERT INTO entity_name (number, entity_id) VALUES (?, ?)", (new, entity_id))
            self._note_use(connection, Names.ENTITIES, new)
        return new

    def _find_text(self, connection: sqlite3.Connection, state: str) -> int:
        if (code := number_code(state)) is not None:
            return code
        if not _is_storable(state):
            return 0
        return text_code(self._known_text(connection, state) or self._new_text(connection, state))

    def _known_text(self, connection: sqlite3.Connection, state: str) -> int:
        if not _is_storable(state):
            return 0
        for (number,) in connection.execute("SELECT number FROM state_text WHERE text = ?", (state,)):
            self._note_use(connection, Names.TEXTS, number)
            return int(number)
        return 0

    def _new_text(self, connection: sqlite3.Connection, state: str) -> int:
        # Numbers begin at 1, so that no state has code 0.
        number = take_number(connection, Names.TEXTS)
        connection.execute("INSERT INTO state_text (number, text) VALUES (?, ?)", (number, state))
        self._note_use(connection, Names.TEXTS, number)
        return number

    def _note_use(self, connection: sqlite3.Connection, kind: Names, number: int) -> None:
        if self._is_looked_for:
            mark_used(connection, kind, [number])


def _is_storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
