# ruff: noqa: S311 - what a test does has to be repeatable
"""The contract of all that keep a history."""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path
import random

import pytest
import pytest_socket

from custom_components.homeiq.model.decisions.forgotten import Forgotten, rows_without
from custom_components.homeiq.model.event import EventColumns, EventRow
from tests.groups import SERVER
from tests.store.keepers import KEEPERS, Kept

MARCH = 1_772_000_000.0
HOUR, DAY, LATER = 3600.0, 86400.0, MARCH + 100 * 86400.0
MARKS = {"server": [getattr(pytest.mark, SERVER), pytest.mark.xdist_group(SERVER)]}
TEXTS = ("on", "off", "21.5", "-3", "unavailable", "Ünïcode ☀", 'a "quoted" text, with = and \\')
ENTITIES = ("light.hall", "sensor.power", "binary_sensor.motion", "light.it's")
PARTS = (
    Forgotten(begin=MARCH + DAY, until=MARCH + 2 * DAY + HOUR),
    Forgotten(begin=MARCH + DAY, until=LATER, entities=frozenset({"light.hall"})),
    Forgotten(begin=0.0, until=MARCH + DAY, entities=frozenset({"sensor.power", "light.it's"})),
)


@pytest.fixture(params=[pytest.param(name, marks=MARKS.get(name, [])) for name in KEEPERS])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    pytest_socket.enable_socket()
    async with KEEPERS[request.param](tmp_path) as kept:
        yield kept


def some_days(seed: int = 1) -> list[EventRow]:
    """Return three days of events, ten minutes apart."""
    chance = random.Random(seed)
    return [
        (MARCH + 600.0 * n + chance.randrange(100) / 100, chance.choice(ENTITIES), chance.choice(TEXTS), n % 8)
        for n in range(3 * 144)
    ]


def told(rows: Iterable[EventRow]) -> list[EventRow]:
    """Return events to a hundredth of a second, which is what all keepers promise."""
    return [(round(time, 2), entity, state, cause) for time, entity, state, cause in rows]


def rows_of(columns: EventColumns) -> list[EventRow]:
    return told(columns.rows())


async def live(kept: Kept, rows: list[EventRow]) -> None:
    await kept.history.append(rows)
    await kept.arrive()


async def test_a_history_without_events_is_empty(kept: Kept) -> None:
    history = kept.history

    assert rows_of(await history.span(0.0, LATER)) == []
    assert (await history.first_time(), await history.last_time()) == (None, None)


async def test_what_is_appended_in_any_order_comes_back_in_the_order_of_time(kept: Kept) -> None:
    happened = some_days()
    shuffled = random.Random(2).sample(happened, len(happened))

    await kept.history.append(shuffled[:100])
    await live(kept, shuffled[100:])

    assert rows_of(await kept.history.span(0.0, LATER)) == told(happened)


async def test_what_was_appended_before_stays_when_more_comes(kept: Kept) -> None:
    happened = some_days()
    await live(kept, happened[:200])

    await live(kept, happened[200:])

    assert rows_of(await kept.history.span(0.0, LATER)) == told(happened)


async def test_the_same_events_once_more_change_nothing(kept: Kept) -> None:
    happened = some_days()
    await live(kept, happened)

    await live(kept, happened[100:300])

    assert rows_of(await kept.history.span(0.0, LATER)) == told(happened)


async def test_a_span_has_its_beginning_and_not_its_end(kept: Kept) -> None:
    await live(kept, [(MARCH + n, "light.hall", "on", 1) for n in range(10)])

    found = await kept.history.span(MARCH + 2, MARCH + 5)

    assert rows_of(found) == [(MARCH + n, "light.hall", "on", 1) for n in (2, 3, 4)]


async def test_of_a_span_some_entities_can_be_wanted(kept: Kept) -> None:
    happened = some_days()
    await live(kept, happened)

    found = await kept.history.span(MARCH + HOUR, MARCH + DAY, {"light.it's", "sensor.power", "light.unheard_of"})

    assert rows_of(found) == told(
        row for row in happened if row[1] in {"light.it's", "sensor.power"} and MARCH + HOUR <= row[0] < MARCH + DAY
    )


async def test_the_first_and_the_last_event_are_known(kept: Kept) -> None:
    happened = some_days()

    await live(kept, happened)

    assert await kept.history.first_time() == pytest.approx(happened[0][0], abs=0.01)
    assert await kept.history.last_time() == pytest.approx(happened[-1][0], abs=0.01)


@pytest.mark.parametrize("part", PARTS)
async def test_what_is_forgotten_is_never_read_again(kept: Kept, part: Forgotten) -> None:
    happened = some_days()
    await live(kept, happened)

    await kept.history.forget(part, LATER)
    await kept.arrive()

    assert rows_of(await kept.history.span(0.0, LATER)) == told(rows_without(happened, [part]))


async def test_the_ends_of_a_history_are_those_of_what_is_left(kept: Kept) -> None:
    happened = some_days()
    await live(kept, happened)
    left = [row for row in happened if MARCH + HOUR <= row[0] < MARCH + DAY]

    await kept.history.forget(Forgotten(begin=0.0, until=MARCH + HOUR), LATER)
    await kept.history.forget(Forgotten(begin=MARCH + DAY, until=LATER), LATER)

    assert await kept.history.first_time() == pytest.approx(left[0][0], abs=0.01)
    assert await kept.history.last_time() == pytest.approx(left[-1][0], abs=0.01)
