"""What tells a block that is as it was from one that is not.

CRC-32, because it notices every single flipped bit and every burst of up to 32 for certain, which a hash of its size
doesn't promise, and anything else but once in four billion; zlib has it in C, at a tenth of the time of decoding. One
covers what the index says of a block, by itself, so that it can be checked without reading the body; the other goes on
from there over the body, so that a body belongs to just one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

_HALF = 32  # bits
# For more bytes at once, Python lets others have its lock, and may get it back five milliseconds later. It takes fifty
# times as long as the checksum.
_AT_ONCE = 5 * 1024
_SIGN = 1 << 63  # SQLite's integers have a sign


def checksum_of(facts: Sequence[int], body: bytes) -> int:
    """Return the checksum of a block, as SQLite keeps it.

    Args:
        facts: kind, first, last, low, high, events, codec.
        body: its bytes.
    """
    head = _of_facts(facts)
    return (head << _HALF | _of_body(body, head)) - _SIGN


def has_its_facts(facts: Sequence[int], checksum: int) -> bool:
    """Tell whether facts are those that a checksum was made of."""
    return checksum + _SIGN >> _HALF == _of_facts(facts)


def _of_body(body: bytes, begin: int) -> int:
    view = memoryview(body)
    for place in range(0, len(view), _AT_ONCE):
        begin = crc32(view[place : place + _AT_ONCE], begin)
    return begin


def _of_facts(facts: Sequence[int]) -> int:
    return crc32(",".join(map(str, facts)).encode())
