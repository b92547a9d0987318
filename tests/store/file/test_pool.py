from collections.abc import Callable
from pathlib import Path
import sqlite3
import threading

import pytest

from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.file.pool import ReaderPool
from custom_components.homeiq.store.file.readers import Reader
from custom_components.homeiq.store.reading.lane import Lane


def in_thread[T](work: Callable[[], T]) -> T:
    """Do work in a thread that is new, as the next slow question may be in another one than the last."""
    found: list[T] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def lent_in(pool: ReaderPool) -> int:
    """Return which connection is lent to a thread that asks something."""
    with pool.lent() as connection:
        connection.execute("SELECT * FROM schema_version").fetchone()
        return id(connection)


async def test_one_connection_answers_one_question_after_the_other_in_any_thread(database: Database) -> None:
    pool = ReaderPool(database.path)

    assert in_thread(lambda: lent_in(pool)) == in_thread(lambda: lent_in(pool))
    pool.close()


async def test_two_who_ask_at_once_have_a_connection_each(database: Database) -> None:
    pool = ReaderPool(database.path)

    with pool.lent() as one, pool.lent() as other:
        assert one is not other
    pool.close()


async def test_a_connection_that_rests_counts_as_closed_and_has_another_number_next_time(database: Database) -> None:
    pool = ReaderPool(database.path)
    before = Reader.open_now()

    with pool.lent():
        first = Reader.open_now() - before
    resting = Reader.open_now() - before
    with pool.lent():
        second = Reader.open_now() - before

    assert (len(first), len(second), resting) == (1, 1, frozenset())
    assert first.isdisjoint(second)
    pool.close()


async def test_a_connection_on_which_something_failed_is_not_lent_again(database: Database) -> None:
    pool = ReaderPool(database.path)
    failed: list[sqlite3.Connection] = []

    def ask() -> None:
        with pool.lent() as connection:
            failed.append(connection)
            connection.execute("SELECT nothing FROM nowhere")

    with pytest.raises(sqlite3.OperationalError):
        ask()

    with pool.lent() as another:
        assert another is not failed[0]
    with pytest.raises(sqlite3.ProgrammingError):
        failed[0].execute("SELECT 1")
    pool.close()


def test_a_file_that_is_no_database_is_not_lent(tmp_path: Path) -> None:
    path, before = tmp_path / "homeiq.db", Reader.open_now()
    path.write_bytes(b"no database at all" * 100)

    with pytest.raises(DatabaseUnusableError), ReaderPool(path).lent():
        pass

    assert Reader.open_now() == before


async def test_a_pool_that_is_closed_closes_what_it_had_lent_and_lends_nothing(database: Database) -> None:
    pool = ReaderPool(database.path)

    with pool.lent() as connection:
        pool.close()
        assert connection.execute("SELECT 1").fetchone() == (1,)

    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
    with pytest.raises(DatabaseUnusableError), pool.lent():
        pass


async def test_what_stopped_one_question_does_not_stop_the_next(database: Database) -> None:
    pool = ReaderPool(database.path)

    with pool.lent() as connection:
        connection.set_progress_handler(lambda: True, 1)
    with pool.lent() as again:
        found = again.execute("SELECT count(*) FROM schema_version").fetchone()

    assert again is connection
    assert found != (0,)
    pool.close()


async def test_no_slow_question_that_is_answered_keeps_the_write_ahead_log_from_being_emptied(
    database: Database,
) -> None:
    lane = Lane(database)
    await lane.ask(lambda connection, _check: connection.execute("SELECT * FROM schema_version").fetchone())

    await database.write(lambda connection: connection.execute("INSERT INTO fact (name, value) VALUES ('one', 1)"))
    emptied = await database.alone(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())

    assert emptied == (0, 0, 0)


async def test_a_database_that_is_closed_leaves_no_write_ahead_log_after_slow_questions(database: Database) -> None:
    await Lane(database).ask(lambda connection, _check: connection.execute("SELECT * FROM fact").fetchall())

    await database.close()

    assert not database.path.with_name(f"{database.path.name}-wal").exists()


async def test_a_slow_question_sees_what_was_stored_since_the_last_one(database: Database) -> None:
    lane = Lane(database)

    def known(connection: sqlite3.Connection, _check: Callable[[], None]) -> int:
        ((count,),) = connection.execute("SELECT count(*) FROM fact WHERE name = 'one'")
        return int(count)

    before = await lane.ask(known)
    await database.write(lambda connection: connection.execute("INSERT INTO fact (name, value) VALUES ('one', 1)"))

    assert (before, await lane.ask(known)) == (0, 1)
