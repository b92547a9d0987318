"""What sensors measured, thinned as it is read: millions of readings become as many as fit into some forty megabytes.

Blocks are by entity, so nothing has to be put in order between sensors, and no state is ever a text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
import sqlite3

import numpy as np

from ...model.readings import Readings
from ..blocks.block import BlockKind, Integers
from ..blocks.index import Listed, read_unless_damaged
from ..blocks.wanted import RowsWanted
from ..codes.codec import ENTITY_BITS, ENTITY_MASK, NUMBER_FLAG, UNITS, floats_of, times_of
from ..codes.naming import aliases_of, names_of
from ..unread.noted import Damage
from .spans import read_window

FINEST = 60
"""Seconds; of a sensor, one reading in so many is kept, the last one."""
MOST = 5_000_000
"""Readings that are kept of all sensors, eight bytes each."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Part:
    """Readings of one stretch, by entity and then by time.

    Attributes:
        keys: int64[n], as rows have them.
        values: int64[n], likewise, all of them numbers.
    """

    keys: Integers
    values: Integers


class _Growing:
    """The readings of one sensor, as they come: an array for each stretch would take as much room again."""

    def __init__(self) -> None:
        self._time, self._value = bytearray(), bytearray()

    def add(self, readings: Readings) -> None:
        self._time += readings.time.tobytes()
        self._value += readings.value.tobytes()

    def readings(self) -> Readings:
        time = np.frombuffer(self._time, dtype=np.uint32)
        return Readings(time=time, value=np.frombuffer(self._value, dtype=np.float32)).in_order()


def read_sampled(
    connection: sqlite3.Connection, wanted: RowsWanted, damage: Damage, most: int = MOST
) -> dict[str, Readings]:
    """Read what some sensors measured, by entity id; what is in damaged blocks is not in it, and they are noted.

    Args:
        connection: to the database.
        wanted: its entities have to be named.
        damage: notes the blocks that can't be read.
        most: readings at most, but for one in ``FINEST`` seconds where there are no more of them.
    """
    # In one transaction, for sealing moves events from rows to blocks; the blocks are read one by one after it.
    _, blocks, rows = read_window(connection, wanted, damage)
    blocks = [one for one in blocks if one.kind is BlockKind.NUMBERS]
    step = _step(sum(one.events for one in blocks) + len(rows[0]), wanted, most)
    aliases, found = aliases_of(connection), dict[int, _Growing]()
    for part in _parts(connection, damage, wanted, blocks, rows):
        for number, one in _thinned(part, step):
            found.setdefault(aliases.get(number, number), _Growing()).add(one)
    names = names_of(connection, [*found])
    return {names[number]: growing.readings() for number, growing in found.items() if number in names}


def _step(readings: int, wanted: RowsWanted, most: int) -> int:
    """Return of how many seconds one reading is kept, so that no more than ``most`` of all sensors can come of them."""
    if readings <= most:
        return FINEST
    span = ((wanted.end - wanted.begin) >> ENTITY_BITS) / UNITS
    return max(FINEST, ceil(span * len(wanted.entities or ()) / most))


def _parts(
    connection: sqlite3.Connection,
    damage: Damage,
    wanted: RowsWanted,
    blocks: Sequence[Listed],
    rows: tuple[Integers, Integers],
) -> Iterator[_Part]:
    """Yield what was measured, the oldest mostly first."""
    for listed in blocks:
        if content := read_unless_damaged(connection, listed, damage, wanted.entities):
            yield _Part(keys=content.keys(listed.first), values=content.values[content.places])
    keys, values = rows
    is_number = values & NUMBER_FLAG != 0
    keys, values = keys[is_number], values[is_number]
    by_entity = np.argsort(keys & ENTITY_MASK, kind="stable")
    yield _Part(keys=keys[by_entity], values=values[by_entity])


def _thinned(part: _Part, step: int) -> Iterator[tuple[int, Readings]]:
    """Yield, by the number of the entity, the last reading of each step."""
    entity = part.keys & ENTITY_MASK
    slot = (part.keys >> ENTITY_BITS) // (step * UNITS)
    last = np.flatnonzero(np.append((slot[1:] != slot[:-1]) | (entity[1:] != entity[:-1]), True)[: len(slot)])
    entity, time, value = entity[last], times_of(part.keys[last]), floats_of(part.values[last])
    begins = np.flatnonzero(np.append(True, entity[1:] != entity[:-1])[: len(entity)])
    for begin, end in pairwise([*begins.tolist(), len(entity)]):
        yield int(entity[begin]), Readings.of(time[begin:end], value[begin:end])
