import pytest

from custom_components.homeiq.model.told import How, Told
from custom_components.homeiq.store.database import Database
from custom_components.homeiq.store.told import MOST, ToldLog


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
