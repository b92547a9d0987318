from collections.abc import Iterator
from contextlib import closing
import sqlite3

import pytest

from custom_components.homeiq.store.codes import dictionary as module
from custom_components.homeiq.store.codes.codec import number_code
from custom_components.homeiq.store.codes.dictionary import Dictionary
from custom_components.homeiq.store.file.schema import migrate


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        yield connection


def entity(connection: sqlite3.Connection, dictionary: Dictionary, entity_id: str) -> int:
    return dictionary.of(connection)[0][entity_id]


def code(connection: sqlite3.Connection, dictionary: Dictionary, state: str) -> int:
    return dictionary.of(connection)[1][state]


def texts(connection: sqlite3.Connection) -> list[str]:
    return [text for (text,) in connection.execute("SELECT text FROM state_text ORDER BY number")]


def test_an_entity_keeps_its_number(connection: sqlite3.Connection) -> None:
    first = Dictionary()
    numbers = [entity(connection, first, entity_id) for entity_id in ("light.a", "light.b", "light.a")]

    assert numbers == [1, 2, 1]
    assert entity(connection, Dictionary(), "light.b") == 2


def test_a_state_keeps_its_code(connection: sqlite3.Connection) -> None:
    first = Dictionary()
    codes = [code(connection, first, state) for state in ("on", "off", "on")]

    assert codes[0] == codes[2] != codes[1]
    assert code(connection, Dictionary(), "off") == codes[1]


def test_numbers_do_not_fill_the_dictionary(connection: sqlite3.Connection) -> None:
    dictionary = Dictionary()

    codes = [code(connection, dictionary, f"{n / 10}") for n in range(1000)]

    assert codes == [number_code(f"{n / 10}") for n in range(1000)]
    assert texts(connection) == []


def test_without_a_number_left_a_new_entity_is_refused(connection: sqlite3.Connection) -> None:
    dictionary = Dictionary(max_entities=2)

    numbers = [entity(connection, dictionary, f"light.{n}") for n in (1, 2, 3, 2)]

    assert numbers == [1, 2, 0, 2]


def test_what_is_no_text_is_refused(connection: sqlite3.Connection) -> None:
    dictionary = Dictionary()

    assert entity(connection, dictionary, "light.\ud800") == 0
    assert code(connection, dictionary, "\ud800") == 0


def test_states_without_end_do_not_fill_the_memory(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_STATES_IN_MEMORY", 3)
    dictionary = Dictionary()
    states = [f"state {n}" for n in range(10)]

    first = [code(connection, dictionary, state) for state in states]
    second = [code(connection, dictionary, state) for state in states]

    assert first == second
    assert texts(connection) == states


def test_numbers_given_in_a_failed_transaction_are_given_anew(connection: sqlite3.Connection) -> None:
    dictionary = Dictionary()
    connection.execute("BEGIN")
    entity(connection, dictionary, "light.lost")
    code(connection, dictionary, "lost")
    connection.execute("ROLLBACK")
    dictionary.forget()

    assert entity(connection, dictionary, "light.kept") == 1
    assert entity(connection, dictionary, "light.lost") == 2
    assert code(connection, dictionary, "kept") != code(connection, dictionary, "lost")
    assert texts(connection) == ["kept", "lost"]
