"""A checksum is what zlib makes of all of the body, though it is made piece by piece."""

import random
from zlib import crc32

import pytest

from custom_components.homeiq.store.blocks.checksum import checksum_of, has_its_facts

FACTS = (1, 20, 30, 4, 5, 6, 2)


@pytest.mark.parametrize("size", [0, 1, 5119, 5120, 5121, 10_240, 70_000])
def test_a_checksum_made_piece_by_piece_is_that_of_the_whole(size: int) -> None:
    body = random.Random(size).randbytes(size)  # noqa: S311 - what a test does has to be repeatable
    head = crc32(b"1,20,30,4,5,6,2")

    assert checksum_of(FACTS, body) == (head << 32 | crc32(body, head)) - (1 << 63)
    assert has_its_facts(FACTS, checksum_of(FACTS, body))
