# ruff: noqa: S311 - what a test does has to be repeatable
from datetime import date, datetime
import random
from zoneinfo import ZoneInfo

import numpy as np

from custom_components.homeiq.store.blocks.block import TARGET, Block, BlockKind, Integers, decode
from custom_components.homeiq.store.blocks.sealing import in_milliseconds, kinds_of, seal, totals
from custom_components.homeiq.store.codes.codec import (
    CAUSE_BITS,
    ENTITY_MASK,
    key_of,
    number_code,
    place,
    text_code,
    units_of,
)

BERLIN = ZoneInfo("Europe/Berlin")
MARCH = 1_772_000_000.0
NAMES = {
    1: "light.hall",
    2: "sensor.power",
    3: "binary_sensor.motion",
    4: "input_number.target",
    5: "light.hall#brightness",
}

type Event = tuple[float, int, str]


def value(state: str) -> int:
    code = number_code(state)
    return (text_code(1 + len(state)) if code is None else code) << CAUSE_BITS | 2


def columns(*events: Event) -> tuple[Integers, Integers]:
    placed: dict[int, int] = {}
    for time, entity, state in sorted(events, key=lambda event: (units_of(event[0]), event[1])):
        place(placed, key_of(time, entity), value(state))
    return np.array([*placed]), np.array([*placed.values()])


def sealed(events: list[Event], sample_ms: int = 0) -> list[Block]:
    keys, values = columns(*events)
    return seal(keys, values, kinds_of(keys, values, NAMES), sample_ms)


def keys_of(block: Block) -> list[int]:
    content = decode(block.span.kind, block.codec, block.body)
    assert content
    keys: list[int] = content.keys(block.span.first).tolist()
    return keys


def test_each_event_is_of_one_kind() -> None:
    keys, values = columns(
        (MARCH, 1, "on"),
        (MARCH + 1, 2, "7.5"),
        (MARCH + 2, 2, "unavailable"),
        (MARCH + 3, 3, "on"),
        (MARCH + 4, 4, "5"),
    )

    kinds = kinds_of(keys, values, NAMES).tolist()

    assert kinds == [BlockKind.ACTS, BlockKind.NUMBERS, BlockKind.STATES, BlockKind.STATES, BlockKind.ACTS]


def test_times_are_cut_to_milliseconds() -> None:
    keys, _ = columns((MARCH + 0.00099, 1, "on"), (MARCH + 0.00101, 1, "off"))

    moved = in_milliseconds(keys, np.zeros(2, dtype=np.int64)).tolist()

    assert moved == [key_of(MARCH, 1), key_of(MARCH + 0.001, 1)]


def test_what_came_first_within_a_millisecond_stays_first() -> None:
    keys, _ = columns((MARCH + 0.0001, 3, "on"), (MARCH + 0.0002, 1, "on"), (MARCH + 0.0003, 2, "on"))

    moved = in_milliseconds(keys, np.zeros(3, dtype=np.int64)).tolist()

    assert moved == [key_of(MARCH, 3), key_of(MARCH + 0.001, 1), key_of(MARCH + 0.001, 2)]


def test_a_burst_keeps_its_order() -> None:
    chance = random.Random(5)
    keys, _ = columns(*((MARCH + n / 100_000, chance.randrange(1, 500), "on") for n in range(3000)))
    kinds = np.array([chance.randrange(3) for _ in keys])

    moved = in_milliseconds(keys, kinds)

    ranks = moved >> 16 << 18 | kinds << 16 | moved & 0xFFFF
    assert (np.diff(ranks) >= 0).all()
    assert (moved & 0xFFFF).tolist() == (keys & 0xFFFF).tolist()


def test_every_kind_has_blocks_of_its_own() -> None:
    events = [(MARCH + n, 1 + n % 4, "on" if n % 4 != 1 else str(n)) for n in range(400)]

    spans = [(block.span.kind, block.span.low, block.span.high, block.span.events) for block in sealed(events)]

    assert spans == [(BlockKind.ACTS, 1, 4, 200), (BlockKind.STATES, 3, 3, 100), (BlockKind.NUMBERS, 2, 2, 100)]


def test_a_long_stretch_becomes_several_blocks() -> None:
    events = [(MARCH + n, 1 + n % 40, "on") for n in range(2 * TARGET)]

    blocks = sealed(events)

    assert len(blocks) == 3
    assert max(block.span.events for block in blocks) <= TARGET
    assert sum(block.span.events for block in blocks) == len(events)


def test_an_entity_that_never_rests_stays_in_one_block() -> None:
    events = [(MARCH + n, 3, "on") for n in range(TARGET + 5)]

    assert [block.span.events for block in sealed(events)] == [TARGET + 5]


def test_numbers_can_be_sampled() -> None:
    events = [(MARCH + 10 * n, entity, str(n)) for n in range(60) for entity in (2, 4)]
    begin = MARCH // 60 * 60

    acts, numbers = sealed(events, sample_ms=60_000)

    assert acts.span.events == 60
    assert [(key >> 16) // 6_000_000 for key in keys_of(numbers)] == [
        units_of(begin + 60 * n) // 6_000_000 for n in range(11)
    ]


def test_a_day_is_added_up_in_local_time() -> None:
    midnight = datetime(2026, 3, 29, tzinfo=BERLIN).timestamp()
    keys, values = columns(
        (midnight - 1, 2, "-1.5"),
        (midnight, 2, "4"),
        (midnight + 100, 2, "unavailable"),
        # The day has 23 hours.
        (midnight + 23 * 3600 - 1, 2, "2.25"),
        (midnight + 23 * 3600, 1, "on"),
    )
    first = date(2026, 3, 28).toordinal()

    assert [*totals(keys, values, BERLIN)] == [
        (first, 2, 1, 1, -1.5, -1.5, -1.5),
        (first + 1, 2, 3, 2, 2.25, 4.0, 6.25),
        (first + 2, 1, 1, 0, None, None, 0.0),
    ]


def test_a_value_of_what_people_act_on_is_a_number() -> None:
    keys, values = columns((MARCH, 5, "102"), (MARCH + 1, 5, "none"), (MARCH + 2, 1, "on"))

    assert kinds_of(keys, values, NAMES).tolist() == [BlockKind.NUMBERS, BlockKind.STATES, BlockKind.ACTS]


def test_values_are_kept_whole_where_measurements_are_sampled() -> None:
    keys, values = columns(*((MARCH + 10 * n, entity, f"{n}") for n in range(6) for entity in (2, 5)))

    (block,) = seal(keys, values, kinds_of(keys, values, NAMES), 60_000, whole=(5,))

    entities = [key & ENTITY_MASK for key in keys_of(block)]
    assert (entities.count(2), entities.count(5)) == (2, 6)
