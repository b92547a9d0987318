"""Events that arrive when their time is sealed already: imported twice, or the clock went back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
import sqlite3

import numpy as np

from ..blocks.block import UNITS_PER_MS, Integers
from ..blocks.index import read_blocks
from ..blocks.wanted import RowsWanted
from ..codes.codec import CAUSE_BITS, ENTITY_BITS, ENTITY_MASK
from ..codes.naming import aliases_of
from ..unread.noted import Damage

NEAR = 1000  # a state that an entity reached twice within so many milliseconds is the same event
_MS_BITS = 42  # enough for milliseconds from 2015 to 2059, and for early 1970


def without_sealed(connection: sqlite3.Connection, placed: Mapping[int, int], damage: Damage) -> dict[int, int]:
    """Return the events, value by key, that no sealed block holds. Times in blocks are a little coarser.

    Damaged blocks hold nothing, and are noted.
    """
    keys = np.fromiter(placed.keys(), dtype=np.int64, count=len(placed))
    values = np.fromiter(placed.values(), dtype=np.int64, count=len(placed))
    margin = NEAR * UNITS_PER_MS << ENTITY_BITS
    wanted = RowsWanted(
        begin=int(keys.min()) - margin,
        end=int(keys.max()) + margin,
        entities=frozenset(np.unique(keys & ENTITY_MASK).tolist()),
    )
    aliases = {number: meant for number, meant in aliases_of(connection).items() if meant in (wanted.entities or ())}
    wanted = replace(wanted, entities=(wanted.entities or frozenset()) | aliases.keys())
    sealed_keys, sealed_values = _sealed(connection, wanted, damage)
    for number, meant in aliases.items():
        sealed_keys[sealed_keys & ENTITY_MASK == number] += meant - number
    if not len(sealed_keys):
        return dict(placed)
    is_sealed = _has_near(*_comparable(keys, values, sealed_keys, sealed_values))
    return dict(zip(keys[~is_sealed].tolist(), values[~is_sealed].tolist(), strict=True))


def _sealed(connection: sqlite3.Connection, wanted: RowsWanted, damage: Damage) -> tuple[Integers, Integers]:
    keys, values = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for listed, content in read_blocks(connection, wanted, damage):
        keys.append(content.keys(listed.first))
        values.append(content.values[content.places])
    return np.concatenate(keys), np.concatenate(values)


def _comparable(
    keys: Integers, values: Integers, sealed_keys: Integers, sealed_values: Integers
) -> tuple[Integers, Integers]:
    """Return both as numbers whose difference is milliseconds where entity and state are the same."""
    codes = np.concatenate((values, sealed_values)) >> CAUSE_BITS
    entities = np.concatenate((keys, sealed_keys)) & ENTITY_MASK
    _, states = np.unique(codes, return_inverse=True)
    _, subjects = np.unique(entities * (int(states.max()) + 1) + states, return_inverse=True)
    ms = (np.concatenate((keys, sealed_keys)) >> ENTITY_BITS) // UNITS_PER_MS
    numbers = (subjects << _MS_BITS) + ms
    return numbers[: len(keys)], np.sort(numbers[len(keys) :])


def _has_near(numbers: Integers, others: Integers) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    places = np.searchsorted(others, numbers - NEAR)
    is_there = places < len(others)
    is_there[is_there] = others[places[is_there]] <= numbers[is_there] + NEAR
    return is_there
