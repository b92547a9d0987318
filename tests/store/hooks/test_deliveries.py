from dataclasses import replace

import pytest

from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.model.hooks import State
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.hooks import deliveries as module
from custom_components.homeiq.store.hooks.deliveries import Deliveries, erase_deliveries
from tests.hooks import NOW, a_delivery


@pytest.fixture
def deliveries(database: Database) -> Deliveries:
    return Deliveries(database)


async def messages(deliveries: Deliveries) -> list[tuple[str, State]]:
    return [(one.message, one.state) for one in reversed(await deliveries.log(100))]


async def test_what_is_to_be_told_comes_back_equal_and_in_its_order(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first"), a_delivery("second"), a_delivery("third", hook_id="b")])

    assert await deliveries.head("a") == a_delivery("first", number=1)
    assert await deliveries.head("b") == a_delivery("third", number=3, hook_id="b")
    assert await deliveries.waiting() == {"a": 2, "b": 1}


async def test_a_delivery_that_makes_no_sense_keeps_nothing_back(deliveries: Deliveries, database: Database) -> None:
    await deliveries.put([a_delivery("first"), a_delivery("second"), a_delivery("third")])
    senseless = "UPDATE webhook_delivery SET since = 1e300 WHERE id < 3"
    await database.write(lambda connection: connection.execute(senseless))

    assert await deliveries.head("a") == a_delivery("third", number=3)
    assert database.unreadable.counts == {"webhook_delivery": 2}


async def test_what_is_settled_makes_room_for_the_next(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first"), a_delivery("second")])
    done = replace(a_delivery("first", number=1), state=State.DELIVERED, tries=2, ended_at=NOW + 5, status=204)

    await deliveries.settle(done)

    assert (await deliveries.head("a")) == a_delivery("second", number=2)
    assert await deliveries.log(1, state=State.DELIVERED) == [done]


async def test_what_was_taken_is_counted_by_webhook(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first"), a_delivery("second"), a_delivery("third", hook_id="b")])
    await deliveries.settle(replace(a_delivery("first", number=1), state=State.DELIVERED, tries=1, ended_at=NOW))

    assert await deliveries.delivered() == {"a": 1}


async def test_a_webhook_that_was_told_nothing_has_no_last_try(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first")])

    assert await deliveries.tried("a") is None


async def test_the_last_try_is_the_one_that_ended_last(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first"), a_delivery("second"), a_delivery("third")])
    second = replace(a_delivery("second", number=2), state=State.DEAD, tries=9, ended_at=NOW + 9, trouble="timeout")
    await deliveries.settle(replace(a_delivery("first", number=1), state=State.DELIVERED, tries=1, ended_at=NOW))
    await deliveries.settle(second)

    assert await deliveries.tried("a") == second


async def test_what_is_being_tried_again_is_the_last_try(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first"), a_delivery("second")])
    await deliveries.settle(replace(a_delivery("first", number=1), state=State.DELIVERED, tries=1, ended_at=NOW))
    second = replace(a_delivery("second", number=2), tries=1, due_at=NOW + 60, trouble="unreachable")
    await deliveries.settle(second)

    assert await deliveries.tried("a") == second


async def test_the_same_message_is_kept_once(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first")])

    await deliveries.put([a_delivery("first"), a_delivery("second")])

    assert [name for name, _ in await messages(deliveries)] == ["first", "second"]


async def test_what_was_given_up_is_delivered_again_from_the_beginning(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first"), a_delivery("second"), a_delivery("other", hook_id="b")])
    await deliveries.give_up("a", NOW + 9, "off")
    assert await deliveries.dead() == {"a": 2}

    assert await deliveries.again(NOW + 20, hook_id="a") == {"a": 2}

    assert await deliveries.head("a") == a_delivery("first", number=1, since=NOW + 20, due_at=NOW + 20, trouble="off")


async def test_one_delivery_is_sent_again_whatever_became_of_it(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first"), a_delivery("second")])
    await deliveries.settle(replace(a_delivery("first", number=1), state=State.DELIVERED, ended_at=NOW))

    assert await deliveries.again(NOW, number=1) == {"a": 1}
    assert await deliveries.again(NOW, number=2) == {}
    assert await deliveries.again(NOW, number=77) == {}

    assert await deliveries.waiting() == {"a": 2}


async def test_only_what_has_waited_long_is_given_up_where_that_is_asked_for(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("old"), a_delivery("new", at=NOW + 100)])

    await deliveries.give_up("a", NOW + 200, "unreachable", since=NOW + 50)

    assert await messages(deliveries) == [("old", State.DEAD), ("new", State.WAITING)]


async def test_more_than_can_wait_is_given_up_at_once(deliveries: Deliveries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 1)

    await deliveries.put([a_delivery("first"), a_delivery("second"), a_delivery("other", hook_id="b")])

    assert await messages(deliveries) == [
        ("first", State.WAITING),
        ("second", State.DEAD),
        ("other", State.WAITING),
    ]


async def test_only_the_newest_are_known_afterwards(deliveries: Deliveries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_DELIVERED", 1)
    monkeypatch.setattr(module, "MOST_DEAD", 1)
    await deliveries.put([a_delivery(name) for name in "abcde"])
    for number, state in ((1, State.DELIVERED), (2, State.DEAD), (3, State.DELIVERED), (4, State.DEAD)):
        done = replace(a_delivery(number=number), state=state, ended_at=NOW + number)
        await deliveries.settle(done)

    assert await messages(deliveries) == [("c", State.DELIVERED), ("d", State.DEAD), ("e", State.WAITING)]


async def test_what_is_of_webhooks_that_are_gone_goes(deliveries: Deliveries) -> None:
    await deliveries.put([a_delivery("first"), a_delivery("other", hook_id="b")])

    await deliveries.keep(["b"])

    assert await messages(deliveries) == [("other", State.WAITING)]


@pytest.mark.parametrize(
    ("part", "left"),
    [
        (Forgotten(begin=NOW, until=NOW + 10), ["later"]),
        (Forgotten(begin=NOW, until=NOW + 10, entities=frozenset({"light.hall"})), ["other", "later"]),
        (Forgotten(begin=0.0, until=2 * NOW, entities=frozenset({"light.hall_2"})), ["hall", "other", "later"]),
    ],
)
async def test_what_is_forgotten_is_told_to_nobody(
    deliveries: Deliveries, database: Database, part: Forgotten, left: list[str]
) -> None:
    await deliveries.put(
        [
            a_delivery("hall", body=b'{"entities":["light.hall"]}'),
            a_delivery("other", body=b'{"entities":["light.attic"]}'),
            a_delivery("later", at=NOW + 60),
        ]
    )

    await database.write(lambda connection: erase_deliveries(connection, part))

    assert [name for name, _ in await messages(deliveries)] == left
