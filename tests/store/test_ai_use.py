from custom_components.homeiq.model.ai_use import AiUse
from custom_components.homeiq.store.ai_use import DAYS_KEPT, AiUses
from custom_components.homeiq.store.database import Database

TODAY = "2026-11-25"


async def test_a_day_without_a_call_is_empty(database: Database) -> None:
    assert await AiUses(database).of(TODAY) == AiUse(day=TODAY)


async def test_calls_are_counted_up_to_their_number(database: Database) -> None:
    uses = AiUses(database)

    taken = [await uses.take(TODAY, calls=2, tokens=0) for _ in range(3)]

    assert taken == [AiUse(day=TODAY, calls=1), AiUse(day=TODAY, calls=2), None]
    assert await uses.of(TODAY) == AiUse(day=TODAY, calls=2)


async def test_no_call_is_made_where_none_is_allowed(database: Database) -> None:
    assert await AiUses(database).take(TODAY, calls=0, tokens=0) is None


async def test_the_tokens_of_a_day_are_limited_as_well(database: Database) -> None:
    uses = AiUses(database)
    await uses.take(TODAY, calls=9, tokens=100)

    below = await uses.note(TODAY, tokens=99, failed=False)
    still = await uses.take(TODAY, calls=9, tokens=100)
    await uses.note(TODAY, tokens=1, failed=True)

    assert below == AiUse(day=TODAY, calls=1, tokens=99)
    assert still == AiUse(day=TODAY, calls=2, tokens=99)
    assert await uses.take(TODAY, calls=9, tokens=100) is None
    assert await uses.of(TODAY) == AiUse(day=TODAY, calls=2, tokens=100, failures=1)


async def test_the_next_day_begins_anew(database: Database) -> None:
    uses = AiUses(database)
    await uses.take(TODAY, calls=1, tokens=0)

    assert await uses.take("2026-11-26", calls=1, tokens=0) == AiUse(day="2026-11-26", calls=1)


async def test_only_the_last_days_are_kept(database: Database) -> None:
    uses = AiUses(database)
    days = [f"2026-{month:02}-{day:02}" for month in (10, 11) for day in range(1, 31)]

    for day in days:
        await uses.take(day, calls=1, tokens=0)

    kept = [day for day in days if (await uses.of(day)).calls]
    assert kept == days[-DAYS_KEPT:]
