"""What stands in one page of a table, as SQLite lays it out: records, and the pages below.

Pages are read one by one, so that one that is damaged costs what stands in it and nothing else. The layout is that of
SQLite's file format, which has stayed the same since 2004 (https://www.sqlite.org/fileformat2.html).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
import struct

type Value = int | float | str | bytes | None
type Chain = Callable[[int, int], bytes]
"""Reads so many bytes from a page on that holds what had no room, and from those that follow it.

Raises:
    ValueError: they are not all there.
"""

ROWS, ROWS_ABOVE, KEYED, KEYED_ABOVE = 13, 5, 10, 2
"""How a page begins: it has rows known by number, leads to such pages, has rows known by a key, leads to such pages."""

_HEAD, _HEAD_ABOVE = 8, 12  # bytes
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # bytes, by how a record says that it has one
_CONSTANTS = {0: None, 8: 0, 9: 1}
_FLOAT, _FIRST_BLOB = 7, 12
_MORE = 128  # set in a byte of a number that goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A row: its number, None where it has a key instead, and what stands in it."""

    number: int | None
    values: Sequence[Value]


def below(page: bytes) -> tuple[int, ...]:
    """Return the numbers of the pages that one leads to; none where it leads to none."""
    if not page or page[0] not in {ROWS_ABOVE, KEYED_ABOVE}:
        return ()
    places = [place for place in _places(page) if place + 4 <= len(page)]
    return (*(int.from_bytes(page[place : place + 4]) for place in places), int.from_bytes(page[8:12]))


def rows(page: bytes, usable: int, chain: Chain) -> Iterator[Cell | None]:
    """Yield the rows of a page, None in the place of each that can't be read.

    Args:
        page: all of its bytes.
        usable: how many of them SQLite uses.
        chain: reads what had no room in the page.
    """
    if not page or page[0] not in {ROWS, KEYED, KEYED_ABOVE}:
        return
    for place in _places(page):
        try:
            yield _row(page, place, usable, chain)
        except ValueError, IndexError, struct.error:
            yield None


def _places(page: bytes) -> Sequence[int]:
    """Return where in a page its cells begin, as far as it says so."""
    head = _HEAD if page[0] in {ROWS, KEYED} else _HEAD_ABOVE
    count = min(int.from_bytes(page[3:5]), (len(page) - head) // 2)
    return struct.unpack_from(f">{count}H", page, head)


def _row(page: bytes, place: int, usable: int, chain: Chain) -> Cell:
    place += 4 if page[0] == KEYED_ABOVE else 0
    size, place = _varint(page, place)
    number = None
    if page[0] == ROWS:
        number, place = _varint(page, place)
    local = _local(size, usable, is_keyed=number is None)
    if place + local > usable:
        raise ValueError(place)
    payload = page[place : place + local]
    if local < size:
        following = int.from_bytes(page[place + local : place + local + 4])
        payload += chain(following, size - local)
    return Cell(number=number, values=_values(payload))


def _local(size: int, usable: int, *, is_keyed: bool) -> int:
    """Return how many bytes of so many stand in the page itself."""
    most = (usable - 12) * 64 // 255 - 23 if is_keyed else usable - 35
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    rest = least + (size - least) % (usable - 4)
    return rest if rest <= most else least


def _values(payload: bytes) -> tuple[Value, ...]:
    """Return what stands in a record.

    Raises:
        ValueError: it does not say exactly what is there, so it is none.
    """
    end, place = _varint(payload, 0)
    kinds = []
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    if place != end or end + sum(map(_size, kinds)) != len(payload):
        raise ValueError(end)
    values = []
    for kind in kinds:
        values.append(_value(kind, payload[place : place + _size(kind)]))
        place += _size(kind)
    return tuple(values)


def _size(kind: int) -> int:
    if kind in _CONSTANTS:
        return 0
    if kind < _FIRST_BLOB:
        # Two kinds are kept for later versions of SQLite, and none are negative.
        return 8 if kind == _FLOAT else _INTEGERS.get(kind, 1 << 62)
    return (kind - _FIRST_BLOB) // 2


def _value(kind: int, content: bytes) -> Value:
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    if kind in _INTEGERS:
        return int.from_bytes(content, signed=True)
    if kind == _FLOAT:
        (number,) = struct.unpack(">d", content)
        return float(number)
    # One broken letter must not cost the rest.
    return str(content, "utf-8", "replace") if kind % 2 else content


def _varint(content: bytes, place: int) -> tuple[int, int]:
    """Return the number of one to nine bytes that begins at a place, and where it ends.

    Examples:
        >>> _varint(bytes([0x81, 0x00]), 0)
        (128, 2)
    """
    number = 0
    for used in range(8):
        byte = content[place + used]
        number = number << 7 | byte & ~_MORE
        if not byte & _MORE:
            return number, place + used + 1
    number = number << 8 | content[place + 8]
    return number - (1 << 64) if number >> 63 else number, place + 9
