"""Sealed blocks: finished stretches of the history as compressed columns.

A block holds up to a day of one kind of event, ordered by entity and then by time, so that neighbours resemble each
other: times as differences, numbers as differences, everything else as places in a small dictionary, the bytes of equal
weight side by side. On a home's mix that takes a sixth of what rows take, and a fiftieth of the time to read.

Times are milliseconds here, where rows have ten microseconds, and hundredths of a second for measurements: the rest is
noise that no habit has, and a third of the bytes. Of acts and states, what came first still comes first.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ..model.value import is_value_name
from .codec import CAUSE_MASK, ENTITY_BITS, ENTITY_MASK, UNITS
from .compress import BEST, Codec, compress, decompress

UNITS_PER_MS = UNITS // 1000
LONGEST = 86_400_000  # span of a block at most, milliseconds
TARGET = 16_384  # events of a block; more where a single entity has more

_SHIFTS = (0, 8, 16, 24)  # of the bytes of a number
_GRAIN = 10  # to which the times of numbers are cut, milliseconds

type Integers = NDArray[np.int64]


ACT_DOMAINS = frozenset(
    {
        "alarm_control_panel",
        "button",
        "climate",
        "cover",
        "fan",
        "humidifier",
        "input_boolean",
        "input_button",
        "input_datetime",
        "input_number",
        "input_select",
        "lawn_mower",
        "light",
        "lock",
        "media_player",
        "number",
        "remote",
        "scene",
        "script",
        "select",
        "siren",
        "switch",
        "vacuum",
        "valve",
        "water_heater",
    }
)
"""What people act on: kept longest."""


def is_acted_on(name: str) -> bool:
    """Tell whether people act on an entity; a value that it is set to is a number like any other."""
    return name.partition(".")[0] in ACT_DOMAINS and not is_value_name(name)


class Kind(IntEnum):
    """What an event is for, which says how long it is kept. The numbers are stored."""

    ACTS = 0
    """A state of something that people act on."""
    STATES = 1
    """A word of anything else: motion, presence, weather."""
    NUMBERS = 2
    """A measurement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What is known of a block without looking into it.

    Attributes:
        first: time of the earliest event, milliseconds since 2015.
        last: of the latest.
        low: lowest entity number within.
        high: highest.
    """

    kind: Kind
    first: int
    last: int
    low: int
    high: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A sealed block as it lies on disk."""

    span: Span
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


def encode(kind: Kind, keys: Integers, values: Integers, codec: Codec = BEST) -> Block:
    """Make a block of at least one event.

    Args:
        kind: what all of them are.
        keys: int64[n], as rows have them but in whole milliseconds, ordered by entity and then by time.
        values: int64[n], as rows have them.
        codec: how to compress.
    """
    ms = (keys >> ENTITY_BITS) // UNITS_PER_MS
    grain = _GRAIN if kind is Kind.NUMBERS else 1
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
        _number_bytes(values, begins, counts) if kind is Kind.NUMBERS else _dictionary_bytes(values),
    )
    return Block(
        span=Span(
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


def decode(kind: Kind, codec: Codec, body: bytes, entities: AbstractSet[int] | None = None) -> Content | None:
    """Return what is in a block, of some entities or of all; None where there is nothing of them.

    Raises:
        ValueError: it is damaged.
    """
    reader = _Reader(decompress(body, codec))
    events, known = reader.numbers("<u4", 2).tolist()
    numbers, counts = reader.numbers("<u2", known), reader.numbers("<u4", known)
    if entities is None:
        chosen = _Chosen(events=events, groups=slice(None), rows=slice(None), counts=counts)
    else:
        groups = _groups_of(numbers, entities)
        if not len(groups):
            return None
        ends = counts.cumsum()
        if len(groups) == 1:
            (group,) = groups
            rows: slice | Integers = slice(int(ends[group] - counts[group]), int(ends[group]))
        else:
            rows = np.concatenate([np.arange(ends[group] - counts[group], ends[group]) for group in groups])
        chosen = _Chosen(events=events, groups=groups, rows=rows, counts=counts[groups])
    return _content(kind, reader, numbers, chosen)


def _groups_of(numbers: Integers, entities: AbstractSet[int]) -> Integers:
    """Return the places at which entities are among a block's, which ascend."""
    wanted = np.array(sorted(entities), dtype=np.int64)
    places: Integers = np.minimum(numbers.searchsorted(wanted), len(numbers) - 1)
    found: Integers = places[numbers[places] == wanted]
    return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Chosen:
    """Which of a block's entities (``groups``) and events (``rows``) are wanted, and how many events of each."""

    events: int
    groups: slice | Integers
    rows: slice | Integers
    counts: Integers


class _Reader:
    """Takes one array after the other out of bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, kind: str, count: int) -> NDArray[np.generic]:
        array = np.frombuffer(self._data, kind, count, self._at)
        self._at += array.nbytes
        return array

    def numbers(self, kind: str, count: int) -> Integers:
        return self.take(kind, count).astype(np.int64)

    def planes(self, count: int, width: int, rows: slice | Integers = slice(None)) -> NDArray[np.generic]:
        planes = self.take("u1", count * width).reshape(width, count)[:, rows]
        return np.ascontiguousarray(planes.T).view(f"<u{width}").ravel()

    def sums(self, count: int, rows: slice | Integers) -> NDArray[np.uint32]:
        """Return the running sums of numbers of four bytes at some rows."""
        if not isinstance(rows, slice) or rows.start is None:
            return np.cumsum(self.planes(count, 4), dtype=np.uint32)[rows]
        # A sum has to begin at the beginning, but what comes before the rows is needed as one number only.
        planes = self.take("u1", count * 4).reshape(4, count)
        before = sum(int(low) << shift for low, shift in zip(planes[:, : rows.start].sum(axis=1), _SHIFTS, strict=True))
        steps = np.ascontiguousarray(planes[:, rows].T).view("<u4").ravel()
        return np.cumsum(steps, dtype=np.uint32) + np.uint32(before & 0xFFFFFFFF)


def _content(kind: Kind, reader: _Reader, entities: Integers, chosen: _Chosen) -> Content:
    ms = reader.sums(chosen.events, chosen.rows)
    if kind is Kind.NUMBERS:
        ms *= np.uint32(_GRAIN)
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
    # A code is the mantissa, four bits of decimals, the sign and the flag for a number; three bits of cause follow.
    mantissas = values >> 9
    signed = np.where(values >> 4 & 1, -mantissas, mantissas)
    rest = (values >> 5 & 15) << 4 | (values >> 4 & 1) << 3 | values & CAUSE_MASK
    steps = np.diff(signed, prepend=0)
    steps[begins] = 0
    folded = (steps << 1 ^ steps >> 63).astype("<u8")
    width = next(width for width in (1, 2, 4, 8) if int(folded.max()) < 1 << 8 * width)
    head = bytes([width]) + signed[begins].astype("<i8").tobytes()
    return head + _planes(folded.astype(f"<u{width}")) + rest.astype("u1").tobytes()


def _numbers(reader: _Reader, known: int, chosen: _Chosen) -> Integers:
    width, counts = int(reader.numbers("u1", 1)[0]), chosen.counts
    firsts = reader.numbers("<i8", known)[chosen.groups]
    folded = reader.planes(chosen.events, width, chosen.rows).astype(np.int64)
    rest = reader.numbers("u1", chosen.events)[chosen.rows]
    sums = np.cumsum(folded >> 1 ^ -(folded & 1))
    begins = np.cumsum(counts) - counts
    signed = sums + np.repeat(firsts - sums[begins], counts)
    values: Integers = np.abs(signed) << 9 | (rest >> 4) << 5 | (rest >> 3 & 1) << 4 | 1 << 3 | rest & CAUSE_MASK
    return values


def _planes(numbers: NDArray[np.unsignedinteger]) -> bytes:
    """Return all lowest bytes, then all second lowest, and so on."""
    table = np.ascontiguousarray(numbers).view(np.uint8).reshape(len(numbers), numbers.itemsize)
    return table.T.tobytes()
