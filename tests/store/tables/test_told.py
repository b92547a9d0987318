from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.model.decisions.ask import Ask, Reply
from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.model.decisions.told import How, Told
from custom_components.homeiq.store.ends.erasing_followed import erase_followed
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.told import ASKED, MOST, AskLog, ToldLog


def a_notice(signature: str = "a", told_at: float = 5.0, how: How = How.NOTIFICATION) -> Told:
    return Told(signature=signature, how=how, told_at=told_at)


@pytest.fixture
def log(database: Database) -> ToldLog:
    return ToldLog(database)


async def test_what_people_were_told_comes_back_equal(log: ToldLog) -> None:
    await log.note([a_notice("a"), a_notice("b", how=How.DIGEST)])

    assert await log.all() == {"a": a_notice("a"), "b": a_notice("b", how=How.DIGEST)}


async def test_what_reached_nobody_is_forgotten(log: ToldLog) -> None:
    await log.note([a_notice("a"), a_notice("b")])

    await log.take_back(["a"])

    assert set(await log.all()) == {"b"}


async def test_being_told_once_more_ends_the_wish_for_it(log: ToldLog) -> None:
    await log.note([a_notice()])

    await log.ask_again("a")
    asked = (await log.all())["a"].is_asked_for
    await log.note([a_notice(told_at=9.0)])

    assert asked
    assert await log.all() == {"a": a_notice(told_at=9.0)}


async def test_the_log_is_bounded_and_the_oldest_go(log: ToldLog) -> None:
    await log.note([a_notice(f"s{number}", told_at=float(number)) for number in range(MOST)])

    await log.note([a_notice("newest", told_at=1e9)])

    kept = await log.all()
    assert len(kept) == MOST
    assert "s0" not in kept
    assert "newest" in kept


async def test_the_newest_digest_is_remembered(log: ToldLog) -> None:
    before = await log.digest_at()
    await log.note_digest(5.0)
    await log.note_digest(7.5)

    assert before is None
    assert await log.digest_at() == 7.5


async def test_what_people_were_asked_comes_back_with_its_answer(database: Database) -> None:
    asks = AskLog(database)
    first, second = Ask(signature="a", asked_at=5.0, day=0), Ask(signature="b", asked_at=6.0, day=0)
    for ask in (first, second):
        await asks.put(ask)

    await asks.put(replace(first, reply=Reply.YES))

    assert await asks.all() == (replace(first, reply=Reply.YES), second)


async def test_only_the_newest_questions_of_an_automation_are_kept(database: Database) -> None:
    asks = AskLog(database)
    await database.write(
        lambda connection: connection.executemany(
            "INSERT INTO asked (signature, asked_at, day) VALUES (?, ?, 0)",
            [("a", float(number)) for number in range(ASKED)] + [("b", 0.5)],
        )
    )

    await asks.put(Ask(signature="a", asked_at=1000.0, day=0))

    kept = await asks.all()
    assert [ask.asked_at for ask in kept[:2]] == [0.5, 1.0]
    assert len(kept) == ASKED + 1


async def test_questions_of_a_span_that_is_forgotten_are_forgotten(database: Database) -> None:
    asks = AskLog(database)
    for at in (5.0, 10.0):
        await asks.put(Ask(signature="a", asked_at=at, day=0))
    part = Forgotten(entities=None, begin=0.0, until=10.0)

    await database.write(lambda connection: erase_followed(connection, part, ZoneInfo("UTC")))

    assert [ask.asked_at for ask in await asks.all()] == [10.0]
