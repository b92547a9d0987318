from typing import Any

import pytest

from custom_components.homeiq.model.ai_use import AiCall, AiUse
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables import ai_use as module
from custom_components.homeiq.store.tables.ai_use import DAYS_KEPT, AiUses

TODAY = "2026-11-25"


def a_call(correlation: str = "a", **more: Any) -> AiCall:
    fields = {"called_at": 5.0, "outcome": "answered", "seconds": 1.5, "tokens": 0, **more}
    return AiCall(correlation=correlation, **fields)


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

    below = await uses.note(TODAY, a_call(tokens=99))
    still = await uses.take(TODAY, calls=9, tokens=100)
    await uses.note(TODAY, a_call(tokens=1, outcome="failed"))

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


async def test_calls_are_found_by_what_led_to_them(database: Database) -> None:
    uses = AiUses(database)
    first, other, second = a_call(), a_call("b"), a_call(outcome="failed")
    for one in (first, other, second):
        await uses.note(TODAY, one)

    assert await uses.calls_of("a", 20) == (first, second)
    assert await uses.calls_of("a", 1) == (first,)
    assert await uses.calls_of("nobody", 20) == ()


async def test_only_the_newest_calls_are_kept(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CALLS_KEPT", 2)
    uses = AiUses(database)
    for number in range(4):
        await uses.note(TODAY, a_call(str(number)))

    assert [len(await uses.calls_of(str(number), 20)) for number in range(4)] == [0, 0, 1, 1]
    assert (await uses.of(TODAY)).calls == 0
