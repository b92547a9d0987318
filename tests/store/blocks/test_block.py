# ruff: noqa: S311 - what a test does has to be repeatable
import random

import numpy as np
import pytest

from custom_components.homeiq.store.blocks import compress as module
from custom_components.homeiq.store.blocks.block import Block, BlockKind, BlockSpan, Integers, decode, encode
from custom_components.homeiq.store.blocks.compress import BEST, Codec
from custom_components.homeiq.store.codes.codec import CAUSE_BITS, NUMBER_FLAG, key_of, number_code, text_code

MARCH = 1_772_000_000


def number(state: str, cause: int = 2) -> int:
    code = number_code(state)
    assert code is not None
    return code << CAUSE_BITS | cause


def word(place: int, cause: int = 1) -> int:
    return text_code(place) << CAUSE_BITS | cause


def ints(*numbers: int) -> Integers:
    return np.array(numbers, dtype=np.int64)


def events_of(block: Block) -> tuple[list[int], list[int]]:
    content = decode(block.span.kind, block.codec, block.body)
    assert content
    return content.keys(block.span.first).tolist(), content.values[content.places].tolist()


def a_day_of(values: list[int], entities: int) -> tuple[Integers, Integers]:
    """Return events ordered by entity and then by time."""
    chance = random.Random(3)
    # Hundredths of a second, in which all kinds are kept.
    keys = sorted(
        (entity, 10 * chance.randrange(8_640_000)) for entity in range(1, entities + 1) for _ in range(len(values))
    )
    return ints(*(key_of(MARCH + ms / 1000, entity) for entity, ms in keys)), ints(*(values * entities))


@pytest.mark.parametrize("codec", Codec)
@pytest.mark.parametrize("kind", BlockKind)
def test_numbers_come_back_as_they_were(kind: BlockKind, codec: Codec) -> None:
    states = ["0", "-0", "0.0", "-0.0", "21.5", "21.50", "-3", "1000000.001", "18014398509481983", "0.000000000000001"]
    values = [number(state, cause) for state in states for cause in range(8)]

    block = encode(kind, *(events := a_day_of(values, 7)), codec)

    assert events_of(block) == (events[0].tolist(), events[1].tolist())


@pytest.mark.parametrize("count", [1, 256, 257, 65_537])
def test_words_come_back_as_they_were(count: int) -> None:
    keys = ints(*(key_of(MARCH + ms / 1000, 9) for ms in range(count)))
    values = ints(*map(word, range(1, count + 1)))

    assert events_of(encode(BlockKind.STATES, keys, values)) == (keys.tolist(), values.tolist())


def test_times_of_numbers_are_cut_to_hundredths() -> None:
    keys = ints(key_of(MARCH + 0.019, 1), key_of(MARCH + 5.001, 1))

    block = encode(BlockKind.NUMBERS, keys, ints(number("1"), number("2")))

    assert events_of(block)[0] == [key_of(MARCH + 0.01, 1), key_of(MARCH + 5, 1)]


def test_a_block_says_what_is_in_it() -> None:
    keys = ints(key_of(MARCH + 5, 3), key_of(MARCH + 60.25, 3), key_of(MARCH, 7))
    first = (MARCH - 1_420_070_400) * 1000

    block = encode(BlockKind.ACTS, keys, ints(word(1), word(2), word(1)))

    assert block.span == BlockSpan(kind=BlockKind.ACTS, first=first, last=first + 60_250, low=3, high=7, events=3)
    assert block.codec is BEST


def test_events_before_2015_fit() -> None:
    keys = ints(key_of(2e8, 3), key_of(2e8 + 1.25, 3))

    assert events_of(encode(BlockKind.STATES, keys, ints(word(1), word(2))))[0] == keys.tolist()


def test_a_repeating_sensor_takes_next_to_nothing() -> None:
    keys = ints(*(key_of(MARCH + 30 * n, 1) for n in range(2880)))
    values = ints(*(number(f"{200 + n % 7 / 10:.1f}") for n in range(2880)))

    assert len(encode(BlockKind.NUMBERS, keys, values).body) < 300


def test_numbers_are_told_from_words() -> None:
    assert number("3") & NUMBER_FLAG
    assert not word(3) & NUMBER_FLAG


@pytest.mark.parametrize("kind", BlockKind)
def test_some_entities_can_be_taken_out(kind: BlockKind) -> None:
    values = [number(f"{n * n % 97 / 10}") for n in range(50)]
    keys, all_values = a_day_of(values, 9)
    block = encode(kind, keys, all_values)

    content = decode(kind, block.codec, block.body, {2, 7, 200})

    is_wanted = np.isin(keys & 0xFFFF, [2, 7])
    assert content
    assert content.keys(block.span.first).tolist() == keys[is_wanted].tolist()
    assert content.values[content.places].tolist() == all_values[is_wanted].tolist()
    assert decode(kind, block.codec, block.body, {200}) is None


def test_a_damaged_block_is_an_error() -> None:
    block = encode(BlockKind.ACTS, ints(key_of(MARCH, 1)), ints(word(1)))

    with pytest.raises(ValueError, match="damaged"):
        decode(BlockKind.ACTS, block.codec, block.body[:-3])


def test_a_python_without_zstd_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = module.compress(b"on" * 100, Codec.ZSTD)
    monkeypatch.setattr(module, "zstd", None)

    with pytest.raises(ValueError, match="lacks"):
        module.decompress(packed, Codec.ZSTD)
    assert module.decompress(module.compress(b"on" * 100, Codec.ZLIB), Codec.ZLIB) == b"on" * 100
