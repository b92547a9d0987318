"""Points that a server refuses: set aside, each once, read as events, and sent again."""

import pytest

from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.outbox import set_aside as module
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from custom_components.homeiq.store.outbox.set_aside import Rejected, lacking_in

MARCH = 1_772_000_000.0
LAMP = "light.hall"


def rows(count: int) -> list[EventRow]:
    return [(MARCH + n, LAMP, ("on", "off")[n % 2], Cause.PERSON) for n in range(count)]


def refusals(events: list[EventRow]) -> list[Rejected]:
    return [Rejected(line=line, reason="field type conflict") for line in LineWriter("ours", Home()).lines(events)]


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database, LineWriter("ours", Home()))


async def async_lines(outbox: Outbox) -> list[str]:
    parcel = await outbox.take(10_000)
    return [] if parcel is None else list(parcel.lines)


async def test_what_is_refused_twice_is_set_aside_once(outbox: Outbox) -> None:
    await outbox.done((), refusals(rows(3)), MARCH)

    await outbox.done((), refusals(rows(3)), MARCH + 60)

    waiting = await outbox.waiting(MARCH)
    assert (waiting.rejected, waiting.refused_aside, waiting.rejected_at) == (6, 3, MARCH + 60)


async def test_what_finds_no_room_pushes_nothing_out_and_is_told_of(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    await outbox.done((), refusals(rows(2)), MARCH)

    await outbox.done((), refusals(rows(6)), MARCH + 60)
    await outbox.done((), refusals(rows(8)[6:]), MARCH + 120)

    waiting = await outbox.waiting(MARCH)
    assert (waiting.rejected, waiting.refused_aside, waiting.rejected_at) == (10, 3, MARCH + 120)
    assert await outbox.refused_events(MARCH, MARCH + 60) == rows(3)


async def test_all_that_is_set_aside_is_sent_again_in_its_order(outbox: Outbox) -> None:
    await outbox.done((), refusals(rows(1200)), MARCH)

    count = await outbox.refused_again(MARCH + 60)

    waiting = await outbox.waiting(MARCH)
    assert count == 1200
    assert await async_lines(outbox) == [one.line for one in refusals(rows(1200))]
    assert (waiting.points, waiting.refused_aside, waiting.rejected_at) == (1200, 0, None)


async def test_a_span_of_what_is_set_aside_is_read_as_events(outbox: Outbox) -> None:
    odd = (MARCH + 2, "sensor.note", 'a "b", c=d \\ state="x"', Cause.DEVICE)
    await outbox.done((), refusals([*rows(2), odd, *rows(5)[3:]]), MARCH)

    assert await outbox.refused_events(MARCH + 1, MARCH + 3) == [rows(2)[1], odd]


async def test_attributes_that_were_refused_are_no_events(outbox: Outbox) -> None:
    lines = LineWriter("ours", Home()).attribute_lines([(MARCH, LAMP, 1, {"brightness": 180, "effect": "rain"})])
    await outbox.done((), [Rejected(line=line, reason="no") for line in lines], MARCH)

    assert await outbox.refused_events(MARCH, MARCH + 1) == []


def test_what_a_history_has_is_not_lacking_though_its_times_are_rounded() -> None:
    there = EventColumns.from_rows([(time + 0.0004, *rest) for time, *rest in rows(4)])  # type: ignore[misc]

    assert lacking_in(there, rows(6)) == rows(6)[4:]


def test_another_state_or_entity_of_that_time_is_lacking() -> None:
    there = EventColumns.from_rows([(MARCH, LAMP, "on", 1), (MARCH, "light.attic", "off", 1)])
    wanted = [(MARCH, LAMP, "off", 1), (MARCH, LAMP, "on", 1), (MARCH, "light.cellar", "off", 1)]

    assert lacking_in(there, wanted) == [wanted[0], wanted[2]]


def test_what_was_written_twice_is_lacking_once() -> None:
    twice = [(MARCH, LAMP, "on", 1), (MARCH + 0.001, LAMP, "on", 1), (MARCH + 1, LAMP, "on", 1)]

    assert lacking_in(EventColumns.from_rows([]), twice) == [twice[0], twice[2]]
