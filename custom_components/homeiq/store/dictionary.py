"""Numbers that stand for entity ids and state texts, so that an event takes a few bytes."""

import sqlite3

from .codec import MAX_ENTITIES, number_code, text_code

# States with a number kept in memory. Most homes have a few hundred; timestamps as states have no end.
_STATES_IN_MEMORY = 10_000


class Dictionary:
    """Gives numbers and remembers them. Only the database's thread uses it, within transactions."""

    def __init__(self, max_entities: int = MAX_ENTITIES) -> None:
        """Start with nothing in memory."""
        self._max_entities = max_entities
        self._entities: dict[str, int] = {}
        self._codes: dict[str, int] = {}

    def forget(self) -> None:
        """Forget all, for numbers given in a transaction that failed were never given."""
        self._entities.clear()
        self._codes.clear()

    def entity(self, connection: sqlite3.Connection, entity_id: str) -> int:
        """Return an entity's number, a new one if need be; 0 where all numbers are taken or the id is no text."""
        number = self._entities.get(entity_id)
        if number is None:
            number = self._entities[entity_id] = self._find_entity(connection, entity_id)
        return number

    def code(self, connection: sqlite3.Connection, state: str) -> int:
        """Return a state's code, a new one if need be; 0 where the state can't be written as UTF-8."""
        code = self._codes.get(state)
        if code is None:
            code = number_code(state)
        if code is None:
            if len(self._codes) >= _STATES_IN_MEMORY:
                self._codes.clear()
            code = self._codes[state] = _find_code(connection, state)
        return code

    def _find_entity(self, connection: sqlite3.Connection, entity_id: str) -> int:
        if not _is_storable(entity_id):
            return 0
        for (number,) in connection.execute("SELECT number FROM entity_name WHERE entity_id = ?", (entity_id,)):
            return int(number)
        ((last,),) = connection.execute("SELECT coalesce(max(number), 0) FROM entity_name").fetchall()
        if last >= self._max_entities:
            return 0
        connection.execute("INSERT INTO entity_name (number, entity_id) VALUES (?, ?)", (last + 1, entity_id))
        return int(last) + 1


def _find_code(connection: sqlite3.Connection, state: str) -> int:
    if not _is_storable(state):
        return 0
    for (number,) in connection.execute("SELECT number FROM state_text WHERE text = ?", (state,)):
        return text_code(number)
    # Numbers begin at 1, so that no state has code 0.
    return text_code(connection.execute("INSERT INTO state_text (text) VALUES (?)", (state,)).lastrowid or 0)


def _is_storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
