"""Sealed blocks: finished stretches of the history as compressed columns.

A block holds up to a day of one kind of event, ordered by entity and then by time, so that neighbours resemble each
other: times as differences, numbers as differences, everything else as places in a small dictionary, the bytes of equal
weight side by side. On a home's mix that takes a sixth of what rows take, and a fiftieth of the time to read.

Times are milliseconds here, where rows have ten microseconds, and hundredths of a second for measurements: the rest is
noise that no habit has, and a third of the bytes. Of acts and states, what came first still comes first.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ..codes.codec import ENTITY_BITS, ENTITY_MASK, UNITS, join_number, split_number
from .byte_reader import ByteReader
from .compress import BEST, Codec, compress, decompress

UNITS_PER_MS = UNITS // 1000
LONGEST = 86_400_000  # span of a block at most, milliseconds
TARGET = 16_384  # events of a block; more where a single entity has more
MOST = 1 << 17  # events of a block, whatever it says of itself: twice what is sealed at once

_WIDTHS = (1, 2, 4, 8)  # of numbers, bytes
GRAIN = 10  # to which the times of numbers are cut, milliseconds

type Integers = NDArray[np.int64]


class BlockKind(IntEnum):
    """What an event is for, which says how long it is kept. The numbers are stored."""

    ACTS = 0
    """A state of something that people act on."""
    STATES = 1
    """A word of anything else: motion, presence, weather."""
    NUMBERS = 2
    """A measurement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpan:
    """What is known of a block without looking into it.

    Attributes:
        first: time of the earliest event, milliseconds since 2015.
        last: of the latest.
        low: lowest entity number within.
        high: highest.
    """

    kind: BlockKind
    first: int
    last: int
    low: int
    high: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A sealed block as it lies on disk."""

    span: BlockSpan
    codec: Codec
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Content:
    """What is in a block, ordered by entity and then by time.

    Attributes:
        ms: uint32[n], milliseconds since the block's first.
        entities: int64[k], entity numbers, ascending.
        counts: int64[k], events of each.
        values: int64[u], all values that occur, as rows have them; those of numbers once for each event.
        places: int64[n], index into ``values``.
    """

    ms: NDArray[np.uint32]
    entities: Integers
    counts: Integers
    values: Integers
    places: Integers

    def keys(self, first: int) -> Integers:
        """Return the events' keys as rows have them, int64[n], for a block that begins at ``first`` milliseconds."""
        keys = self.ms.astype(np.int64)
        keys += first
        keys *= UNITS_PER_MS << ENTITY_BITS
        keys += np.repeat(self.entities, self.counts)
        return keys


def encode(kind: BlockKind, keys: Integers, values: Integers, codec: Codec = BEST) -> Block:
    """Make a block of at least one event.

    Args:
        kind: what all of them are.
        keys: int64[n], as rows have them but in whole milliseconds, ordered by entity and then by time.
        values: int64[n], as rows have them.
        codec: how to compress.
    """
    ms = (keys >> ENTITY_BITS) // UNITS_PER_MS
    grain = GRAIN if kind is BlockKind.NUMBERS else 1
    ms -= ms % grain
    first = int(ms.min())
    entities, begins, counts = np.unique(keys & ENTITY_MASK, return_index=True, return_counts=True)
    # Unsigned differences wrap around from one entity's last event to the next one's first; the sum wraps back.
    steps = np.diff(((ms - first) // grain).astype(np.uint32), prepend=np.uint32(0))
    pieces = (
        np.array([len(keys), len(entities)], "<u4").tobytes(),
        entities.astype("<u2").tobytes(),
        counts.astype("<u4").tobytes(),
        _planes(steps),
        _number_bytes(values, begins, counts) if kind is BlockKind.NUMBERS else _dictionary_bytes(values),
    )
    return Block(
        span=BlockSpan(
            kind=kind,
            first=first,
            last=int(ms.max()),
            low=int(entities[0]),
            high=int(entities[-1]),
            events=len(keys),
        ),
        codec=codec,
        body=compress(b"".join(pieces), codec),
    )


def decode(
    kind: BlockKind, codec: Codec, body: bytes, entities: AbstractSet[int] | None = None, events: int | None = None
) -> Content | None:
    """Return what is in a block, of some entities or of all; None where there is nothing of them.

    No more memory is taken than a block of so many events may need, whatever its bytes say.

    Args:
        kind: what all of its events are.
        codec: how it is compressed.
        body: its bytes.
        entities: numbers of those that are wanted.
        events: how many it has to hold; None takes any number that a block may have.

    Raises:
        ValueError: it is damaged.
    """
    reader = ByteReader(decompress(body, codec, _most_bytes(MOST if events is None else events)))
    found, known = reader.numbers("<u4", 2).tolist()
    if found != events and (events is not None or found > MOST):
        raise ValueError(f"damaged: {found} events")
    numbers, counts = reader.numbers("<u2", known), reader.numbers("<u4", known)
    if not known or counts.sum() != found:
        raise ValueError("damaged: its entities don't have its events")
    if (chosen := _chosen(numbers, counts, entities)) is None:
        return None
    content = _content(kind, reader, numbers, chosen)
    reader.end()
    return content


def entities_in(codec: int, body: bytes, events: int) -> list[int]:
    """Return the entities of a block that may be damaged, ascending; none where they can't be told any more."""
    try:
        reader = ByteReader(decompress(body, Codec(codec), _most_bytes(events)))
        _, known = reader.numbers("<u4", 2).tolist()
        numbers = reader.numbers("<u2", known)
    except ValueError:
        return []
    return [] if (numbers[1:] <= numbers[:-1]).any() else numbers.tolist()


def _most_bytes(events: int) -> int:
    """Return how many bytes a block of so many events has at most before it is compressed.

    Raises:
        ValueError: no block has so many.
    """
    if not 0 < events <= MOST:
        raise ValueError(f"damaged: {events} events")
    # Of an event: its step of time, its value, its place among the values; of an entity: number, count, first value.
    return 13 + events * (4 + 8 + 4) + min(events, ENTITY_MASK) * (2 + 4 + 8)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Chosen:
    """Which of a block's entities (``groups``) and events (``rows``) are wanted, and how many events of each."""

    events: int
    groups: slice | Integers
    rows: slice | Integers
    counts: Integers


def _chosen(numbers: Integers, counts: Integers, entities: AbstractSet[int] | None) -> _Chosen | None:
    """Return where some entities are in a block, or all; None where there is nothing of them."""
    events = int(counts.sum())
    if entities is None:
        return _Chosen(events=events, groups=slice(None), rows=slice(None), counts=counts)
    groups = _groups_of(numbers, entities)
    if not len(groups):
        return None
    ends = counts.cumsum()
    if len(groups) == 1:
        (group,) = groups
        rows: slice | Integers = slice(int(ends[group] - counts[group]), int(ends[group]))
    else:
        rows = np.concatenate([np.arange(ends[group] - counts[group], ends[group]) for group in groups])
    return _Chosen(events=events, groups=groups, rows=rows, counts=counts[groups])


def _groups_of(numbers: Integers, entities: AbstractSet[int]) -> Integers:
    """Return the places of entities among a block's, which ascend."""
    wanted = np.array(sorted(entities), dtype=np.int64)
    places: Integers = np.minimum(numbers.searchsorted(wanted), len(numbers) - 1)
    found: Integers = places[numbers[places] == wanted]
    return found


def _content(kind: BlockKind, reader: ByteReader, entities: Integers, chosen: _Chosen) -> Content:
    ms = reader.sums(chosen.events, chosen.rows)
    if kind is BlockKind.NUMBERS:
        ms *= np.uint32(GRAIN)
        values = _numbers(reader, len(entities), chosen)
        places = np.arange(len(values))
    else:
        values = reader.numbers("<i8", int(reader.numbers("<u4", 1)[0]))
        places = reader.planes(chosen.events, _width(len(values)), chosen.rows).astype(np.int64)
    return Content(ms=ms, entities=entities[chosen.groups], counts=chosen.counts, values=values, places=places)


def _dictionary_bytes(values: Integers) -> bytes:
    known, places = np.unique(values, return_inverse=True)
    head = np.array([len(known)], "<u4").tobytes() + known.astype("<i8").tobytes()
    return head + _planes(places.astype(f"<u{_width(len(known))}"))


def _width(count: int) -> int:
    """Return how many bytes the places in a dictionary of a size take."""
    if count <= 1 << 8:
        return 1
    return 2 if count <= 1 << 16 else 4


def _number_bytes(values: Integers, begins: Integers, counts: Integers) -> bytes:
    signed, rest = split_number(values)
    steps = np.diff(signed, prepend=0)
    steps[begins] = 0
    folded = (steps << 1 ^ steps >> 63).astype("<u8")
    width = next(width for width in _WIDTHS if int(folded.max()) < 1 << 8 * width)
    head = bytes([width]) + signed[begins].astype("<i8").tobytes()
    return head + _planes(folded.astype(f"<u{width}")) + rest.astype("u1").tobytes()


def _numbers(reader: ByteReader, known: int, chosen: _Chosen) -> Integers:
    width, counts = int(reader.numbers("u1", 1)[0]), chosen.counts
    if width not in _WIDTHS:
        raise ValueError(f"damaged: numbers of {width} bytes")
    firsts = reader.numbers("<i8", known)[chosen.groups]
    folded = reader.planes(chosen.events, width, chosen.rows).astype(np.int64)
    rest = reader.numbers("u1", chosen.events)[chosen.rows]
    sums = np.cumsum(folded >> 1 ^ -(folded & 1))
    begins = np.cumsum(counts) - counts
    signed = sums + np.repeat(firsts - sums[begins], counts)
    return join_number(signed, rest)


def _planes(numbers: NDArray[np.unsignedinteger]) -> bytes:
    """Return all lowest bytes, then all second lowest, and so on."""
    table = np.ascontiguousarray(numbers).view(np.uint8).reshape(len(numbers), numbers.itemsize)
    return table.T.tobytes()
