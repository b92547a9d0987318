"""Numbers that stand for entity ids and state texts, so that an event takes a few bytes."""

from collections.abc import Callable, Mapping
from functools import partial
import sqlite3

from .codec import MAX_ENTITIES, number_code, text_code

# States kept in memory. Most homes have a few thousand, numbers included; timestamps as states have no end.
_STATES_IN_MEMORY = 10_000


_LAST_NUMBER = """
    SELECT max(
        (SELECT coalesce(max(number), 0) FROM entity_name), (SELECT coalesce(max(number), 0) FROM entity_alias)
    )
"""


class _Known(dict[str, int]):
    """Numbers by text; one that is missing is looked for, which costs no call where it isn't."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.find: Callable[[str], int]

    def __missing__(self, text: str) -> int:
        if len(self) >= self._limit:
            self.clear()
        number = self[text] = self.find(text)
        return number


class Dictionary:
    """Gives numbers and remembers them. Only the database's thread uses it, within transactions."""

    def __init__(self, max_entities: int = MAX_ENTITIES) -> None:
        """Start with nothing in memory."""
        self._max_entities = max_entities
        self._entities = _Known(2 * MAX_ENTITIES)
        self._codes = _Known(_STATES_IN_MEMORY)

    def forget(self) -> None:
        """Forget all, for numbers given in a transaction that failed were never given."""
        self._entities.clear()
        self._codes.clear()

    def of(self, connection: sqlite3.Connection) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Return entities' numbers and states' codes, to be looked up within the transaction; new ones are given.

        0 stands for an entity where all numbers are taken, and for what can't be written as UTF-8.
        """
        self._entities.find = partial(self._find_entity, connection)
        self._codes.find = partial(_find_code, connection)
        return self._entities, self._codes

    def _find_entity(self, connection: sqlite3.Connection, entity_id: str) -> int:
        if not _is_storable(entity_id):
            return 0
        for (number,) in connection.execute("SELECT number FROM entity_name WHERE entity_id = ?", (entity_id,)):
            return int(number)
        ((last,),) = connection.execute(_LAST_NUMBER).fetchall()
        if last >= self._max_entities:
            return 0
        connection.execute("INSERT INTO entity_name (number, entity_id) VALUES (?, ?)", (last + 1, entity_id))
        return int(last) + 1


def _find_code(connection: sqlite3.Connection, state: str) -> int:
    if (code := number_code(state)) is not None:
        return code
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
