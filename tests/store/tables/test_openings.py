from custom_components.homeiq.model.opener import Opening
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.openings import Openings
from custom_components.homeiq.store.tables.renames import Renames

RELAY = Opening(entity_id="switch.relay", contact="binary_sensor.door", times=20, followed=19)
OTHER = Opening(entity_id="switch.other", contact="lock.front", times=9, followed=7)


async def test_what_opens_something_comes_back_equal(database: Database) -> None:
    openings = Openings(database)

    await openings.save([RELAY, OTHER])

    assert await openings.all() == {"switch.relay": RELAY, "switch.other": OTHER}


async def test_a_run_takes_the_place_of_the_one_before(database: Database) -> None:
    openings = Openings(database)
    await openings.save([RELAY])

    await openings.save([OTHER])

    assert await openings.all() == {"switch.other": OTHER}


async def test_what_opens_something_is_still_known_when_it_is_renamed(database: Database) -> None:
    renames = Renames(database)
    await renames.observe({"one": "switch.relay", "two": "binary_sensor.door"}, 1.0)
    await Openings(database).save([RELAY])

    await renames.observe({"one": "switch.garden", "two": "binary_sensor.gate"}, 2.0)

    assert await Openings(database).all() == {
        "switch.garden": Opening(entity_id="switch.garden", contact="binary_sensor.gate", times=20, followed=19)
    }


async def test_what_is_forgotten_is_no_longer_named(database: Database) -> None:
    await Openings(database).save([RELAY, OTHER])

    await Findings(database).drop(["binary_sensor.door"])

    assert await Openings(database).all() == {"switch.other": OTHER}
