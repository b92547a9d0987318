"""A row that makes no sense costs itself, whichever table it is in."""

from custom_components.homeiq.model.decisions.pause import Pause
from custom_components.homeiq.model.opener import Opening
from custom_components.homeiq.store.blocks.aside import all_set_aside
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.openings import Openings
from custom_components.homeiq.store.tables.pauses import Pauses
from custom_components.homeiq.store.tables.rewritten.zones import Zones

GATE = Opening(entity_id="switch.gate", contact="binary_sensor.gate", times=20, followed=19)


async def written(database: Database, *statements: str) -> None:
    await database.write(lambda connection: [connection.execute(one) for one in statements])


async def test_what_opens_something_is_known_beside_a_row_that_says_nothing(database: Database) -> None:
    await Openings(database).save([GATE])
    await written(database, "INSERT INTO openings (body) VALUES ('{'), ('[]'), ('null')")

    assert await Openings(database).all() == {"switch.gate": GATE}
    assert database.unreadable.counts == {"openings": 3}


async def test_a_pause_of_no_calendar_is_none(database: Database) -> None:
    await Pauses(database).put(Pause(begin=1_772_000_000.0, until=1_772_000_900.0))
    await written(database, "INSERT INTO pauses (begin, until) VALUES (1e308, NULL), (5.0, -1e308)")

    assert await Pauses(database).all() == (Pause(begin=1_772_000_000.0, until=1_772_000_900.0),)


async def test_a_block_that_was_set_aside_is_told_though_nobody_knows_whose_it_was(database: Database) -> None:
    await written(
        database,
        """
        INSERT INTO block_damaged (number, first, last, events, entities, why, set_aside_at, is_seen, is_span_known)
        VALUES (1, 0, 1, 1, '{', 'checksum', 1772000000.0, 0, 1)
        """,
    )

    (found,) = await database.read(all_set_aside)

    assert found.entities == ()


async def test_the_zone_changes_beside_what_makes_no_sense(database: Database) -> None:
    await Zones(database).change("Europe/Berlin")
    await written(
        database,
        "INSERT INTO patterns (signature, body, confidence, rank, first_seen, last_seen) VALUES ('a', '{', 1, 1, 0, 0)",
        "INSERT INTO suggestions (rank, signature, body) VALUES (1, 'b', '[]')",
    )

    await Zones(database).change("Asia/Kolkata", lambda pattern: pattern, lambda suggestion: suggestion)

    assert await Zones(database).known() == "Asia/Kolkata"
    assert database.unreadable.counts == {"patterns": 1, "suggestions": 1}
