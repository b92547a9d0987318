"""How much memory things take, told from a few of them: looking at all would take longer than they are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
import sys

import numpy as np

LOOKED_AT = 16  # things of many


def bytes_of(things: Sequence[object], counted: Sequence[object] = ()) -> int:
    """Return about how much memory things of one kind take, with all that is in them.

    What several of them share is counted with the first of those that are looked at.

    Args:
        things: of one kind.
        counted: what is counted elsewhere, though it is in them.
    """
    if not things:
        return 0
    looked_at = things[:: max(1, len(things) // LOOKED_AT)]
    seen = {*map(id, counted)}
    # The first one bears what all share, such as days of the week, and is one of many.
    first, *others = (_deep(one, seen) for one in looked_at)
    return first + round(sum(others) / len(others) * (len(things) - 1)) if others else first


def _deep(thing: object, seen: set[int]) -> int:
    if id(thing) in seen:
        return 0
    seen.add(id(thing))
    size = sys.getsizeof(thing)
    # First of all: what is abstract, as a mapping is, would remember each class that is none of its own.
    if is_dataclass(thing):
        # What it has worked out and noted is in its dictionary only, and its fields are where it has one.
        noted = getattr(thing, "__dict__", None)
        named = [getattr(thing, field.name) for field in fields(thing)] if noted is None else [*noted.values()]
        return size + sum(_deep(one, seen) for one in named)
    # Of what somebody may add to meanwhile there is a list first: that is made in one go.
    if isinstance(thing, Mapping):
        return size + sum(_deep(key, seen) + _deep(value, seen) for key, value in [*thing.items()])
    if isinstance(thing, tuple | list | set | frozenset):
        return size + sum(_deep(one, seen) for one in [*thing])
    if isinstance(thing, np.ndarray):
        # A part of another one keeps all of that.
        return size if thing.base is None else size + _deep(thing.base, seen)
    return size
