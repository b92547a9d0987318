from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.kept_pages import give_back_pages


async def test_both_connections_let_go_of_their_pages(database: Database) -> None:
    writing: list[str] = []
    reading: list[str] = []
    await database.alone(lambda connection: connection.set_trace_callback(writing.append))
    await database.read(lambda connection: connection.set_trace_callback(reading.append))

    await give_back_pages(database)

    assert (writing, reading) == (["PRAGMA shrink_memory"], ["PRAGMA shrink_memory"])


async def test_what_is_read_after_that_is_as_before(database: Database) -> None:
    await database.write(lambda connection: connection.execute("INSERT INTO fact (name, value) VALUES ('a', '1')"))

    await give_back_pages(database)

    found = await database.read(
        lambda connection: connection.execute("SELECT name, value FROM fact WHERE name = 'a'").fetchall()
    )
    assert found == [("a", "1")]
