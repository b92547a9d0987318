from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.hooks.ended import Ended
from tests.hooks import NOW, a_hook


async def test_a_webhook_that_its_receiver_has_ended_stays_so_until_its_address_is_another(database: Database) -> None:
    ended = Ended(database)

    await ended.add(a_hook(), NOW)

    assert await ended.among([a_hook(), a_hook(hook_id="b")]) == {"a": NOW}
    assert await ended.among([a_hook("http://192.168.77.5/other")]) == {}


async def test_a_webhook_that_is_switched_on_again_has_not_ended(database: Database) -> None:
    ended = Ended(database)
    await ended.add(a_hook(), NOW)

    await ended.remove("a")

    assert await ended.among([a_hook()]) == {}


async def test_the_address_is_not_given_away(database: Database) -> None:
    await Ended(database).add(a_hook("http://192.168.77.5/api/webhook/very-secret"), NOW)

    rows = await database.read(lambda connection: connection.execute("SELECT * FROM webhook_off").fetchall())

    assert "secret" not in str(rows)
