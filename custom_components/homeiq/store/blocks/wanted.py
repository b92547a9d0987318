"""What is wanted of a history: between which keys, of which entities, and so in which kinds of blocks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
import sqlite3

from ..codes.acted_on import is_acted_on
from ..codes.naming import KnownEntities, known_of
from .block import BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsWanted:
    """What is to be read.

    Attributes:
        begin: lowest key.
        end: the key after the highest.
        numbers: take states that are numbers as well.
        entities: numbers of the entities to read; None reads all.
        is_acts: all of them are acted on, or none is; None where both are among them.
        known: what is known of them; None where that was not looked up.
    """

    begin: int
    end: int
    numbers: bool = True
    entities: frozenset[int] | None = None
    is_acts: bool | None = None
    known: KnownEntities | None = None

    @property
    def kinds(self) -> frozenset[BlockKind]:
        """The kinds that may hold something of it."""
        measured = {BlockKind.NUMBERS} if self.numbers else set[BlockKind]()
        if self.is_acts is None:
            return frozenset({BlockKind.ACTS, BlockKind.STATES, *measured})
        return frozenset({BlockKind.ACTS} if self.is_acts else {BlockKind.STATES, *measured})

    @classmethod
    def of(
        cls, connection: sqlite3.Connection, span: tuple[int, int], *, numbers: bool, entities: Collection[str] | None
    ) -> RowsWanted:
        """Look up the numbers of entities; those never heard of have none."""
        begin, end = span
        if entities is None:
            return cls(begin=begin, end=end, numbers=numbers)
        known = known_of(connection, entities)
        acts = {is_acted_on(entity_id) for entity_id in entities}
        return cls(
            begin=begin,
            end=end,
            numbers=numbers,
            entities=known.numbers,
            is_acts=acts.pop() if len(acts) == 1 else None,
            known=known,
        )
