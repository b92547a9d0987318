"""Rows and sealed blocks in one order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..blocks.block import UNITS_PER_MS, Integers
from ..blocks.index import Listed
from ..codes.codec import ENTITY_BITS

TOUCHING = 60_000  # blocks that overlap by less are sorted one after the other, milliseconds
_BITS = 63  # of a positive number
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """Some events.

    Attributes:
        key: int64[n], as rows have them.
        entity: int32[n], indices.
        state: int32[n], indices.
        cause: int8[n].
    """

    key: Integers
    entity: NDArray[np.int32]
    state: NDArray[np.int32]
    cause: NDArray[np.int8]

    def __getitem__(self, which: slice | Integers) -> Piece:
        """Return some of the events."""
        return Piece(key=self.key[which], entity=self.entity[which], state=self.state[which], cause=self.cause[which])


def merged(rows: Piece, blocks: Sequence[Listed], load: Callable[[Listed], Piece | None]) -> Iterator[Piece]:
    """Yield all events in the order of time, holding few blocks at once.

    Args:
        rows: ascending.
        blocks: by the time they begin at.
        load: returns what is in a block, by entity and then time; None where it is gone.
    """
    carried, done = rows[:0], 0
    for group, limit in _groups(blocks):
        begin, end = (max(done, place) for place in _places(rows, group))
        yield rows[done:begin]
        # In the order in which ties were sealed.
        loaded = [load(listed) for listed in sorted(group, key=lambda listed: (listed.kind, listed.number))]
        piece = _sorted([carried, *filter(None, loaded), rows[begin:end]])
        place = int(np.searchsorted(piece.key, limit))
        yield piece[:place]
        carried, done = piece[place:], end
    yield rows[done:]


def _groups(blocks: Sequence[Listed]) -> Iterator[tuple[Sequence[Listed], int]]:
    """Yield blocks that overlap by more than a little, with the key that the next group begins at."""
    begin, last = 0, 0
    for place, listed in enumerate(blocks):
        if place > begin and listed.first > last - TOUCHING:
            yield blocks[begin:place], _key(listed.first)
            begin = place
        last = max(last, listed.last) if place > begin else listed.last
    if blocks:
        yield blocks[begin:], _NEVER


def _places(rows: Piece, group: Sequence[Listed]) -> tuple[int, int]:
    """Return the rows that lie between the first event of a group and its last."""
    first, end = min(listed.first for listed in group), max(listed.last for listed in group) + 1
    begin, end = np.searchsorted(rows.key, (_key(first), _key(end))).tolist()
    return begin, end


def _key(ms: int) -> int:
    return ms * UNITS_PER_MS << ENTITY_BITS


def _sorted(pieces: Sequence[Piece]) -> Piece:
    """Return pieces as one, by time; what is of one instant keeps its order."""
    pieces = [piece for piece in pieces if len(piece.key)] or pieces[:1]
    piece = (
        pieces[0]
        if len(pieces) == 1
        else Piece(
            key=np.concatenate([piece.key for piece in pieces]),
            entity=np.concatenate([piece.entity for piece in pieces]),
            state=np.concatenate([piece.state for piece in pieces]),
            cause=np.concatenate([piece.cause for piece in pieces]),
        )
    )
    units = piece.key >> ENTITY_BITS
    # What is of one entity mostly is in order already.
    return piece if (units[1:] >= units[:-1]).all() else piece[_order(units)]


def _order(units: Integers) -> Integers:
    """Return the stable order of at least one number."""
    units = units - units.min()
    places = int(len(units) - 1).bit_length()
    if int(units.max()).bit_length() + places > _BITS:
        return np.argsort(units, kind="stable")
    # numpy sorts plain numbers several times as fast as it finds their order. With its place below it, no number comes
    # twice, so any sort is stable.
    units <<= places
    units |= np.arange(len(units))
    units.sort()
    units &= (1 << places) - 1
    return units
