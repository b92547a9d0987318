"""Records as JSON: what is not known is left out, so that nobody has to tell null from nothing."""

from __future__ import annotations

from collections.abc import Mapping, Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

# Most values are; what else they might be is not looked for.
_PLAIN = frozenset({str, int, float, bool})


def told(record: Any) -> dict[str, Any]:
    """Write a record as JSON.

    Args:
        record: a dataclass of plain values, other records, and collections of either.
    """
    named = ((field.name, getattr(record, field.name)) for field in fields(record))
    return {name: value if type(value) in _PLAIN else _plain(value) for name, value in named if value is not None}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return told(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items() if one is not None}
    if isinstance(value, AbstractSet):
        return sorted(map(_plain, value))
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
