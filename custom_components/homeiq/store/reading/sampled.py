"""What sensors measured, thinned as it is read: millions of readings become as many as fit into some forty megabytes.

Blocks are by entity, so nothing has to be put in order between sensors, and no state is ever a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
import sqlite3

import numpy as np
from numpy.typing import NDArray

from ...model.readings import Readings
from ..blocks.block import BlockKind, Integers
from ..blocks.index import Listed, read_unless_damaged
from ..blocks.wanted import RowsWanted
from ..codes.codec import ENTITY_BITS, ENTITY_MASK, NUMBER_FLAG, UNITS, floats_of, times_of
from ..codes.naming import aliases_of, names_of
from ..unread.noted import Damage
from .spans import read_window

FINEST = 60
"""Seconds; of a sensor, the last reading in so many is kept, and the first one that jumped."""
MOST = 5_000_000
"""Readings that are kept of all sensors, eight bytes each; twice as many at most, did all of them jump all the time."""

_JUMP = 5.0  # times the mean change from one reading to the next


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
    """Yield, by the number of the entity, what is kept of each step: the last reading, and the first that jumped.

    A machine that goes on and then tells every few seconds what it draws would otherwise be known to be on a minute
    late, when somebody has done already what they do then.
    """
    entity, slot = part.keys & ENTITY_MASK, (part.keys >> ENTITY_BITS) // (step * UNITS)
    value = floats_of(part.values)
    is_new = _is_new(entity)
    is_first = is_new | _is_new(slot)
    kept = np.flatnonzero(np.append(is_first[1:], True)[: len(slot)] | _has_jumped(value, is_new, is_first))
    entity, time, value = entity[kept], times_of(part.keys[kept]), value[kept]
    begins = np.flatnonzero(_is_new(entity))
    for begin, end in pairwise([*begins.tolist(), len(entity)]):
        yield int(entity[begin]), Readings.of(time[begin:end], value[begin:end])


def _has_jumped(
    value: NDArray[np.float64], is_new: NDArray[np.bool_], is_first: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Tell which readings are the first of their step that lie far from the one before, bool[n].

    Args:
        value: float64[n].
        is_new: where another sensor begins.
        is_first: where another step begins.
    """
    jumped = np.zeros(len(value), dtype=np.bool_)
    begins = np.flatnonzero(is_new)
    if not len(begins):
        return jumped
    with np.errstate(over="ignore"):  # what changes by more than there are numbers is no reading, and never jumps
        change = np.abs(np.diff(value, prepend=0.0))
        change[begins] = 0.0
        sizes = np.diff(np.append(begins, len(value)))
        usual = np.add.reduceat(change, begins) / sizes
    jumps = np.flatnonzero(change > _JUMP * np.repeat(usual, sizes))
    jumped[jumps[_is_new(is_first.cumsum()[jumps])]] = True
    return jumped


def _is_new(numbers: Integers) -> NDArray[np.bool_]:
    """Tell where a number is another one than the one before, bool[n]; the first one is."""
    return np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)]
